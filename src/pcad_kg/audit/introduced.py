"""Quotations introduced as answers to one question and printed under another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.audit.appendices import appendix_of
from pcad_kg.audit.found import Discrepancy, Severity, Topic
from pcad_kg.audit.quoted import QuotedPair, find_pairs
from pcad_kg.model import Kind, Passage, QuoteKind, Report, Section


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """How prose names where answers were written, and what such a question asks."""

    told: re.Pattern[str]
    asked: re.Pattern[str]


SOURCES = (
    # "raised in the 'other' box by respondents" (1356)
    AnswerSource(
        re.compile(r"\bin the ['‘“]?other['’”]? box\b"), re.compile(r"\bother\b")
    ),
    # "One suggestion of a 'shining example' of practice adaptations was:" (1109), but
    # not "'shining examples' ... and other qualitative comments" (1205)
    AnswerSource(
        re.compile(r"['‘“]shining['’”]? examples?\b['’”]?(?![^.]* other )"),
        re.compile(r"\bshining\b"),
    ),
)
QUOTED = frozenset({Kind.QUOTE, Kind.ATTRIBUTION})


def introduction_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Answers whose words stand only in an appendix of another question."""
    appendices = appendix_of(report)
    introduced = {
        key: (passage, source, said)
        for passage, source, said in _introductions(report)
        for key in _introduces(passage, report)
    }
    asked = {question.section: question.text for question in report.questions}
    homes: dict[str, list[tuple[QuotedPair, Section]]] = {}
    for pair in find_pairs(report):
        there = pair.there.quote
        if there.kind is QuoteKind.APPENDIX and there.section in appendices:
            found = (pair, appendices[there.section])
            homes.setdefault(pair.here.quote.key, []).append(found)
    for quote in report.quotes:
        for pair, home in homes.get(quote.key, [])[:1]:
            passage, source, said = introduced.get(quote.passage, (None, None, ""))
            question = f"{home.title} {asked.get(home.key, '')}"
            if passage and source and not source.asked.search(question.lower()):
                yield _elsewhere(passage, said, pair, home)


def _introductions(report: Report) -> Iterator[tuple[Passage, AnswerSource, str]]:
    for passage in report.passages:
        for source in SOURCES if passage.kind is Kind.PARAGRAPH else ():
            said = source.told.search(passage.text)
            if said:
                yield passage, source, said[0]


def _introduces(passage: Passage, report: Report) -> list[str]:
    """A passage, and the quotations behind its colon."""
    keys = [passage.key]
    place = report.passages.index(passage) + 1
    for later in report.passages[place:] if passage.text.endswith(":") else ():
        if later.kind not in QUOTED:
            break
        keys.append(later.key)
    return keys


def _elsewhere(
    passage: Passage, said: str, pair: QuotedPair, home: Section
) -> Discrepancy:
    line, there = pair.here.line, pair.there.line
    first = passage.span.first_line
    which = "a quotation" if line == first else f"the quotation at line {line}"
    return Discrepancy(
        Topic.QUOTE,
        Severity.MINOR,
        (line, there),
        (("passage", passage.key), *pair.items),
        said,
        "words from there, or another introduction",
        f"Line {first} introduces {which} with “{said}”, but its words stand only at"
        f" line {there}, in Appendix {home.number} ({home.title}).",
    )
