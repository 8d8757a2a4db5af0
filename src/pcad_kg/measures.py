"""What the evidence graph's shape tells: what carries much, what joins, what may fall.

All is counted on the view `evidence`. A table is taken with its rows and parts, so that
what rests on a row rests on the table. What speaks against a recommendation carries
nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx

from pcad_kg.cited import item_at, natural, value_at
from pcad_kg.engine.protocol import Engine
from pcad_kg.export.drawing import Drawing, Node
from pcad_kg.export.project import drawing_of
from pcad_kg.fall import Evidence, Fall, evidence_of, falls_of
from pcad_kg.network import communities_of, network_of
from pcad_kg.terms import DCTERMS, PCAD, RDF, Iri

# "3.1.4 Access", "2.1 › Survey results".
PART = re.compile(r"\d\.\d+")
# "Summary › 3-1 Communication".
SUMMARY = re.compile(r"Summary › (?P<number>\d-\d+) (?P<title>.+)")
CARRIERS = ("Finding", "Table", "Figure")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A finding, table or figure, and the recommendations that it carries.

    Directly or as context it supports them itself or by a row; `through` are those that
    a finding grounded in it supports, by that finding's label.
    """

    item: Node
    direct: tuple[str, ...]
    context: tuple[str, ...]
    through: Mapping[str, tuple[str, ...]]

    @property
    def carried(self) -> tuple[str, ...]:
        """All recommendations that would miss it, each once, in order."""
        found = {r for labels in self.through.values() for r in labels}
        return tuple(sorted({*self.direct, *self.context, *found}, key=natural))


@dataclass(frozen=True, slots=True)
class Bridge:
    """An agency, the share of shortest ways between others that lead through it.

    `alone` are the recommendations that concern it only; `joined` counts those that it
    shares with each other agency.
    """

    agency: Node
    betweenness: float
    recommendations: tuple[str, ...]
    alone: tuple[str, ...]
    joined: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Community:
    """Recommendations that share more evidence with each other than with the rest.

    `agencies` and `sections` are what its members have in common, with how many of them
    do; `shared` are the items that most of its members rest on.
    """

    number: int
    members: tuple[str, ...]
    agencies: tuple[tuple[str, int], ...]
    sections: tuple[tuple[str, int], ...]
    shared: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """The section and the agency that most members have in common."""
        parts = [name for name, _ in (*self.sections[:1], *self.agencies[:1])]
        return " · ".join(parts) or "no agency or section in common"


@dataclass(frozen=True, slots=True)
class Measures:
    """What the evidence graph's shape tells, each list with the greatest first."""

    carriers: tuple[Carrier, ...]
    bridges: tuple[Bridge, ...]
    communities: tuple[Community, ...]
    falls: tuple[Fall, ...]


def measures_of(engine: Engine) -> Measures:
    """The measures of a graph."""
    drawing = drawing_of(engine)
    evidence = evidence_of(drawing, _sections(drawing, engine))
    return Measures(
        carriers=carriers_of(evidence),
        bridges=bridges_of(drawing_of(engine, "agencies")),
        communities=communities_in(
            drawing_of(engine, "co-evidence"), evidence, _titles(engine)
        ),
        falls=falls_of(evidence),
    )


def carriers_of(evidence: Evidence) -> tuple[Carrier, ...]:
    """Findings, tables and figures, those that carry most recommendations first."""
    found = [
        _carrier(node, evidence)
        for node in evidence.nodes.values()
        if node.kind in CARRIERS and node.key not in evidence.whole
    ]
    return tuple(
        sorted(
            (carrier for carrier in found if carrier.carried),
            key=lambda c: (-len(c.carried), -len(c.direct), natural(c.item.label)),
        )
    )


def _carrier(node: Node, evidence: Evidence) -> Carrier:
    own = evidence.with_parts(node.key)
    direct = {e.source for e in evidence.supports if e.target in own and e.is_direct}
    context = {e.source for e in evidence.supports if e.target in own} - direct
    through = {
        finding: {e.source for e in evidence.supports if e.target == finding}
        for finding, grounds in evidence.grounds.items()
        if grounds & own and finding not in own
    }
    return Carrier(
        node,
        evidence.labels(direct),
        evidence.labels(context),
        {
            evidence.nodes[finding].label: evidence.labels(found)
            for finding, found in sorted(
                through.items(), key=lambda pair: natural(pair[0])
            )
            if found
        },
    )


def bridges_of(drawing: Drawing) -> tuple[Bridge, ...]:
    """Agencies by betweenness among recommendations and agencies alone."""
    nodes = {n.key: n for n in drawing.nodes if n.kind in ("Recommendation", "Agency")}
    concerns = [
        edge
        for edge in drawing.edges
        if edge.kind == "concerns" and edge.source in nodes
    ]
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in concerns)
    between = networkx.betweenness_centrality(graph)
    found = (
        _bridge(nodes, graph, key, between[key])
        for key, node in nodes.items()
        if node.kind == "Agency"
    )
    return tuple(sorted(found, key=lambda b: (-b.betweenness, b.agency.label)))


def _bridge(
    nodes: Mapping[str, Node], graph: "networkx.Graph[str]", key: str, value: float
) -> Bridge:
    concerned = sorted(graph[key], key=lambda r: natural(nodes[r].label))
    joined = Counter(
        nodes[other].label for r in concerned for other in graph[r] if other != key
    )
    return Bridge(
        nodes[key],
        round(value, 4),
        tuple(nodes[r].label for r in concerned),
        tuple(nodes[r].label for r in concerned if graph.degree[r] == 1),
        dict(_by_count(joined)),
    )


def communities_in(
    drawing: Drawing, evidence: Evidence, titles: Mapping[str, str]
) -> tuple[Community, ...]:
    """Groups of two or more recommendations; who shares nothing is in none."""
    groups = [keys for keys in communities_of(network_of(drawing)) if len(keys) > 1]
    return tuple(
        _community(number, keys, evidence, titles)
        for number, keys in enumerate(groups, start=1)
    )


def _community(
    number: int, keys: list[str], evidence: Evidence, titles: Mapping[str, str]
) -> Community:
    rests = {k: {e.target for e in evidence.supports if e.source == k} for k in keys}
    items = Counter(item for found in rests.values() for item in found)
    shared = {item for item, count in items.items() if count > 1}
    agencies = Counter(a for k in keys for a in evidence.nodes[k].agencies)
    sections = Counter(
        section
        for found in rests.values()
        for section in {
            _theme(evidence.sections[item], titles) for item in found & shared
        }
        - {""}
    )
    return Community(
        number,
        evidence.labels(keys),
        _common(agencies),
        _common(sections),
        tuple(
            (evidence.nodes[item].label, count)
            for item, count in _by_count(items)
            if count > 1
        ),
    )


def _common(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in _by_count(counts) if count > 1)


def _by_count(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], natural(pair[0])))


def _sections(drawing: Drawing, engine: Engine) -> Mapping[str, str]:
    """Each item's section by its node's key."""
    return {n.key: item_at(Iri(n.iri), engine).section for n in drawing.nodes}


def _theme(section: str, titles: Mapping[str, str]) -> str:
    """The chapter's part that a section belongs to, as "3.1 Communication".

    The Summary numbers its parts otherwise than the chapters do.

    >>> _theme("3.1.4 Access", {"3.1": "Words"}), _theme("Summary › 3-1 Words", {})
    ('3.1 Words', 'Words (Summary 3-1)')
    """
    part, summary = PART.match(section), SUMMARY.match(section)
    if summary:
        return f"{summary['title']} (Summary {summary['number']})"
    return f"{part[0]} {titles.get(part[0], '')}".strip() if part else section


def _titles(engine: Engine) -> Mapping[str, str]:
    """The titles of the parts of chapters, by number."""
    found = {}
    for section in engine.subjects(RDF.type, PCAD.Section):
        number = value_at(section, PCAD.number, engine)
        if PART.fullmatch(number):
            found[number] = value_at(section, DCTERMS.title, engine)
    return found
