"""How any thing of the report becomes triples, and the empty graph they go into."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol, TypeAlias

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from pcad_kg import names
from pcad_kg.model import Span
from pcad_kg.names import NIF, PCAD, PREFIXES

Triple: TypeAlias = tuple[URIRef, URIRef, Node]
Pair: TypeAlias = tuple[URIRef, Node | str | int | None]
# Each item is spoken of many times: one term for all, which lookups tell by identity.
item = cache(names.item)
BEGIN, END = NIF.beginIndex, NIF.endIndex


class Located(Protocol):
    """Anything with printed words and a place in the source."""

    @property
    def text(self) -> str:
        """The printed words, normalised."""

    @property
    def span(self) -> Span:
        """Where they stand."""


def new_graph() -> Graph:
    """An empty graph that writes IRIs with the project's prefixes and no others.

    Its store knows one graph only, which is half the work and half the memory of
    rdflib's usual one.
    """
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def put(triples: Iterable[tuple[Node, Node, Node]], graph: Graph) -> None:
    """Add triples to a graph, straight into its store: all of them are of terms."""
    add = graph.store.add
    for triple in triples:
        add(triple, graph)


def describe(subject: URIRef, *pairs: Pair) -> Iterator[Triple]:
    """A triple for each pair of predicate and value; a pair without value is none."""
    for predicate, value in pairs:
        if value is not None:
            yield subject, predicate, _term(value)


def _term(value: Node | str | int) -> Node:
    if type(value) is str:
        return Literal(value, normalize=False)  # a plain string is in order as it is
    if isinstance(value, int):
        return _number(value)
    return value if isinstance(value, Node) else Literal(value)


@lru_cache(maxsize=10_000, typed=True)
def _number(value: int) -> Literal:
    return Literal(value)


@lru_cache(maxsize=10_000)
def _offset(value: int) -> Literal:
    return Literal(value, datatype=XSD.nonNegativeInteger)


def describe_item(
    subject: URIRef,
    kind: URIRef,
    label: str,
    located: Located,
    section: str | None,
    *pairs: Pair,
) -> Iterator[Triple]:
    """What every item of the report has: class, label, words, place; then its own."""
    span = located.span
    return describe(
        subject,
        (RDF.type, kind),
        (RDFS.label, label),
        (PCAD.text, located.text),
        (PCAD.firstLine, span.first_line),
        (PCAD.lastLine, span.last_line),
        (BEGIN, _offset(span.begin)),
        (END, _offset(span.end)),
        (PCAD.inSection, item("section", section) if section else None),
        *pairs,
    )
