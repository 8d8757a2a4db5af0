"""Rows of cards → their places on a page, and the tracks on which edges run.

Every kind of edge has one track beside the cards, at the left for what leads from the
root, at the right for the others, and a branch above each row that it reaches: so no
edge runs behind a card, and none has to be told from twenty alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pcad_kg.export.cards import GUTTER, MARGIN, Card, Row, Sheet
from pcad_kg.export.drawing import Edge
from pcad_kg.export.look import EDGES, OTHER_EDGE, EdgeLook, edge_look_of

HEADING, ABOVE, BELOW, APART, ARROW = 20.0, 4.0, 8.0, 6.0, 7.5
FIRST_DROP, DROPS = 16.0, 11.0
ORDER = (*EDGES.values(), OTHER_EDGE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with its place."""

    card: Card
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A layer's name and where its line of writing stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Track:
    """All edges that look alike on one side: lines to draw, and where arrows end."""

    look: EdgeLook
    lines: tuple[tuple[float, float, float, float], ...]
    tips: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All cards below the root in their places, and how low the lowest reaches."""

    placed: tuple[Placed, ...]
    headings: tuple[Heading, ...]
    tracks: tuple[Track, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Lane:
    """A kind of edge on one side, with its number among those of the side."""

    look: EdgeLook
    is_right: bool
    number: int
    sheet: Sheet

    @property
    def x(self) -> float:
        beside = MARGIN - 12.0 - self.number * APART * 1.5
        return self.sheet.width - beside if self.is_right else beside

    def drop(self, placed: Placed) -> float:
        aside = FIRST_DROP + self.number * DROPS
        return placed.x + (placed.width - aside if self.is_right else aside)


def paged(rows: Sequence[Row], root: str, top: float, sheet: Sheet) -> Page:
    """The rows below each other, from the root's lower edge down."""
    lanes = _lanes(
        [e for row in rows for c in row.cards for e in c.arriving], root, sheet
    )
    placed: list[Placed] = []
    headings: list[Heading] = []
    heights: list[dict[_Lane, float]] = []
    y = top
    for number, row in enumerate(rows):
        y += BELOW
        if row.heading:
            y += HEADING
            headings.append(Heading(row.heading, MARGIN, y - 6))
        used = _crossing(lanes, rows, number, root)
        heights.append({lane: y + APART * n for n, lane in enumerate(used)})
        y += APART * len(used) + ABOVE + ARROW
        height = max(card.height for card in row.cards)
        placed += _side_by_side(row, y, height, sheet)
        y += height
    tracks = tuple(_track(lane, placed, heights, rows, root, top) for lane in lanes)
    return Page(tuple(placed), tuple(headings), tracks, y)


def _side_by_side(row: Row, y: float, height: float, sheet: Sheet) -> list[Placed]:
    width = sheet.width_of_card
    return [
        Placed(card, MARGIN + number * (width + GUTTER), y, width, height)
        for number, card in enumerate(row.cards)
    ]


def _lanes(edges: Iterable[Edge], root: str, sheet: Sheet) -> tuple[_Lane, ...]:
    used = {(edge.source != root, edge_look_of(edge)) for edge in edges}
    return tuple(
        _Lane(look, is_right, number, sheet)
        for is_right in (False, True)
        for number, look in enumerate(
            look for look in ORDER if (is_right, look) in used
        )
    )


def _is_of(lane: _Lane, edge: Edge, root: str) -> bool:
    return edge_look_of(edge) == lane.look and (edge.source != root) == lane.is_right


def _crossing(
    lanes: tuple[_Lane, ...], rows: Sequence[Row], number: int, root: str
) -> list[_Lane]:
    """The lanes that branch off above a row: to its cards, or from the row above."""
    above = {c.node.key for c in rows[number - 1].cards} if number else set()
    here = [e for card in rows[number].cards for e in card.arriving]
    away = [
        e for row in rows for c in row.cards for e in c.arriving if e.source in above
    ]
    return [
        lane for lane in lanes if any(_is_of(lane, edge, root) for edge in here + away)
    ]


def _track(
    lane: _Lane,
    placed: list[Placed],
    heights: list[dict[_Lane, float]],
    rows: Sequence[Row],
    root: str,
    top: float,
) -> Track:
    """The lines of a lane: the long one beside the cards, branches, ends."""
    row_of = {c.node.key: n for n, row in enumerate(rows) for c in row.cards}
    ends: dict[float, list[float]] = {}
    lines: list[tuple[float, float, float, float]] = []
    tips: list[tuple[float, float]] = []
    sources = {
        e.source for p in placed for e in p.card.arriving if _is_of(lane, e, root)
    }
    for one in placed:
        x, row = lane.drop(one), row_of[one.card.node.key]
        if any(_is_of(lane, edge, root) for edge in one.card.arriving):
            y = heights[row][lane]
            ends.setdefault(y, []).append(x)
            lines.append((x, y, x, one.y - ARROW))
            tips.append((x, one.y))
        if one.card.node.key in sources and row + 1 < len(rows):
            y = heights[row + 1][lane]
            ends.setdefault(y, []).append(x)
            lines.append((x, one.y + one.height, x, y))
    far = max if not lane.is_right else min
    branches = [(lane.x, y, far(xs), y) for y, xs in sorted(ends.items())]
    start = top - 10 - lane.number * APART * 1.5
    if not lane.is_right:
        branches.insert(0, (lane.x, start, MARGIN, start))
    ys = sorted(y for _, y, _, _ in branches)
    return Track(
        lane.look, ((lane.x, ys[0], lane.x, ys[-1]), *branches, *lines), tuple(tips)
    )
