"""A part of the report's text as the data of its page, with what stands in it."""

from dataclasses import dataclass

from pcad_kg.serve.chapters import Chapter
from pcad_kg.serve.desk import Desk, Ref, anchor_of
from pcad_kg.serve.text import Block, Mark, Printed

CLASSES = {"Wording": "Recommendation"}
# What a list beside the text tells; rows are told by their tables.
BESIDE = ("Wording", "Finding", "Table", "Figure", "Question")


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Some words of a line, and where they lead."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its number; its anchor is empty where the line began before."""

    number: int
    anchor: str
    pieces: tuple[ShownPiece, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A passage with the labels of what stands in it."""

    anchor: str
    kind: str
    is_heading: bool
    is_table: bool
    marks: tuple[Ref, ...]
    lines: tuple[ShownLine, ...]

    @property
    def words(self) -> str:
        """What its first line says."""
        return "".join(piece.text for piece in self.lines[0].pieces).strip(": ")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A part of the text, and the parts before and after it."""

    chapter: Chapter
    blocks: tuple[ShownBlock, ...]
    standing: tuple[Ref, ...]
    before: Chapter | None
    after: Chapter | None

    @property
    def headings(self) -> tuple[ShownBlock, ...]:
        """The headings within it, but its own."""
        return tuple(block for block in self.blocks if block.is_heading)


def source_page(desk: Desk, key: str) -> SourcePage | None:
    """The data of a part of the text; nothing where there is no such part."""
    chapter = desk.text.chapter(key)
    if chapter is None:
        return None
    at = desk.text.chapters.index(chapter)
    blocks = desk.text.blocks(chapter)
    seen: set[int] = set()
    marks = [mark for block in blocks for mark in block.marks if mark.kind in BESIDE]
    return SourcePage(
        chapter=chapter,
        blocks=tuple(_shown(desk, chapter, block, seen) for block in blocks),
        standing=tuple(dict.fromkeys(_ref(desk, mark) for mark in marks)),
        before=desk.text.chapters[at - 1] if at else None,
        after=desk.text.chapters[at + 1] if at + 1 < len(desk.text.chapters) else None,
    )


def _shown(desk: Desk, chapter: Chapter, block: Block, seen: set[int]) -> ShownBlock:
    widest = max((len(line.cells) for line in block.lines), default=0)
    is_first = bool(block.lines) and block.lines[0].number == chapter.first_line
    return ShownBlock(
        anchor=anchor_of(block.iri),
        kind=block.kind,
        is_heading=block.kind == "heading" and not is_first,
        is_table=any(line.cells for line in block.lines),
        marks=tuple(_ref(desk, mark) for mark in block.marks),
        lines=tuple(
            _line(desk, line, seen, widest if line is block.lines[0] else 0)
            for line in block.lines
        ),
    )


def _line(desk: Desk, line: Printed, seen: set[int], width: int) -> ShownLine:
    """A line; the heads of a table's columns stand above them.

    The corner above the names of rows is empty and not in the text, as at line 1612.
    """
    anchor = "" if line.number in seen else f"L{line.number}"
    seen.add(line.number)
    return ShownLine(
        number=line.number,
        anchor=anchor,
        pieces=tuple(
            ShownPiece(piece.text, desk.path(piece.iri) if piece.iri else "")
            for piece in line.pieces
        ),
        cells=("",) * (width - len(line.cells) if line.cells else 0) + line.cells,
    )


def _ref(desk: Desk, mark: Mark) -> Ref:
    """What stands in a passage; of a table's rows their numbers alone are told."""
    label = mark.label.partition(" (")[0]
    if mark.kind == "TableRow":
        label = "row " + label.rpartition(" ")[2]
    return Ref(desk.path(mark.iri), label, CLASSES.get(mark.kind, mark.kind))
