"""The report's text, section by section, with what stands on each line."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pcad_kg.engine.protocol import Engine, value_of
from pcad_kg.model import Source
from pcad_kg.paths import source_file
from pcad_kg.read import EMPHASIS, ITALICS, LIST_MARK, read_source
from pcad_kg.serve.chapters import Chapter, chapters_of
from pcad_kg.terms import PCAD, REP

SPANS = """
SELECT ?item ?class ?label ?begin ?end WHERE {
  VALUES ?class {
    pcad:Wording pcad:Finding pcad:Table pcad:TableRow pcad:Figure pcad:Question
    pcad:Quote pcad:Reference pcad:Acronym
  }
  ?item a ?class ; rdfs:label ?label ; nif:beginIndex ?begin ; nif:endIndex ?end .
}
"""
PASSAGES = """
SELECT ?passage ?kind ?line ?begin ?end WHERE {
  ?passage a pcad:Passage ; pcad:passageKind ?kind ; pcad:firstLine ?line ;
    nif:beginIndex ?begin ; nif:endIndex ?end .
}
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; those that are a quote know whose IRI they are."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed, in pieces; of a table in cells."""

    number: int
    pieces: tuple[Piece, ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """An item that stands in a passage."""

    iri: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A passage with its lines and the items that stand in it."""

    iri: str
    kind: str
    lines: tuple[Printed, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    iri: str
    kind: str
    label: str
    begin: int
    end: int


class Text:
    """The text that a graph was built from.

    Args:
        engine: the graph.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def _source(self) -> Source:
        return read_source(source_file())

    @cached_property
    def is_at_hand(self) -> bool:
        """Whether the package carries the text that the graph was built from."""
        told = value_of(self._engine, REP["report"], PCAD.sourceSha256)
        return str(told) == self._source.sha256

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The parts that fill a page each, in the report's order."""
        return chapters_of(self._engine, len(self._source.lines))

    @cached_property
    def _begins(self) -> list[int]:
        return [chapter.first_line for chapter in self.chapters]

    def chapter_of(self, line: int) -> Chapter:
        """The part in which a line stands."""
        return self.chapters[max(0, bisect_right(self._begins, line) - 1)]

    def path(self, line: int) -> str:
        """Where a line is shown."""
        return f"{self.chapter_of(line).path}#L{line}" if line else "/source"

    def chapter(self, key: str) -> Chapter | None:
        """The part of a key, such as "2.4" or "appendix-3"."""
        return next((c for c in self.chapters if c.key == key), None)

    @cached_property
    def _passages(self) -> list[tuple[int, _Span]]:
        rows = self._engine.query(PASSAGES).cells
        found = [
            (int(line or 0), _Span(str(iri), str(kind), "", int(b or 0), int(e or 0)))
            for iri, kind, line, b, e in rows
        ]
        return sorted(found, key=lambda row: row[1].begin)

    @cached_property
    def _spans(self) -> list[_Span]:
        rows = self._engine.query(SPANS).cells
        found = [
            _Span(
                str(iri),
                str(kind).rpartition("#")[2],
                str(label),
                int(begin or 0),
                int(end or 0),
            )
            for iri, kind, label, begin, end in rows
        ]
        return sorted(found, key=lambda span: (span.begin, -span.end))

    @cached_property
    def _by_chapter(self) -> dict[str, list[_Span]]:
        found: dict[str, list[_Span]] = defaultdict(list)
        for span in self._spans:
            line = self._line_at(span.begin)
            found[self.chapter_of(line).key].append(span)
        return found

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._line_begins, offset)

    @cached_property
    def _line_begins(self) -> list[int]:
        return [line.begin for line in self._source.lines]

    def blocks(self, chapter: Chapter) -> tuple[Block, ...]:
        """The passages of a part of the text."""
        if not self.is_at_hand:
            return ()
        spans = self._by_chapter[chapter.key]
        return tuple(
            self._block(passage, spans)
            for line, passage in self._passages
            if chapter.first_line <= line <= chapter.last_line
        )

    def _block(self, passage: _Span, spans: Sequence[_Span]) -> Block:
        within = [s for s in spans if s.begin < passage.end and s.end > passage.begin]
        quotes = [span for span in within if span.kind == "Quote"]
        marks = [span for span in within if span.kind != "Quote"]
        return Block(
            iri=passage.iri,
            kind=passage.kind,
            lines=tuple(self._lines(passage, quotes)),
            marks=tuple(Mark(s.iri, s.kind, s.label) for s in marks),
        )

    def _lines(self, passage: _Span, quotes: Sequence[_Span]) -> Iterator[Printed]:
        first, last = self._line_at(passage.begin), self._line_at(passage.end - 1)
        for number in range(first, last + 1):
            line = self._source.lines[number - 1]
            begin = max(line.begin, passage.begin)
            end = min(line.begin + len(line.text), passage.end)
            raw = self._source.text[begin:end]
            if raw.strip():
                is_row = passage.kind == "table" and "\t" in raw
                cells = tuple(map(_clean, raw.split("\t"))) if is_row else ()
                yield Printed(number, tuple(self._pieces(begin, end, quotes)), cells)

    def _pieces(self, begin: int, end: int, quotes: Sequence[_Span]) -> Iterator[Piece]:
        """A stretch of one line, cut where quotes begin and end."""
        at = begin
        for quote in quotes:
            start, stop = max(quote.begin, at), min(quote.end, end)
            if start < stop:
                if at < start:
                    yield Piece(_clean(self._source.text[at:start]))
                yield Piece(_clean(self._source.text[start:stop]), quote.iri)
                at = stop
        if at < end:
            yield Piece(_clean(self._source.text[at:end]))


def _clean(raw: str) -> str:
    """Printed words without markup; a space at either end stays one space.

    >>> _clean(" **primary** school ")
    ' primary school '
    """
    text = EMPHASIS.sub("", ITALICS.sub("", LIST_MARK.sub("", raw)))
    return re.sub(r"\s+", " ", text)
