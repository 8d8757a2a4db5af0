"""The numbers in the prose of the Summary and of chapters 1 to 4."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pcad_kg.model import (
    Finding,
    Kind,
    Part,
    Passage,
    ProseStatistic,
    Section,
    Source,
    Vocabulary,
)
from pcad_kg.page import ITEM_NUMBER
from pcad_kg.quantity import Quantity, find_quantities
from pcad_kg.read import cut, span_between
from pcad_kg.respondents import agencies_counted

# A full stop, also behind a bracket or a mark: "... learning). 6/12 (50%)" (1889).
SENTENCE_END = re.compile(r"(?<=[a-z)\]’'%\d*][.?!])[*’']*\s+(?=[A-Z\d*‘'(\[])")
CHAPTERS = frozenset({"1", "2", "3", "4"})
READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


def find_statistics(
    source: Source,
    sections: Iterable[Section],
    passages: Iterable[Passage],
    findings: Iterable[Finding],
    vocabulary: Vocabulary,
) -> tuple[ProseStatistic, ...]:
    """Each number phrase that counts something, in reading order.

    Captions, tables, charts and quotes are left out: their numbers are their own.
    """
    by_key = {section.key: section for section in sections}
    stated = tuple(findings)
    found: list[ProseStatistic] = []
    places: dict[int, int] = {}
    for passage in passages:
        if passage.kind not in READ or not _is_read(passage, by_key):
            continue
        for statistic in _in_passage(source, passage, vocabulary):
            line = statistic.span.first_line
            places[line] = places.get(line, 0) + 1
            found.append(
                replace(
                    statistic,
                    key=f"l{line}-{places[line]}",
                    finding=_finding_of(statistic, stated),
                )
            )
    return tuple(found)


def _is_read(passage: Passage, by_key: Mapping[str, Section]) -> bool:
    section = by_key.get(passage.section or "")
    while section and section.parent:
        section = by_key.get(section.parent)
    if section is None:
        return False
    in_chapter = section.part is Part.BODY and section.number in CHAPTERS
    return in_chapter or section.part is Part.SUMMARY


def _in_passage(
    source: Source, passage: Passage, vocabulary: Vocabulary
) -> Iterator[ProseStatistic]:
    raw = source.text[passage.span.begin : passage.span.end]
    mark = ITEM_NUMBER.match(raw)
    begin = mark.end() if mark else 0
    ends = [end.start() for end in SENTENCE_END.finditer(raw, begin)]
    for end in (*ends, len(raw)):
        sentence = raw[begin:end]
        quantities = find_quantities(sentence)
        agencies = agencies_counted(sentence, quantities, vocabulary)
        for quantity, agency in zip(quantities, agencies, strict=True):
            if agency and quantity.is_inherited and set(agencies) != {agency}:
                quantity = replace(quantity, samples=(), is_inherited=False)
            yield _statistic(
                source, passage, quantity, agency, passage.span.begin + begin
            )
        begin = end


def _statistic(
    source: Source, passage: Passage, quantity: Quantity, agency: str | None, at: int
) -> ProseStatistic:
    span = span_between(source, at + quantity.begin, at + quantity.end)
    return ProseStatistic(
        key="",
        text=cut(source, span),
        span=span,
        section=passage.section or "",
        passage=passage.key,
        finding=None,
        percentages=quantity.percentages,
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        counts=quantity.counts,
        samples=quantity.samples,
        is_inherited=quantity.is_inherited,
        value=quantity.value,
        measure=quantity.measure,
        qualifier=quantity.qualifier,
        of_agency=agency,
    )


def _finding_of(statistic: ProseStatistic, findings: tuple[Finding, ...]) -> str | None:
    """The finding whose words hold a statistic, the lettered part before its whole."""
    holding = [
        finding
        for finding in findings
        if finding.span.begin <= statistic.span.begin < finding.span.end
    ]
    narrowest = min(holding, key=lambda f: f.span.end - f.span.begin, default=None)
    return narrowest.key if narrowest else None
