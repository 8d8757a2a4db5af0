"""One result with another n, share or verdict in the Summary, the body or a caption."""

import re
from collections.abc import Iterable, Iterator

from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    exact_share,
    grounded,
    is_rounded,
    line_of,
    lines,
    listed,
    once,
    stated_by,
)
from pcad_kg.compare import numbers_in, overlap, sentences_in, stems_in
from pcad_kg.model import Figure, Finding, Passage, ProseStatistic, Report

# So alike are two sentences that state one result, by the words that carry meaning.
ALIKE = 0.5
SAME = 0.8
# One result of the first lockdown and of the third is two.
WHEN = re.compile(
    r"\b(?:first|second|third|last|next|before|during|after|since|spring|summer|autumn"
    r"|winter|20\d\d|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b"
)


def summary_body_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """The same result told differently, through shared words and groundings."""
    yield from _other_share(report)
    yield from _other_size(report)
    yield from _other_base(report)
    for finding, passage in grounded(report):
        yield from _other_numbers(finding, passage, report)


def _sentence(statistic: ProseStatistic, report: Report) -> str:
    """The sentence that a number stands in."""
    texts = {p.key: p.text for p in report.passages}
    text = texts.get(statistic.passage, "")
    return next((s for s in sentences_in(text) if statistic.text in s), text)


def _alike(one: ProseStatistic, other: ProseStatistic, report: Report) -> float:
    here = stems_in(_sentence(one, report))
    there = stems_in(_sentence(other, report))
    return max(overlap(here, there), overlap(there, here))


def _other_share(report: Report) -> Iterator[Discrepancy]:
    """One fraction, two percentages: 30/65 is 46% (508) and 40% (2117)."""
    shares = [s for s in report.statistics if s.denominator and s.percentages]
    for place, one in enumerate(shares):
        for other in shares[place + 1 :]:
            same = (one.numerator, one.denominator) == (
                other.numerator,
                other.denominator,
            )
            if same and one.percentages != other.percentages:
                if _is_rounded(one) and _is_rounded(other):
                    continue
                yield _two(
                    one,
                    other,
                    f"{one.numerator}/{one.denominator} is {one.percentages[0]}% at"
                    f" line {one.span.first_line} and {other.percentages[0]}% at line"
                    f" {other.span.first_line}.",
                )


def _is_rounded(statistic: ProseStatistic) -> bool:
    """Whether a fraction gives its percentages: 5/8 is 62% and 63%."""
    exact = exact_share(statistic.numerator or 0, statistic.denominator or 1)
    return all(is_rounded(share, exact) for share in statistic.percentages)


def _other_size(report: Report) -> Iterator[Discrepancy]:
    """One share of one statement, with two n of its own: n=135 (320), 133 (950)."""
    shares = [
        s
        for s in report.statistics
        if s.percentages and len(s.samples) == 1 and not s.is_inherited
    ]
    for one in (s for s in shares if s.finding):
        for other in (s for s in shares if not s.finding):
            same = one.percentages == other.percentages
            if not same or one.samples == other.samples:
                continue
            if _alike(one, other, report) >= ALIKE:
                share = one.percentages[0]
                yield _two(
                    one,
                    other,
                    f"The same {share}% has n={one.samples[0]} at line"
                    f" {one.span.first_line} and n={other.samples[0]} at line"
                    f" {other.span.first_line}.",
                )


def _two(one: ProseStatistic, other: ProseStatistic, comment: str) -> Discrepancy:
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.ERROR,
        lines((one.span.first_line, other.span.first_line)),
        once((*stated_by(one), *stated_by(other))),
        f"{one.text}; {other.text}",
        f"{one.text} or {other.text} in both places",
        comment,
    )


def _other_base(report: Report) -> Iterator[Discrepancy]:
    """A finding's n that neither its figures nor its passages have: n=253 (315)."""
    figures = {figure.number: figure for figure in report.figures}
    for statistic in report.statistics:
        if not statistic.finding or statistic.is_inherited or statistic.percentages:
            continue
        grounds = [g for g in report.groundings if g.finding == statistic.finding]
        charts = [figures[g.to_key] for g in grounds if g.to_kind == "figure"]
        charts = [chart for chart in charts if chart.sample_sizes]
        sizes = {size for chart in charts for size in chart.sample_sizes}
        told = [
            s
            for g in grounds
            for s in report.statistics
            if g.to_kind == "passage" and s.passage == g.to_key
        ]
        printed = {size for s in told for size in s.samples}
        if len(statistic.samples) != 1 or not sizes:
            continue
        if statistic.samples[0] not in sizes | printed:
            agreeing = [s for s in told if set(s.samples) & sizes]
            yield _base(statistic, charts, agreeing)


def _lines_of(items: Iterable[Figure | ProseStatistic]) -> list[int]:
    return [item.span.first_line for item in items]


def _base(
    statistic: ProseStatistic, charts: list[Figure], told: list[ProseStatistic]
) -> Discrepancy:
    size = charts[0].sample_sizes[0]
    line = statistic.span.first_line
    captions = listed(f"Figure {c.number} (line {c.span.first_line})" for c in charts)
    body = "".join(f" and line {s.span.first_line}" for s in told[:1])
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.ERROR,
        lines((line, *_lines_of(charts), *_lines_of(told))),
        once(
            (
                *stated_by(statistic),
                *(("figure", chart.number) for chart in charts),
                *(("passage", s.passage) for s in told),
            )
        ),
        f"n={statistic.samples[0]}; n={size}",
        f"n={statistic.samples[0]} or n={size} everywhere",
        f"F{statistic.finding} has n={statistic.samples[0]} (line {line}) for what"
        f" {captions}{body} report with n={size}.",
    )


def _other_numbers(
    finding: Finding, passage: Passage, report: Report
) -> Iterator[Discrepancy]:
    """A sentence printed twice, nearly word for word, with another percentage."""
    for one in sentences_in(finding.text):
        for other in sentences_in(passage.text):
            here, there = stems_in(one), stems_in(other)
            if not here or len(here & there) < SAME * len(here | there):
                continue
            if WHEN.findall(one.lower()) != WHEN.findall(other.lower()):
                continue
            printed, also = numbers_in(one), numbers_in(other)
            mine, theirs = printed.percentages, also.percentages
            same_fraction = printed.fractions & also.fractions
            if mine == theirs or len(mine) != len(theirs) or same_fraction:
                continue
            yield _numbers(
                finding, passage, report, (one, other, mine - theirs, theirs - mine)
            )


def _numbers(
    finding: Finding,
    passage: Passage,
    report: Report,
    told: tuple[str, str, frozenset[str], frozenset[str]],
) -> Discrepancy:
    one, other, mine, theirs = told
    at = (
        line_of(one, finding.span, report.source),
        line_of(other, passage.span, report.source),
    )
    here = ", ".join(f"{share}%" for share in sorted(mine))
    there = ", ".join(f"{share}%" for share in sorted(theirs))
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.ERROR,
        at,
        (("finding", finding.key), ("passage", passage.key)),
        f"{here}; {there}",
        f"{here} or {there} in both places",
        f"F{finding.key} has {here} (line {at[0]}) where the same sentence of line"
        f" {at[1]} has {there}.",
    )
