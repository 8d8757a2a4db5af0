"""Captions against the prose that refers to them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    agency_name,
    line_of,
    lines,
    listed,
    once,
    stated_by,
)
from pcad_kg.compare import sentences_in, stems_in
from pcad_kg.extract.cross_references import references_in
from pcad_kg.model import Figure, Kind, Passage, ProseStatistic, Report, Table

# So many words of a caption in a row are no accident.
FEWEST_WORDS = 7
MARKS = ".,;:()"
BY_AGENCY = re.compile(r"\bby (?:agency|professional groups?)\b", re.IGNORECASE)
# One agency's share is a note on a chart of all; two or more are a comparison.
FEWEST_AGENCIES = 2


def caption_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Words that a caption lacks, another n, charts of all cited for each agency."""
    yield from _one_word_less(report)
    yield from _not_by_agency(report)
    yield from _asked_and_charted(report)


def _not_by_agency(report: Report) -> Iterator[Discrepancy]:
    """Agencies' shares from a chart of all, where the next chart is the one by agency.

    "Children's Social Care (54%), Safeguarding Partnerships (47%) and Police (43%)
    (Figure 2.8)" (859): Figure 2.9 is "by agency".
    """
    following = {one.number: other for one, other in pairwise(report.figures)}
    figures = {figure.number: figure for figure in report.figures}
    for passage in report.passages:
        own = [s for s in report.statistics if s.passage == passage.key]
        for sentence in sentences_in(passage.text):
            shares = [
                s.text
                for s in own
                if s.of_agency and s.percentages and s.text in sentence
            ]
            if len(shares) < FEWEST_AGENCIES:
                continue
            cited = [k for kind, k, _ in references_in(sentence) if kind == "figure"]
            if len(cited) != 1:
                continue
            chart, later = figures.get(cited[0]), following.get(cited[0])
            if chart and later and _is_of_all(chart, later, report):
                yield _other_chart((chart, later), passage, shares, report)


def _is_of_all(chart: Figure, later: Figure, report: Report) -> bool:
    """Whether a chart is not by agency, and the next one is, with the same answers."""
    asked = {
        figure.number: {
            answer.question
            for answer in report.answers
            if (answer.from_kind, answer.from_key) == ("figure", figure.number)
        }
        for figure in (chart, later)
    }
    is_same = bool(asked[chart.number] & asked[later.number])
    is_by_agency = [bool(BY_AGENCY.search(f.title)) for f in (chart, later)]
    return is_same and is_by_agency == [False, True]


def _other_chart(
    charts: tuple[Figure, Figure], passage: Passage, shares: list[str], report: Report
) -> Discrepancy:
    chart, later = charts
    line = line_of(f"Figure {chart.number}", passage.span, report.source)
    return Discrepancy(
        Topic.CROSS_REFERENCE,
        Severity.MINOR,
        (line, *lines(figure.span.first_line for figure in charts)),
        once((("passage", passage.key), *(("figure", f.number) for f in charts))),
        f"Figure {chart.number}",
        f"Figure {later.number}",
        f"Line {line} refers to Figure {chart.number} for what single agencies answered"
        f" ({listed(shares)}), but its caption, “{chart.title}” (line"
        f" {chart.span.first_line}), names no agencies, and Figure {later.number} (line"
        f" {later.span.first_line}) is the one by agency: “{later.title}”.",
    )


def _one_word_less(report: Report) -> Iterator[Discrepancy]:
    """Captions whose words the prose that refers to them prints with one more inside.

    Figure 3.7 is "Mode of safeguarding before, during and after the pandemic" (1801);
    line 1799 has "mode of safeguarding training before" and so on.
    """
    captions: dict[tuple[str, str], Figure | Table] = {
        **{("figure", figure.number): figure for figure in report.figures},
        **{("table", table.number): table for table in report.tables},
    }
    for passage in report.passages:
        if passage.kind is not Kind.PARAGRAPH:
            continue
        named = ((kind, key) for kind, key, _ in references_in(passage.text))
        for kind, key in dict.fromkeys(named):
            captioned = captions.get((kind, key))
            words = _longer(captioned.title, passage.text) if captioned else ""
            if captioned and words:
                yield _lacks((kind, captioned), passage, words, report)


def _longer(title: str, text: str) -> str:
    """The words of a text that are those of a title and one more among them.

    >>> _longer("The mode of work at home then and now", "Mode of work at home, then")
    ''
    """
    own, words = title.split(), text.split()
    plain = [_plain(word) for word in own]
    size = len(own) + 1
    for place in range(len(words) - size + 1) if len(own) >= FEWEST_WORDS else ():
        there = [_plain(word) for word in words[place : place + size]]
        if any(
            there[:n] + there[n + 1 :] == plain and stems_in(there[n])
            for n in range(1, len(own))
        ):
            return " ".join(words[place : place + size]).strip(MARKS)
    return ""


def _plain(word: str) -> str:
    return word.strip(MARKS).casefold().replace("’", "'")


def _lacks(
    captioned: tuple[str, Figure | Table],
    passage: Passage,
    words: str,
    report: Report,
) -> Discrepancy:
    kind, item = captioned
    line, caption = line_of(words, passage.span, report.source), item.span.first_line
    return Discrepancy(
        Topic.WORDING,
        Severity.EDITORIAL,
        (caption, line),
        ((kind, item.number), ("passage", passage.key)),
        item.title,
        words,
        f"The caption of {kind.capitalize()} {item.number} (line {caption}) is"
        f" “{item.title}”, where line {line} has “{words}”.",
    )


def _asked_and_charted(report: Report) -> Iterator[Discrepancy]:
    """A question's n against that of the figures which chart its answers (857, 863)."""
    figures = {figure.number: figure for figure in report.figures}
    for question in report.questions:
        charts = [
            figures[answer.from_key]
            for answer in report.answers
            if answer.question == question.key and answer.from_kind == "figure"
        ]
        charts = [chart for chart in charts if chart.sample_sizes]
        sizes = {size for chart in charts for size in chart.sample_sizes}
        asked = [
            s
            for s in report.statistics
            if s.passage == question.passage and s.samples and not s.percentages
        ]
        if len(sizes) == 1 and len(asked) == 1 and not sizes & set(asked[0].samples):
            apart = asked[0].samples[0] - sizes.pop()
            yield _charted(asked[0], charts, _left_out(apart, charts[0], report))


def _left_out(apart: int, chart: Figure, report: Report) -> str:
    """Whose number the difference of two n is, where a caption leaves them out.

    n=344 (857) and n=273 (863), "Law excluded", differ by Law's 71 respondents.
    """
    counts = [c for c in report.agency_counts if c.agency in chart.excludes]
    if not counts or sum(count.respondents for count in counts) != abs(apart):
        return ""
    names = listed(agency_name(count.agency) for count in counts)
    return (
        f" The difference of {abs(apart)} is the number of respondents from {names}"
        f" (“{chart.exclusion}”)."
    )


def _charted(asked: ProseStatistic, charts: list[Figure], why: str) -> Discrepancy:
    """An n that its charts have not, which answers left out may explain."""
    line, size = asked.span.first_line, charts[0].sample_sizes[0]
    captions = listed(f"Figure {c.number} (line {c.span.first_line})" for c in charts)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        lines((line, *(chart.span.first_line for chart in charts))),
        once((*stated_by(asked), *(("figure", chart.number) for chart in charts))),
        f"n={asked.samples[0]}; n={size}",
        f"n={asked.samples[0]} or n={size} everywhere",
        f"Line {line} gives the question n={asked.samples[0]}, but {captions}, which"
        f" chart{'' if len(charts) > 1 else 's'} its answers, n={size}.{why}",
    )
