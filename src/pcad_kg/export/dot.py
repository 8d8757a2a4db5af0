"""A drawing → DOT, the language of Graphviz: a trail in layers, the rest in place.

Names are keys in quotation marks; labels are short, long texts are tooltips. A trail
runs from left to right, where long layers have room; Graphviz finds the places. Any
other drawing is pinned to the places of its layout, for `dot` as for `neato`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from pcad_kg.export.attributes import caption_of, clean
from pcad_kg.export.boxes import pixels_of
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.layers import LAST, LAYERS
from pcad_kg.export.look import edge_look_of, look_of
from pcad_kg.export.telling import name_of, told_of_edge, told_of_node

SHAPES = {
    "box": ("box", "filled"),
    "round box": ("box", "filled,rounded"),
    "hexagon": ("hexagon", "filled"),
    "diamond": ("diamond", "filled"),
    "ellipse": ("ellipse", "filled"),
    "octagon": ("octagon", "filled"),
    "note": ("note", "filled"),
    "circle": ("ellipse", "filled"),
}
FONT = "Helvetica"
TRAIL = {"rankdir": "LR", "ranksep": "1.2", "nodesep": "0.12"}
# Places are in points, of which Graphviz has 72 to an inch, y upwards.
PINNED = {"layout": "neato", "inputscale": "72", "outputorder": "edgesfirst"}
SIDE = 1000.0
# Graphviz reads "&lt;" in a string as "<", and so it would what a text prints so.
ENTITY = re.compile(r"&(?=#?\w+;)")
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def to_dot(drawing: Drawing) -> str:
    """The drawing as DOT; texts are as `clean` leaves them."""
    is_trail, points = drawing.view == "trail", pixels_of(drawing)
    lines = [f"digraph {quoted(drawing.view)} {{"]
    lines += _defaults(drawing, TRAIL if is_trail else PINNED)
    lines += (_node(node, None if is_trail else points) for node in drawing.nodes)
    if is_trail:
        lines += _ranks(drawing.nodes)
    layers = {n.key: _layer(n) for n in drawing.nodes} if is_trail else {}
    labels = {node.key: node.label for node in drawing.nodes}
    lines += (_edge(edge, labels, layers) for edge in drawing.edges)
    return "\n".join((*lines, "}")) + "\n"


def quoted(text: str) -> str:
    r"""A text as DOT writes it, so that Graphviz shows the same.

    >>> print(quoted('say "no" \\ & &lt;'))
    "say \"no\" \\ & &amp;lt;"
    """
    return f'"{ENTITY.sub("&amp;", clean(text)).translate(ESCAPES)}"'


def _defaults(drawing: Drawing, layout: Mapping[str, str]) -> Iterator[str]:
    legend = caption_of(drawing)
    title = {"label": drawing.title, "labelloc": "t", "tooltip": legend}
    yield _line("graph", title | {"fontname": FONT, "fontsize": "20"} | dict(layout))
    small = {"fontname": FONT, "fontsize": "10"}
    yield _line("node", small | {"margin": "0.08,0.04", "height": "0.2"})
    yield _line("edge", {"arrowsize": "0.6"})


def _node(node: Node, points: float | None) -> str:
    look = look_of(node)
    shape, style = SHAPES[look.shape]
    values = {
        "label": node.label,
        "tooltip": told_of_node(node),
        "URL": node.iri,
        "class": node.kind,
        "shape": shape,
        "style": style,
        "fillcolor": look.colour,
        "fontcolor": look.ink,
    }
    if points:
        x, y = node.x * points, (SIDE - node.y) * points
        values["pos"] = f"{x:.2f},{y:.2f}!"
    return _line(quoted(node.key), values)


def _layer(node: Node) -> int:
    return LAYERS.get(node.kind, LAST)


def _ranks(nodes: Iterable[Node]) -> Iterator[str]:
    """One rank for each layer."""
    layers: dict[int, list[str]] = {}
    for node in nodes:
        layers.setdefault(_layer(node), []).append(quoted(node.key))
    for _, keys in sorted(layers.items()):
        yield f"  {{ rank=same; {'; '.join(keys)} }}"


def _edge(edge: Edge, labels: Mapping[str, str], layers: Mapping[str, int]) -> str:
    """An edge, in a trail so long that no layer between its ends is left out."""
    look = edge_look_of(edge)
    values = {
        "tooltip": told_of_edge(edge, labels[edge.source], labels[edge.target]),
        "comment": name_of(edge),
        "color": look.colour,
        "penwidth": f"{look.width:g}",
        "style": look.dash,
    }
    down = layers.get(edge.target, 0) - layers.get(edge.source, 0)
    if down > 0:
        values["minlen"] = str(down)
    elif layers:
        values["constraint"] = "false"
    return _line(f"{quoted(edge.source)} -> {quoted(edge.target)}", values)


def _line(name: str, values: Mapping[str, str]) -> str:
    given = ", ".join(f"{key}={quoted(value)}" for key, value in values.items())
    return f"  {name} [{given}];"
