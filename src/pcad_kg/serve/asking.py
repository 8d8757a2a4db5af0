"""The named queries as pages: each with its question, parameters and an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcad_kg.ask import answer_query, bound
from pcad_kg.engine.protocol import Answer
from pcad_kg.library import NamedQuery, named_queries
from pcad_kg.serve import paths
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, RDFS, Iri, shown

FOLDERS = {
    "trails": ("Questions", "They answer a question."),
    "checks": ("Checks", "Each row of an answer is a fault: no row is good news."),
    "views": ("Views", "They make a graph of the graph."),
}
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Shelf:
    """The queries of one folder, under its name."""

    title: str
    meaning: str
    queries: tuple[NamedQuery, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as a table: each cell's words and where they lead."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Ref, ...], ...]
    total: int
    is_graph: bool


@dataclass(frozen=True, slots=True)
class QueryPage:
    """A named query with the values that were given and the answer to them."""

    query: NamedQuery
    values: Mapping[str, str]
    answered: Answered
    sparql: str


def shelves() -> tuple[Shelf, ...]:
    """The query library by folder."""
    queries = named_queries()
    return tuple(
        Shelf(title, meaning, tuple(q for q in queries if q.folder == folder))
        for folder, (title, meaning) in FOLDERS.items()
    )


def query_page(desk: Desk, name: str, given: Mapping[str, str]) -> QueryPage | None:
    """The data of a named query's page, answered for what is given or its example.

    Raises:
        QueryError: a parameter is unknown or no value of its kind.
        UnknownItemError: nothing in the graph has a parameter's name.
    """
    query = next((q for q in named_queries() if q.name == name), None)
    if query is None:
        return None
    wanted = {p.name for p in query.parameters}
    values = {k: v for k, v in given.items() if k in wanted and v} or query.example
    bindings = bound(query, desk.engine, values)
    found = answer_query(query, desk.engine, bindings)
    return QueryPage(query, values, answered(desk, found), query.text)


def answered(desk: Desk, answer: Answer) -> Answered:
    """An answer as a table whose IRIs of ours are links."""
    if answer.triples is not None:
        triples = sorted(answer.triples)[:MOST_ROWS]
        rows = tuple(tuple(_cell(desk, term) for term in t) for t in triples)
        columns = ("subject", "predicate", "object")
        return Answered(columns, rows, len(answer.triples), is_graph=True)
    return Answered(
        answer.columns,
        tuple(
            tuple(_cell(desk, cell) for cell in row) for row in answer.cells[:MOST_ROWS]
        ),
        len(answer.cells),
        is_graph=False,
    )


def _cell(desk: Desk, term: str | None) -> Ref:
    if isinstance(term, Iri) and paths.path_of(term):
        return Ref(_leads_to(desk, term), shown(term))
    return Ref("", shown(term))


def _leads_to(desk: Desk, iri: Iri) -> str:
    """Where an IRI is shown; nothing where the graph knows nothing of it."""
    if iri.startswith(PCAD.namespace):
        return desk.path(iri)
    return desk.path(iri) if desk.engine.objects(iri, RDFS.label) else ""
