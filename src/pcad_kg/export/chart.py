"""A drawing by the places of its layout → a chart: shapes, lines, names with room."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, sqrt
from xml.etree.ElementTree import Element

from pcad_kg.export import ink
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.lettering import width_of, wrapped
from pcad_kg.export.look import BLACK, edge_look_of, look_of
from pcad_kg.export.markup import child, child_with
from pcad_kg.export.telling import told_of_edge, told_of_node

SIDE, MARGIN, TITLE = 760.0, 20.0, 17.0
ROOM = SIDE - 2 * MARGIN
LAYOUT = 1000.0
SCALE = ROOM / LAYOUT
LEAST_NODE = 1.6
# The size of names, by how many nodes a chart has at most.
NAMES = ((150, 10.5), (inf, 8.5))
FLAT = 0.62
MANY = 300
# Which names are written first where there is no room for all.
WEIGHTY = ("Agency", "Recommendation", "Table", "Finding", "Figure", "Region", "Role")
GRID = 60.0
SHARED = "shares evidence with"


@dataclass(frozen=True, slots=True)
class Name:
    """A node's label where it is to be written, and the room it takes.

    Within a node that is all of the node's width.
    """

    text: str
    size: float
    x: float
    y: float
    half: float
    colour: str

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The left, upper, right and lower end of the writing."""
        low = self.y + self.size * 0.25
        return self.x - self.half, self.y - self.size, self.x + self.half, low


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the layout's places are on the page, and how far down they reach."""

    left: float
    top: float
    bottom: float

    def place_of(self, node: Node) -> tuple[float, float]:
        """Where a node's middle is."""
        return self.left + node.x * SCALE, self.top + node.y * SCALE


def plot_of(drawing: Drawing, top: float) -> Plot:
    """The layout right below a line of the page, with no more room than it needs."""
    upper = min((n.y * SCALE - radius_of(n) for n in drawing.nodes), default=0.0)
    lower = max((n.y * SCALE + radius_of(n) for n in drawing.nodes), default=0.0)
    return Plot(MARGIN, top - upper, top + lower - upper + NAMES[0][1])


def radius_of(node: Node) -> float:
    """Half the width of a node."""
    return max(node.size * SCALE / 2, LEAST_NODE)


def chart(drawing: Drawing) -> Element:
    """The chart of any drawing, as wide as a page, with a legend below.

    Names are written where there is room, of weighty nodes first; every node tells its
    own, and its text, to who rests the pointer on it.
    """
    titles = wrapped(drawing.title, ROOM, TITLE, most=2, is_bold=True)
    counts = f"{len(drawing.nodes):,} nodes, {len(drawing.edges):,} edges."
    plot = plot_of(drawing, 45.0 + len(titles) * TITLE * 1.2)
    names = tuple(_names(drawing, plot))
    looks = ink.looks_of(drawing.nodes, drawing.edges)
    entries = ink.legend(looks, plot.bottom + 30, MARGIN, SIDE - MARGIN)
    notes = wrapped(_note(drawing, names), ROOM, ink.LEGEND)
    end = (entries[-1].y if entries else plot.bottom) + ink.LEGEND_STEP
    picture = ink.canvas(SIDE, end + len(notes) * 13 + 4, drawing.title, counts)
    for number, line in enumerate(titles):
        y = 30 + number * TITLE * 1.2
        ink.write(picture, MARGIN, y, line, TITLE, font_weight="bold")
    ink.write(picture, MARGIN, 30 + len(titles) * TITLE * 1.2 - 2, counts, 12.0)
    _draw_edges(picture, drawing, plot)
    for node in drawing.nodes:
        _draw_node(child(picture, "g"), node, plot)
    for name in names:
        _draw_name(picture, name)
    for entry in entries:
        ink.draw_entry(picture, entry)
    for number, note in enumerate(notes):
        ink.write(picture, MARGIN, end + number * 13, note, ink.LEGEND, fill=ink.GREY)
    return picture


def _note(drawing: Drawing, names: tuple[Name, ...]) -> str:
    rest = len(drawing.nodes) - len(names)
    left = (
        f"{rest:,} names have no room: the SVG has them under the pointer. "
        if rest
        else ""
    )
    is_shared = any(edge.kind == SHARED for edge in drawing.edges)
    thick = "The thicker a line, the more is shared. " if is_shared else ""
    return left + thick + ink.SOURCE


def _draw_name(picture: Element, name: Name) -> None:
    halo = ink.HALO | {"stroke_width": "2"} if name.colour == BLACK else {}
    style = {"fill": name.colour, "text_anchor": "middle"} | halo
    ink.write(picture, name.x, name.y, name.text, name.size, **style)


def _draw_edges(picture: Element, drawing: Drawing, plot: Plot) -> None:
    """The edges beneath the nodes, weak ones first, the fainter the more there are."""
    nodes = {node.key: node for node in drawing.nodes}
    shade = min(0.9, max(0.4, sqrt(MANY / max(len(drawing.edges), 1)) * 0.6))
    thin = min(1.0, sqrt(MANY / max(len(drawing.edges), 1)))
    group = child_with(picture, "g", {"stroke-opacity": ink.number(shade)})
    for edge in sorted(drawing.edges, key=lambda e: (e.weight, e.key)):
        line = _line(nodes[edge.source], nodes[edge.target], plot)
        if line:
            drawn = child_with(group, "path", {"d": line} | _stroke(edge, thin))
            ends = nodes[edge.source].label, nodes[edge.target].label
            child(drawn, "title", told_of_edge(edge, *ends))


def _stroke(edge: Edge, thin: float) -> dict[str, str]:
    look = edge_look_of(edge)
    width = look.width * (sqrt(edge.weight) if edge.kind == SHARED else 1.0)
    width = max(width * thin, 0.35)
    return ink.stroke(look) | {"stroke-width": ink.number(width)}


def _line(source: Node, target: Node, plot: Plot) -> str:
    """From border to border, nothing where the two lie upon each other."""
    (x, y), (to_x, to_y) = plot.place_of(source), plot.place_of(target)
    across, down = to_x - x, to_y - y
    near, far = _reach(source, across, down), _reach(target, across, down)
    if near + far >= 1:
        return ""
    return (
        f"M{ink.number(x + across * near)} {ink.number(y + down * near)}"
        f"L{ink.number(to_x - across * far)} {ink.number(to_y - down * far)}"
    )


def _reach(node: Node, across: float, down: float) -> float:
    """How much of a line from a node's middle the node itself covers."""
    radius = radius_of(node)
    beside = radius / abs(across) if across else inf
    above = radius * FLAT / abs(down) if down else inf
    return min(beside, above)


def _draw_node(group: Element, node: Node, plot: Plot) -> None:
    look, (x, y), radius = look_of(node), plot.place_of(node), radius_of(node)
    child(group, "title", told_of_node(node))
    d = ink.outline(look, x - radius, y - radius * FLAT, 2 * radius, 2 * radius * FLAT)
    border = ink.number(min(0.8, radius / 8))
    drawn = {"d": d, "fill": look.colour, "stroke": ink.LINE_GREY}
    child_with(group, "path", drawn | {"stroke-width": border})


def _names(drawing: Drawing, plot: Plot) -> Iterator[Name]:
    """The names that have room, weighty nodes first, each in its node or below it."""
    rank = {kind: number for number, kind in enumerate(WEIGHTY)}
    taken: dict[tuple[int, int], list[Name]] = defaultdict(list)
    size = next(size for most, size in NAMES if len(drawing.nodes) <= most)

    def weight(node: Node) -> tuple[int, float, str]:
        return rank.get(node.kind, len(rank)), -node.size, node.key

    def is_free(name: Name) -> bool:
        return not any(_meet(name, o) for cell in _cells(name) for o in taken[cell])

    for node in sorted(drawing.nodes, key=weight):
        name = next(filter(is_free, _ways_to_name(node, plot, size)), None)
        if name:
            for cell in _cells(name):
                taken[cell].append(name)
            yield name


def _ways_to_name(node: Node, plot: Plot, size: float) -> Iterator[Name]:
    """A label in its node where it fits, else below, above or beside it on the page."""
    (x, y), radius, look = plot.place_of(node), radius_of(node), look_of(node)
    text = "".join(wrapped(node.label, 180.0, size, most=1))
    half, middle = width_of(text, size) / 2, y + size * 0.36
    if not text or half * 2 > ROOM:
        return
    if half <= radius - 1 and radius * FLAT > size / 2:
        yield Name(text, size, x, middle, radius, look.ink)
        return
    within = min(max(x, half + 2), SIDE - half - 2)
    yield Name(text, size, within, y + radius * FLAT + size, half, BLACK)
    yield Name(text, size, within, y - radius * FLAT - size * 0.3, half, BLACK)
    for beside in (x + radius + half + 2, x - radius - half - 2):
        if half + 2 <= beside <= SIDE - half - 2:
            yield Name(text, size, beside, middle, half, BLACK)


def _cells(name: Name) -> Iterator[tuple[int, int]]:
    left, top, right, low = name.frame
    for column in range(int(left // GRID), int(right // GRID) + 1):
        for row in range(int(top // GRID), int(low // GRID) + 1):
            yield column, row


def _meet(one: Name, other: Name) -> bool:
    left, top, right, low = one.frame
    other_left, other_top, other_right, other_low = other.frame
    return (
        left < other_right
        and other_left < right
        and top < other_low
        and other_top < low
    )
