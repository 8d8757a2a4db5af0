"""Drawings made by hand for the tests of whatever writes or draws them."""

from dataclasses import replace

from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.names import REP

# What files get wrong: quotes, markup, line ends, control characters, signs outside
# the basic plane, text that runs from right to left, a formula for a spreadsheet.
NASTY = (
    '“Quoted” and "quoted", it\'s a <b>bold</b> & bare &amp; text; a\\b, {c}, [d](e)'
    "\nnext line\r\nand\tone\r#tag [[link]] --> ]]> `code` | pipe %"
    "\x00\x01\x0b\x1f\x7f\x85\u2028\ufffe \U0001f469\u200d\U0001f467 \U0001d54f"
    " \u05e2\u05d1\u05e8\u05d9\u05ea \u0627\u0644\u0639\u0631 \u202eover $f"
)
FORMULA = "=1+1"
EDGE_KINDS = (
    "supported by",
    "grounded in",
    "illustrated by",
    "countered by",
    "concerns",
    "shares evidence with",
    "repeats",
    "part of",
)


def a_node(key: str, kind: str, **values: object) -> Node:
    """A node with what every node has; its other values may be given."""
    plain = Node(
        key=key,
        iri=str(REP[key]),
        kind=kind,
        label=key,
        title="",
        text=f"The words of {key}.",
        place="L10 · 2.1 Referrals, p. 12 ff.",
        first_line=10,
        size=20.0,
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def an_edge(source: str, target: str, kind: str, **values: object) -> Edge:
    """An edge named for its ends and kind; its other values may be given."""
    key = f"{source}/{target}/{kind.replace(' ', '-')}"
    return replace(Edge(key, source, target, kind), **values)  # type: ignore[arg-type]


def a_drawing(nasty: str = NASTY) -> Drawing:
    """Eight nodes of six kinds and every kind of edge, with one text that is nasty.

    Two edges join the same two nodes, two nodes share a label, one node has neither
    text nor place, and the end of one key is the beginning of another.
    """
    return Drawing(
        "evidence", "What the recommendations rest on", _nodes(nasty), _edges(nasty)
    )


def _nodes(nasty: str) -> tuple[Node, ...]:
    counted = {"degree": 3.0, "betweenness": 0.25, "community": 1.0}
    return (
        a_node(
            "recommendation/1",
            "Recommendation",
            label="R1",
            text=nasty,
            grade="quantified",
            agencies=("Health", "Education, schools & colleges"),
            doubts=("The Summary prints 62%, the body 63%.", nasty),
            measures=counted,
            x=100.0,
            y=50.0,
            size=60.0,
        ),
        a_node(
            "recommendation/2",
            "Recommendation",
            label="R2",
            grade="interviewOnly",
            measures=counted | {"betweenness": 1e-07},
            x=900.0,
            y=50.0,
            size=60.0,
        ),
        a_node(
            "finding/2.7.b",
            "Finding",
            label="F2.7.b",
            agencies=("Health",),
            x=300.0,
            y=300.0,
        ),
        a_node(
            "table/3.11",
            "Table",
            label="Table 3.11",
            title="Challenges, by agency (n = 10)",
            text="",
            x=700.0,
            y=300.5,
            size=40.0,
        ),
        a_node(
            "table/3.11/row/2",
            "TableRow",
            label="Table 3.11 row 2",
            title=FORMULA,
            x=500.0,
            y=600.0,
        ),
        a_node(
            "quote/l2834",
            "Quote",
            label="Quote L2834",
            text=nasty,
            speaker="Designated nurse, “London” & East",
            x=100.0,
            y=900.0,
        ),
        a_node("quote/l2834-2", "Quote", label="Quote L2834", x=300.0, y=900.0),
        a_node(
            "agency/health",
            "Agency",
            iri="https://w3id.org/pcad-kg/agency/health",
            label="Health",
            text="",
            place="",
            first_line=0,
            x=1000.0,
            y=1000.0,
        ),
    )


def _edges(nasty: str) -> tuple[Edge, ...]:
    first, second, finding = "recommendation/1", "recommendation/2", "finding/2.7.b"
    table, row, quote = "table/3.11", "table/3.11/row/2", "quote/l2834"
    direct = {"strength": "direct", "ground": "problem", "origin": "judged"}
    return (
        an_edge(first, finding, "supported by", **direct, rationale=nasty, words=nasty),
        an_edge(
            first,
            table,
            "supported by",
            strength="contextual",
            ground="demand",
            origin="stated",
            weight=0.5,
        ),
        an_edge(second, finding, "supported by", **direct),
        an_edge(finding, row, "grounded in", origin="judged", rationale="The same."),
        an_edge(row, table, "part of"),
        an_edge(finding, quote, "illustrated by", origin="proposed", weight=0.5),
        an_edge(finding, quote, "countered by", origin="judged"),
        an_edge(first, "agency/health", "concerns", basis="named", origin="stated"),
        an_edge(second, "agency/health", "concerns", basis="implied", origin="judged"),
        an_edge(first, second, "shares evidence with", weight=3.0),
        an_edge("quote/l2834-2", quote, "repeats"),
    )
