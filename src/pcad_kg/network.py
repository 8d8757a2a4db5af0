"""A drawing as a network: what its shape says of each node."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import networkx

from pcad_kg.export.drawing import Drawing

SEED = 1
# Up to so many nodes betweenness is exact; over it, from so many of them.
EXACT = 800
SAMPLE = 100


def measured(drawing: Drawing) -> Drawing:
    """A drawing whose nodes carry their measures.

    "degree" counts edges, "betweenness" is the share of shortest ways that lead through
    a node, "community" numbers the groups that are joined most densely, the largest 1,
    and "recommendations carried" those that rest on an item, as far as it is drawn.
    """
    graph = network_of(drawing)
    between = _betweenness(graph)
    group = {
        key: number
        for number, keys in enumerate(communities_of(graph), start=1)
        for key in keys
    }
    carried = _carried(drawing)
    nodes = (
        replace(
            node,
            measures={
                "degree": float(graph.degree[node.key]),
                "betweenness": round(between[node.key], 6),
                "community": float(group[node.key]),
            }
            | (
                {"recommendations carried": float(len(carried[node.key]))}
                if node.key in carried
                else {}
            ),
        )
        for node in drawing.nodes
    )
    return replace(drawing, nodes=tuple(nodes))


def communities_of(graph: "networkx.Graph[str]") -> list[list[str]]:
    """Groups of nodes joined densely (Louvain, seeded), the largest first."""
    found = networkx.community.louvain_communities(graph, weight="weight", seed=SEED)
    place = {key: number for number, key in enumerate(graph)}
    groups = [sorted(keys, key=place.__getitem__) for keys in found]
    return sorted(groups, key=lambda keys: (-len(keys), place[keys[0]]))


def network_of(drawing: Drawing) -> "networkx.Graph[str]":
    """A drawing without directions, parallel edges as one of their summed weight."""
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.key for node in drawing.nodes)
    for edge in drawing.edges:
        known = graph.get_edge_data(edge.source, edge.target, {"weight": 0.0})
        graph.add_edge(edge.source, edge.target, weight=known["weight"] + edge.weight)
    return graph


def _betweenness(graph: "networkx.Graph[str]") -> Mapping[str, float]:
    """Exact as long as that takes about a second, else from a seeded sample of ways."""
    sample = None if len(graph) <= EXACT else SAMPLE
    found: Mapping[str, float] = networkx.betweenness_centrality(
        graph, k=sample, seed=SEED
    )
    return found


def _carried(drawing: Drawing) -> Mapping[str, set[str]]:
    """The recommendations that rest on each node, itself or through what it grounds."""
    down = defaultdict(list)
    for edge in drawing.edges:
        if edge.kind in ("supported by", "grounded in"):
            down[edge.source].append(edge.target)
    carried: dict[str, set[str]] = defaultdict(set)
    for node in drawing.nodes:
        if node.kind == "Recommendation":
            for item in down[node.key]:
                for end in (item, *down[item]):
                    carried[end].add(node.key)
    return carried
