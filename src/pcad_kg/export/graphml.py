"""Drawing → GraphML, for Gephi, networkx and igraph."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from pcad_kg.export.attributes import (
    EDGE_COLUMNS,
    Column,
    Type,
    Value,
    Values,
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
from pcad_kg.export.look import edge_look_of
from pcad_kg.export.markup import bytes_of, child, child_with, token_of

ROOT = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns"
    " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
TYPES = {Type.TEXT: "string", Type.WHOLE: "int", Type.REAL: "double"}
# Gephi takes its colours, places and sizes from exactly these names.
COLOUR = tuple(Column(name, Type.WHOLE) for name in "rgb")
PLACE = tuple(Column(name, Type.REAL) for name in ("x", "y", "z", "size"))
KEY = Column("key")
EDGE_LEADERS = (KEY, Column("label"), Column("weight", Type.REAL), *COLOUR)


def to_graphml(drawing: Drawing) -> bytes:
    """The GraphML file of a drawing, its names those that Gephi knows.

    Identifiers are the keys with ":" for "/", as GraphML's schema has no "/" in them;
    the keys are attributes. Texts are as `clean` leaves them. Gephi's y runs upwards
    and its sizes are radii.
    """
    root = Element("graphml", ROOT)
    node_names = declare(
        root, "node", (KEY, *node_columns(drawing), *PLACE, *COLOUR), prefix="n"
    )
    edge_names = declare(root, "edge", (*EDGE_LEADERS, *EDGE_COLUMNS), prefix="e")
    graph = child(root, "graph", id=token_of(drawing.view), edgedefault="directed")
    child(graph, "desc", caption_of(drawing))
    for node in drawing.nodes:
        made = child(graph, "node", id=token_of(node.key))
        add_data(made, node_names, _all_of_node(node))
    for edge in drawing.edges:
        add_data(edge_element(graph, edge), edge_names, _all_of_edge(edge))
    return bytes_of(root)


def declare(
    root: Element, owner: str, columns: Iterable[Column], *, prefix: str
) -> dict[str, str]:
    """The identifiers of the columns, by name, once the file has declared them.

    Never "d3" or "d7": to Gephi these are yEd's labels, whatever name they declare.
    """
    names = {}
    for number, column in enumerate(columns):
        names[column.name] = f"{prefix}{number}"
        attributes = {
            "id": names[column.name],
            "for": owner,
            "attr.name": column.name,
            "attr.type": TYPES[column.type],
        }
        child_with(root, "key", attributes)
    return names


def edge_element(graph: Element, edge: Edge) -> Element:
    """A new edge of a graph, without its data."""
    return child(
        graph,
        "edge",
        id=token_of(edge.key),
        source=token_of(edge.source),
        target=token_of(edge.target),
    )


def add_data(
    owner: Element, names: Mapping[str, str], values: Mapping[str, Value]
) -> None:
    """Give a node or an edge its data, each under its column's identifier."""
    for name, value in values.items():
        child(owner, "data", str(value), key=names[name])


def _all_of_node(node: Node) -> Values:
    place: Values = {
        "x": node.x,
        "y": 1000.0 - node.y,
        "z": 0.0,
        "size": size_of(node) / 2,
    }
    leaders: Values = {"key": node.key}
    return leaders | given(node_values(node)) | place | _colour(colour_of(node))


def _all_of_edge(edge: Edge) -> Values:
    leaders: Values = {
        "key": edge.key,
        "label": clean(edge.kind),
        "weight": float(edge.weight),
    }
    colour = _colour(rgb_of(edge_look_of(edge).colour))
    return leaders | colour | given(edge_values(edge))


def _colour(rgb: tuple[int, int, int]) -> Values:
    return dict(zip("rgb", rgb, strict=True))
