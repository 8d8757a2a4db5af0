"""Terms and answers of Oxigraph's as the package's own plain data, and back."""

from collections.abc import Iterator

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Triple as OxTriple

from pcad_kg.engine.protocol import Answer
from pcad_kg.terms import XSD, Iri, Literal, Term, Triple

PLAIN = (
    f"{XSD}string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
)


def term_of(term: object) -> Term:
    """A term of Oxigraph's as plain data; a blank node by its own name."""
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, OxLiteral):
        datatype = term.datatype.value
        datatype = "" if datatype in PLAIN else datatype
        return Literal(term.value, datatype, term.language or "")
    return Iri(str(term))


def ox_of(term: Term) -> NamedNode | OxLiteral:
    """A term as Oxigraph takes it.

    Raises:
        ValueError: it is no IRI, or its language is none.
    """
    if isinstance(term, Iri):
        return NamedNode(term)
    if term.language:
        return OxLiteral(term, language=term.language)
    return OxLiteral(term, datatype=NamedNode(term.datatype) if term.datatype else None)


def written(term: Term) -> str:
    """A term as N-Triples and SPARQL write it, with all escaped that must be.

    >>> written(Literal('say "no"'))
    '"say \\\\"no\\\\""'
    """
    return str(ox_of(term))


def triple_of(triple: OxTriple) -> Triple:
    """A triple of Oxigraph's as plain data."""
    subject, predicate, value = triple
    return Iri(term_of(subject)), Iri(predicate.value), term_of(value)


def answer_of(found: QuerySolutions | QueryTriples | QueryBoolean) -> Answer:
    """What Oxigraph found, as an answer: read to its end."""
    if isinstance(found, QueryTriples):
        return Answer((), (), tuple(map(triple_of, found)))
    if isinstance(found, QueryBoolean):
        return Answer(("answer",), ((str(bool(found)).lower(),),))
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, tuple(_rows(found)))


def _rows(found: QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
    for row in found:
        yield tuple(None if cell is None else term_of(cell) for cell in row)
