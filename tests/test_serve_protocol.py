"""The SPARQL 1.1 Protocol, spoken by clients that are not ours."""

import csv
import io
import re
import subprocess
from collections.abc import Iterator

import pytest
import requests
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper

from pcad_kg.engine.endpoint import Endpoint
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.files import NAMES, UNASKED
from pcad_kg.library import named_queries
from pcad_kg.terms import PREFIXES
from tests.serving import PATIENCE, Site, serving

RECOMMENDATIONS = (
    "SELECT ?n WHERE { ?r a pcad:Recommendation ; pcad:number ?n }"
    " ORDER BY xsd:integer(?n)"
)
NUMBERS = [str(number) for number in range(1, 39)]
R16 = f"{PREFIXES['rep']}recommendation/16"
OF_R16 = f"CONSTRUCT {{ <{R16}> ?p ?o }} WHERE {{ <{R16}> ?p ?o }}"
EVIDENCE = f"{PREFIXES['graph']}evidence"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
PER_CLASS = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
PER_PROPERTY = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
PER_TARGET = """SELECT ?p ?c (COUNT(*) AS ?n) {
  ?s a pcad:Recommendation ; ?p ?o . ?o a ?c } GROUP BY ?p ?c"""
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
FIELDS = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SIZES = "how-large-is-each-named-graph"
R16_IRI = f"<{R16}>"
# What SIB's editor asks an endpoint when it is opened.
FIND_EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
      sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
FIND_PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE {
  [] sh:namespace ?namespace ; sh:prefix ?prefix
}"""
FIND_CLASSES = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subject ?property ?object ?datatype WHERE {
  ?part void:class ?subject ; void:propertyPartition ?inner .
  ?inner void:property ?property .
  OPTIONAL {
    { ?inner void:classPartition/void:class ?object }
    UNION { ?inner void-ext:datatypePartition/void-ext:datatype ?datatype }
  }
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The server, started once."""
    with serving() as started:
        yield started


def number_of(response: requests.Response) -> int:
    """The number that a query for one answers with."""
    return int(response.text.split()[1])


def graph_of(response: requests.Response) -> Graph:
    """The triples of an answer, whose JSON-LD Oxigraph reads, without a warning."""
    kind = response.headers["content-type"].split(";")[0]
    if kind != "application/ld+json":
        return Graph().parse(data=response.content, format=kind)
    triples = (quad.triple for quad in parse(response.content, RdfFormat.JSON_LD))
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=written, format="nt")


def wrapper(site: Site, query: str, form: str) -> SPARQLWrapper:
    """A client of SPARQLWrapper's with a query."""
    client = SPARQLWrapper(f"{site.address}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


def test_sparqlwrapper_reads_rows(site: Site) -> None:
    """All 38 recommendations come as JSON, XML and CSV, by GET and by POST."""
    found = wrapper(site, RECOMMENDATIONS, JSON).query().convert()
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == NUMBERS
    client = wrapper(site, RECOMMENDATIONS, CSV)
    client.setMethod(POST)
    assert client.query().convert().decode().split() == ["n", *NUMBERS]
    document = wrapper(site, RECOMMENDATIONS, XML).query().convert()
    literals = document.getElementsByTagName("literal")
    assert [node.firstChild.data for node in literals] == NUMBERS
    assert wrapper(site, "ASK {}", JSON).query().convert()["boolean"] is True


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_reads_triples(site: Site, form: str) -> None:
    """A CONSTRUCT and a DESCRIBE come in the form that is asked for."""
    for query in (OF_R16, f"DESCRIBE <{R16}>"):
        found = wrapper(site, query, form).query().response
        type_ = found.headers["content-type"].split(";")[0]
        triples = set(parse(found.read(), RdfFormat.from_media_type(type_)))
        assert {quad.subject.value for quad in triples} == {R16}
        assert len(triples) > 20


def test_rdflib_asks_the_endpoint_as_a_store(site: Site) -> None:
    """rdflib's SPARQLStore counts classes and walks triples."""
    store = SPARQLStore(f"{site.address}/sparql")
    graph = Graph(store)
    pcad = Namespace(PREFIXES["pcad"])
    assert len(set(graph.subjects(RDF.type, pcad.Recommendation))) == 38
    rows = graph.query(RECOMMENDATIONS, initNs={"pcad": pcad})
    assert [str(row[0]) for row in rows] == NUMBERS
    store.close()


def test_the_project_asks_itself(site: Site, engine: Oxigraph) -> None:
    """`--endpoint` on this server answers what the files answer, named graphs too."""
    client = Endpoint(f"{site.address}/sparql")
    for query in (RECOMMENDATIONS, COUNT):
        assert client.query(query).cells == engine.query(query).cells
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:proposed { ?s ?p ?o } }"
    assert client.query(named).cells == engine.query(named).cells


def test_every_named_query_is_an_example_that_runs(site: Site) -> None:
    """What SIB's editor asks for finds all of the library, and each is answered."""
    found = site.ask(FIND_EXAMPLES, "application/sparql-results+json").json()
    queries = [row["query"]["value"] for row in found["results"]["bindings"]]
    assert len(queries) == len(named_queries()) > 80
    assert [q for q in queries if site.ask(q).status_code != 200] == []


def test_editors_find_prefixes_and_classes(site: Site) -> None:
    """Prefixes and what each class has come by the queries that editors ask."""
    prefixes = dict(csv.reader(io.StringIO(site.ask(FIND_PREFIXES, "text/csv").text)))
    assert prefixes["pcad"] == PREFIXES["pcad"]
    parts = csv.reader(io.StringIO(site.ask(FIND_CLASSES, "text/csv").text))
    pcad = PREFIXES["pcad"]
    described = {tuple(part[:3]) for part in parts}
    assert (
        f"{pcad}Recommendation",
        f"{pcad}directlySupportedBy",
        f"{pcad}Finding",
    ) in described


def test_the_report_alone_is_counted(site: Site, engine: Oxigraph) -> None:
    """A query that does not ask for it sees nothing of the server's description."""
    assert number_of(site.ask(COUNT, "text/csv")) == int(
        engine.query(COUNT).cells[0][0] or 0
    )


def test_named_graphs_are_those_of_the_files(site: Site, engine: Oxigraph) -> None:
    """The server's own description is no named graph, whatever a query is about."""
    sizes = next(q for q in named_queries() if q.name == SIZES).text
    found = csv.reader(io.StringIO(site.ask(sizes, "text/csv").text))
    assert list(found)[1:] == [list(row) for row in engine.query(sizes).cells]
    names = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    about_shapes = "PREFIX sh: <http://www.w3.org/ns/shacl#> " + names
    for query in (names, about_shapes):
        assert number_of(site.ask(query, "text/csv")) == len(NAMES)
    named = (
        f"SELECT (COUNT(*) AS ?n) FROM NAMED <{EVIDENCE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    )
    inside = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EVIDENCE}> {{ ?s ?p ?o }} }}"
    sizes_of_one = {number_of(site.ask(q, "text/csv")) for q in (named, inside)}
    assert len(sizes_of_one) == 1 < min(sizes_of_one)


def test_a_word_in_a_string_is_no_dataset(site: Site) -> None:
    """A query that says “from” somewhere still sees the server's description."""
    query = (
        "SELECT (COUNT(*) AS ?n) { ?from a sh:SPARQLExecutable"
        " FILTER(STR(?from) != 'FROM') }"
    )
    assert number_of(site.ask(query, "text/csv")) == len(named_queries())


def test_curl_speaks_all_of_the_protocol(site: Site) -> None:
    """GET, POST as a form, POST as it is, and HEAD give the same rows."""
    endpoint = f"{site.address}/sparql"
    ways = (
        ["-G", "--data-urlencode", f"query={RECOMMENDATIONS}"],
        ["--data-urlencode", f"query={RECOMMENDATIONS}"],
        ["-H", "Content-Type: application/sparql-query", "-d", RECOMMENDATIONS],
    )
    expected = "n\r\n" + "".join(f"{number}\r\n" for number in NUMBERS)
    for way in ways:
        assert curl("-H", "Accept: text/csv", *way, endpoint) == expected
    head = curl("-I", "-G", "--data-urlencode", "query=ASK {}", endpoint)
    assert head.startswith("HTTP/1.1 200")
    assert "content-length: 26\n" in head


def curl(*arguments: str) -> str:
    """What curl prints."""
    command = ["curl", "--silent", "--max-time", str(PATIENCE), *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode().replace("\r\n", "\n" if "-I" in arguments else "\r\n")


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (
            "text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1",
            "application/sparql-results+xml",
        ),
        (
            "application/sparql-results+json;q=0, text/*;q=0.2",
            "text/csv; charset=utf-8",
        ),
        (
            "TEXT/CSV ; Q=1.0 , application/json; q=0.9",
            "text/csv; charset=utf-8",
        ),
        ("text/plain, text/csv;q=0.001", "text/csv; charset=utf-8"),
        (BROWSER, "text/html; charset=utf-8"),
        ("text/csv;q=high, application/json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_as_they_are_liked(
    site: Site, accept: str | None, type_: str
) -> None:
    """The most liked form, by the most exact range that names it."""
    response = site.ask("SELECT (1 AS ?n) {}", accept)
    assert response.headers["content-type"] == type_
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("form", "type_"),
    [
        (QueryResultsFormat.JSON, "application/sparql-results+json"),
        (QueryResultsFormat.XML, "application/sparql-results+xml"),
        (QueryResultsFormat.TSV, "text/tab-separated-values"),
    ],
)
def test_each_form_of_rows_says_the_same(
    site: Site, form: QueryResultsFormat, type_: str
) -> None:
    """Texts with every kind of mark, numbers, languages and gaps survive each form."""
    query = r"""SELECT ?n ?x WHERE { VALUES (?n ?x) {
      (1 "tab\t line\n \r quote\" back\\ <b> & 🦋") (2 "x"@en) (3 UNDEF) (4 <a:b>)
      (5 1.5) (6 "") (7 true) (8 "2020-01-01"^^xsd:date) (9 1e3) } } ORDER BY ?n"""
    found = parse_query_results(site.ask(query, type_).content, form)
    assert isinstance(found, QuerySolutions)
    values = [None if row["x"] is None else row["x"].value for row in found]
    marks = 'tab\t line\n \r quote" back\\ <b> & 🦋'
    assert values == [marks, "x", None, "a:b", "1.5", "", "true", "2020-01-01", "1000"]


@pytest.mark.parametrize(
    ("form", "type_"),
    [
        (RdfFormat.TURTLE, "text/turtle"),
        (RdfFormat.N_TRIPLES, "application/n-triples"),
        (RdfFormat.RDF_XML, "application/rdf+xml"),
        (RdfFormat.JSON_LD, "application/ld+json"),
    ],
)
def test_each_form_of_triples_says_the_same(
    site: Site, form: RdfFormat, type_: str
) -> None:
    """Turtle, N-Triples, RDF/XML and JSON-LD hold the same triples."""
    expected = set(parse(site.ask(OF_R16).content, RdfFormat.TURTLE))
    assert len(expected) > 20
    response = site.ask(OF_R16, type_)
    assert response.headers["content-type"].split(";")[0] == type_
    assert set(parse(response.content, form)) == expected


@pytest.mark.parametrize("query", ["ASK {}", OF_R16])
def test_what_cannot_be_had_is_406(site: Site, query: str) -> None:
    """Where no accepted form fits, the answer names those that can be had."""
    response = site.ask(query, "image/png, text/html;q=0")
    assert response.status_code == 406
    assert response.text.startswith("this can be had as ")


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"default-graph-uri": EVIDENCE}, "evidence"),
        ({"default-graph-uri": [EVIDENCE, EVIDENCE]}, "evidence"),
        ({"named-graph-uri": EVIDENCE}, ""),
    ],
)
def test_the_protocol_says_which_graphs(
    site: Site, parameters: dict[str, str | list[str]], count: str
) -> None:
    """The default graph is what `default-graph-uri` names, or else empty."""
    expected = 0
    if count:
        inside = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EVIDENCE}> {{ ?s ?p ?o }} }}"
        expected = number_of(site.ask(inside, "text/csv"))
        assert expected > 1000
    given = {"query": COUNT, **parameters}
    assert number_of(site.get("/sparql", "text/csv", params=given)) == expected


def test_a_browser_without_scripts_sees_a_table(site: Site) -> None:
    """Rows, triples, a truth and a refusal as pages in which nothing is markup."""
    bad = "<script>alert(1)</script>"
    rows = site.ask(
        f"SELECT ?x ({R16_IRI} AS ?y) {{ VALUES ?x {{ '{bad}' UNDEF }} }}", BROWSER
    )
    assert "&lt;script&gt;alert" in rows.text
    assert '<a href="/recommendation/16">rep:recommendation/16</a>' in rows.text
    assert "<p>2 rows" in rows.text
    assert "<p>Yes.</p>" in site.ask("ASK {}", BROWSER).text
    construct = f"CONSTRUCT {{ <a:b> <a:b> '{bad}' }} WHERE {{}}"
    assert "&lt;script&gt;alert" in site.ask(construct, BROWSER).text
    refused = site.ask(f"SELECT {bad}", BROWSER)
    assert (refused.status_code, "<h1>" in refused.text) == (400, True)
    for response in (rows, refused):
        scripts = re.findall("<script[^>]*>", response.text)
        assert set(scripts) <= {'<script src="/assets/site.js" defer>'}


def test_the_protocols_graphs_win(site: Site) -> None:
    """`default-graph-uri` overrides FROM; all asked graphs are the usual default."""
    asked = [PREFIXES["graph"] + name for name in NAMES if name != UNASKED]
    usual = number_of(site.ask(COUNT, "text/csv"))
    given = {"query": COUNT, "default-graph-uri": asked}
    assert number_of(site.get("/sparql", "text/csv", params=given)) == usual
    from_ours = COUNT.replace("WHERE", "FROM graph:audit WHERE")
    own = number_of(site.ask(from_ours, "text/csv"))
    given = {"query": from_ours, "default-graph-uri": EVIDENCE}
    other = number_of(site.get("/sparql", "text/csv", params=given))
    assert 0 < own != other > 0


@pytest.mark.parametrize("method", ["post", "form", "sent"])
def test_updates_are_refused(site: Site, method: str) -> None:
    """An update is forbidden by each way that it could come, and says why."""
    update = "INSERT DATA { <a:b> <a:b> <a:b> }"
    response = {
        "post": lambda: site.post({"update": update}),
        "form": lambda: site.post(update, "application/sparql-update"),
        "sent": lambda: site.ask(update),
    }[method]()
    assert response.status_code == 403
    assert "read-only" in response.text
    assert site.ask("ASK { <a:b> ?p ?o }").json()["boolean"] is False


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (
            b"query=ASK+%7B%7D&query=ASK+%7B%7D",
            FIELDS,
            400,
        ),
        (b"x=1", FIELDS, 400),
        (b"query=%FF", FIELDS, 400),
        (b"\xff", "application/sparql-query", 400),
        (b"", "application/sparql-query", 400),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", None, 415),
    ],
)
def test_what_is_not_the_protocol_is_told(
    site: Site, body: bytes, kind: str | None, status: int
) -> None:
    """Each misuse has its status and one line."""
    response = site.post(body, kind)
    assert response.status_code == status
    assert response.text.count("\n") == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"query=ASK+%7B%7D", FIELDS), (b"ASK {}", "application/sparql-query")],
)
def test_a_query_comes_once(site: Site, body: bytes, kind: str) -> None:
    """One in the address and one in the body are two, and none is preferred."""
    response = requests.post(
        f"{site.address}/sparql?query=ASK%7B%7D",
        body,
        headers={"Content-Type": kind},
        timeout=PATIENCE,
    )
    assert response.status_code == 400
    assert response.text == "2 queries came; send one as `query`\n"


@pytest.mark.parametrize("is_form", [True, False], ids=["form", "as it is"])
def test_the_address_of_a_post_says_which_graphs(site: Site, is_form: bool) -> None:
    """`default-graph-uri` in the address counts, beside those of a form's fields."""
    inside = "SELECT (COUNT(*) AS ?n) {{ GRAPH graph:{} {{ ?s ?p ?o }} }}"
    audit = number_of(site.ask(inside.format("audit"), "text/csv"))
    evidence = number_of(site.ask(inside.format("evidence"), "text/csv"))
    address = f"{site.address}/sparql?default-graph-uri={PREFIXES['graph']}audit"
    headers = {"Accept": "text/csv"}
    if not is_form:
        headers["Content-Type"] = "application/sparql-query"
    fields = {"query": COUNT, "default-graph-uri": EVIDENCE}
    response = requests.post(
        address, fields if is_form else COUNT, headers=headers, timeout=PATIENCE
    )
    assert 0 < audit < evidence
    assert number_of(response) == audit + evidence * is_form


@pytest.mark.parametrize(
    ("query", "type_", "reason"),
    [
        (r"SELECT ('\u0001' AS ?x) {}", "application/sparql-results+xml", "U+0001"),
        (r"SELECT ('a\uFFFF' AS ?x) {}", "application/xml", "U+FFFF"),
        (r"CONSTRUCT { <a:b> <a:b> '\u001F' } {}", "application/rdf+xml", "U+001F"),
        ("CONSTRUCT { <a:b> <a:b/1> 1 } {}", "application/rdf+xml", "<a:b/1>"),
    ],
)
def test_xml_is_well_formed_or_refused(
    site: Site, query: str, type_: str, reason: str
) -> None:
    """What XML cannot hold is told, and can be had in another form."""
    response = site.ask(query, type_)
    assert response.status_code == 400
    assert reason in response.text
    assert response.text.endswith("ask for another form\n")
    assert site.ask(query).status_code == 200


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("nt", "application/n-triples; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("none", "application/rdf+xml"),
    ],
)
def test_a_field_may_name_the_form(site: Site, name: str, type_: str) -> None:
    """`format` wins over `Accept`, where there is such a form."""
    fields: dict[str, str | list[str]] = {"query": OF_R16, "format": name}
    response = site.get("/sparql", "application/rdf+xml", params=fields)
    assert response.headers["content-type"] == type_


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/search/?q=police", "/search?q=police"),
        ("/sparql/?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"),
        ("//search?q=%C3%A9&q=%0d%0aA:b", "/search?q=%C3%A9&q=%0d%0aA:b"),
        ("/pcad-2021//example.org/?a", "/example.org?a"),
    ],
)
def test_who_is_sent_elsewhere_keeps_the_question(
    site: Site, path: str, there: str
) -> None:
    """What stands behind `?` moves along; nobody is sent to another site."""
    # The client would mend such an address before it asks.
    said = curl("-I", "--path-as-is", site.address + path)
    assert said.startswith("HTTP/1.1 308")
    assert f"location: {there}\n" in said


def test_what_may_be_asked_is_told(site: Site) -> None:
    """Queries may be posted, pages may not, and any header may be sent."""
    for path, methods in (
        ("/sparql", "GET, HEAD, POST, OPTIONS"),
        ("/recommendation/16", "GET, HEAD, OPTIONS"),
    ):
        response = site.get(path, method="OPTIONS")
        assert response.headers["allow"] == methods
        assert response.headers["access-control-allow-methods"] == methods
        assert "*" in response.headers["access-control-allow-headers"]


def test_methods_that_are_none_are_405(site: Site) -> None:
    """PUT and DELETE are not allowed, and what is allowed is named."""
    for method in ("PUT", "DELETE", "PATCH"):
        response = site.get("/sparql", method=method)
        assert response.status_code == 405
        assert "POST" in response.headers["allow"]
    assert site.get("/recommendation/16", method="POST").status_code == 405


def test_scripts_of_other_sites_may_ask(site: Site) -> None:
    """A browser's question before the question is answered, and CORS is everywhere."""
    response = site.get("/sparql", method="OPTIONS", Origin="https://example.org")
    assert response.status_code == 204
    assert "POST" in response.headers["access-control-allow-methods"]
    for path in ("/sparql?query=ASK%7B%7D", "/recommendation/16", "/nothing"):
        assert site.get(path).headers["access-control-allow-origin"] == "*"


def test_an_answer_is_tagged(site: Site) -> None:
    """The same query gives the same tag, and 304 where it is known."""
    first = site.ask(OF_R16)
    tag = first.headers["etag"]
    again = site.get("/sparql", params={"query": OF_R16}, If_None_Match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert site.ask(OF_R16, "application/n-triples").headers["etag"] != tag


@pytest.mark.parametrize(
    "type_",
    [
        "text/turtle",
        "application/rdf+xml",
        "application/n-triples",
        "application/ld+json",
    ],
)
def test_the_service_describes_itself(site: Site, type_: str) -> None:
    """Without a query comes the service description, the same in every form."""
    response = site.get("/sparql", type_)
    graph = graph_of(response)
    endpoint = URIRef(f"{site.address}/sparql")
    assert (endpoint, RDF.type, SD.Service) in graph
    assert (None, SD.endpoint, endpoint) in graph
    assert len(set(graph.objects(None, SD.namedGraph))) == len(NAMES)
    assert (None, RDF.type, DCAT.Distribution) in graph
    assert set(graph) == set(graph_of(site.get("/.well-known/void", "text/turtle")))


def test_void_counts_what_is_there(site: Site, engine: Oxigraph) -> None:
    """VoID's numbers are those that queries count: of each class and each property."""
    void = Graph().parse(data=site.get("/.well-known/void").content, format="turtle")
    dataset = URIRef(f"{PREFIXES['rep']}dataset")
    whole = int(engine.query(COUNT).cells[0][0] or 0)
    assert [int(n) for n in void.objects(dataset, VOID.triples)] == [whole]
    for query, partition, of, number in (
        (PER_CLASS, VOID.classPartition, VOID["class"], VOID.entities),
        (PER_PROPERTY, VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        counted = {term: int(n or 0) for term, n in engine.query(query).cells}
        told = {
            str(void.value(part, of)): int(void.value(part, number) or 0)
            for part in void.objects(dataset, partition)
        }
        assert told == counted
        assert len(told) > 20


def test_void_counts_the_properties_of_a_class(site: Site, engine: Oxigraph) -> None:
    """Which property leads from a class to which, and how often, is as it is."""
    void = Graph().parse(data=site.get("/.well-known/void").content, format="turtle")
    part = f"{PREFIXES['rep']}dataset/class/pcad-Recommendation"
    told = {
        (
            str(void.value(inner, VOID.property)),
            str(void.value(target, VOID["class"])),
        ): (int(void.value(target, VOID.triples) or 0))
        for inner in void.objects(URIRef(part), VOID.propertyPartition)
        for target in void.objects(inner, VOID.classPartition)
    }
    counted = {(p, c): int(n or 0) for p, c, n in engine.query(PER_TARGET).cells}
    assert told == counted
    assert len(told) > 20


def test_a_head_tells_the_length(site: Site) -> None:
    """HEAD has the headers of GET, its length among them, and no body."""
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "/recommendation/16", "/x"):
        whole, head = site.get(path), site.get(path, method="HEAD")
        assert head.content == b""
        assert head.headers["content-length"] == str(len(whole.content))
        for name in ("content-type", "etag", "vary", "cache-control"):
            assert head.headers.get(name) == whole.headers.get(name)
