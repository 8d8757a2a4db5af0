"""A named `.rq` and its parameters → rows; any other SPARQL likewise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import rdflib.plugins.sparql
from pyparsing import ParseResults
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier, Node, Variable

from pcad_kg.errors import QueryError
from pcad_kg.library import NamedQuery, find_query
from pcad_kg.lookup import agency_of, item_of
from pcad_kg.names import PREFIXES
from pcad_kg.store import load_graph

# No query fetches a graph: `FROM <address>` would otherwise read from the network.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

ALL_COLUMNS = re.compile(r"SELECT\s+(DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT or ASK with their columns, or the graph of a CONSTRUCT."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    graph: Graph | None = None


def answer(name: str, graph: Graph | None = None, /, **parameters: str) -> Answer:
    """The answer of a named query.

    Args:
        name: the query's name, as `pcad-kg ask` lists it.
        graph: the graph to ask; the package's own without it.
        parameters: a value for each of the query's parameters, such as `item="R16"`.

    Raises:
        QueryError: the query is unknown, or a parameter is missing, unknown or no value
            of its kind.
        UnknownItemError: no item of the graph has a parameter's label.
    """
    query = find_query(name)
    graph = load_graph() if graph is None else graph
    return _run(graph, _prepare(query.text), _bindings(query, graph, parameters))


def answer_sparql(text: str, graph: Graph | None = None) -> Answer:
    """The answer of any SPARQL query that keeps to the graph.

    Raises:
        QueryError: the text is not SPARQL, or reaches outside (`SERVICE`, `FROM`).
    """
    graph = load_graph() if graph is None else graph
    found = _run(graph, _prepare(text), {})
    return _in_order_of(text, found) if ALL_COLUMNS.search(text) else found


def _in_order_of(text: str, found: Answer) -> Answer:
    """The columns of `SELECT *`, which come in no order, as the text names them."""
    order = sorted(
        range(len(found.columns)), key=lambda n: _first_place(text, found.columns[n])
    )
    return Answer(
        tuple(found.columns[n] for n in order),
        tuple(tuple(row[n] for n in order) for row in found.rows),
        found.graph,
    )


def _first_place(text: str, variable: str) -> int:
    place = re.search(rf"[?$]{variable}\b", text)
    return place.start() if place else len(text)


def _prepare(text: str) -> Query:
    try:
        query = prepareQuery(text, initNs=PREFIXES)
    except Exception as error:  # the parser raises its own, undocumented kinds
        reason = " ".join(str(error).split())[:200]
        raise QueryError(f"not a SPARQL query: {reason}") from error
    if query.algebra.get("datasetClause") or any(
        part.name == "ServiceGraphPattern" for part in _parts(query.algebra)
    ):
        raise QueryError("SERVICE and FROM are not allowed: a query asks this graph")
    return query


def _parts(part: object) -> Iterator[CompValue]:
    """Every part of a parsed query, whatever it hides in."""
    if isinstance(part, CompValue):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list | tuple | set | ParseResults):
        for value in part:
            yield from _parts(value)


def _bindings(
    query: NamedQuery, graph: Graph, given: Mapping[str, str]
) -> dict[str, Identifier]:
    wanted = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in wanted:
            known = ", ".join(wanted) or "none"
            raise QueryError(f"{query.name}: no parameter {name}; it takes {known}")
    for parameter in query.parameters:
        if parameter.name not in given:
            raise QueryError(
                f"{query.name}: give {parameter.name} ({parameter.description}),"
                f" such as --param {parameter.name}={parameter.example!r}"
            )
    return {
        name: BINDERS[wanted[name].kind](value, graph) for name, value in given.items()
    }


def _text_of(value: str, graph: Graph) -> Literal:  # noqa: ARG001
    return Literal(value)


def _number_of(value: str, graph: Graph) -> Literal:  # noqa: ARG001
    try:
        return Literal(int(value))
    except ValueError as error:
        raise QueryError(
            f"{value}: not a whole number; write one such as 100"
        ) from error


BINDERS = {
    "item": item_of,
    "agency": agency_of,
    "text": _text_of,
    "number": _number_of,
}


def _run(graph: Graph, query: Query, bindings: Mapping[str, Identifier]) -> Answer:
    try:
        result = graph.query(query, initBindings=dict(bindings))
        if result.type == "CONSTRUCT" or result.type == "DESCRIBE":
            return Answer((), (), result.graph)
        if result.type == "ASK":
            return Answer(("answer",), ((str(bool(result.askAnswer)).lower(),),))
        columns = tuple(str(variable) for variable in result.vars or ())
        return Answer(columns, tuple(_rows(result, columns)))
    except Exception as error:  # the engine raises its own, undocumented kinds
        reason = " ".join(str(error).split())[:200]
        raise QueryError(f"the query cannot be answered: {reason}") from error


def _rows(result: object, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows; rdflib answers a grouping of nothing with one row of nothing."""
    variables = [Variable(column) for column in columns]
    for bindings in getattr(result, "bindings", ()):
        if bindings:
            yield tuple(_shown(bindings.get(variable)) for variable in variables)


def _shown(node: Node | None) -> str:
    """A value as a reader sees it: an IRI of ours by its prefix, none as nothing."""
    if node is None:
        return ""
    if isinstance(node, URIRef):
        for prefix, namespace in PREFIXES.items():
            if node.startswith(namespace):
                return f"{prefix}:{node.removeprefix(namespace)}"
    return str(node)
