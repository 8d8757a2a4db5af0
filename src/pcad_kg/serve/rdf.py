"""Triples → the bytes of an RDF form, each literal as it is written in the graph."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize
from pyoxigraph import Triple as OxTriple

from pcad_kg.engine.oxterms import ox_of, triple_of
from pcad_kg.serve.negotiate import Form
from pcad_kg.serve.steady import steadied
from pcad_kg.terms import PREFIXES, RDF, Iri, Term, Triple

FORMATS = {
    Form.TURTLE: RdfFormat.TURTLE,
    Form.N_TRIPLES: RdfFormat.N_TRIPLES,
    Form.RDF_XML: RdfFormat.RDF_XML,
    Form.JSON_LD: RdfFormat.JSON_LD,
    Form.PLAIN_JSON: RdfFormat.JSON_LD,
}
BLANK = "_:"
START = re.compile(r"[^/#]*\Z")  # what follows the last mark that ends a namespace
SERVED_PREFIXES = {
    **PREFIXES,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
}


def written_in(form: Form, triples: Iterable[Triple]) -> bytes:
    """Triples in an RDF form, in order, so that the same ones give the same bytes."""
    kept = sorted(set(triples), key=_order)
    made, prefixes = map(_ox_triple, kept), _used(kept)
    return steadied(serialize(made, format=FORMATS[form], prefixes=prefixes) or b"")


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes of the IRIs that stand in triples."""
    iris = {getattr(term, "datatype", term) for triple in triples for term in triple}
    starts = {START.sub("", iri) for iri in iris}
    return {
        prefix: namespace
        for prefix, namespace in sorted(SERVED_PREFIXES.items())
        if any(start.startswith(namespace) for start in starts)
    }


def triples_of(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file as it writes them.

    Nodes without an IRI, of which only the ontology has some, are numbered.
    """
    numbers: dict[str, str] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        subject, predicate, value = triple_of(quad.triple)
        yield (
            _numbered(subject, path.stem, numbers),
            predicate,
            _numbered(value, path.stem, numbers),
        )


T = TypeVar("T", Iri, Term)


def _numbered(term: T, start: str, numbers: dict[str, str]) -> T:
    if isinstance(term, Iri) and term.startswith(BLANK):
        return Iri(numbers.setdefault(term, f"{BLANK}{start}{len(numbers) + 1:03}"))
    return term


def _ox_triple(triple: Triple) -> OxTriple:
    subject, predicate, value = triple
    return OxTriple(_node(subject), NamedNode(predicate), _value(value))


def _node(node: Iri) -> NamedNode | BlankNode:
    if node.startswith(BLANK):
        return BlankNode(node.removeprefix(BLANK))
    return NamedNode(node)


def _value(value: Term) -> NamedNode | BlankNode | Literal:
    return _node(value) if isinstance(value, Iri) else ox_of(value)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, value = triple
    return subject, predicate != RDF.type, predicate, str(_value(value))
