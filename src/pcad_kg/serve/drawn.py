"""A trail as a picture: what it starts from, what that rests on, and the next step."""

from collections.abc import Iterable
from dataclasses import dataclass

from pcad_kg.export.look import EDGES, NODES, OTHER_NODE, EdgeLook, NodeLook
from pcad_kg.trail import Trail
from pcad_kg.walk import Step

WIDTH, HEIGHT, GAP, EDGE = 150, 22, 6, 12
COLUMNS = (EDGE, 260, 560)
DASHES = {"dashed": "6 4", "dotted": "2 3"}
LOOKS = {
    "direct": EDGES["supported by, direct"],
    "contextual": EDGES["supported by, contextual"],
    "against": EDGES["countered by"],
}
RELATIONS = ("grounded in", "illustrated by", "countered by")


@dataclass(frozen=True, slots=True)
class Box:
    """An item: where it lies, what it is called and how it looks."""

    x: int
    y: int
    label: str
    look: NodeLook

    @property
    def middle(self) -> int:
        """How far down its middle is."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A link between two boxes."""

    start: Box
    end: Box
    look: EdgeLook

    @property
    def dash(self) -> str:
        """How the line is broken, nothing where it is whole."""
        return DASHES.get(self.look.dash, "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A trail laid out in columns."""

    title: str
    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    legend: tuple[EdgeLook, ...]


def picture_of(trail: Trail) -> Picture:
    """The picture of a recommendation's trail, two steps deep."""
    first = [
        (step, LOOKS[group.strength])
        for group in trail.groups
        for step in group.steps
        if group.strength in LOOKS
    ]
    near = _column(1, (step for step, _ in first))
    beyond = [
        (step, further)
        for step, _ in first
        for further in step.steps
        if further.relation in RELATIONS and further.item.iri not in near
    ]
    far = _column(2, (further for _, further in beyond))
    rows = max(len(near), len(far), 1)
    height = rows * (HEIGHT + GAP) + 2 * EDGE
    root = Box(COLUMNS[0], (height - HEIGHT) // 2, trail.label, NODES[trail.item.kind])
    inner = [Stroke(root, near[step.item.iri], look) for step, look in first]
    outer = [
        Stroke(near[a.item.iri], far[b.item.iri], EDGES[b.relation]) for a, b in beyond
    ]
    return Picture(
        title=f"What {trail.label} rests on",
        width=COLUMNS[2] + WIDTH + EDGE,
        height=height + HEIGHT,
        box_width=WIDTH,
        box_height=HEIGHT,
        boxes=(root, *near.values(), *far.values()),
        strokes=tuple(dict.fromkeys([*outer, *inner])),
        legend=tuple(dict.fromkeys(s.look for s in (*inner, *outer))),
    )


def _column(number: int, steps: Iterable[Step]) -> dict[str, Box]:
    """The items of steps beneath one another, each once."""
    boxes: dict[str, Box] = {}
    for step in steps:
        if step.item.iri not in boxes:
            boxes[step.item.iri] = Box(
                COLUMNS[number],
                EDGE + len(boxes) * (HEIGHT + GAP),
                step.item.label,
                NODES.get(step.item.kind, OTHER_NODE),
            )
    return boxes
