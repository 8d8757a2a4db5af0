"""Drawing → CX2, for Cytoscape and NDEx: data, places and a style by kind."""

from collections.abc import Iterable

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
from pcad_kg.export.data import Json, json_bytes
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import EDGES, NODES, OTHER_EDGE, OTHER_NODE

TYPES = {Type.TEXT: "string", Type.WHOLE: "integer", Type.REAL: "double"}
SHAPES = {
    "box": "rectangle",
    "round box": "round-rectangle",
    "hexagon": "hexagon",
    "diamond": "diamond",
    "ellipse": "ellipse",
    "octagon": "octagon",
    "note": "parallelogram",
    "circle": "ellipse",
}
SIZES = (Column("width", Type.REAL), Column("height", Type.REAL))
# Cytoscape shows a node's name and says of an edge how it interacts.
NODE_LEADERS = (Column("name"), Column("key"))
EDGE_LEADERS = (*NODE_LEADERS, Column("interaction"), Column("weight", Type.REAL))


def to_cx2(drawing: Drawing) -> bytes:
    """The CX2 file of a drawing, with a style that maps kinds to colours and shapes.

    Nodes and edges have numbers, as CX2 asks, in the drawing's order; their keys are
    attributes. Texts are as `clean` leaves them.
    """
    boxes = boxes_of(drawing)
    numbers = {node.key: number for number, node in enumerate(drawing.nodes)}
    aspects: dict[str, list[Json]] = {
        "attributeDeclarations": [_declarations(drawing)],
        "networkAttributes": [
            {"name": clean(drawing.title), "description": caption_of(drawing)}
        ],
        "nodes": [
            _node(number, node, boxes[node.key])
            for number, node in enumerate(drawing.nodes)
        ],
        "edges": [
            _edge(number, edge, numbers) for number, edge in enumerate(drawing.edges)
        ],
        "visualProperties": [_style()],
        "visualEditorProperties": [
            {"properties": {"nodeSizeLocked": False, "arrowColorMatchesEdge": True}}
        ],
    }
    counts: list[Json] = [
        {"name": name, "elementCount": len(aspect)} for name, aspect in aspects.items()
    ]
    return json_bytes(
        [
            {"CXVersion": "2.0", "hasFragments": False},
            {"metaData": counts},
            *({name: aspect} for name, aspect in aspects.items()),
            {"status": [{"success": True, "error": ""}]},
        ]
    )


def _declarations(drawing: Drawing) -> Json:
    nodes = (*NODE_LEADERS, *_without_label(node_columns(drawing)), *SIZES)
    return {
        "networkAttributes": _declared((Column("name"), Column("description"))),
        "nodes": _declared(nodes),
        "edges": _declared((*EDGE_LEADERS, *_without_kind(EDGE_COLUMNS))),
    }


def _without_label(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.name != "label"]


def _without_kind(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.name != "kind"]


def _declared(columns: Iterable[Column]) -> Json:
    return {column.name: {"d": TYPES[column.type]} for column in columns}


def _node(number: int, node: Node, box: Box) -> Json:
    values = node_values(node)
    leaders: Values = {"name": values.pop("label"), "key": node.key}
    sizes: Values = {"width": box.width, "height": box.height}
    return {
        "id": number,
        "x": box.x,
        "y": box.y,
        "v": leaders | given(values) | sizes,
    }


def _edge(number: int, edge: Edge, numbers: dict[str, int]) -> Json:
    values = edge_values(edge)
    kind = values.pop("kind")
    leaders: Values = {
        "name": f"{edge.source} ({kind}) {edge.target}",
        "key": edge.key,
        "interaction": kind,
        "weight": float(edge.weight),
    }
    return {
        "id": number,
        "s": numbers[edge.source],
        "t": numbers[edge.target],
        "v": leaders | given(values),
    }


def _style() -> Json:
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": _node_default(),
            "edge": _edge_default(),
        },
        "nodeMapping": _node_mapping(),
        "edgeMapping": _edge_mapping(),
    }


def _node_default() -> Json:
    return {
        "NODE_BACKGROUND_COLOR": OTHER_NODE.colour,
        "NODE_BORDER_COLOR": "#404040",
        "NODE_BORDER_WIDTH": 1,
        "NODE_LABEL_COLOR": OTHER_NODE.ink,
        "NODE_LABEL_FONT_SIZE": FONT_SIZE,
        "NODE_SHAPE": SHAPES[OTHER_NODE.shape],
    }


def _edge_default() -> Json:
    return {
        "EDGE_LINE_COLOR": OTHER_EDGE.colour,
        "EDGE_LINE_STYLE": OTHER_EDGE.dash,
        "EDGE_TARGET_ARROW_COLOR": OTHER_EDGE.colour,
        "EDGE_TARGET_ARROW_SHAPE": "triangle",
        "EDGE_WIDTH": OTHER_EDGE.width,
    }


def _node_mapping() -> Json:
    looks = NODES.items()
    return {
        "NODE_LABEL": _as_it_is(Column("name")),
        "NODE_WIDTH": _as_it_is(SIZES[0]),
        "NODE_HEIGHT": _as_it_is(SIZES[1]),
        "NODE_BACKGROUND_COLOR": _by("kind", [(kind, k.colour) for kind, k in looks]),
        "NODE_LABEL_COLOR": _by("kind", [(kind, k.ink) for kind, k in looks]),
        "NODE_SHAPE": _by("kind", [(kind, SHAPES[k.shape]) for kind, k in looks]),
    }


def _edge_mapping() -> Json:
    looks = EDGES.values()
    colours = _by("look", [(look.name, look.colour) for look in looks])
    return {
        "EDGE_LINE_COLOR": colours,
        "EDGE_TARGET_ARROW_COLOR": colours,
        "EDGE_LINE_STYLE": _by("look", [(look.name, look.dash) for look in looks]),
        "EDGE_WIDTH": _by("look", [(look.name, look.width) for look in looks]),
    }


def _as_it_is(column: Column) -> Json:
    definition = {"attribute": column.name, "type": TYPES[column.type]}
    return {"type": "PASSTHROUGH", "definition": definition}


def _by(attribute: str, pairs: Iterable[tuple[str, str | float]]) -> Json:
    values: list[Json] = [{"v": value, "vp": shown} for value, shown in pairs]
    definition: dict[str, Json] = {
        "attribute": attribute,
        "type": "string",
        "map": values,
    }
    return {"type": "DISCRETE", "definition": definition}
