"""A graph of rdflib's, asked by rdflib."""

from collections.abc import Iterator, Mapping

import rdflib.plugins.sparql
from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.query import Result
from rdflib.term import Node, Variable

from pcad_kg.engine.bounds import refuse_to_reach_out
from pcad_kg.engine.outside import parsed
from pcad_kg.engine.protocol import (
    Answer,
    in_one_line,
    in_order_of,
)
from pcad_kg.errors import QueryError
from pcad_kg.terms import Iri, Literal, Term, Triple

# No query fetches a graph: `FROM <address>` would otherwise read from the network.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False


class Rdflib:
    """A graph that is in memory already: one that was built, or made by hand."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The values that a node has, in no order."""
        found = self._graph.objects(URIRef(subject), URIRef(predicate))
        return [_term(value) for value in found]

    def subjects(self, predicate: Iri, value: Term | None = None) -> list[Iri]:
        """The nodes that have a value, or any value; each once, in no order."""
        wanted = None if value is None else _node(value)
        found = self._graph.subjects(URIRef(predicate), wanted, unique=True)
        return [Iri(node) for node in found if isinstance(node, URIRef)]

    def statements(self, subject: Iri) -> list[tuple[Iri, Term]]:
        """All that is said of a node: predicates with values, in no order."""
        found = self._graph.predicate_objects(URIRef(subject))
        return [(Iri(str(predicate)), _term(value)) for predicate, value in found]

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer of a SPARQL query, some of whose variables are given a value.

        Raises:
            QueryError: it is no SPARQL, reaches outside, or cannot be answered.
        """
        refuse_to_reach_out(text)
        query = parsed(text)
        given = {name: _node(term) for name, term in (bindings or {}).items()}
        try:
            return in_order_of(
                text, _answer(self._graph.query(query, initBindings=given))
            )
        except Exception as error:  # the engine raises its own, undocumented kinds
            reason = in_one_line(error)
            raise QueryError(f"the query cannot be answered: {reason}") from error


def _answer(result: Result) -> Answer:
    if result.type in ("CONSTRUCT", "DESCRIBE"):
        return Answer((), (), tuple(map(_triple, result.graph or ())))
    if result.type == "ASK":
        return Answer(("answer",), ((str(bool(result.askAnswer)).lower(),),))
    columns = tuple(str(variable) for variable in result.vars or ())
    return Answer(columns, tuple(_rows(result, columns)))


def _rows(
    result: Result, columns: tuple[str, ...]
) -> Iterator[tuple[Term | None, ...]]:
    """The rows; rdflib answers a grouping of nothing with one row of nothing."""
    for bindings in result.bindings:
        if bindings:
            cells = (bindings.get(Variable(column)) for column in columns)
            yield tuple(None if cell is None else _term(cell) for cell in cells)


def _triple(triple: tuple[Node, Node, Node]) -> Triple:
    subject, predicate, value = triple
    return Iri(str(subject)), Iri(str(predicate)), _term(value)


def _term(node: Node) -> Term:
    if isinstance(node, RdfLiteral):
        return Literal(str(node), str(node.datatype or ""), node.language or "")
    return Iri(str(node))


def _node(term: Term) -> URIRef | RdfLiteral:
    if isinstance(term, Iri):
        return URIRef(term)
    return RdfLiteral(
        str(term), datatype=term.datatype or None, lang=term.language or None
    )
