"""What a page of a trail shows → cards in rows: boxes with the words they hold."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pcad_kg.export.chosen import CONTEXTUAL, COUNTERED, ILLUSTRATED, Chosen
from pcad_kg.export.drawing import Edge, Node
from pcad_kg.export.layers import LAST, LAYERS
from pcad_kg.export.lettering import wrapped

MARGIN, GUTTER = 44.0, 14.0
FEW = 12
HEAD, LABEL, WORDS, NOTE = 20.0, 12.5, 11.8, 10.8
LEADING, PAD = 1.22, 7.0
# How many lines of an item's words a card holds: with fewer, more rows fit a page.
LINES = (5, 4)
# How the nodes of a layer are counted in its heading.
COUNTED = {
    "Recommendation": ("recommendation", "recommendations"),
    "Finding": ("finding", "findings"),
    "Table": ("table", "tables"),
    "TableRow": ("row of a table", "rows of tables"),
    "Figure": ("figure", "figures"),
    "Passage": ("passage of the report", "passages of the report"),
    "Quote": ("quote", "quotes: what people said"),
}
# What a card says of an edge from a card that is not the root.
SAID = {
    "grounded in": "grounds",
    "illustrated by": "illustrates",
    "countered by": "speaks against",
    "supported by": "supports",
}
TOLD_BY_TITLE = ("Table", "TableRow", "Figure")
PAGE_NUMBER = re.compile(r", (p\. [^,]*)$")
# The agency that is told behind a speaker's role and region: "…, London [Health]".
AGENCY = re.compile(r" \[[^\]]*\]$")
NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """How wide a page is, and how many cards stand side by side on it.

    Pages are printed equally wide: the wider, the smaller its letters are.
    """

    width: float
    columns: int

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def width_of_card(self) -> float:
        """How wide a card is."""
        return (self.room - (self.columns - 1) * GUTTER) / self.columns


SMALL, LARGE = Sheet(760.0, 3), Sheet(900.0, 5)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: its words, their size, whether they are notes or a warning."""

    text: str
    size: float = WORDS
    is_note: bool = False
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A node's box without its place: label and page in its head, the lines below.

    `arriving` are the edges that lead to it; it is light if it only gives context.
    """

    node: Node
    page: str
    lines: tuple[Line, ...]
    arriving: tuple[Edge, ...]
    is_light: bool

    @property
    def height(self) -> float:
        """How high the card must be for its lines."""
        return HEAD + 1.5 * PAD + sum(line.size * LEADING for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """Cards side by side, with a heading where a layer begins."""

    heading: str
    cards: tuple[Card, ...]


def sheet_of(page: Chosen) -> Sheet:
    """The sheet on which a page has room: all of A4 for many cards."""
    return SMALL if len(page.others) <= FEW else LARGE


def rows_of(page: Chosen, lines: int = LINES[0]) -> Iterator[Row]:
    """The cards of all but the root, layer by layer, long layers in several rows."""
    sheet = sheet_of(page)
    columns = sheet.columns
    layers: dict[int, list[Node]] = {}
    for node in page.others:
        layers.setdefault(LAYERS.get(node.kind, LAST), []).append(node)
    for _, nodes in sorted(layers.items()):
        cards = [card_of(n, page, sheet.width_of_card, lines) for n in _ordered(nodes)]
        rows = -(-len(cards) // columns)
        for number in range(rows):
            part = cards[number * columns : (number + 1) * columns]
            yield Row(_heading(nodes) if number == 0 else "", tuple(part))


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    """A layer by kind and place, a table's rows right behind it."""

    def order(node: Node) -> list[tuple[bool, int, str]]:
        parts = NUMBERS.split(node.key)
        return [(p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts]

    return sorted(nodes, key=order)


def _heading(nodes: list[Node]) -> str:
    kinds = Counter(node.kind for node in nodes)
    return ", ".join(
        f"{count} {COUNTED.get(kind, (kind, kind))[count > 1]}"
        for kind, count in kinds.items()
    )


def card_of(node: Node, page: Chosen, width: float, most: int) -> Card:
    """A node's card: what it says, who says it, what it stands for."""
    arriving = tuple(edge for edge in page.edges if edge.target == node.key)
    own = [edge for edge in arriving if edge.source == page.root.key]
    room = width - 2 * PAD
    lines = [Line(t) for t in wrapped(_words(node, own), room, WORDS, most=most)]
    if node.speaker:
        speaker = AGENCY.sub("", node.speaker)
        said = wrapped(f"– {speaker}", room, NOTE, most=2)
        lines += [Line(text, NOTE, is_note=True) for text in said]
    for note, is_warning in _notes(node, arriving, page):
        lines += [
            Line(text, NOTE, is_note=True, is_warning=is_warning)
            for text in wrapped(note, room, NOTE, most=2)
        ]
    number = PAGE_NUMBER.search(node.place)
    is_light = not any(_is_strong(edge) for edge in arriving)
    return Card(node, number[1] if number else "", tuple(lines), arriving, is_light)


def _is_strong(edge: Edge) -> bool:
    return edge.strength != CONTEXTUAL and edge.kind != ILLUSTRATED


def _words(node: Node, own: list[Edge]) -> str:
    """The printed words that the link rests on, else the item's own."""
    if node.kind in TOLD_BY_TITLE:
        return node.title or node.text
    words = next((edge.words for edge in own if edge.words), "")
    return f"“{words or node.text}”" if words or node.text else node.title


def _notes(
    node: Node, arriving: tuple[Edge, ...], page: Chosen
) -> Iterator[tuple[str, bool]]:
    """What a card is to others, such as "grounds F3.13", and whether it is against.

    That it supports the root goes without saying: its place and its arrow tell.
    """
    labels = {other.key: other.label for other in (page.root, *page.others)}
    used: dict[str, list[str]] = {}
    for edge in arriving:
        if edge.source != page.root.key or edge.kind == COUNTERED:
            used.setdefault(edge.kind, []).append(labels[edge.source])
    for kind, by in used.items():
        yield f"{SAID.get(kind, kind)} {', '.join(by)}", kind == COUNTERED
    if node.doubts:
        count = len(node.doubts)
        yield f"doubted by the audit{f' ({count})' if count > 1 else ''}", False
