"""Why a text is no SPARQL query, as whoever wrote it understands it."""

import pytest
from rdflib import Graph

from pcad_kg.ask import answer_sparql
from pcad_kg.engine.endpoint import form_of
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import QueryError

FAULTS = [
    ("", "it is empty"),
    ("# a comment", "it is empty"),
    (
        "SELEC * { ?s ?p ?o }",
        "it begins with “SELEC” instead of SELECT, ASK, CONSTRUCT",
    ),
    ("PREFIX a: <https://example.org/> fetch", "it begins with “fetch” instead of"),
    ("delete where { ?s ?p ?o }", r"it is an update \(DELETE\), and the graph is only"),
    ("SELECT * { ?s ?p ?o", "a bracket that opens is not closed"),
    ("SELECT * { ?s ?p ?o }}", "a bracket closes that none opens"),
    ('ASK { ?s ?p "abc }', "line 1 has a string that does not end"),
]
# What only the parser knows; rdflib's has words of its own.
STOPPED = [
    ("SELECT * { ?s ?p }", "it is not whole where it ends"),
    ("SELECT ?s {\n  ?s none:a ?o }", "line 2, column 12: prefix not found"),
    ("SELECT ?s { ?s ?p ?o } LIMIT x", "line 1, column 30: it cannot go on with “x”"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS + STOPPED)
def test_a_fault_is_told_in_one_line(text: str, said: str, engine: Oxigraph) -> None:
    """What is wrong and where, without the parser's list of what it would take."""
    with pytest.raises(QueryError, match=f"^not a SPARQL query: {said}") as by_engine:
        answer_sparql(text, engine)
    assert "[" not in str(by_engine.value)
    with pytest.raises(QueryError) as before_sending:
        form_of(text)
    assert str(before_sending.value) == str(by_engine.value)


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_rdflib_tells_the_same(text: str, said: str) -> None:
    """Where a look at the words is enough."""
    with pytest.raises(QueryError, match=f"^not a SPARQL query: {said}"):
        Rdflib(Graph()).query(text)
