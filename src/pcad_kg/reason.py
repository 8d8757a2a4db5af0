"""Graph → only the new triples about our own terms, by an ontology's closed axioms.

owlrl closes the axioms, which are few; what follows from them for the data, which is
much, is found by the four rules that they can fire: on classes, properties, inverses
and chains. The result is that of a closure over everything, without its noise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import owlrl
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from pcad_kg.names import BASE, PCAD, QB
from pcad_kg.triples import new_graph, put

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
TYPE = RDF.type
# Classes of others that an item of ours may be in.
SHARED_CLASSES = frozenset((QB.Observation, SKOS.Concept))

Edge: TypeAlias = tuple[Node, Node, Node]
Above: TypeAlias = Mapping[Node, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Inference:
    """The triples that follow, and how many consequences were kept and dropped.

    Dropped is what the closure of the axioms says of itself (that a term is the same
    as itself, which datatypes there are), and what follows for the data but is not
    about an item in terms of ours.
    """

    graph: Graph
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Rules:
    """An ontology's axioms by what fires them: a class, a property, a chain's link."""

    classes: Above
    properties: Above
    inverses: Above
    chains: tuple[tuple[tuple[Node, ...], Node], ...]

    def made(self) -> frozenset[Node]:
        """The properties of all triples that can follow."""
        above = (*self.properties.values(), *self.inverses.values())
        heads = (head for _, head in self.chains)
        return frozenset((TYPE, *heads, *(made for each in above for made in each)))

    def fire(self) -> frozenset[Node]:
        """The properties that something follows from, but that of a class."""
        links = (link for chain, _ in self.chains for link in chain)
        return frozenset((*self.properties, *self.inverses, *links))


def infer(data: Iterable[Edge], ontology: Graph) -> Inference:
    """What follows from data by the ontology's axioms, and is not in the data.

    Kept are new triples about a thing of ours whose predicate, or whose class, is a
    term of the ontology or a class it specialises.
    """
    axioms, closed = closed_axioms(ontology)
    rules = rules_of(closed)
    made, fire = rules.made(), rules.fire()
    known: set[Edge] = set()
    given: list[Edge] = []
    for edge in data:
        predicate = edge[1]
        if predicate in made:
            known.add(edge)
        if predicate in fire or (predicate == TYPE and str(edge[2]).startswith(OURS)):
            given.append(edge)
    found = consequences(given, rules, known)
    kept = new_graph()
    put(filter(_is_ours, found), kept)
    dropped = len(closed) - axioms + len(found) - len(kept)
    return Inference(kept, len(kept), dropped)


def closed_axioms(ontology: Graph) -> tuple[int, Graph]:
    """How many axioms of an ontology are wanted, and their closure under OWL 2 RL."""
    closed = Graph()
    for axiom in AXIOMS:
        put(ontology.triples((None, axiom, None)), closed)
    count = len(closed)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return count, closed


def rules_of(closed: Graph) -> Rules:
    """Closed axioms as lookups."""
    inverses = defaultdict(set)
    for one, other in closed.subject_objects(OWL.inverseOf):
        inverses[one].add(other)
        inverses[other].add(one)
    chains = closed.subject_objects(OWL.propertyChainAxiom)
    return Rules(
        _above(closed, RDFS.subClassOf),
        _above(closed, RDFS.subPropertyOf),
        {one: tuple(others) for one, others in inverses.items()},
        tuple((tuple(Collection(closed, links)), head) for head, links in chains),
    )


def _above(closed: Graph, axiom: URIRef) -> Above:
    above = defaultdict(list)
    for lower, upper in closed.subject_objects(axiom):
        if lower != upper:
            above[lower].append(upper)
    return {lower: tuple(upper) for lower, upper in above.items()}


def consequences(
    given: Iterable[Edge], rules: Rules, known: Iterable[Edge] = ()
) -> set[Edge]:
    """Everything that follows from triples, step by step until nothing new does.

    Args:
        known: triples that are no news if they follow.
    """
    known = set(known)
    waiting = list(given)
    seen = set(waiting)
    joined = _Joined(rules)
    found = set()
    while waiting:
        edge = waiting.pop()
        for new in (*_direct(edge, rules), *joined.with_another(edge)):
            if new not in seen:
                seen.add(new)
                waiting.append(new)
                if new not in known:
                    found.add(new)
    return found


def _direct(edge: Edge, rules: Rules) -> Iterator[Edge]:
    """What follows from one triple alone."""
    subject, predicate, value = edge
    if predicate == TYPE:
        for upper in rules.classes.get(value, ()):
            yield subject, TYPE, upper
    for upper in rules.properties.get(predicate, ()):
        yield subject, upper, value
    for inverse in rules.inverses.get(predicate, ()):
        yield value, inverse, subject


class _Joined:
    """The links of chains that were seen so far, by either end."""

    def __init__(self, rules: Rules) -> None:
        self._chains = rules.chains
        self._links = {link for chain, _ in rules.chains for link in chain}
        self._after: defaultdict[tuple[Node, Node], list[Node]] = defaultdict(list)
        self._before: defaultdict[tuple[Node, Node], list[Node]] = defaultdict(list)

    def with_another(self, edge: Edge) -> Iterator[Edge]:
        """What follows from a triple with those seen before; it is seen from now on."""
        subject, predicate, value = edge
        if predicate not in self._links:
            return
        self._after[predicate, subject].append(value)
        self._before[predicate, value].append(subject)
        for chain, head in self._chains:
            for place, link in enumerate(chain):
                if link == predicate:
                    starts = _walk([subject], chain[:place][::-1], self._before)
                    ends = _walk([value], chain[place + 1 :], self._after)
                    yield from ((s, head, e) for s in starts for e in ends)


def _walk(
    nodes: list[Node],
    links: Iterable[Node],
    steps: Mapping[tuple[Node, Node], list[Node]],
) -> list[Node]:
    for link in links:
        nodes = [end for node in nodes for end in steps.get((link, node), ())]
    return nodes


def _is_ours(edge: Edge) -> bool:
    subject, predicate, value = edge
    if not (isinstance(subject, URIRef) and isinstance(value, URIRef)):
        return False
    if not subject.startswith(BASE) or subject.startswith(OURS):
        return False
    if predicate == TYPE:
        return value.startswith(OURS) or value in SHARED_CLASSES
    return isinstance(predicate, URIRef) and predicate.startswith(OURS)
