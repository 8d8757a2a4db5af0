"""One look for every format: colours, shapes and widths by kind, and the legend.

The colours are Okabe and Ito's, which readers with any colour vision tell apart; a
shape and a lightness of its own keep the kinds apart in grey print.
"""

from dataclasses import dataclass

from pcad_kg.export.drawing import Edge, Node


@dataclass(frozen=True, slots=True)
class NodeLook:
    """How a kind of node is drawn.

    The shape is one of "box", "round box", "hexagon", "diamond", "ellipse", "octagon",
    "note" and "circle"; each format has its own name for it. `ink` is the colour of the
    label within.
    """

    name: str
    colour: str
    ink: str
    shape: str


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """How a kind of edge is drawn: colour, width in points, dash."""

    name: str
    colour: str
    width: float
    dash: str


BLACK, WHITE = "#000000", "#ffffff"
NODES = {
    "Recommendation": NodeLook("Recommendation", "#0072b2", WHITE, "box"),
    "Finding": NodeLook("Finding", "#56b4e9", BLACK, "round box"),
    "Table": NodeLook("Table", "#e69f00", BLACK, "hexagon"),
    "TableRow": NodeLook("Row of a table", "#f5cf7f", BLACK, "hexagon"),
    "Figure": NodeLook("Figure", "#f0e442", BLACK, "diamond"),
    "Passage": NodeLook("Passage", "#bfbfbf", BLACK, "note"),
    "Quote": NodeLook("Quote", "#cc79a7", BLACK, "ellipse"),
    "Agency": NodeLook("Agency", "#009e73", WHITE, "octagon"),
    "Role": NodeLook("Role", "#7fceb9", BLACK, "octagon"),
    "Region": NodeLook("Region", "#bfe7dc", BLACK, "octagon"),
    "Section": NodeLook("Section", "#e8e8e8", BLACK, "note"),
    "Question": NodeLook("Question", "#f7f1a0", BLACK, "note"),
    "Statistic": NodeLook("Statistic", "#fbe7bf", BLACK, "circle"),
    "Discrepancy": NodeLook("Discrepancy", "#d55e00", WHITE, "diamond"),
}
OTHER_NODE = NodeLook("Other", "#dddddd", BLACK, "circle")
# By kind and, for support, by strength.
EDGES = {
    "supported by, direct": EdgeLook("supported by, direct", "#0072b2", 2.5, "solid"),
    "supported by, contextual": EdgeLook(
        "supported by, contextual", "#56b4e9", 1.5, "dashed"
    ),
    "grounded in": EdgeLook("grounded in", "#b37b00", 1.5, "solid"),
    "illustrated by": EdgeLook("illustrated by", "#cc79a7", 1.0, "dotted"),
    "countered by": EdgeLook("countered by", "#d55e00", 2.5, "dashed"),
    "concerns": EdgeLook("concerns", "#009e73", 1.5, "solid"),
    "shares evidence with": EdgeLook("shares evidence with", "#0072b2", 1.5, "solid"),
}
OTHER_EDGE = EdgeLook("other", "#808080", 1.0, "solid")


def look_of(node: Node) -> NodeLook:
    """How a node is drawn."""
    return NODES.get(node.kind, OTHER_NODE)


def edge_look_of(edge: Edge) -> EdgeLook:
    """How an edge is drawn."""
    named = f"{edge.kind}, {edge.strength}" if edge.strength else edge.kind
    return EDGES.get(named) or EDGES.get(edge.kind, OTHER_EDGE)


def legend_of(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...]
) -> tuple[tuple[NodeLook, ...], tuple[EdgeLook, ...]]:
    """The looks that a drawing uses, in the order of the palette."""
    node_looks = {look_of(node) for node in nodes}
    edge_looks = {edge_look_of(edge) for edge in edges}
    return (
        tuple(look for look in (*NODES.values(), OTHER_NODE) if look in node_looks),
        tuple(look for look in (*EDGES.values(), OTHER_EDGE) if look in edge_looks),
    )
