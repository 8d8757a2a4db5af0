"""Percentages that their own fraction, or their own n, cannot give."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pcad_kg.audit.claims import plain_stems
from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    exact_share,
    is_a_step_off,
    is_rounded,
    listed,
    stated_by,
    tenths,
    whole,
)
from pcad_kg.audit.slips import slip_of
from pcad_kg.audit.wholes import (
    around,
    can_give,
    cells_in,
    giving,
    is_off,
    nearest,
    wholes_of,
)
from pcad_kg.model import ProseStatistic, Report, Row, Statistic, Table, Unit


def fraction_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Shares of the prose and of tables that cannot be what they are printed as."""
    for statistic in report.statistics:
        yield from _of_fraction(statistic, report)
        yield from _of_sample(statistic, report)
    for table in report.tables:
        off = _off_rows(table)
        for row in (row for row in table.rows if row.index not in off):
            yield from _of_cells(table, row, report)
        for counts, shares in pairwise(table.rows):
            yield from _of_counts(table, counts, shares)


def _of_fraction(statistic: ProseStatistic, report: Report) -> Iterator[Discrepancy]:
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
        rounds = f", which rounds to {whole(exact)}" if near else ""
        yield Discrepancy(
            Topic.FRACTION,
            Severity.MINOR if near else Severity.ERROR,
            (line,),
            stated_by(statistic),
            statistic.text,
            f"{part}/{base} ({whole(exact)})",
            f"Line {line} prints {part}/{base} as {printed}%, but it is"
            f" {tenths(exact)}{rounds}."
            f"{'' if near else slip_of(printed, statistic, report)}",
        )


def _of_sample(statistic: ProseStatistic, report: Report) -> Iterator[Discrepancy]:
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
            f" of {size} gives: {around(printed, size)}.{_fits(statistic, report)}",
        )


def _fits(statistic: ProseStatistic, report: Report) -> str:
    """Another share of the same text that an n behind both of them does give.

    "63% of the legal respondents ..., and 68% of them ... (n=53)" (1845): 36/53.
    """
    own = [s for s in report.statistics if s.passage == statistic.passage]
    text = next(p.text for p in report.passages if p.key == statistic.passage)
    is_printed_once = len(re.findall(rf"\b{statistic.samples[0]}\b", text)) == 1
    is_behind = statistic.is_inherited and is_printed_once
    for other in own[own.index(statistic) + 1 :] if is_behind else []:
        numbers = [giving(share, other.samples[0]) for share in other.percentages[:1]]
        if other.samples == statistic.samples and any(numbers):
            size, (share, *_) = statistic.samples[0], other.percentages
            return (
                f" “n={size}” stands behind {share}%, which is {numbers[0][0]}/{size}:"
                " it may be the n of that share alone."
            )
    return ""


def _off_rows(table: Table) -> set[int]:
    """The rows that do not add up, of which a total tells all that is wrong."""
    return {
        row.index
        for columns in wholes_of(table)
        for row in table.rows
        if is_off(cells_in(row, columns))
    }


def _of_cells(table: Table, row: Row, report: Report) -> Iterator[Discrepancy]:
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
    told = listed(
        f"{cell.value}% of n={size} ({around(cell.value, size)})"
        for cell, size in wrong
    )
    twins = list(_same_cells(table, row, report))[:1]
    yield Discrepancy(
        Topic.FRACTION,
        Severity.MINOR,
        (line, *(other.span.first_line for _, other in twins)),
        (
            ("row", f"{table.number}/{row.index}"),
            ("table", table.number),
            *(("row", f"{sister.number}/{other.index}") for sister, other in twins),
        ),
        "; ".join(f"{cell.as_printed} (n={size})" for cell, size in wrong),
        "; ".join(around(cell.value, size) for cell, size in wrong),
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), prints what"
        f" no whole number gives: {told}."
        + "".join(_alike(sister, other) for sister, other in twins),
    )


def _same_cells(table: Table, row: Row, report: Report) -> Iterator[tuple[Table, Row]]:
    """The row of that name in other tables with the very cells, where its n gives them.

    "Remote Core Groups (n=57) 87% 13%" (1513) is, with n=98, in the table before.
    """
    cells = [(cell.column, cell.value) for cell in row.statistics]
    for sister in report.tables:
        for other in sister.rows if sister is not table and len(cells) > 1 else ():
            is_same = cells == [(cell.column, cell.value) for cell in other.statistics]
            is_given = all(
                cell.sample_size and can_give(cell.value, cell.sample_size)
                for cell in other.statistics
            )
            if (
                is_same
                and is_given
                and plain_stems(other.title) == plain_stems(row.title)
            ):
                yield sister, other


def _alike(table: Table, row: Row) -> str:
    cells = " and ".join(cell.as_printed for cell in row.statistics)
    line, size = row.span.first_line, row.statistics[0].sample_size
    return (
        f" The same row of Table {table.number} (line {line}) has the very same"
        f" {cells}, which its n={size} does give: one may be copied from the other."
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
