"""A trail → the part of the graph it passes through, as Turtle or JSON-LD."""

import json
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

from pcad_kg.names import PCAD, PREFIXES, REP
from pcad_kg.trail import Trail
from pcad_kg.triples import new_graph
from pcad_kg.walk import Step

# What an item is told with: whose words they are, where they stand, what is counted.
TOLD_WITH = (
    PCAD.inSection,
    PCAD.speakerRole,
    PCAD.speakerRegion,
    PCAD.voicedBy,
    PCAD.answers,
    PCAD.column,
    DCTERMS.isPartOf,
)
# Spellings by which an agency or a role is read tell nothing of a trail.
LEFT_OUT = {SKOS.altLabel, SKOS.hiddenLabel, PCAD.excludedLabel}
TERMS = PREFIXES["pcad"]


def trail_graph(trail: Trail, graph: Graph) -> Graph:
    """The triples among a trail's items and links, and all that is said of them.

    Each triple is one of the whole graph; none leads to a node that is left out.
    """
    nodes = _nodes(trail, graph)
    found = new_graph()
    for node in nodes:
        for predicate, value in graph.predicate_objects(node):
            is_told = isinstance(value, Literal) or value in nodes or _is_term(value)
            if is_told and predicate not in LEFT_OUT:
                found.add((node, predicate, value))
    return found


def trail_turtle(trail: Trail, graph: Graph) -> str:
    """The part of the graph as Turtle, the same bytes each time."""
    return trail_graph(trail, graph).serialize(format="turtle")


def trail_jsonld(trail: Trail, graph: Graph) -> str:
    """The part of the graph as JSON-LD, the same bytes each time."""
    found = trail_graph(trail, graph)
    used = {
        prefix: namespace
        for prefix, namespace in sorted(PREFIXES.items())
        if any(term.startswith(namespace) for t in found for term in _iris(t))
    }
    nodes = [
        _node(found, subject) for subject in sorted(set(found.subjects()), key=str)
    ]
    whole = {"@context": used, "@graph": nodes}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _is_term(value: Node) -> bool:
    """Whether a value is a class or a concept of ours, which needs no description."""
    return isinstance(value, URIRef) and value.startswith(TERMS)


def _nodes(trail: Trail, graph: Graph) -> set[Node]:
    """The trail's own nodes, then what they are told with, up to the report."""
    nodes: set[Node] = {URIRef(trail.item.iri), REP.report}
    for concern in trail.agencies:
        nodes |= {URIRef(concern.iri), URIRef(concern.link)}
    for group in trail.groups:
        nodes |= set(_walked(group.steps))
    rows = [n for n in nodes if (n, RDF.type, PCAD.TableRow) in graph]
    nodes |= {value for row in rows for value in graph.objects(row, PCAD.states)}
    return _closed(nodes, graph)


def _walked(steps: Iterable[Step]) -> Iterator[Node]:
    for step in steps:
        yield URIRef(step.item.iri)
        if step.link:
            yield URIRef(step.link)
        yield from _walked(step.steps)


def _closed(nodes: set[Node], graph: Graph) -> set[Node]:
    found, new = set(nodes), set(nodes)
    while new:
        told = (o for n in new for p in TOLD_WITH for o in graph.objects(n, p))
        new = set(told) - found
        found |= new
    return found


def _iris(triple: Iterable[Node]) -> Iterator[str]:
    """Every IRI that a triple is written with, its value's datatype too."""
    for term in triple:
        if isinstance(term, URIRef):
            yield str(term)
        elif isinstance(term, Literal) and term.datatype:
            yield str(term.datatype)


def _node(graph: Graph, subject: Node) -> dict[str, object]:
    told: dict[str, object] = {"@id": _short(str(subject))}
    kinds = sorted(_short(str(kind)) for kind in graph.objects(subject, RDF.type))
    if kinds:
        told["@type"] = kinds
    for predicate in sorted(set(graph.predicates(subject)) - {RDF.type}, key=str):
        values = sorted(graph.objects(subject, predicate), key=lambda value: value.n3())
        told[_short(str(predicate))] = [_value(value) for value in values]
    return told


def _value(value: Node) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": _short(str(value))}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype:
        return {"@value": str(value), "@type": _short(str(value.datatype))}
    return {"@value": str(value)}


def _short(iri: str) -> str:
    """An IRI by its prefix, the longest that fits."""
    found = [p for p, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not found:
        return iri
    prefix = max(found, key=lambda p: len(PREFIXES[p]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
