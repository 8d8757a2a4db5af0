"""A view of the graph as plain data: nodes and edges with all that a viewer shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """An item, agency, role, region or section.

    `key` is the end of the IRI, "finding/2.7.b", and names the node within a file.
    `place` is where it stands, "L341 · 2.4 …, p. 46 ff."; `doubts` is what the audit
    says of it, sentence by sentence. `x` and `y` are the layout's, from 0 to 1000 with
    y downwards; `size` is a diameter in the same unit. `measures` are the graph's, by
    name.
    """

    key: str
    iri: str
    kind: str
    label: str
    title: str
    text: str
    place: str
    first_line: int
    speaker: str = ""
    grade: str = ""
    agencies: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A link folded into an edge from one node's key to another's.

    `kind` is how it is said: "supported by", "grounded in", "concerns". `weight` is
    from 0 to 1 by strength, or the number of items that two recommendations share.
    """

    key: str
    source: str
    target: str
    kind: str
    strength: str = ""
    ground: str = ""
    basis: str = ""
    origin: str = ""
    rationale: str = ""
    words: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A view, laid out: its name, what it shows, nodes and edges in a fixed order."""

    view: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
