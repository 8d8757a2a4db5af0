"""Headings → sections, each inside the one that encloses it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pcad_kg.model import Kind, Part, Section, Source
from pcad_kg.page import (
    APPENDIX,
    BODY_SECTION,
    CAPITALS,
    SUMMARY_CHAPTER,
    SUMMARY_SECTION,
    THEME,
    Segment,
)
from pcad_kg.read import normalise, span_between

# "2.8.1 School attendance	60", "Appendix 11: Areas of concern ...	220".
CONTENTS_LINE = re.compile(
    r"^(?:(?P<number>\d(?:\.\d{1,2})*)\.? |(?P<appendix>Appendix \d+): )?(?P<title>.+?)"
    r"[. ]*\t(?P<page>\d+)$"
)
CLOSING = "Recommendations:"


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading's words say: `key` is none where its line must serve as one."""

    level: int
    number: str | None
    title: str
    key: str | None = None


def find_sections(source: Source, segments: Iterable[Segment]) -> tuple[Section, ...]:
    """The sections of the report in reading order.

    A section's span is its heading. A heading without a number stands inside the last
    numbered one; "Recommendations:" closes the whole section (2.8, not 2.8.5).
    """
    segments = tuple(segments)
    pages = _find_pages(segments)
    sections: list[Section] = []
    enclosing: list[tuple[int, str]] = []
    for segment in segments:
        if segment.kind is not Kind.HEADING:
            continue
        heading = _read_heading(segment, enclosing[-1][0] if enclosing else 0)
        span = span_between(source, segment.begin, segment.end)
        key = heading.key or _line_key(span.first_line, sections)
        while enclosing and enclosing[-1][0] >= heading.level:
            enclosing.pop()
        sections.append(
            Section(
                key=key,
                title=heading.title,
                part=segment.part,
                text=normalise(source.text[span.begin : span.end]),
                span=span,
                number=heading.number,
                parent=enclosing[-1][1] if enclosing else None,
                start_page=pages.get(_page_key(segment.part, heading)),
            )
        )
        enclosing.append((heading.level, key))
    return tuple(sections)


def _line_key(line: int, sections: list[Section]) -> str:
    """The key of a heading without a number: its line, `-2` for a second there."""
    key = f"l{line}"
    return f"{key}-2" if any(section.key == key for section in sections) else key


def _read_heading(segment: Segment, level_before: int) -> _Heading:
    text = segment.text.rstrip(":")
    match segment.part:
        case Part.SUMMARY:
            return _read_summary_heading(text)
        case Part.BODY:
            return _read_body_heading(segment.text, level_before)
        case Part.APPENDIX:
            return _read_appendix_heading(text)
        case Part.FRONT:
            opens = segment.text.startswith(("Table", "List", "Study"))
            return _Heading(1 if opens else 2, None, text)
    return _Heading(1, None, text)


def _read_summary_heading(text: str) -> _Heading:
    if chapter := SUMMARY_CHAPTER.match(text):
        return _Heading(2, chapter["number"], chapter["title"], f"summary-{text[0]}")
    if section := SUMMARY_SECTION.match(text):
        number = section["number"]
        return _Heading(3, number, section["title"], f"summary-{number}")
    return _Heading(1 if text == "Summary" else 4, None, text)


def _read_body_heading(text: str, level_before: int) -> _Heading:
    if section := BODY_SECTION.match(text):
        number = section["number"]
        return _Heading(number.count(".") + 1, number, section["title"], number)
    if text == CLOSING:
        return _Heading(3, None, text.rstrip(":"))
    is_sibling = level_before > UNNUMBERED
    return _Heading(level_before if is_sibling else level_before + 10, None, text)


def _read_appendix_heading(text: str) -> _Heading:
    if appendix := APPENDIX.match(text):
        number = appendix["number"]
        return _Heading(1, number, appendix["title"], f"appendix-{number}")
    if theme := THEME.match(text):
        return _Heading(2, theme["number"], theme["title"])
    return _Heading(2 if CAPITALS.match(text) else 3, None, text)


# Levels above this belong to headings without a number, which nest in no other such.
UNNUMBERED = 10


def _find_pages(segments: Iterable[Segment]) -> dict[str, int]:
    """The start pages printed in the contents, by number or by title."""
    pages: dict[str, int] = {}
    for segment in segments:
        line = CONTENTS_LINE.match(normalise_tabs(segment.text))
        if segment.kind is Kind.CONTENTS and line:
            key = line["number"] or line["appendix"] or line["title"]
            pages[key] = int(line["page"])
    return pages


def normalise_tabs(text: str) -> str:
    """A contents entry without its markup, the tab before its page kept.

    >>> normalise_tabs("<i>Summary</i>\\t<i>7</i>")
    'Summary\\t7'
    """
    return "\t".join(normalise(cell) for cell in text.split("\t"))


def _page_key(part: Part, heading: _Heading) -> str:
    if part is Part.APPENDIX and heading.key:
        return f"Appendix {heading.number}"
    if part is Part.BODY and heading.number:
        return heading.number
    return heading.title if heading.level == 1 else ""
