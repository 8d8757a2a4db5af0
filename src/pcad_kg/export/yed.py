"""Drawing → yEd's GraphML: shapes with labels, fills and borders, lines with arrows."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from pcad_kg.export.attributes import (
    EDGE_COLUMNS,
    Column,
    Type,
    Values,
    caption_of,
    clean,
    edge_values,
    given,
    node_columns,
    node_values,
)
from pcad_kg.export.boxes import FONT_SIZE, Box, boxes_of
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.graphml import ROOT, add_data, declare, edge_element
from pcad_kg.export.look import edge_look_of, look_of
from pcad_kg.export.markup import bytes_of, child, child_with, token_of

# yEd shows a description when the pointer rests on a thing, and opens its url.
SHOWN = (Column("key"), Column("description"), Column("url"))
WEIGHT = Column("weight", Type.REAL)
SHAPES = {
    "box": "rectangle",
    "round box": "roundrectangle",
    "hexagon": "hexagon",
    "diamond": "diamond",
    "ellipse": "ellipse",
    "octagon": "octagon",
    "note": "parallelogram",
    "circle": "ellipse",
}
LINES = {"solid": "line", "dashed": "dashed", "dotted": "dotted"}
NODE_GRAPHICS, EDGE_GRAPHICS = "node-graphics", "edge-graphics"


def to_yed(drawing: Drawing) -> bytes:
    """The file that yEd opens with every label, shape, colour, place and arrow.

    Texts are as `clean` leaves them; boxes are wide enough for their labels.
    """
    root = Element("graphml", ROOT | {"xmlns:y": "http://www.yworks.com/xml/graphml"})
    _declare_graphics(root, "node", NODE_GRAPHICS)
    _declare_graphics(root, "edge", EDGE_GRAPHICS)
    node_names = declare(root, "node", (*SHOWN, *node_columns(drawing)), prefix="n")
    edge_names = declare(root, "edge", (*SHOWN, WEIGHT, *EDGE_COLUMNS), prefix="e")
    graph = child(root, "graph", id=token_of(drawing.view), edgedefault="directed")
    child(graph, "desc", caption_of(drawing))
    boxes = boxes_of(drawing)
    for node in drawing.nodes:
        made = child(graph, "node", id=token_of(node.key))
        add_data(made, node_names, given(_shown_of_node(node) | node_values(node)))
        _draw_node(child(made, "data", key=NODE_GRAPHICS), node, boxes[node.key])
    for edge in drawing.edges:
        line = edge_element(graph, edge)
        add_data(line, edge_names, given(_shown_of_edge(edge) | edge_values(edge)))
        _draw_edge(child(line, "data", key=EDGE_GRAPHICS), edge)
    return bytes_of(root)


def _declare_graphics(root: Element, owner: str, name: str) -> None:
    attributes = {"id": name, "for": owner, "yfiles.type": f"{owner}graphics"}
    child_with(root, "key", attributes)


def _shown_of_node(node: Node) -> Values:
    parts = (node.title, node.text, node.place, *node.doubts)
    return {"key": node.key, "description": _lines(parts), "url": node.iri}


def _shown_of_edge(edge: Edge) -> Values:
    reason = _lines((edge.rationale, edge.words))
    return {"key": edge.key, "description": reason, "weight": float(edge.weight)}


def _lines(parts: Iterable[str]) -> str:
    return clean("\n".join(part for part in parts if part))


def _draw_node(data: Element, node: Node, box: Box) -> None:
    look = look_of(node)
    shape = child(data, "y:ShapeNode")
    child(
        shape,
        "y:Geometry",
        height=box.height,
        width=box.width,
        x=box.x - box.width / 2,
        y=box.y - box.height / 2,
    )
    child(shape, "y:Fill", color=look.colour, transparent="false")
    child(shape, "y:BorderStyle", color="#404040", type="line", width=1.0)
    label = {
        "alignment": "center",
        "autoSizePolicy": "content",
        "fontFamily": "Dialog",
        "fontSize": FONT_SIZE,
        "hasBackgroundColor": "false",
        "hasLineColor": "false",
        "modelName": "internal",
        "modelPosition": "c",
        "textColor": look.ink,
        "visible": "true",
    }
    child(shape, "y:NodeLabel", clean(node.label), **label)
    child(shape, "y:Shape", type=SHAPES[look.shape])


def _draw_edge(data: Element, edge: Edge) -> None:
    look = edge_look_of(edge)
    line = child(data, "y:PolyLineEdge")
    child(line, "y:Path", sx=0.0, sy=0.0, tx=0.0, ty=0.0)
    child(
        line, "y:LineStyle", color=look.colour, type=LINES[look.dash], width=look.width
    )
    child(line, "y:Arrows", source="none", target="standard")
    child(line, "y:BendStyle", smoothed="false")
