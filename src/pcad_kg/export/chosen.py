"""A trail → what one page of it shows, and in words what it leaves out.

What supports the root directly and what speaks against it, or against that, is always
shown; then as many of the other groups, each whole or not at all, as a page holds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pcad_kg.export.drawing import Drawing, Edge, Node

MOST = 28
PLAIN = ("part of", "repeats", "in section")
CONTEXTUAL, COUNTERED, ILLUSTRATED = "contextual", "countered by", "illustrated by"
GROUNDED = "grounded in"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a page shows: its root, the other nodes in order, the edges between them.

    `left_out` counts what is not shown, group by group.
    """

    root: Node
    others: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Edges that bring a node onto the page, and how one node or many are told.

    A group that is needed is shown however many it has.
    """

    one: str
    many: str
    brings: Callable[[Edge, bool], bool]
    is_needed: bool = False

    def counted(self, number: int) -> str:
        """How many nodes the group has, in words."""
        return f"{number} {self.one if number == 1 else self.many}"


AGAINST = Group(
    "item that speaks against the evidence",
    "items that speak against the evidence",
    lambda e, _: e.kind == COUNTERED,
    is_needed=True,
)
GROUPS = (
    Group(
        "item of direct evidence",
        "items of direct evidence",
        lambda e, is_first: is_first and not _is_slight(e),
        is_needed=True,
    ),
    AGAINST,
    Group(
        "item that gives context",
        "items that give context",
        lambda e, is_first: is_first and e.kind != ILLUSTRATED,
    ),
    Group(
        "item in which findings are grounded",
        "items in which findings are grounded",
        lambda e, _: e.kind == GROUNDED,
    ),
    Group(
        "quote that illustrates the evidence",
        "quotes that illustrate the evidence",
        lambda e, _: e.kind == ILLUSTRATED,
    ),
)


def _is_slight(edge: Edge) -> bool:
    is_context = edge.strength == CONTEXTUAL and edge.kind != COUNTERED
    return is_context or edge.kind == ILLUSTRATED


def root_of(drawing: Drawing) -> Node:
    """Where a trail starts: the first node to which no link leads."""
    reached = {edge.target for edge in _links(drawing)}
    starts = {edge.source for edge in _links(drawing)} - reached
    free = [node for node in drawing.nodes if node.key not in reached]
    led = [node for node in free if node.key in starts]
    return (led or free or list(drawing.nodes))[0]


def chosen(drawing: Drawing, most: int = MOST) -> Chosen:
    """What a page shows of a trail that has a node or more."""
    root = root_of(drawing)
    links = _links(drawing)
    shown = {root.key}
    for group in (*GROUPS, AGAINST):
        led = tuple(edge for edge in links if edge.source in shown)
        found = _brought(group, led, root.key) - shown
        if group.is_needed or len(shown) == 1 or len(shown | found) <= most + 1:
            shown |= found
    return Chosen(
        root,
        tuple(n for n in drawing.nodes if n.key in shown and n.key != root.key),
        tuple(e for e in links if {e.source, e.target} <= shown),
        tuple(_left_out(links, root.key, shown)),
    )


def _brought(group: Group, links: tuple[Edge, ...], root: str) -> set[str]:
    return {edge.target for edge in links if group.brings(edge, edge.source == root)}


def _left_out(links: tuple[Edge, ...], root: str, shown: set[str]) -> Iterator[str]:
    """How many nodes of each group are not shown, each counted once."""
    told = set(shown)
    for group in GROUPS:
        found = _brought(group, links, root) - told
        told |= found
        if found:
            yield group.counted(len(found))


def _links(drawing: Drawing) -> tuple[Edge, ...]:
    return tuple(edge for edge in drawing.edges if edge.kind not in PLAIN)
