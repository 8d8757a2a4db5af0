"""Drawing → Cytoscape.js JSON, for web pages: elements, style and places."""

from pcad_kg.export.attributes import (
    Values,
    caption_of,
    clean,
    edge_values,
    given,
    node_values,
)
from pcad_kg.export.boxes import FONT_SIZE, Box, boxes_of
from pcad_kg.export.data import Json, json_bytes
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import (
    OTHER_EDGE,
    OTHER_NODE,
    EdgeLook,
    NodeLook,
    edge_look_of,
    look_of,
)

SHAPES = {
    "box": "rectangle",
    "round box": "round-rectangle",
    "hexagon": "hexagon",
    "diamond": "diamond",
    "ellipse": "ellipse",
    "octagon": "octagon",
    "note": "cut-rectangle",
    "circle": "ellipse",
}


def to_cytoscapejs(drawing: Drawing) -> bytes:
    """What `cytoscape({container, ...it})` draws, and Cytoscape opens as .cyjs.

    The style picks nodes by their kind and edges by their look, so that a page may
    change it. Texts are as `clean` leaves them.
    """
    boxes = boxes_of(drawing)
    return json_bytes(
        {
            "data": {"name": clean(drawing.title), "description": caption_of(drawing)},
            "elements": {
                "nodes": [_node(node, boxes[node.key]) for node in drawing.nodes],
                "edges": [_edge(edge) for edge in drawing.edges],
            },
            "style": [*_node_style(drawing), *_edge_style(drawing)],
            "layout": {"name": "preset", "fit": True, "padding": 30},
        }
    )


def _node(node: Node, box: Box) -> Json:
    values = given(node_values(node))
    sizes: Values = {"width": box.width, "height": box.height}
    name: Values = {"id": node.key, "name": values.get("label", "")}
    return {"data": name | values | sizes, "position": {"x": box.x, "y": box.y}}


def _edge(edge: Edge) -> Json:
    ends: Values = {"id": edge.key, "source": edge.source, "target": edge.target}
    said: Values = {"interaction": clean(edge.kind), "weight": float(edge.weight)}
    return {"data": ends | said | given(edge_values(edge))}


def _node_style(drawing: Drawing) -> list[Json]:
    looks = {node.kind: look_of(node) for node in drawing.nodes}
    every: dict[str, Json] = {
        "label": "data(label)",
        "width": "data(width)",
        "height": "data(height)",
        "font-size": FONT_SIZE,
        "text-valign": "center",
        "text-halign": "center",
        "border-width": 1,
        "border-color": "#404040",
    }
    style: list[Json] = [{"selector": "node", "style": every | _fill(OTHER_NODE)}]
    for kind, look in sorted(looks.items()):
        style.append({"selector": _where("node", "kind", kind), "style": _fill(look)})
    return style


def _fill(look: NodeLook) -> dict[str, Json]:
    return {
        "background-color": look.colour,
        "color": look.ink,
        "shape": SHAPES[look.shape],
    }


def _edge_style(drawing: Drawing) -> list[Json]:
    looks = {look.name: look for look in map(edge_look_of, drawing.edges)}
    every: dict[str, Json] = {"curve-style": "bezier", "target-arrow-shape": "triangle"}
    style: list[Json] = [{"selector": "edge", "style": every | _line(OTHER_EDGE)}]
    for name, look in sorted(looks.items()):
        style.append({"selector": _where("edge", "look", name), "style": _line(look)})
    return style


def _line(look: EdgeLook) -> dict[str, Json]:
    return {
        "line-color": look.colour,
        "target-arrow-color": look.colour,
        "line-style": look.dash,
        "width": look.width,
    }


def _where(group: str, attribute: str, value: str) -> str:
    quoted = clean(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'{group}[{attribute} = "{quoted}"]'
