"""Rows and columns of a table that do not add up to their whole."""

from collections.abc import Iterator, Sequence

from pcad_kg.audit.claims import find_claims, is_named
from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    exact_share,
    listed,
    whole,
)
from pcad_kg.audit.wholes import (
    WHOLE,
    around,
    can_give,
    cells_in,
    giving,
    is_off,
    sum_of,
    wholes_of,
)
from pcad_kg.compare import sentences_in
from pcad_kg.model import Report, Row, Statistic, Table, Unit


def total_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Shares against 100%, counts against the totals beside and beneath them."""
    for table in report.tables:
        for columns in wholes_of(table):
            for row in table.rows:
                cells = cells_in(row, columns)
                if is_off(cells):
                    yield _off(table, row, cells, report)
                elif cells and not _can_make(cells):
                    yield _unmade(table, row, cells)
        yield from _of_counts(table)


def _off(
    table: Table, row: Row, cells: tuple[Statistic, ...], report: Report
) -> Discrepancy:
    """More or less than 100%, beyond rounding."""
    is_more = sum_of(cells) > WHOLE
    odd = [c for c in cells if c.sample_size and not can_give(c.value, c.sample_size)]
    twins = [twin for cell in odd for twin in _in_prose(table, row, cell, report)]
    said = f"{'more' if is_more else 'less'} than rounding explains{_odd(odd, cells)}."
    said += "".join(f" Line {line} has {share} as well." for _, line, share in twins)
    severity = Severity.ERROR if is_more else Severity.MINOR
    at = (row.span.first_line, *(line for _, line, _ in twins))
    return _total(table, row, cells, (severity, at, said, [item for item, *_ in twins]))


def _odd(odd: Sequence[Statistic], cells: Sequence[Statistic]) -> str:
    """The cells that no whole number gives, and what the others leave for one.

    Of n=59 (1568) 37% are 22 and 7% are 4, which leaves 33 for what is printed as 60%.
    """
    sizes = {cell.sample_size for cell in cells}
    size = next(iter(sizes)) if len(sizes) == 1 else None
    if not odd or not size:
        return ""
    shares = listed(f"{cell.value}% ({around(cell.value, size)})" for cell in odd)
    said = f", and no whole number out of n={size} gives {shares}"
    others = [(c.value, giving(c.value, size)) for c in cells if c not in odd]
    if len(odd) > 1 or any(len(numbers) != 1 for _, numbers in others):
        return said
    left = size - sum(numbers[0] for _, numbers in others)
    beside = listed(f"{value}% ({numbers[0]})" for value, numbers in others)
    share = whole(exact_share(left, size))
    return f"{said}; {beside} leave {left} of {size}, which is {share}"


def _in_prose(
    table: Table, row: Row, cell: Statistic, report: Report
) -> Iterator[tuple[Involved, int, str]]:
    """Where prose that names the table prints a cell's share for the same row."""
    share = f"{cell.value}%"
    for claim in find_claims(report):
        for sentence in sentences_in(claim.words) if claim.table is table else ():
            if share in sentence and is_named(row, sentence):
                yield claim.item, claim.line(share, report), share


def _unmade(table: Table, row: Row, cells: tuple[Statistic, ...]) -> Discrepancy:
    said = f"and no whole numbers that make up n={cells[0].sample_size} give them."
    at = (row.span.first_line,)
    return _total(table, row, cells, (Severity.MINOR, at, said, []))


def _total(
    table: Table,
    row: Row,
    cells: Sequence[Statistic],
    told: tuple[Severity, tuple[int, ...], str, list[Involved]],
) -> Discrepancy:
    severity, at, said, items = told
    total, printed = sum_of(cells), " + ".join(f"{cell.value}" for cell in cells)
    return Discrepancy(
        Topic.TOTAL,
        severity,
        at,
        (("row", f"{table.number}/{row.index}"), ("table", table.number), *items),
        f"{printed} = {total}%",
        "100%",
        f"Line {at[0]}, Table {table.number} row {row.index} ({row.title}), adds up to"
        f" {total}% ({printed}), {said}",
    )


def _can_make(cells: Sequence[Statistic]) -> bool:
    """Whether whole numbers that add up to n give all of some shares.

    58% and 43% of n=299 (1413) do not: 172 and 128 are one too many. What no number
    gives by itself is the matter of fractions.
    """
    size = cells[0].sample_size
    spans = [giving(cell.value, size) for cell in cells] if size else []
    if not size or not all(spans):
        return True
    return sum(min(s) for s in spans) <= size <= sum(max(s) for s in spans)


def _of_counts(table: Table) -> Iterator[Discrepancy]:
    """Counts against the total of their row and, beneath them, of their column."""
    totals = [c.index for c in table.columns if c.title == "Total"]
    rows = [row for row in table.rows if _counts(row)]
    for row in rows:
        *parts, whole = _counts(row)
        if totals and sum(parts) != whole:
            yield _wrong_total(table, row, "row", (sum(parts), whole))
    if not rows or not rows[-1].title.startswith("Total"):
        return
    *above, last = [_counts(row) for row in rows]
    for place, whole in enumerate(last):
        total = sum(counts[place] for counts in above)
        if total != whole:
            yield _wrong_total(table, rows[-1], f"column {place + 1}", (total, whole))


def _counts(row: Row) -> list[int]:
    if any(cell.unit is not Unit.COUNT for cell in row.statistics):
        return []
    return [int(cell.value) for cell in row.statistics]


def _wrong_total(
    table: Table, row: Row, what: str, totals: tuple[int, int]
) -> Discrepancy:
    total, printed = totals
    line = row.span.first_line
    return Discrepancy(
        Topic.TOTAL,
        Severity.ERROR,
        (line,),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        str(printed),
        str(total),
        f"Line {line}, Table {table.number}, gives the total of a {what} as {printed},"
        f" but its counts add up to {total}.",
    )
