"""Lines → passages: what is read as one, in reading order, tiling the source.

Three steps: cut the lines into segments (four lines glue a heading to other words),
name what each segment is on the page, and join the segments that a page break tore
apart.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pcad_kg.errors import SourceError
from pcad_kg.model import Kind, Part, Passage, Section, Source
from pcad_kg.outline import find_sections
from pcad_kg.page import (
    ATTRIBUTED,
    ITEM_NUMBER,
    PROSE,
    QUOTE_MARK,
    REGION_TAIL,
    TITLE,
    Segment,
    is_caption_tail,
    is_open,
    kind_of,
)
from pcad_kg.read import normalise, span_between

# A bold run that ends a line without a space before it is a heading glued on:
# "4.5 Mental health practice**4.5.1 Increased ... delivery**" (2002).
GLUED_BOLD = re.compile(r"(?<=[^\s*])\*{2,3}(?=[\dA-Z][^*]*\*{2,3}$)")
# "1) JOINT WORKINGCommunication/Information sharing" (line 2700).
GLUED_CAPITALS = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z]+/)")


def find_passages(source: Source) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """The report's sections and its passages, each passage in the section it stands in.

    Raises:
        SourceError: a landmark of the report is missing.
    """
    segments = _find_segments(source)
    sections = find_sections(source, segments)
    opened = {section.span.begin: section.key for section in sections}
    passages: list[Passage] = []
    keys: set[str] = set()
    here: str | None = None
    for position, segment in enumerate(segments, start=1):
        span = span_between(source, segment.begin, segment.end)
        here = opened.get(span.begin, None if segment.kind is Kind.TITLE else here)
        key = f"l{span.first_line}"
        key = f"{key}-2" if key in keys else key
        keys.add(key)
        text = normalise(source.text[span.begin : span.end])
        passages.append(Passage(key, segment.kind, position, text, span, here))
    return sections, tuple(passages)


def _find_segments(source: Source) -> tuple[Segment, ...]:
    """The source's passages, without sections: every printed character in exactly one.

    Raises:
        SourceError: a landmark of the report is missing.
    """
    named: list[Segment] = []
    pending = list(_cut_lines(source))
    for here, segment in enumerate(pending):
        following = pending[here + 1] if here + 1 < len(pending) else None
        kind = kind_of(segment, named[-1] if named else None, following)
        _append(named, replace(segment, kind=kind), source)
    return tuple(_name_quotes(named))


def _cut_lines(source: Source) -> Iterator[Segment]:
    starts = _part_starts(source)
    part, after_blank = Part.FRONT, True
    for line in source.lines:
        part = starts.get(line.number, part)
        if not line.text.strip():
            after_blank = True
            continue
        for begin, end in _cuts(line.text):
            yield Segment(
                line.begin + begin,
                line.begin + end,
                line.text[begin:end].strip(" *") or line.text[begin:end],
                part,
                Kind.PARAGRAPH,
                after_blank or begin > 0,
                "\t" in line.text,
            )
        after_blank = False


def _cuts(line: str) -> list[tuple[int, int]]:
    line = line.rstrip()
    glue = GLUED_BOLD.search(line) or GLUED_CAPITALS.search(line)
    if not glue or line[0] in "'‘":
        return [(0, len(line))]
    return [(0, glue.start()), (glue.start(), len(line))]


def _part_starts(source: Source) -> dict[int, Part]:
    """The line each part begins at.

    The title stands twice: on the cover in capitals and, as here, before chapter 1.
    """
    landmarks = (
        (Part.SUMMARY, re.compile(r"^Summary$")),
        (Part.BODY, re.compile(rf"^{TITLE}$")),
        (Part.BACK, re.compile(r"^References:$")),
        (Part.APPENDIX, re.compile(r"^Appendix 1: [^\t]+$")),
    )
    starts: dict[int, Part] = {}
    number = 1
    for part, landmark in landmarks:
        for line in source.lines[number - 1 :]:
            if landmark.match(line.text.strip()):
                number = line.number
                break
        else:
            raise SourceError(
                f"line {number} and after: no line reads /{landmark.pattern}/, where"
                f" the {part} of the report would begin; give the text of the report"
            )
        starts[number] = part
    return starts


def _append(named: list[Segment], segment: Segment, source: Source) -> None:
    """Add a segment, or lengthen the last one by it where the two are read as one."""
    if named and _belongs_to(named[-1], segment):
        last = named[-1]
        text = normalise(source.text[last.begin : segment.end])
        if last.kind is Kind.LIST_ITEM:
            text = f"- {text}"
        named[-1] = replace(last, end=segment.end, text=text)
    else:
        named.append(segment)


def _belongs_to(last: Segment, segment: Segment) -> bool:
    if last.part is not segment.part:
        return False
    if segment.kind is Kind.TABLE:
        return last.kind is Kind.TABLE and not segment.after_blank
    if segment.kind is Kind.CAPTION:
        return last.kind is Kind.CAPTION and is_caption_tail(segment, last)
    if segment.kind is Kind.CHART_TEXT:
        return last.kind is Kind.CHART_TEXT and not segment.after_blank
    if last.kind not in PROSE or segment.kind not in PROSE:
        return False
    return is_open(last) and _continues(last, segment)


def _continues(last: Segment, segment: Segment) -> bool:
    """Whether a segment can carry on the sentence that broke off before it.

    In a numbered list every item has its number, so an item without one is torn off
    the item before it (line 311); in a plain list each dash begins an item.
    """
    text = segment.text
    if segment.kind is Kind.LIST_ITEM:
        return bool(ITEM_NUMBER.match(last.text) and not ITEM_NUMBER.match(text))
    if segment.part is Part.APPENDIX:
        if QUOTE_MARK.match(text):
            return False
        torn_attribution = ATTRIBUTED.search(last.text)
        return not torn_attribution or bool(REGION_TAIL.search(text))
    return segment.after_blank and not text.startswith("(")


def _name_quotes(named: list[Segment]) -> Iterator[Segment]:
    """The segments with the body's block quotes told from its paragraphs."""
    for here, segment in enumerate(named):
        following = named[here + 1] if here + 1 < len(named) else None
        is_quote = (
            segment.part is Part.BODY
            and segment.kind is Kind.PARAGRAPH
            and (
                ATTRIBUTED.search(segment.text)
                or (following and following.kind is Kind.ATTRIBUTION)
            )
        )
        yield replace(segment, kind=Kind.QUOTE) if is_quote else segment
