"""Shares of one whole: what whole numbers of people give them, and their sum."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pcad_kg.audit.found import exact_share, is_rounded, step_of, tenths
from pcad_kg.model import Column, Row, Statistic, Table, Unit

WHOLE = Decimal(100)
# In a table of shares of one whole nearly all rows add up to it.
MOST = 0.6
FEWEST_COLUMNS = 2


def nearest(printed: Decimal, size: int) -> tuple[int, int]:
    """The two whole numbers whose shares of n lie below and above a percentage."""
    below = int(printed * size / 100)
    return below, min(below + 1, size)


def can_give(printed: Decimal, size: int) -> bool:
    """Whether some whole number out of n is so many percent, rounded either way.

    >>> can_give(Decimal(97), 85), can_give(Decimal(98), 85)
    (False, True)
    """
    return any(
        is_rounded(printed, exact_share(part, size)) for part in nearest(printed, size)
    )


def giving(printed: Decimal, size: int) -> list[int]:
    """The whole numbers out of n that are so many percent, rounded either way.

    >>> giving(Decimal(58), 299), giving(Decimal(63), 53)
    ([172, 173, 174], [])
    """
    near = int(printed * size / 100)
    return [
        part
        for part in range(max(0, near - size // 50 - 2), near + size // 50 + 3)
        if part <= size and is_rounded(printed, exact_share(part, size))
    ]


def around(printed: Decimal, size: int) -> str:
    """What n can give instead: "33/53 is 62.3% and 34/53 is 64.2%".

    >>> around(Decimal(63), 53)
    '33/53 is 62.3% and 34/53 is 64.2%'
    """
    return " and ".join(
        f"{part}/{size} is {tenths(exact_share(part, size))}"
        for part in nearest(printed, size)
    )


def wholes_of(table: Table) -> Iterator[tuple[int, ...]]:
    """The columns of a table whose shares make up one whole: Yes and No, or all."""
    columns = [c for c in table.columns if c.title != "Total"]
    for _, group in groupby(columns, key=_of_what):
        indexes = tuple(column.index for column in group)
        sums = [
            sum_of(cells) for row in table.rows if (cells := cells_in(row, indexes))
        ]
        adding = sum(abs(total - WHOLE) <= len(indexes) for total in sums)
        if len(indexes) >= FEWEST_COLUMNS and sums and adding >= MOST * len(sums):
            yield indexes


def _of_what(column: Column) -> str:
    """What a Yes and a No stand under; "Reinvent: changes needed" (1243) is neither."""
    over, _, answer = column.title.rpartition(": ")
    return over if answer in ("Yes", "No") else ""


def cells_in(row: Row, columns: Sequence[int]) -> tuple[Statistic, ...]:
    """The shares of a row in some columns; none where a cell has two, or counts."""
    cells = tuple(c for c in row.statistics if c.column in columns)
    is_whole = len(cells) == len(columns) and all(c.key.isdigit() for c in cells)
    if is_whole and all(c.unit is Unit.PERCENT for c in cells):
        return cells
    return ()


def sum_of(cells: Sequence[Statistic]) -> Decimal:
    """What the shares of some cells add up to."""
    return sum((cell.value for cell in cells), Decimal(0))


def is_off(cells: Sequence[Statistic]) -> bool:
    """Whether cells add up to more or less than a whole, beyond rounding."""
    slack = sum((step_of(cell.value) for cell in cells), Decimal(0)) / 2
    return bool(cells) and abs(sum_of(cells) - WHOLE) > slack
