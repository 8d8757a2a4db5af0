"""How any thing of the report becomes triples, and the empty graph they go into."""

from collections.abc import Iterator
from typing import Protocol, TypeAlias

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from pcad_kg.model import Span
from pcad_kg.names import NIF, PCAD, PREFIXES, item

Triple: TypeAlias = tuple[URIRef, URIRef, Node]
Pair: TypeAlias = tuple[URIRef, Node | str | int | None]


class Located(Protocol):
    """Anything with printed words and a place in the source."""

    @property
    def text(self) -> str:
        """The printed words, normalised."""

    @property
    def span(self) -> Span:
        """Where they stand."""


def new_graph() -> Graph:
    """An empty graph that writes IRIs with the project's prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def describe(subject: URIRef, *pairs: Pair) -> Iterator[Triple]:
    """A triple for each pair of predicate and value; a pair without value is none."""
    for predicate, value in pairs:
        if value is not None:
            yield (
                subject,
                predicate,
                value if isinstance(value, Node) else Literal(value),
            )


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
        (NIF.beginIndex, Literal(span.begin, datatype=XSD.nonNegativeInteger)),
        (NIF.endIndex, Literal(span.end, datatype=XSD.nonNegativeInteger)),
        (PCAD.inSection, item("section", section) if section else None),
        *pairs,
    )
