"""Inference: rules on closed axioms give what owlrl's closure of everything gives."""

import owlrl
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from pcad_kg.build import Build
from pcad_kg.names import BASE, PCAD, REP
from pcad_kg.paths import data_folder
from pcad_kg.reason import AXIOMS, OURS, SHARED_CLASSES, closed_axioms, infer
from pcad_kg.vocabulary import read_turtle

CLASSES = [PCAD.Item, PCAD.Finding, PCAD.Figure, PCAD.Table]
PROPERTIES = [PCAD.supportedBy, PCAD.supports, PCAD.groundedIn, PCAD.restsOn]
ITEMS = [REP.a, REP.b, REP.c, REP.d]


def closure_of_everything(data: Graph, ontology: Graph) -> set[tuple[Node, Node, Node]]:
    """What owlrl finds when it closes axioms and data together, filtered alike."""
    closure = Graph()
    for axiom in AXIOMS:
        closure += ontology.triples((None, axiom, None))
    spoken = set(closure.subjects(RDFS.subPropertyOf))
    for pair in closure.subject_objects(OWL.inverseOf):
        spoken.update(pair)
    spoken.update(closure.objects(None, RDF.first))
    for subject, predicate, value in data:
        is_class = predicate == RDF.type and str(value).startswith(OURS)
        if predicate in spoken or is_class:
            closure.add((subject, predicate, value))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return {t for t in closure if t not in data and is_about_an_item(*t)}


def is_about_an_item(subject: Node, predicate: Node, value: Node) -> bool:
    """Whether a triple is kept: an item, a term of ours, and no literal."""
    if not (isinstance(subject, URIRef) and isinstance(value, URIRef)):
        return False
    if not subject.startswith(BASE) or subject.startswith(OURS):
        return False
    if predicate == RDF.type:
        return value.startswith(OURS) or value in SHARED_CLASSES
    return str(predicate).startswith(OURS)


def test_the_real_graph_follows_as_by_owlrl_alone(built: Build) -> None:
    """Every triple that owlrl infers, and no other."""
    asserted = Graph(store="SimpleMemory")
    for name, graph in built.graphs.items():
        if name not in ("inferred", "proposed"):
            asserted += graph
    ontology = read_turtle(data_folder("ontology") / "pcad.ttl")
    expected = closure_of_everything(asserted, ontology)
    assert set(built.graphs["inferred"]) == expected
    assert len(expected) > 10_000


PAIRS_OF_CLASSES = st.tuples(st.sampled_from(CLASSES), st.sampled_from(CLASSES))
PAIRS_OF_PROPERTIES = st.tuples(
    st.sampled_from(PROPERTIES), st.sampled_from(PROPERTIES)
)
CHAINS = st.tuples(
    st.sampled_from(PROPERTIES),
    st.lists(st.sampled_from(PROPERTIES), min_size=2, max_size=3),
)
EDGES = st.tuples(
    st.sampled_from(ITEMS), st.sampled_from(PROPERTIES), st.sampled_from(ITEMS)
)
TYPES = st.tuples(st.sampled_from(ITEMS), st.just(RDF.type), st.sampled_from(CLASSES))


@st.composite
def ontologies(draw: st.DrawFn) -> Graph:
    """A few axioms of each kind, whatever they say together."""
    ontology = Graph()
    for lower, upper in draw(st.lists(PAIRS_OF_CLASSES, max_size=3)):
        ontology.add((lower, RDFS.subClassOf, upper))
    for lower, upper in draw(st.lists(PAIRS_OF_PROPERTIES, max_size=3)):
        ontology.add((lower, RDFS.subPropertyOf, upper))
    for one, other in draw(st.lists(PAIRS_OF_PROPERTIES, max_size=2)):
        ontology.add((one, OWL.inverseOf, other))
    for head, links in draw(st.lists(CHAINS, max_size=1)):
        start = BNode()
        Collection(ontology, start, list(links))
        ontology.add((head, OWL.propertyChainAxiom, start))
    return ontology


@settings(max_examples=60, deadline=None)
@given(ontologies(), st.lists(st.one_of(EDGES, TYPES), max_size=6))
def test_any_axioms_lead_where_owlrl_leads(
    ontology: Graph, edges: list[tuple[URIRef, URIRef, URIRef]]
) -> None:
    """Circles, chains of chains, inverses of inverses: the same triples."""
    data = Graph()
    for edge in edges:
        data.add(edge)
    found = infer(data, ontology)
    assert set(found.graph) == closure_of_everything(data, ontology)
    assert found.kept == len(found.graph)


def test_a_chain_of_three_is_found_from_any_link() -> None:
    """a supportedBy b, b groundedIn c, c groundedIn d: a restsOn d."""
    ontology = Graph()
    start = BNode()
    links = [PCAD.supportedBy, PCAD.groundedIn, PCAD.groundedIn]
    Collection(ontology, start, list(links))
    ontology.add((PCAD.restsOn, OWL.propertyChainAxiom, start))
    edges = [
        (REP.a, PCAD.supportedBy, REP.b),
        (REP.b, PCAD.groundedIn, REP.c),
        (REP.c, PCAD.groundedIn, REP.d),
    ]
    for order in (edges, edges[::-1], [edges[1], edges[0], edges[2]]):
        found = infer(order, ontology)
        assert set(found.graph) == {(REP.a, PCAD.restsOn, REP.d)}


def test_dropped_counts_the_noise_of_the_axioms_alone() -> None:
    """However much data: what the closure says of its own terms, and what is not ours.

    A class of others that an item falls into is one more.
    """
    other = URIRef("https://example.org/Thing")
    ontology = Graph()
    ontology.add((PCAD.Finding, RDFS.subClassOf, other))
    count, closed = closed_axioms(ontology)
    found = infer([(REP.a, RDF.type, PCAD.Finding)], ontology)
    assert (found.kept, found.dropped) == (0, len(closed) - count + 1)
