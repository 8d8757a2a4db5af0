"""Percentages that their own fraction, or their own n, cannot give."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    exact_share,
    is_a_step_off,
    is_rounded,
    stated_by,
    tenths,
    whole,
)
from pcad_kg.model import ProseStatistic, Report, Row, Statistic, Table, Unit


def fraction_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Shares of the prose and of tables that cannot be what they are printed as."""
    for statistic in report.statistics:
        yield from _of_fraction(statistic)
        yield from _of_sample(statistic)
    for table in report.tables:
        for row in table.rows:
            yield from _of_cells(table, row)
        for counts, shares in pairwise(table.rows):
            yield from _of_counts(table, counts, shares)


def _of_fraction(statistic: ProseStatistic) -> Iterator[Discrepancy]:
    """A percentage beside its fraction: "11/17 (76%)" (496) is 65%."""
    part, base = statistic.numerator, statistic.denominator
    if part is None or not base:
        return
    exact = exact_share(part, base)
    for printed in statistic.percentages:
        if is_rounded(printed, exact):
            continue
        line = statistic.span.first_line
        near = is_a_step_off(printed, exact)
        yield Discrepancy(
            Topic.FRACTION,
            Severity.MINOR if near else Severity.ERROR,
            (line,),
            stated_by(statistic),
            statistic.text,
            f"{part}/{base} ({whole(exact)})",
            f"Line {line} prints {part}/{base} as {printed}%, but it is"
            f" {tenths(exact)}{', which rounds to ' + whole(exact) if near else ''}.",
        )


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


def around(printed: Decimal, size: int) -> str:
    """What n can give instead: "33/53 is 62.3% and 34/53 is 64.2%".

    >>> around(Decimal(63), 53)
    '33/53 is 62.3% and 34/53 is 64.2%'
    """
    return " and ".join(
        f"{part}/{size} is {tenths(exact_share(part, size))}"
        for part in nearest(printed, size)
    )


def _of_sample(statistic: ProseStatistic) -> Iterator[Discrepancy]:
    """A percentage with one n that no whole number of people gives.

    An n that stands elsewhere in the sentence (1845) may be another answer's, so what
    depends on it is minor; a share in vague words ("over 80%") is none.
    """
    if len(statistic.samples) != 1 or statistic.qualifier or statistic.denominator:
        return
    size = statistic.samples[0]
    for printed in statistic.percentages:
        if can_give(printed, size):
            continue
        line = statistic.span.first_line
        near = any(
            is_a_step_off(printed, exact_share(part, size))
            for part in nearest(printed, size)
        )
        minor = near or statistic.is_inherited
        yield Discrepancy(
            Topic.FRACTION,
            Severity.MINOR if minor else Severity.ERROR,
            (line,),
            stated_by(statistic),
            f"{printed}% (n={size})",
            around(printed, size),
            f"Line {line} prints {printed}% beside n={size}, which no whole number out"
            f" of {size} gives: {around(printed, size)}.",
        )


def _of_cells(table: Table, row: Row) -> Iterator[Discrepancy]:
    """The cells of a row that its n cannot give, in one sentence.

    They are minor: a column may leave out answers that the row's n counts.
    """
    wrong = [
        (cell, cell.sample_size)
        for cell in row.statistics
        if cell.unit is Unit.PERCENT and cell.sample_size
        if not can_give(cell.value, cell.sample_size)
    ]
    if not wrong:
        return
    line = row.span.first_line
    told = "; ".join(
        f"{cell.value}% of n={size} ({around(cell.value, size)})"
        for cell, size in wrong
    )
    yield Discrepancy(
        Topic.FRACTION,
        Severity.MINOR,
        (line,),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        "; ".join(f"{cell.as_printed} (n={size})" for cell, size in wrong),
        "; ".join(around(cell.value, size) for cell, size in wrong),
        f"Line {line}, Table {table.number}, prints what no whole number gives:"
        f" {told}.",
    )


def _of_counts(table: Table, counts: Row, shares: Row) -> Iterator[Discrepancy]:
    """A row of percentages that is not the row of counts above it (909 and 910)."""
    if not (counts.title.endswith(": Count") and ": %" in shares.title):
        return
    base = counts.statistics[-1]
    for count, share in zip(counts.statistics, shares.statistics, strict=False):
        yield from _of_count(table, shares, share, (int(count.value), int(base.value)))


def _of_count(
    table: Table, row: Row, share: Statistic, fraction: tuple[int, int]
) -> Iterator[Discrepancy]:
    part, base = fraction
    exact = exact_share(part, base) if base else Decimal(0)
    if is_rounded(share.value, exact):
        return
    line = row.span.first_line
    near = is_a_step_off(share.value, exact)
    yield Discrepancy(
        Topic.FRACTION,
        Severity.MINOR if near else Severity.ERROR,
        (line,),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        share.as_printed,
        tenths(exact),
        f"Line {line}, Table {table.number}, prints {part} of {base} as"
        f" {share.as_printed}, but it is {tenths(exact)}.",
    )
