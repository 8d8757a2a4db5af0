"""Graph → only the new triples about our own terms, by owlrl's OWL 2 RL closure."""

from dataclasses import dataclass

import owlrl
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from pcad_kg.names import BASE, PCAD, QB
from pcad_kg.triples import new_graph

OURS = str(PCAD._NS)
# Axioms whose consequences are wanted; the rest of an ontology is not on items.
AXIOMS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    RDF.first,
    RDF.rest,
)


@dataclass(frozen=True, slots=True)
class Inference:
    """The triples that follow, and how many of the closure were kept and dropped."""

    graph: Graph
    kept: int
    dropped: int


def infer(data: Graph, ontology: Graph) -> Inference:
    """What follows from data by the ontology's axioms, and is not in the data.

    The closure runs on a copy that holds the axioms and the triples they can fire on.
    Kept are new triples about a thing of ours whose predicate, or whose class, is a
    term of the ontology or a class it specialises; the closure's statements on
    literals, sameness and its own schema are dropped.
    """
    closure = Graph()
    for axiom in AXIOMS:
        for triple in ontology.triples((None, axiom, None)):
            closure.add(triple)
    predicates = _reasoned_predicates(closure)
    for subject, predicate, value in data:
        if predicate in predicates or (
            predicate == RDF.type and str(value).startswith(OURS)
        ):
            closure.add((subject, predicate, value))
    given = set(closure)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    kept = new_graph()
    dropped = 0
    for triple in closure:
        if triple in given or triple in data:
            continue
        if _is_ours(*triple):
            kept.add(triple)
        else:
            dropped += 1
    return Inference(kept, len(kept), dropped)


def _reasoned_predicates(axioms: Graph) -> frozenset[object]:
    """The properties that some axiom speaks of."""
    spoken = set(axioms.subjects(RDFS.subPropertyOf))
    for pair in axioms.subject_objects(OWL.inverseOf):
        spoken.update(pair)
    spoken.update(axioms.objects(None, RDF.first))
    return frozenset(spoken)


def _is_ours(subject: object, predicate: object, value: object) -> bool:
    if not (isinstance(subject, URIRef) and isinstance(value, URIRef)):
        return False
    if not subject.startswith(BASE) or subject.startswith(OURS):
        return False
    if predicate == RDF.type:
        return value.startswith(OURS) or value in (QB.Observation, SKOS.Concept)
    return isinstance(predicate, URIRef) and predicate.startswith(OURS)
