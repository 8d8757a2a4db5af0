"""Rows and columns of a table that do not add up to their whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    exact_share,
    is_rounded,
    step_of,
)
from pcad_kg.model import (
    Column,
    Report,
    Row,
    Statistic,
    Table,
    Unit,
)

WHOLE = Decimal(100)
# In a table of shares of one whole nearly all rows add up to it.
MOST = 0.6
FEWEST_COLUMNS = 2


def total_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Shares against 100%, counts against the totals beside and beneath them."""
    for table in report.tables:
        for columns in _wholes(table):
            for row in table.rows:
                yield from _of_shares(table, row, columns)
        yield from _of_counts(table)


def _wholes(table: Table) -> Iterator[tuple[int, ...]]:
    """The columns of a table whose shares make up one whole: Yes and No, or all."""
    columns = [c for c in table.columns if c.title != "Total"]
    for _, group in groupby(columns, key=_of_what):
        indexes = tuple(column.index for column in group)
        sums = [_sum(cells) for row in table.rows if (cells := _cells(row, indexes))]
        adding = sum(abs(total - WHOLE) <= len(indexes) for total in sums)
        if len(indexes) >= FEWEST_COLUMNS and sums and adding >= MOST * len(sums):
            yield indexes


def _of_what(column: Column) -> str:
    """What a Yes and a No stand under; "Reinvent: changes needed" (1243) is neither."""
    over, _, answer = column.title.rpartition(": ")
    return over if answer in ("Yes", "No") else ""


def _cells(row: Row, columns: Sequence[int]) -> tuple[Statistic, ...]:
    """The shares of a row in some columns; none where a cell has two, or counts."""
    cells = tuple(c for c in row.statistics if c.column in columns)
    is_whole = len(cells) == len(columns) and all(c.key.isdigit() for c in cells)
    if is_whole and all(c.unit is Unit.PERCENT for c in cells):
        return cells
    return ()


def _sum(cells: Sequence[Statistic]) -> Decimal:
    return sum((cell.value for cell in cells), Decimal(0))


def _of_shares(
    table: Table, row: Row, columns: tuple[int, ...]
) -> Iterator[Discrepancy]:
    cells = _cells(row, columns)
    if not cells:
        return
    total, line = _sum(cells), row.span.first_line
    slack = sum((step_of(cell.value) for cell in cells), Decimal(0)) / 2
    printed = " + ".join(f"{cell.value}" for cell in cells)
    size = cells[0].sample_size
    if abs(total - WHOLE) > slack:
        severity = Severity.ERROR if total > WHOLE else Severity.MINOR
        why = "more" if total > WHOLE else "less"
        said = f"{why} than rounding explains"
    elif size and not _can_make(cells, size):
        severity = Severity.MINOR
        said = f"and no whole numbers that make up n={size} give them"
    else:
        return
    yield Discrepancy(
        Topic.TOTAL,
        severity,
        (line,),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        f"{printed} = {total}%",
        "100%",
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), adds up to"
        f" {total}% ({printed}), {said}.",
    )


def _can_make(cells: Sequence[Statistic], size: int) -> bool:
    """Whether whole numbers that add up to n give all of some shares.

    58% and 43% of n=299 (1413) do not: 172 and 128 are one too many. What no number
    gives by itself is the matter of fractions.
    """
    spans = [_numbers(cell.value, size) for cell in cells]
    if not all(spans):
        return True
    return sum(min(s) for s in spans) <= size <= sum(max(s) for s in spans)


def _numbers(printed: Decimal, size: int) -> list[int]:
    """The whole numbers out of n that are so many percent, rounded either way."""
    near = int(printed * size / 100)
    return [
        part
        for part in range(max(0, near - size // 50 - 2), near + size // 50 + 3)
        if is_rounded(printed, exact_share(part, size))
    ]


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
