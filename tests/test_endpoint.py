"""The graph on SPARQL servers answers as it does here, or one line says why not."""

import gzip
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from pcad_kg.ask import answer
from pcad_kg.engine.endpoint import ASKED, GRAPHS, UNION, Endpoint, with_prefixes
from pcad_kg.engine.given import with_values
from pcad_kg.engine.login import Login
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.protocol import Answer
from pcad_kg.engine.wire import Wire
from pcad_kg.errors import EndpointError, GraphError, QueryError
from pcad_kg.library import named_queries
from pcad_kg.publish import parts_of, publish
from pcad_kg.terms import PCAD, PREFIXES, RDF, RDFS, REP, XSD, Iri, Literal
from pcad_kg.trail import evidence_trail
from tests.servers import Reply, Script, Server, free_port, oxigraph, scripted, virtuoso

NUMBERS = {f"{XSD}{kind}" for kind in ("integer", "decimal", "nonNegativeInteger")}
RESULTS = {"Content-Type": "application/sparql-results+json; charset=utf-8"}
# What Virtuoso 7.2 answers with other rows than Oxigraph.
DIFFER_ON_VIRTUOSO = {
    "on-which-source-were-the-links-judged",
    "where-do-agencies-disagree-most",
    "where-does-the-report-disagree-with-itself",
    "which-quotes-fit-all-of-this",
}
# Virtuoso is no package of Python's: where it is missing it is left out, but in CI.
SERVERS = ["oxigraph"]
if "CI" in os.environ or shutil.which("virtuoso-t"):
    SERVERS.append("virtuoso")
QUERY = "SELECT ?label { rep:report rdfs:label ?label }"


@pytest.fixture(scope="module")
def local() -> Oxigraph:
    """The package's own graph, asked in this process."""
    return Oxigraph()


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with the package's own graph on it."""
    folder = tmp_path_factory.mktemp("server")
    started = oxigraph() if request.param == "oxigraph" else virtuoso(folder)
    with started as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PCAD_KG_USER", running.user)
        patch.setenv("PCAD_KG_PASSWORD", running.password)
        assert publish(parts_of(), running.store).is_whole
        yield running


def plain(cell: str | None) -> object:
    """A cell as servers may write it: numbers by value, words joined in any order.

    Virtuoso joins an unbound variable and words to words behind a space, where SPARQL
    has nothing.
    """
    if isinstance(cell, Literal) and cell.datatype in NUMBERS:
        return Decimal(cell)
    if isinstance(cell, Literal):
        return sorted(cell.strip().split("; ")), cell.language
    return cell


def rows_of(found: Answer) -> Counter[str]:
    """The rows or triples, however often each comes, in no order."""
    rows = found.cells if found.triples is None else found.triples
    return Counter(str([plain(cell) for cell in row]) for row in rows)


def test_servers_answer_every_query_as_we_do(server: Server, local: Oxigraph) -> None:
    """The same columns and rows or triples, for the example of each named query.

    But for what is known of Virtuoso, which must not become more unseen.
    """
    endpoint = Endpoint(server.query)
    queries = named_queries()
    assert len(queries) > 80
    different = set()
    for query in queries:
        expected = answer(query.name, local, **query.example)
        found = answer(query.name, endpoint, **query.example)
        assert (query.name, found.columns) == (query.name, expected.columns)
        if rows_of(found) != rows_of(expected):
            different.add(query.name)
    assert different == (DIFFER_ON_VIRTUOSO if server.user else set())


@pytest.mark.parametrize("start", ["R16", "F2.7", "T3.11", "Q:L2834", "agency:police"])
def test_a_trail_is_the_same_and_takes_few_requests(
    start: str, server: Server, local: Oxigraph
) -> None:
    """Fewer than 600 requests, for R16; each a few milliseconds on this machine."""
    wire = CountingWire(server.query)
    found = evidence_trail(start, Endpoint(server.query, wire))
    assert found == evidence_trail(start, local)
    assert 5 < wire.sent < 600


class CountingWire(Wire):
    """A line that counts what goes over it."""

    sent = 0

    def send(self, *args: object, **options: object):  # type: ignore[no-untyped-def]
        """The reply, counted."""
        self.sent += 1
        return super().send(*args, **options)  # type: ignore[arg-type]


def test_a_node_says_the_same_on_a_server(server: Server, local: Oxigraph) -> None:
    """Values, subjects and statements of R16, by value."""
    endpoint, item = Endpoint(server.query), REP["recommendation/16"]
    assert endpoint.objects(item, RDFS.label) == [Literal("R16")]
    assert endpoint.objects(item, PCAD.score) == []
    assert set(endpoint.subjects(PCAD["from"], item)) == set(
        local.subjects(PCAD["from"], item)
    )
    assert set(endpoint.subjects(RDF.type, PCAD.Agency)) == set(
        local.subjects(RDF.type, PCAD.Agency)
    )
    here = {(p, str(plain(o))) for p, o in local.statements(item)}
    assert {(p, str(plain(o))) for p, o in endpoint.statements(item)} == here


def test_what_is_proposed_is_asked_by_name_alone(server: Server) -> None:
    """No proposal in the default graph; thousands of triples in its own."""
    endpoint = Endpoint(server.query)
    count = "SELECT (COUNT(*) AS ?n) { %s }"
    proposed = "?link pcad:origin pcad:proposed"
    apart = "GRAPH graph:proposed { ?link pcad:origin pcad:proposed }"
    assert endpoint.query(count % proposed).rows == (("0",),)
    assert int(endpoint.query(count % apart).rows[0][0]) > 100


def test_a_server_s_own_reason_is_told(server: Server) -> None:
    """A query that is none is refused before it is sent; an update too."""
    endpoint = Endpoint(server.query)
    for text in ("SELECT nonsense", "CLEAR ALL", "LOAD <http://127.0.0.1/x>"):
        with pytest.raises(QueryError, match="not a SPARQL query"):
            endpoint.query(text)
    with pytest.raises(QueryError, match="not allowed"):
        endpoint.query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")


def results(*rows: dict[str, str]) -> Reply:
    """SPARQL results with IRIs in their cells."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [{n: {"type": "uri", "value": v} for n, v in row.items()} for row in rows]
    body = {"head": {"vars": columns}, "results": {"bindings": cells}}
    return Reply(200, json.dumps(body).encode(), RESULTS)


THERE = results(*({"graph": graph} for graph in ASKED))
HERE = results({"label": "https://example.org/a"})


def patient(script: Script, waits: list[float] | None = None) -> Endpoint:
    """An engine that asks a scripted server and only notes how long it would wait."""
    waits = [] if waits is None else waits
    wire = Wire(script.address, Login(), wait=waits.append, most_bytes=20_000)
    return Endpoint(script.address, wire)


def test_a_request_names_its_graphs() -> None:
    """All but the proposed, as a form; with GRAPH all of them as named graphs too."""
    with scripted(THERE, HERE) as script:
        endpoint = patient(script)
        assert endpoint.query(QUERY).cells == ((Iri("https://example.org/a"),),)
        endpoint.query(QUERY.replace("{", "{ GRAPH ?g {").replace("}", "} }"))
    _, plain_one, named = (parse_qs(r.body.decode()) for r in script.requests)
    assert plain_one["default-graph-uri"] == list(ASKED)
    assert set(plain_one) == {"query", "default-graph-uri"}
    assert set(GRAPHS) - set(ASKED) == {PREFIXES["graph"] + "proposed"}
    assert named["named-graph-uri"] == list(GRAPHS)
    assert script.requests[1].headers["Accept"] == "application/sparql-results+json"


def test_the_union_is_asked_where_it_is_there() -> None:
    """Alone, since no server is good at asking two dozen graphs."""
    there = results(*({"graph": graph} for graph in (*ASKED, UNION)))
    with scripted(there, HERE) as script:
        patient(script).query(QUERY)
    assert parse_qs(script.requests[1].body.decode())["default-graph-uri"] == [UNION]


def test_a_graph_that_is_not_there_is_named() -> None:
    """A server without one of the graphs would answer, and wrongly."""
    partly = results(*({"graph": graph} for graph in ASKED if "tables" not in graph))
    with scripted(partly) as script, pytest.raises(GraphError, match="graph/tables"):
        patient(script).query(QUERY)


@pytest.mark.parametrize("status", [0, 429, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int) -> None:
    """Twice as long a wait each time; the answer comes in the end."""
    waits: list[float] = []
    with scripted(THERE, Reply(status), Reply(status), HERE) as script:
        assert len(patient(script, waits).query(QUERY).cells) == 1
    assert waits == [0.5, 1.0]
    assert len({request.body for request in script.requests[1:]}) == 1


def test_a_server_says_how_long_to_wait() -> None:
    """Seven seconds; of an hour only half a minute, and of nonsense as by default."""
    waits: list[float] = []
    asked = [Reply(503, headers={"Retry-After": v}) for v in ("7", "3600", "soon")]
    with scripted(THERE, *asked, HERE) as script:
        patient(script, waits).query(QUERY)
    assert waits == [7.0, 30.0, 2.0]


HTML = b"<html><style>p {}</style><p>No   such\n\x1b[31m thing</p></html>"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(0), "the connection broke 4 times"),
        (Reply(503, b"busy"), "status 503: busy"),
        (Reply(400, HTML), "status 400: No such [31m thing"),
        (Reply(401), "it asks who you are; set PCAD_KG_USER and PCAD_KG_PASSWORD, or"),
        (Reply(403), "it does not allow this"),
        (Reply(404), "nothing is there; look at what the address ends in"),
        (Reply(206, b"{}"), "only a part of the answer came"),
        (
            Reply(301, headers={"Location": "https://me:pw@127.0.0.1/x?k=pw"}),
            "moved to https://127.0.0.1/x; give that address",
        ),
        (Reply(200, b"<p>", {"Content-Type": "text/html"}), "it sent text/html, not"),
        (Reply(200, b"{}", RESULTS), "it sent no SPARQL results"),
        (Reply(200, b"{" * 20_001, RESULTS), "MB came; ask for less"),
        (
            Reply(
                200, gzip.compress(b" " * 10**8), RESULTS | {"Content-Encoding": "gzip"}
            ),
            "MB came; ask for less",
        ),
    ],
)
def test_a_refusal_is_one_line(reply: Reply, said: str) -> None:
    """The address and what to do, without markup and without a secret."""
    with scripted(THERE, reply) as script, pytest.raises(EndpointError) as raised:
        patient(script).query(QUERY)
    message = str(raised.value)
    assert message.startswith(f"{script.address}: ")
    assert said in message
    assert message.isprintable()
    assert "pw" not in message.replace("PCAD_KG", "")


def test_rows_that_were_cut_off_are_no_answer() -> None:
    """A server that sends one row at most has sent one of more."""
    cut = Reply(200, HERE.body, RESULTS | {"X-SPARQL-MaxRows": "1"})
    with scripted(THERE, cut) as script, pytest.raises(EndpointError, match="1 rows"):
        patient(script).query(QUERY)


def test_no_server_is_told_at_once() -> None:
    """Nothing listens, so there is nothing to wait for."""
    address, waits = f"http://127.0.0.1:{free_port()}/sparql", list[float]()
    wire = Wire(address, Login(), wait=waits.append)
    with pytest.raises(EndpointError, match="is it running"):
        Endpoint(address, wire).query(QUERY)
    assert waits == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "“”: not an http"),
        ("ftp://127.0.0.1/", "not an http"),
        ("/graph", "not an http"),
        ("http://127.0.0.1:99999/", "not an http"),
        ("http://[::1/?key=secret", "not an http"),
        ("http://me:secret@127.0.0.1/", "PCAD_KG_PASSWORD"),
    ],
)
def test_an_address_is_looked_at_first(address: str, said: str) -> None:
    """Only http(s), and no password in it."""
    with pytest.raises(EndpointError, match=said) as raised:
        Endpoint(address)
    assert "secret" not in str(raised.value)


def test_a_password_is_shown_when_it_is_asked_for() -> None:
    """Not before, and from then on; a token with every request."""
    asks = Reply(401, headers={"WWW-Authenticate": 'Basic realm="a"'})
    with scripted(asks, THERE, HERE) as script:
        wire = Wire(script.address, Login("me", "secret"))
        Endpoint(script.address, wire).query(QUERY)
    shown = [request.headers.get("Authorization") for request in script.requests]
    assert shown == [None, "Basic bWU6c2VjcmV0", "Basic bWU6c2VjcmV0"]
    with scripted(THERE, HERE) as script:
        wire = Wire(script.address, Login(token="abc"))
        Endpoint(script.address, wire).query(QUERY)
    shown = [request.headers.get("Authorization") for request in script.requests]
    assert shown == ["Bearer abc", "Bearer abc"]


def test_a_wrong_password_is_tried_once() -> None:
    """A server that asks anew each time is not answered for ever."""
    asks = Reply(401, headers={"WWW-Authenticate": 'Digest realm="a", nonce="b"'})
    with scripted(asks) as script:
        wire = Wire(script.address, Login("me", "secret"))
        with pytest.raises(EndpointError, match="does not accept") as raised:
            Endpoint(script.address, wire).query(QUERY)
    assert len(script.requests) == 2
    assert "secret" not in str(raised.value) + repr(Login("me", "secret"))


VALUES_CASES = [
    ("SELECT ?b { ?b ?c ?a }", 'SELECT ?b { ?b ?c "x" }'),
    ("SELECT ?a{?b ?c $a}", 'SELECT ("x" AS ?a){?b ?c "x"}'),
    ("SELECT DISTINCT ?a WHERE { }", 'SELECT DISTINCT ("x" AS ?a) WHERE { }'),
    ("SELECT * { ?b ?c ?a }", 'SELECT * { BIND("x" AS ?a) ?b ?c "x" }'),
    ("SELECT (COUNT(?a) AS ?n) { }", 'SELECT (COUNT("x") AS ?n) { }'),
    ("ASK { FILTER(BOUND( ?a )) }", "ASK { FILTER(true) }"),
    ("ASK { ?s ?p '?a', '''?a''', \"\\\"?a\" } # ?a", None),
    ("ASK { <http://e/?a> <http://e/#> ?b . ?ab ?p ?_a }", None),
    (
        "SELECT ?a (COUNT(*) AS ?n) { ?s ?p ?a } GROUP BY ?a HAVING (?a > 1)"
        " ORDER BY ?a DESC(?a) LIMIT 1",
        'SELECT ("x" AS ?a) (COUNT(*) AS ?n) { ?s ?p "x" } GROUP BY (STR("x"))'
        ' HAVING ("x" > 1) ORDER BY (STR("x")) DESC("x") LIMIT 1',
    ),
    (
        "SELECT ?b { { SELECT ?a ?b { ?b ?c ?a } ORDER BY ?a } ?b ?d ?a }",
        'SELECT ?b { { SELECT ("x" AS ?a) ?b { ?b ?c "x" } ORDER BY (STR("x")) }'
        ' ?b ?d "x" }',
    ),
    (
        "CONSTRUCT { ?b rdfs:label ?a } WHERE { ?b pcad:from ?a }",
        'CONSTRUCT { ?b rdfs:label "x" } WHERE { ?b pcad:from "x" }',
    ),
]


@pytest.mark.parametrize(("text", "expected"), VALUES_CASES)
def test_a_value_is_written_where_it_is_meant(text: str, expected: str | None) -> None:
    """Selected variables stay bound; strings, comments and IRIs stay as they are."""
    assert with_values(text, {"a": Literal("x")}) == (expected or text)


@pytest.mark.parametrize("text", ["ASK { BIND(1 AS ?a) }", "ASK { VALUES ?a { 1 } }"])
def test_a_variable_with_a_value_of_its_own_is_refused(text: str) -> None:
    """Rather than asked with a mistake in it."""
    with pytest.raises(QueryError, match="gives it a value itself"):
        with_values(text, {"a": Literal("x")})
    with pytest.raises(QueryError, match="cannot be asked"):
        with_values("ASK { ?s ?p ?a }", {"a": Literal(r"\u0022")})


@given(st.text().filter(lambda text: r"\u" not in text.lower()))
def test_no_value_leaves_its_place(value: str) -> None:
    """Whatever a person types, a server reads back the very same words."""
    text = with_values("SELECT ?a { FILTER(?a = ?a) }", {"a": Literal(value)})
    found = list(Store().query(text))  # type: ignore[arg-type]
    assert [row["a"].value for row in found] == [value]  # type: ignore[index]


def test_prefixes_are_added_where_they_are_missing() -> None:
    """Only those used, and none that the query declares."""
    declared = "PREFIX pcad: <https://example.org/> ASK { ?s pcad:a rep:b }"
    assert with_prefixes(declared) == f"PREFIX rep: <{PREFIXES['rep']}>\n{declared}"


def test_a_question_is_answered_with_true_or_false(server: Server) -> None:
    """Virtuoso says it with a row of 1, or none."""
    endpoint = Endpoint(server.query)
    assert endpoint.query("ASK { ?s a rep:none }").rows == (("false",),)
    assert endpoint.query("ASK { ?s a pcad:Report }").rows == (("true",),)
