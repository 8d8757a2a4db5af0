"""The named queries give the same, whichever engine answers."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pytest
from rdflib import Dataset, Graph

from pcad_kg.ask import answer
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.protocol import Engine
from pcad_kg.files import graph_files
from pcad_kg.library import NamedQuery, named_queries
from pcad_kg.names import GRAPH
from pcad_kg.terms import Iri
from pcad_kg.vocabulary import read_turtle

QUERIES = named_queries()
OF_ROWS = [query for query in QUERIES if query.folder != "views"]
OF_TRIPLES = [query for query in QUERIES if query.folder == "views"]

Value = tuple[str, str | Decimal]


@pytest.fixture(scope="module")
def rdflib_engine(committed: Graph) -> Rdflib:
    """rdflib's engine on the committed graph."""
    return Rdflib(committed)


@pytest.fixture(scope="module")
def rdflib_dataset(committed: Graph) -> Rdflib:
    """The same with each file as a named graph, the proposed one among them."""
    dataset = Dataset()
    for triple in committed:
        dataset.default_graph.add(triple)
    for path in graph_files():
        part = dataset.graph(GRAPH[path.stem])
        for triple in read_turtle(path):
            part.add(triple)
    return Rdflib(dataset)


def value_of(term: str | None) -> Value:
    """A term by what it means: 28.0 and 28 are the same number."""
    if isinstance(term, Iri):
        return "iri", str(term)
    try:
        return "number", Decimal(term or "")
    except InvalidOperation:
        return "text", str(term or "")


def values_of(rows: Iterable[Iterable[str | None]]) -> list[tuple[Value, ...]]:
    """Rows by what their cells mean."""
    return [tuple(map(value_of, row)) for row in rows]


def names_graphs(query: NamedQuery) -> bool:
    """Whether a query asks named graphs, which one graph in memory does not have."""
    return bool(re.search(r"\bGRAPH\b", query.sparql))


# rdflib's own evaluation of GRAPH uses names that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:Dataset[.]:DeprecationWarning")
@pytest.mark.parametrize("query", OF_ROWS, ids=lambda query: query.name)
def test_both_engines_give_the_same_rows(
    query: NamedQuery, engine: Oxigraph, request: pytest.FixtureRequest
) -> None:
    """The same columns and rows in the same order, numbers by their value."""
    name = "rdflib_dataset" if names_graphs(query) else "rdflib_engine"
    other: Engine = request.getfixturevalue(name)
    found = answer(query.name, engine, **query.example)
    again = answer(query.name, other, **query.example)
    assert found.columns == again.columns
    assert values_of(found.cells) == values_of(again.cells)


@pytest.mark.parametrize("query", OF_TRIPLES, ids=lambda query: query.name)
def test_both_engines_construct_the_same_triples(
    query: NamedQuery, engine: Oxigraph, rdflib_engine: Rdflib
) -> None:
    """The same triples, whatever their order, numbers by their value."""
    found = answer(query.name, engine, **query.example).triples
    again = answer(query.name, rdflib_engine, **query.example).triples
    assert found
    assert again
    assert set(values_of(found)) == set(values_of(again))


def test_engines_differ_where_the_graph_does(engine: Oxigraph) -> None:
    """What is compared is told apart: another item, other rows."""
    one = answer("what-grounds-this-finding", engine, finding="F3.13")
    other = answer("what-grounds-this-finding", engine, finding="F3.14")
    assert values_of(one.cells) != values_of(other.cells)
