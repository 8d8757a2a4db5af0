"""The survey's questions, wherever the text, a chart or an appendix prints one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pcad_kg.model import Kind, Part, Passage, Question, Section, Source, Span
from pcad_kg.read import cut, keys_of, span_between

# "we asked: *Overall, are you satisfied ...?*" (857); "*** ***" in bold too (1146).
ITALIC = re.compile(r"\*{1,3}(?P<words>[^*\s][^*]{24,}?)\*{1,3}", re.DOTALL)
# What introduces one: "asked", "the open question", "a response to the statement:".
ASKED = re.compile(
    r"\b(?:asked|question|statement)\b(?:[^.?*]*:|\s+whether\s+respondents\s+agreed"
    r"\s+that)?\s*‘?$"
)
# A question goes on behind the page break where its italics end (747, 890).
TORN = re.compile(r"\n\s*\n[^(.]*")
# "(61 –don't knows removed)", "(132)" behind an appendix's question.
NOTE = re.compile(r"\s*\((?P<note>\d[^()]*)\)")
# "% Agreement" (1867) under a chart asks nothing.
SHORTEST = 8
READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


def find_questions(
    source: Source, sections: Iterable[Section], passages: Iterable[Passage]
) -> tuple[Question, ...]:
    """Each printing of a question or of a statement to agree with, in reading order."""
    parts = {section.key: section.part for section in sections}
    found = [
        question
        for passage in passages
        if parts.get(passage.section or "") in (Part.BODY, Part.APPENDIX)
        for question in _in_passage(source, passage)
    ]
    keys = keys_of(question.span for question in found)
    return tuple(
        replace(question, key=key) for question, key in zip(found, keys, strict=True)
    )


def _in_passage(source: Source, passage: Passage) -> Iterator[Question]:
    begin, end = passage.span.begin, passage.span.end
    raw = source.text[begin:end]
    if passage.kind is Kind.QUESTION:
        note = NOTE.search(raw)
        words = begin + note.start() if note else end
        span = span_between(source, begin, words)
        yield _question(source, passage, span, note["note"] if note else None)
    elif passage.kind is Kind.CHART_TEXT and len(passage.text.split()) >= SHORTEST:
        yield _question(source, passage, passage.span, None)
    elif passage.kind in READ:
        for italic in ITALIC.finditer(raw):
            if ASKED.search(raw, 0, italic.start()):
                torn = TORN.match(raw, italic.end())
                last = torn.end() if torn else italic.end("words")
                span = span_between(source, begin + italic.start("words"), begin + last)
                yield _question(source, passage, span, None)


def _question(
    source: Source, passage: Passage, span: Span, note: str | None
) -> Question:
    return Question(
        key="",
        text=cut(source, span),
        span=span,
        section=passage.section or "",
        passage=passage.key,
        note=note,
    )
