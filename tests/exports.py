"""What a file of a drawing must say, told without the code that writes files."""

from hypothesis import strategies as st

from pcad_kg.export.drawing import Drawing, Edge, Node

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
Said = dict[str, str | int | float]


def is_xml(sign: str) -> bool:
    """Whether XML 1.0 lets a character stand in a file."""
    number = ord(sign)
    return (
        number in (0x9, 0xA, 0xD)
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or number >= 0x10000
    )


def as_written(text: str) -> str:
    """A text as files have it: XML's line ends, U+FFFD for what XML forbids."""
    allowed = "".join(sign if is_xml(sign) else "\ufffd" for sign in text)
    return allowed.replace("\r\n", "\n").replace("\r", "\n")


def said_of_nodes(drawing: Drawing) -> dict[str, Said]:
    """What a file says of each node by key: what is not empty."""
    return {node.key: _said_of_node(node) for node in drawing.nodes}


def said_of_edges(drawing: Drawing) -> dict[str, Said]:
    """What a file says of each edge by key: what is not empty."""
    return {edge.key: _said_of_edge(edge) for edge in drawing.edges}


def _said_of_node(node: Node) -> Said:
    texts = {
        "label": node.label,
        "kind": node.kind,
        "title": node.title,
        "text": node.text,
        "place": node.place,
        "speaker": node.speaker,
        "grade": node.grade,
        "agencies": "; ".join(node.agencies),
        "doubts": "\n".join(node.doubts),
        "iri": node.iri,
    }
    lines: Said = {"first_line": node.first_line} if node.first_line else {}
    measures = {name.replace(" ", "_"): n for name, n in node.measures.items()}
    return _texts(texts) | lines | measures


def _said_of_edge(edge: Edge) -> Said:
    texts = {
        name: getattr(edge, name)
        for name in (
            "source target kind strength ground basis origin rationale words".split()
        )
    }
    return _texts(texts) | {"weight": edge.weight}


def _texts(texts: dict[str, str]) -> Said:
    return {name: as_written(text) for name, text in texts.items() if text}
