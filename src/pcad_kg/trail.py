"""One recommendation or finding → its evidence, down to line and words."""

import re
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from pcad_kg.ask import item_of
from pcad_kg.errors import GraphError, UnknownItemError
from pcad_kg.names import PCAD, local_name
from pcad_kg.store import load_graph

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is grounded: an item of the body that reports the same result.

    `figures` are a row's printed figures with their columns, as "Agree 28%".
    """

    label: str
    kind: str
    title: str
    first_line: int
    last_line: int
    sample: str
    figures: tuple[str, ...]
    rationale: str
    origin: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item that supports a recommendation: how strongly, why, by which words."""

    label: str
    text: str
    first_line: int
    last_line: int
    strength: str
    ground: str
    rationale: str
    words: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """An item, the agencies it names, what supports it and where it is grounded."""

    label: str
    text: str
    first_line: int
    last_line: int
    section: str
    agencies: tuple[str, ...]
    is_system_wide: bool
    evidence: tuple[Evidence, ...]
    places: tuple[Place, ...]


def evidence_trail(label: str, graph: Graph | None = None) -> Trail:
    """The evidence trail of a recommendation ("R16") or a finding ("F2.7.b").

    Direct evidence comes before contextual, each in the order of the report.

    Args:
        label: the item's label; small letters are forgiven.
        graph: the graph to walk; the package's own without it.

    Raises:
        UnknownItemError: there is no such item, or it is no recommendation or finding.
    """
    graph = load_graph() if graph is None else graph
    item = item_of(label, graph)
    kinds = set(graph.objects(item, RDF.type))
    if not kinds & {PCAD.Recommendation, PCAD.Finding}:
        raise UnknownItemError(
            f"{label}: a trail starts from a recommendation or a finding, such as R16"
        )
    agencies = (
        _label(graph, agency) for agency in _links(graph, item, "concernsAgency")
    )
    section = graph.value(item, PCAD.inSection)
    return Trail(
        label=_label(graph, item),
        text=_value(graph, item, PCAD.text),
        first_line=_line(graph, item, PCAD.firstLine),
        last_line=_line(graph, item, PCAD.lastLine),
        section=_label(graph, section) if isinstance(section, URIRef) else "",
        agencies=tuple(sorted(agencies)),
        is_system_wide=(item, PCAD.concernsAllAgencies, None) in graph,
        evidence=_evidence(graph, item),
        places=_places(graph, item),
    )


def _evidence(graph: Graph, recommendation: URIRef) -> tuple[Evidence, ...]:
    found = [
        _one_evidence(graph, link)
        for link in _links_from(graph, recommendation, PCAD.EvidenceLink)
    ]
    return tuple(
        sorted(found, key=lambda e: (e.strength != "direct", natural(e.label)))
    )


def _links_from(graph: Graph, item: URIRef, kind: URIRef) -> list[URIRef]:
    return [
        link
        for link in graph.subjects(PCAD["from"], item)
        if isinstance(link, URIRef) and (link, RDF.type, kind) in graph
    ]


def _target(graph: Graph, link: URIRef) -> URIRef:
    target = graph.value(link, PCAD.to)
    if not isinstance(target, URIRef):
        raise GraphError(f"{link}: the link leads nowhere; run `pcad-kg build`")
    return target


def _one_evidence(graph: Graph, link: URIRef) -> Evidence:
    target = _target(graph, link)
    return Evidence(
        label=_label(graph, target),
        text=_value(graph, target, PCAD.text),
        first_line=_line(graph, target, PCAD.firstLine),
        last_line=_line(graph, target, PCAD.lastLine),
        strength=_concept(graph, link, PCAD.strength),
        ground=_concept(graph, link, PCAD.ground),
        rationale=_value(graph, link, PCAD.rationale),
        words=_value(graph, link, PCAD.relyingOn),
        places=_places(graph, target),
    )


def _places(graph: Graph, finding: URIRef) -> tuple[Place, ...]:
    found = [
        _one_place(graph, link)
        for link in _links_from(graph, finding, PCAD.GroundingLink)
    ]
    order = ["Table", "TableRow", "Figure", "Passage"]
    return tuple(
        sorted(found, key=lambda p: (order.index(p.kind) // 2, natural(p.label)))
    )


def _one_place(graph: Graph, link: URIRef) -> Place:
    target = _target(graph, link)
    kind = next(
        kind
        for kind in ("Table", "TableRow", "Figure", "Passage")
        if (target, RDF.type, PCAD[kind]) in graph
    )
    title = _value(graph, target, DCTERMS.title)
    return Place(
        label=_label(graph, target),
        kind=kind,
        title=title or _value(graph, link, PCAD.relyingOn),
        first_line=_line(graph, target, PCAD.firstLine),
        last_line=_line(graph, target, PCAD.lastLine),
        sample=_value(graph, target, PCAD.sampleAsPrinted),
        figures=_figures(graph, target),
        rationale=_value(graph, link, PCAD.rationale),
        origin=_concept(graph, link, PCAD.origin),
    )


def _figures(graph: Graph, row: URIRef) -> tuple[str, ...]:
    figures: list[tuple[list[object], str]] = []
    for statistic in graph.objects(row, PCAD.states):
        column = graph.value(statistic, PCAD.column)
        if isinstance(statistic, URIRef) and isinstance(column, URIRef):
            name = _value(graph, statistic, DCTERMS.title)
            heading = " ".join(
                part for part in (_value(graph, column, DCTERMS.title), name) if part
            )
            printed = _value(graph, statistic, PCAD.asPrinted)
            figures.append((natural(local_name(statistic)), f"{heading} {printed}"))
    return tuple(text for _, text in sorted(figures))


def natural(label: str) -> list[object]:
    """A sort key that counts numbers as numbers: F2.9 before F2.10.

    >>> sorted(["F2.10", "F2.9.b", "F2.9"], key=natural)
    ['F2.9', 'F2.9.b', 'F2.10']
    """
    return [int(part) if part.isdigit() else part for part in DIGITS.split(label)]


def _links(graph: Graph, item: URIRef, name: str) -> list[URIRef]:
    return [
        value for value in graph.objects(item, PCAD[name]) if isinstance(value, URIRef)
    ]


def _label(graph: Graph, item: URIRef) -> str:
    return _value(graph, item, RDFS.label) or local_name(item)


def _value(graph: Graph, item: URIRef, predicate: URIRef) -> str:
    value = graph.value(item, predicate)
    return "" if value is None else str(value)


def _line(graph: Graph, item: URIRef, predicate: URIRef) -> int:
    value = graph.value(item, predicate)
    return int(value) if isinstance(value, Literal) else 0


def _concept(graph: Graph, link: URIRef, predicate: URIRef) -> str:
    value = graph.value(link, predicate)
    return local_name(value) if isinstance(value, URIRef) else ""
