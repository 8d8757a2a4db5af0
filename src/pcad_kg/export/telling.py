"""What a picture says of a node or an edge to who rests the pointer on it."""

from pcad_kg.export.attributes import clean
from pcad_kg.export.drawing import Edge, Node


def name_of(edge: Edge) -> str:
    """How an edge is said, with its strength: "supported by, direct"."""
    return f"{edge.kind}, {edge.strength}" if edge.strength else edge.kind


def told_of_node(node: Node, reasons: tuple[str, ...] = ()) -> str:
    """All that is known of a node, a line each, the reasons of its edges within."""
    parts = (node.label, node.title, node.text, node.speaker, node.place)
    return clean("\n".join(p for p in (*parts, *reasons, *node.doubts) if p))


def reason_of(edge: Edge, source: str) -> str:
    """From where an edge comes, by label, how it is said and why it holds."""
    said = f"{source} {name_of(edge)}"
    return f"{said}: {edge.rationale}" if edge.rationale else said


def told_of_edge(edge: Edge, source: str, target: str) -> str:
    """What an edge joins, by their labels, why, and on which words that rests."""
    said = f"{source} {name_of(edge)} {target}"
    return clean("\n".join(p for p in (said, edge.rationale, edge.words) if p))
