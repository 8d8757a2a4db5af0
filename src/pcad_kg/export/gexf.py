"""Drawing → GEXF 1.3, for Gephi: names, colours, sizes, places, weights and kinds.

Two edges of different kinds that join the same nodes stay two: GEXF 1.3 has a `kind`
for them, by which Gephi keeps, counts and filters them, though it draws one over the
other. Without it Gephi merges them into one edge of no kind.
"""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from pcad_kg.export.attributes import (
    EDGE_COLUMNS,
    Column,
    Type,
    Value,
    caption_of,
    clean,
    colour_of,
    edge_values,
    given,
    node_columns,
    node_values,
    rgb_of,
)
from pcad_kg.export.boxes import size_of
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import edge_look_of, look_of
from pcad_kg.export.markup import bytes_of, child, child_with

NAMESPACE = "http://gexf.net/1.3"
ROOT = {"xmlns": NAMESPACE, "xmlns:viz": f"{NAMESPACE}/viz", "version": "1.3"}
TYPES = {Type.TEXT: "string", Type.WHOLE: "integer", Type.REAL: "double"}
# GEXF knows four shapes and Gephi draws one of them.
SHAPES = {
    "box": "square",
    "round box": "square",
    "note": "square",
    "hexagon": "triangle",
    "diamond": "diamond",
}


def to_gexf(drawing: Drawing) -> bytes:
    """The GEXF file of a drawing; the same bytes each time, so it bears no date.

    Texts are as `clean` leaves them. Gephi's y runs upwards and its sizes are radii.
    """
    root = Element("gexf", ROOT)
    meta = child(root, "meta")
    child(meta, "creator", "pcad-kg")
    child(meta, "description", caption_of(drawing))
    graph = child(root, "graph", defaultedgetype="directed", mode="static")
    columns = tuple(c for c in node_columns(drawing) if c.name != "label")
    _declare(graph, "node", columns)
    _declare(graph, "edge", EDGE_COLUMNS)
    nodes = child(graph, "nodes", count=len(drawing.nodes))
    for node in drawing.nodes:
        _add_node(nodes, node)
    edges = child(graph, "edges", count=len(drawing.edges))
    for edge in drawing.edges:
        _add_edge(edges, edge)
    return bytes_of(root)


def _declare(graph: Element, owner: str, columns: Iterable[Column]) -> None:
    attributes = child(graph, "attributes", **{"class": owner, "mode": "static"})
    for column in columns:
        kind = TYPES[column.type]
        child(attributes, "attribute", id=column.name, title=column.name, type=kind)


def _add_node(nodes: Element, node: Node) -> None:
    made = child(nodes, "node", id=node.key, label=clean(node.label))
    values = node_values(node)
    del values["label"]
    _add_values(made, given(values))
    _add_colour(made, colour_of(node))
    child(made, "viz:position", x=node.x, y=1000.0 - node.y, z=0.0)
    child(made, "viz:size", value=size_of(node) / 2)
    child(made, "viz:shape", value=SHAPES.get(look_of(node).shape, "disc"))


def _add_edge(edges: Element, edge: Edge) -> None:
    look = edge_look_of(edge)
    made = child(
        edges,
        "edge",
        id=edge.key,
        source=edge.source,
        target=edge.target,
        kind=clean(edge.kind),
        label=clean(edge.kind),
        weight=float(edge.weight),
    )
    _add_values(made, given(edge_values(edge)))
    _add_colour(made, rgb_of(look.colour))
    child(made, "viz:thickness", value=look.width)
    child(made, "viz:shape", value=look.dash)


def _add_values(owner: Element, values: Mapping[str, Value]) -> None:
    attvalues = child(owner, "attvalues")
    for name, value in values.items():
        child_with(attvalues, "attvalue", {"for": name, "value": str(value)})


def _add_colour(owner: Element, rgb: tuple[int, int, int]) -> None:
    red, green, blue = rgb
    child(owner, "viz:color", r=red, g=green, b=blue)
