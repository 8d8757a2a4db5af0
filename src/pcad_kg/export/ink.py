"""Pieces of SVG: texts, lines, outlines of each shape, and the canvas that holds them.

No script, no style sheet, no font of its own: every viewer and word processor reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from pcad_kg.export.drawing import Edge, Node
from pcad_kg.export.lettering import FAMILY, plain, width_of
from pcad_kg.export.look import BLACK, WHITE, EdgeLook, NodeLook, legend_of
from pcad_kg.export.markup import child, child_with

Look: TypeAlias = NodeLook | EdgeLook
SVG = "http://www.w3.org/2000/svg"
GREY, LINE_GREY = "#4d4d4d", "#404040"
# How wide a picture is in print: A4 paper is left margins of 10 mm.
MILLIMETRES = 190.0
DASHES = {"dashed": "5 3", "dotted": "1.5 3"}
HALO = {"stroke": WHITE, "stroke_width": "4", "paint_order": "stroke"}
SOURCE = (
    "Source: the report Protecting Children at a Distance (2021), by its knowledge"
    " graph pcad-kg. L is the line of the source file, p. the page on which the section"
    " starts."
)
# How far the corners of a box are cut, and how round they are.
CUTS = {"hexagon": 7.0, "diamond": 11.0, "octagon": 5.0}
ROUNDINGS = {"round box": 6.0, "ellipse": 13.0, "circle": 13.0}
FOLD = 11.0
SWATCH, LEGEND, LEGEND_STEP = 24.0, 10.5, 18.0


def canvas(width: float, height: float, title: str, told: str) -> Element:
    """An empty white picture, with its name and what it shows for who cannot see it."""
    root = Element("svg", {"xmlns": SVG, "role": "img"})
    root.set("aria-labelledby", "picture-title picture-description")
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    root.set("width", f"{number(MILLIMETRES)}mm")
    root.set("height", f"{number(height / width * MILLIMETRES)}mm")
    root.set("font-family", FAMILY)
    child(root, "title", plain(title), id="picture-title")
    child(root, "desc", plain(told), id="picture-description")
    child(root, "rect", width=number(width), height=number(height), fill=WHITE)
    return root


def number(value: float) -> str:
    """A number as short as a hundredth allows.

    >>> number(12.0), number(1 / 3)
    ('12', '0.33')
    """
    return f"{round(value, 2):g}" if abs(value) < 1e4 else str(round(value, 2))


def write(
    parent: Element, x: float, y: float, text: str, size: float, **style: str
) -> None:
    """Put a line of text; a style's name may have "_" for "-"."""
    given = {name.replace("_", "-"): value for name, value in style.items()}
    placed = {"x": number(x), "y": number(y), "font-size": number(size)}
    child_with(parent, "text", placed | given).text = plain(text)


def stroke(look: EdgeLook) -> dict[str, str]:
    """How a line of a look is drawn."""
    dash = {"stroke-dasharray": DASHES[look.dash]} if look.dash in DASHES else {}
    return {
        "fill": "none",
        "stroke": look.colour,
        "stroke-width": number(look.width),
        **dash,
    }


def arrow(parent: Element, x: float, y: float, look: EdgeLook) -> None:
    """Put the tip of an arrow that points down to a place."""
    half, long = 3.6, 7.5
    child(
        parent,
        "path",
        d=f"M{number(x)} {number(y)}l{-half} {-long}h{2 * half}z",
        fill=look.colour,
    )


def outline(look: NodeLook, x: float, y: float, width: float, height: float) -> str:
    """The path of a box whose corners tell its shape: cut, round, folded or plain."""
    return _outline(look, x, y, (width, height), is_head=False)


def head(look: NodeLook, x: float, y: float, width: float, height: float) -> str:
    """The path of the uppermost part of such a box, straight at its lower end."""
    return _outline(look, x, y, (width, height), is_head=True)


def _outline(
    look: NodeLook, x: float, y: float, size: tuple[float, float], *, is_head: bool
) -> str:
    """Round corners as arcs, others as lines; the lower ones only of a whole box."""
    width, height = size
    most = min(width, height / (1 if is_head else 2))
    cut = min(CUTS.get(look.shape, 0.0), most)
    bend = min(ROUNDINGS.get(look.shape, 0.0), most)
    corner = cut or bend
    upper_right = min(FOLD, most) if look.shape == "note" else corner
    lower = 0.0 if is_head else corner
    join = f"a{number(bend)} {number(bend)} 0 0 1 " if bend else "l"

    def around(size: float, across: int, down: int) -> str:
        if not size:
            return ""
        return f"{join}{number(across * size)} {number(down * size)}"

    return (
        f"M{number(x + corner)} {number(y)}H{number(x + width - upper_right)}"
        f"{around(upper_right, 1, 1)}V{number(y + height - lower)}"
        f"{around(lower, -1, 1)}H{number(x + lower)}{around(lower, -1, -1)}"
        f"V{number(y + corner)}{around(corner, 1, -1)}Z"
    )


def tint(colour: str, share: float) -> str:
    """A colour with as much of it left as the share says, the rest white.

    >>> tint("#0072b2", 0.5)
    '#80b9d9'
    """
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    mixed = (255 - (255 - part) * share for part in parts)
    return "#" + "".join(f"{int(part + 0.5):02x}" for part in mixed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A look in the legend and where its line of writing begins."""

    look: Look
    x: float
    y: float


def looks_of(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> list[Look]:
    """The looks of nodes, then of edges, as a legend lists them."""
    node_looks, edge_looks = legend_of(nodes, edges)
    return [*node_looks, *edge_looks]


def legend(
    looks: Iterable[Look], top: float, left: float, right: float
) -> tuple[Entry, ...]:
    """The looks side by side, in as many lines as they need."""
    entries: list[Entry] = []
    x, y = left, top
    for look in looks:
        room = SWATCH + 6 + width_of(look.name, LEGEND) + 16
        if x + room > right and x > left:
            x, y = left, y + LEGEND_STEP
        entries.append(Entry(look, x, y))
        x += room
    return tuple(entries)


def draw_entry(parent: Element, entry: Entry) -> None:
    """Put a line of the legend: a small box or line, and its name."""
    look, x, y = entry.look, entry.x, entry.y
    if isinstance(look, NodeLook):
        d = outline(look, x, y - 10, SWATCH, 13)
        child(parent, "path", d=d, fill=look.colour, stroke=LINE_GREY)
    else:
        line = {"d": f"M{number(x)} {number(y - 3.5)}h{number(SWATCH)}"}
        child_with(parent, "path", line | stroke(look))
    write(parent, x + SWATCH + 6, y, look.name, LEGEND, fill=BLACK)
