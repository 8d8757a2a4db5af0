"""Drawing → networkx's node-link JSON, for scripts."""

from typing import TYPE_CHECKING

from pcad_kg.export.attributes import (
    caption_of,
    clean,
    edge_values,
    given,
    node_values,
)
from pcad_kg.export.boxes import size_of
from pcad_kg.export.data import json_bytes
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.look import edge_look_of, look_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def to_nodelink(drawing: Drawing) -> bytes:
    """The JSON that `networkx.node_link_graph` reads back as a directed multigraph.

    Edges are under "edges", as networkx writes them now; D3 calls them links. Places
    are the layout's, from 0 to 1000 with y downwards. Texts are as `clean` leaves them.
    """
    from networkx import node_link_data

    return json_bytes(node_link_data(multigraph_of(drawing), edges="edges"))


def multigraph_of(drawing: Drawing) -> "MultiDiGraph[str]":
    """A drawing as networkx has it: nodes by key, edges with their keys."""
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph(
        name=clean(drawing.title), view=drawing.view, description=caption_of(drawing)
    )
    for node in drawing.nodes:
        place = {"x": node.x, "y": node.y, "size": size_of(node)}
        colour = {"colour": look_of(node).colour}
        graph.add_node(node.key, **given(node_values(node)), **place, **colour)
    for edge in drawing.edges:
        values = given(edge_values(edge)) | {
            "weight": float(edge.weight),
            "colour": edge_look_of(edge).colour,
        }
        graph.add_edge(edge.source, edge.target, key=edge.key, **values)
    return graph
