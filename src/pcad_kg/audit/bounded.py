"""Shares of one agency's people that no number of its respondents gives."""

from collections.abc import Iterator
from itertools import groupby

from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    lines,
    listed,
)
from pcad_kg.audit.wholes import around, giving
from pcad_kg.model import ProseStatistic, Report, Row, Statistic, Table, Unit

# So many ways to give a share are told one by one.
FEW = 2


def bounded_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Cells of two shares of which at most an agency's respondents can be the n.

    Table 2.1A has 9% and 46% of Mental Health on Police (770): of its 19 respondents
    only 1/11 is 9%, and of eleven no whole number is 46%.
    """
    most = {count.agency: count.respondents for count in report.agency_counts}
    for table in report.tables:
        for row in table.rows:
            for _, group in groupby(row.statistics, key=lambda cell: cell.column):
                yield from _of_cell(table, row, list(group), (most, report))


def _of_cell(
    table: Table,
    row: Row,
    cells: list[Statistic],
    known: tuple[dict[str, int], Report],
) -> Iterator[Discrepancy]:
    respondents, report = known
    most = respondents.get(cells[0].of_agency or "", 0)
    is_of_unknown_n = all(c.unit is Unit.PERCENT and not c.sample_size for c in cells)
    if not most or len(cells) < FEW or not is_of_unknown_n:
        return
    sizes = range(1, most + 1)
    if any(all(giving(cell.value, size) for cell in cells) for size in sizes):
        return
    yield _impossible(table, row, cells, (most, _counted(cells[0], most, report)))


def _counted(cell: Statistic, most: int, report: Report) -> ProseStatistic | None:
    """Where prose counts the respondents of a cell's agency."""
    counts = (
        s
        for s in report.statistics
        if s.of_agency == cell.of_agency and s.counts == (most,)
    )
    return next(counts, None)


def _impossible(
    table: Table,
    row: Row,
    cells: list[Statistic],
    known: tuple[int, ProseStatistic | None],
) -> Discrepancy:
    most, counted = known
    line = row.span.first_line
    printed = listed(f"{cell.value}%" for cell in cells)
    column = next(c.title for c in table.columns if c.index == cells[0].column)
    at = counted.span.first_line if counted else line
    where = f" (line {at})" if counted else ""
    ways = _ways(cells, most)
    items: tuple[Involved, ...] = (
        ("row", f"{table.number}/{row.index}"),
        ("table", table.number),
    )
    passages: tuple[Involved, ...] = (("passage", counted.passage),) if counted else ()
    return Discrepancy(
        Topic.FRACTION,
        Severity.MINOR,
        (line, *(n for n in lines((at,)) if n != line)),
        (*items, *passages),
        " ".join(cell.as_printed for cell in cells),
        ways or f"shares that one n up to {most} gives",
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), has"
        f" {printed} in the column {column}, but no n up to the agency's {most}"
        f" respondents{where} gives both{f': {ways}' if ways else ''}.",
    )


def _ways(cells: list[Statistic], most: int) -> str:
    """The few fractions that give one share, and what their n gives instead of another.

    "only 1/11 is 9%, while 5/11 is 45.45% and 6/11 is 54.55%"
    """
    for cell in cells:
        ways = [
            (part, size)
            for size in range(1, most + 1)
            for part in giving(cell.value, size)
        ]
        if 0 < len(ways) <= FEW and cell.value:
            told = listed(f"{part}/{size}" for part, size in ways)
            others = [other for other in cells if other is not cell]
            instead = listed(
                around(other.value, size) for _, size in ways for other in others
            )
            return f"only {told} is {cell.value}%, while {instead}"
    return ""
