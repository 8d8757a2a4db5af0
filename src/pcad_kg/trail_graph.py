"""A trail → the part of the graph it passes through, as Turtle or JSON-LD."""

import json
from collections.abc import Iterable, Iterator

from pcad_kg.engine.oxigraph import turtle_of
from pcad_kg.engine.protocol import Engine, has, nodes_of
from pcad_kg.terms import (
    DCTERMS,
    PCAD,
    PREFIXES,
    RDF,
    REP,
    SKOS,
    Iri,
    Term,
    Triple,
)
from pcad_kg.trail import Trail
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


def trail_triples(trail: Trail, engine: Engine) -> list[Triple]:
    """The triples among a trail's items and links, and all that is said of them.

    Each triple is one of the whole graph; none leads to a node that is left out.
    """
    nodes = _nodes(trail, engine)
    return [
        (node, predicate, value)
        for node in sorted(nodes)
        for predicate, value in sorted(engine.statements(node), key=_order)
        if predicate not in LEFT_OUT and _is_told(value, nodes)
    ]


def _order(statement: tuple[Iri, Term]) -> tuple[str, str, str]:
    predicate, value = statement
    return predicate, value, "" if isinstance(value, Iri) else value.language


def _is_told(value: Term, nodes: set[Iri]) -> bool:
    """Whether a value needs no description: words, an item of the trail, a term."""
    return not isinstance(value, Iri) or value in nodes or value.startswith(TERMS)


def trail_turtle(trail: Trail, engine: Engine) -> str:
    """The part of the graph as Turtle, the same bytes each time."""
    return turtle_of(trail_triples(trail, engine))


def trail_jsonld(trail: Trail, engine: Engine) -> str:
    """The part of the graph as JSON-LD, the same bytes each time."""
    found = trail_triples(trail, engine)
    written = {iri for triple in found for iri in _iris(triple)}
    used = {
        prefix: namespace
        for prefix, namespace in sorted(PREFIXES.items())
        if any(iri.startswith(namespace) for iri in written)
    }
    nodes: dict[Iri, dict[str, object]] = {}
    for subject, predicate, value in found:
        node = nodes.setdefault(subject, {"@id": _short(subject)})
        name, said = (
            ("@type", _short(value))
            if predicate == RDF.type
            else (
                _short(predicate),
                _value(value),
            )
        )
        values = node.setdefault(name, [])
        if isinstance(values, list):
            values.append(said)
    whole = {"@context": used, "@graph": list(nodes.values())}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _nodes(trail: Trail, engine: Engine) -> set[Iri]:
    """The trail's own nodes, then what they are told with, up to the report."""
    nodes = {Iri(trail.item.iri), REP["report"]}
    for concern in trail.agencies:
        nodes |= {Iri(concern.iri), Iri(concern.link)}
    for group in trail.groups:
        nodes |= set(_walked(group.steps))
    nodes |= {d for node in nodes for d in engine.subjects(PCAD.concerns, node)}
    rows = [node for node in nodes if has(engine, node, RDF.type, PCAD.TableRow)]
    nodes |= {value for row in rows for value in nodes_of(engine, row, PCAD.states)}
    return _closed(nodes, engine)


def _walked(steps: Iterable[Step]) -> Iterator[Iri]:
    for step in steps:
        yield Iri(step.item.iri)
        if step.link:
            yield Iri(step.link)
        yield from _walked(step.steps)


def _closed(nodes: set[Iri], engine: Engine) -> set[Iri]:
    found, new = set(nodes), set(nodes)
    while new:
        new = {o for n in new for p in TOLD_WITH for o in nodes_of(engine, n, p)}
        new -= found
        found |= new
    return found


def _iris(triple: Triple) -> Iterator[str]:
    """Every IRI that a triple is written with, its value's datatype too."""
    for term in triple:
        if isinstance(term, Iri):
            yield term
        elif term.datatype:
            yield term.datatype


def _value(value: Term) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": _short(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype:
        return {"@value": str(value), "@type": _short(value.datatype)}
    return {"@value": str(value)}


def _short(iri: str) -> str:
    """An IRI by its prefix, the longest that fits."""
    found = [p for p, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not found:
        return iri
    prefix = max(found, key=lambda p: len(PREFIXES[p]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
