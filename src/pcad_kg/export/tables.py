"""Drawing → nodes.csv and edges.csv, for scripts and spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping

from pcad_kg.export.attributes import (
    EDGE_COLUMNS,
    Values,
    edge_values,
    given,
    node_columns,
    node_values,
)
from pcad_kg.export.boxes import size_of
from pcad_kg.export.drawing import Drawing, Edge, Node

NODES, EDGES = "nodes.csv", "edges.csv"


def to_csv(drawing: Drawing) -> Mapping[str, bytes]:
    """The two tables by file name, with the headers that Gephi's import knows too.

    They begin with a byte order mark: without it a spreadsheet takes the report's
    quotation marks for other letters; Python reads them as "utf-8-sig". A text that
    begins like a formula keeps its first sign, so have a spreadsheet import columns as
    text. Texts are as `clean` leaves them; an empty cell means there is none.
    """
    columns = [column.name for column in node_columns(drawing)]
    places = ("x", "y", "size")
    names = [column.name for column in EDGE_COLUMNS]
    return {
        NODES: _table(("id", *columns, *places), map(_node_row, drawing.nodes)),
        EDGES: _table(
            ("source", "target", *names, "weight", "id"), map(_edge_row, drawing.edges)
        ),
    }


def _node_row(node: Node) -> Values:
    place: Values = {"x": node.x, "y": node.y, "size": size_of(node)}
    return {"id": node.key} | place | given(node_values(node))


def _edge_row(edge: Edge) -> Values:
    ends: Values = {"id": edge.key, "source": edge.source, "target": edge.target}
    return ends | {"weight": float(edge.weight)} | given(edge_values(edge))


def _table(header: Iterable[str], rows: Iterable[Values]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, tuple(header))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig")
