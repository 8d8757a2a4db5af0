"""What asks the graph: Oxigraph on files, rdflib on a graph in memory."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral

from pcad_kg.engine.choose import engine_for
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph, turtle_of
from pcad_kg.engine.protocol import Answer, Engine, has, in_order_of, value_of
from pcad_kg.errors import GraphError, QueryError
from pcad_kg.files import NAMES
from pcad_kg.terms import PCAD, RDF, RDFS, REP, Iri, Literal

R16 = REP["recommendation/16"]
HEAVY = ("rdflib", "pyshacl", "owlrl", "networkx", "numpy", "bm25s", "rich", "sqlite3")
LOADED = """
import json, sys
from pcad_kg.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by(*arguments: str) -> set[str]:
    """The top modules that a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("trail", "R16"), {"pyoxigraph", "rich"}),
        (("trail", "R16", "--json"), {"pyoxigraph"}),
        (("trail", "R16", "--format", "turtle"), {"pyoxigraph"}),
        (("ask", "--query", "ASK { ?s ?p ?o }", "--json"), {"pyoxigraph"}),
        (("search", "redeployment", "--json"), {"pyoxigraph", "sqlite3"}),
    ],
)
def test_a_command_loads_what_it_uses(
    arguments: tuple[str, ...], needed: set[str]
) -> None:
    """Of the heavy modules only those, whatever else is installed."""
    loaded = loaded_by(*arguments)
    assert loaded & {*HEAVY, "pyoxigraph"} == needed


@pytest.fixture(params=["oxigraph", "rdflib"])
def either(request: pytest.FixtureRequest, engine: Oxigraph) -> Engine:
    """One engine, then the other, on the committed graph."""
    if request.param == "oxigraph":
        return engine
    return Rdflib(request.getfixturevalue("committed"))


def test_a_node_and_its_values(either: Engine) -> None:
    """R16's label, its class, and who has that label."""
    assert value_of(either, R16, RDFS.label) == "R16"
    assert has(either, R16, RDF.type, PCAD.Recommendation)
    assert either.subjects(RDFS.label, Literal("R16")) == [R16]
    assert len(either.subjects(RDF.type, PCAD.Recommendation)) == 38
    assert value_of(either, REP["recommendation/99"], RDFS.label) is None


def test_statements_are_as_the_files_write_them(either: Engine) -> None:
    """An offset keeps its datatype, which Oxigraph's store forgets."""
    offsets = [v for p, v in either.statements(R16) if p.endswith("#beginIndex")]
    assert [offset.datatype.rpartition("#")[2] for offset in offsets] == [
        "nonNegativeInteger"
    ]


def test_variables_are_bound_not_written_in(either: Engine) -> None:
    """What a value holds cannot change the query."""
    text = "SELECT ?item ?label WHERE { ?item rdfs:label ?label }"
    assert either.query(text, {"label": Literal("R16")}).cells == ((R16, "R16"),)
    evil = Literal('R16" } DELETE WHERE { ?s ?p ?o')
    assert either.query(text, {"label": evil}).cells == ()


def test_what_is_only_proposed_is_not_asked(engine: Oxigraph) -> None:
    """Unless it is named; the other graphs are the default."""
    whole = "SELECT (COUNT(*) AS ?n) WHERE { ?link pcad:score ?score }"
    named = (
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:proposed { ?l pcad:score ?s } }"
    )
    also = "SELECT (COUNT(*) AS ?n) WHERE { ?l pcad:score ?s . GRAPH ?g { ?x a ?y } }"
    assert engine.query(whole).rows == (("0",),)
    assert int(engine.query(named).rows[0][0]) > 400
    assert engine.query(also).rows == (("0",),)


def test_each_file_is_the_graph_of_its_name(engine: Oxigraph) -> None:
    """All of them, and none else."""
    found = engine.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert {row[0] for row in found} == {f"graph:{name}" for name in NAMES}


REACHING = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 1SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * WHERE { s\\u0065rvice <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:PORT/g> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/g> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { OPTIONAL { SERVICE <http://127.0.0.1:PORT/> {} } } }",
    "LOAD <http://127.0.0.1:PORT/g>",
    "PREFIX a: <http://127.0.0.1:PORT/> SELECT * { SERVICEa:b{ ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "PREFIX a: <http://127.0.0.1:PORT/> SELECT * { ?s ?p trueSERVICEa:b{ ?s ?p ?o } }",
    "PREFIX a: <http://127.0.0.1:PORT/> SELECT * { ?s ?p ?o.SERVICEa:b{ ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", REACHING)
def test_no_query_calls_out(query: str, either: Engine) -> None:
    """It is refused, and a socket that listens hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard: list[object] = []
        server.settimeout(0.2)

        def listen() -> None:
            try:
                heard.append(server.accept())
            except TimeoutError:
                return

        ear = threading.Thread(target=listen)
        ear.start()
        port = str(server.getsockname()[1])
        with pytest.raises(QueryError):
            either.query(query.replace("PORT", port))
        ear.join()
    assert heard == []


def test_words_that_only_look_like_reaching_are_asked(either: Engine) -> None:
    """In a string, as a term, as a variable, in a comment."""
    query = (
        "# SERVICE is a word of the report\n"
        "SELECT ?from WHERE { ?link pcad:from ?from ."
        ' ?from pcad:text ?text FILTER(CONTAINS(?text, "SERVICE FROM")) }'
    )
    assert either.query(query).cells == ()


@pytest.mark.parametrize("text", ["SELECT WHERE", "", "SELECT * WHERE { ?s ?p }"])
def test_what_is_no_sparql_is_refused(text: str, either: Engine) -> None:
    """In one line."""
    with pytest.raises(QueryError, match="not a SPARQL query") as caught:
        either.query(text)
    assert "\n" not in str(caught.value)


def test_columns_of_all_come_in_the_order_of_the_text() -> None:
    """Whatever order the engine has."""
    answer = Answer(("b", "a"), ((Literal("1"), Literal("2")),))
    assert in_order_of("SELECT * { ?a ?b ?c }", answer).columns == ("a", "b")
    assert in_order_of("SELECT ?b ?a { ?a ?b ?c }", answer).columns == ("b", "a")


def test_a_folder_without_a_whole_graph_is_refused(tmp_path: Path) -> None:
    """None at all, then one file missing, then one that is not Turtle."""
    with pytest.raises(GraphError, match="no graph in it"):
        Oxigraph(tmp_path)
    for name in NAMES:
        (tmp_path / f"{name}.ttl").write_text("", encoding="utf-8")
    (tmp_path / "quotes.ttl").unlink()
    with pytest.raises(GraphError, match=r"quotes\.ttl is missing"):
        Oxigraph(tmp_path)
    (tmp_path / "quotes.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(GraphError, match=r"quotes\.ttl: not valid Turtle") as caught:
        Oxigraph(tmp_path).query("ASK { ?s ?p ?o }")
    assert "\n" not in str(caught.value)


def test_a_graph_of_rdflib_is_asked_as_it_is() -> None:
    """The public functions take either."""
    graph = Graph()
    graph.add((URIRef(R16), URIRef(RDFS.label), RdfLiteral("R16")))
    engine = engine_for(graph)
    assert engine.objects(R16, RDFS.label) == ["R16"]
    assert engine_for(engine) is engine


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "en"]))
def test_turtle_keeps_every_text(text: str, language: str) -> None:
    """Quotes, line ends, control characters: read back by rdflib it is the same."""
    triple = (R16, RDFS.comment, Literal(text, language=language))
    read = Graph().parse(data=turtle_of([triple]), format="turtle")
    value = read.value(URIRef(R16), URIRef(RDFS.comment))
    assert value == RdfLiteral(text, lang=language or None)


def test_turtle_is_in_order_and_has_our_prefixes() -> None:
    """The class first, whatever comes first."""
    triples = [(R16, RDFS.label, Literal("R16")), (R16, RDF.type, PCAD.Recommendation)]
    written = turtle_of(triples)
    assert written == turtle_of(reversed(triples))
    assert "a pcad:Recommendation ;" in written
    assert Iri("x") != Literal("y")
