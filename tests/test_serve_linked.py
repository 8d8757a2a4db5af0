"""Every IRI of ours leads to what is said of it, in the form its reader likes."""

import asyncio
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from itertools import islice

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.applications import Starlette
from starlette.types import Message

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.paths import data_folder
from pcad_kg.serve.app import app_of
from pcad_kg.serve.describe import Descriptions
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.made import Page
from pcad_kg.serve.negotiate import PAGE_FORMS, Form, best_form
from pcad_kg.serve.partitions import VOID
from pcad_kg.serve.paths import Suffix, iri_of, path_of, without_suffix
from pcad_kg.serve.rdf import written_in
from pcad_kg.serve.service import DCAT
from pcad_kg.terms import AGENCY, PCAD, PREFIXES, RDF, RDFS, REP, Iri, Literal
from tests.serving import PATIENCE, Site, serving

R16 = "/recommendation/16"
SUBJECTS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o }"
FORMS = {
    ".ttl": ("text/turtle", RdfFormat.TURTLE),
    ".jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    ".json": ("application/json", RdfFormat.JSON_LD),
    ".nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    ".rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The server, started once."""
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def iris(engine: Oxigraph) -> list[Iri]:
    """All that the graph says anything of."""
    return sorted(Iri(row[0]) for row in engine.query(SUBJECTS).cells if row[0])


def triples(body: bytes, form: RdfFormat) -> set[tuple[str, ...]]:
    """The triples of a document, each term as it is written."""
    return {tuple(map(str, quad.triple)) for quad in parse(body, form)}


def test_paths_and_iris_are_one_to_one(iris: list[Iri]) -> None:
    """Each of more than 7,000 IRIs has a path of its own, which leads back to it."""
    items = [iri for iri in iris if not iri.startswith(PCAD.namespace)]
    paths = [path_of(iri) or "" for iri in items]
    assert len(set(paths)) == len(paths) > 7000
    assert [iri_of(path) for path in paths] == items
    assert [path for path in paths if without_suffix(path)[1]] == []
    assert [p for p in paths if not re.fullmatch(r"/[A-Za-z0-9._~/-]+", p)] == []


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (REP["recommendation/16"], R16),
        (REP["table/3.11/row/2"], "/table/3.11/row/2"),
        (AGENCY["police"], "/agency/police"),
        (Iri(PREFIXES["role"] + "gp"), "/role/gp"),
        (Iri(PREFIXES["graph"] + "audit"), "/graph/audit"),
        (PCAD["Finding"], "/ontology#Finding"),
        (Iri("https://example.org/a"), None),
        (Iri(f"{REP.namespace}//evil.example/"), "/evil.example/"),
        (Iri(f"{REP.namespace}/\\evil.example/"), "/evil.example/"),
    ],
)
def test_an_iri_has_a_path(iri: Iri, path: str | None) -> None:
    """Items stand at the top, shared vocabulary under its name; none leads away."""
    assert path_of(iri) == path


@pytest.mark.parametrize("suffix", FORMS)
def test_a_suffix_names_a_form(site: Site, suffix: str) -> None:
    """Each form has an address of its own and says the same."""
    type_, form = FORMS[suffix]
    response = site.get(R16 + suffix)
    assert response.headers["content-type"].split(";")[0] == type_
    expected = triples(site.get(R16 + ".nt").content, RdfFormat.N_TRIPLES)
    assert len(expected) > 200
    assert triples(response.content, form) == expected


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.4, application/rdf+xml;q=0.8", "application/rdf+xml"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
    ],
)
def test_the_readers_form_is_given(site: Site, accept: str | None, type_: str) -> None:
    """HTML for people and for who has no wish, RDF for programs that say so."""
    response = site.get(R16, accept)
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == type_
    assert "Accept" in response.headers["vary"]
    links = response.headers["link"]
    assert f'<{R16}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<{REP["recommendation/16"]}>; rel="describes"' in links


def test_what_no_form_fits_is_406(site: Site) -> None:
    """An image of a recommendation cannot be had; of nothing, there is nothing."""
    assert site.get(R16, "image/png").status_code == 406
    assert site.get("/recommendation/99", "text/turtle").status_code == 404


def test_curl_follows_an_iri(site: Site) -> None:
    """What w3id.org sends on with the report's part in its path gets there as well."""
    address = f"{site.address}/pcad-2021/agency/police/"
    wrong = site.get("/pcad-2021/recommendation/16.ttl")
    assert (wrong.status_code, wrong.headers["location"]) == (308, R16 + ".ttl")
    command = ["curl", "-sL", "-H", "Accept: text/turtle", address]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 'skos:prefLabel "Police"@en' in done.stdout


def test_an_items_description_is_whole(engine: Oxigraph) -> None:
    """Its statements, the links about it with theirs, labels of all that is named."""
    described = set(Descriptions(engine).of(REP["recommendation/16"]))
    statements = engine.statements(REP["recommendation/16"])
    assert {(REP["recommendation/16"], *said) for said in statements} <= described
    links = set(engine.subjects(PCAD["from"], REP["recommendation/16"]))
    assert len(links) > 5
    for link in links:
        assert {(link, *said) for said in engine.statements(link)} <= described
    nodes = {value for _, _, value in described if isinstance(value, Iri)}
    labelled = {subject for subject, by, _ in described if by == RDFS.label}
    assert {n for n in nodes if engine.objects(n, RDFS.label)} <= labelled


def test_literals_are_those_of_the_files(site: Site) -> None:
    """A number keeps the kind that the file gives it, which a store does not."""
    said = triples(site.get("/section/2.4.nt").content, RdfFormat.N_TRIPLES)
    integer = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    begin = f"<{PREFIXES['nif']}beginIndex>"
    assert (f"<{REP['section/2.4']}>", begin, f'"99926"^^<{integer}>') in said


def test_a_named_graph_is_its_file(site: Site) -> None:
    """As Turtle, to the byte; in other forms, to the triple."""
    file = (data_folder("graph") / "evidence.ttl").read_bytes()
    assert site.get("/graph/evidence", "text/turtle").content == file
    expected = triples(file, RdfFormat.TURTLE)
    other = site.get("/graph/evidence.nt").content
    assert triples(other, RdfFormat.N_TRIPLES) == expected


def test_the_ontology_has_all_its_terms(site: Site) -> None:
    """Each class and property, with the one axiom that needs nodes without names."""
    said = triples(site.get("/ontology.ttl").content, RdfFormat.TURTLE)
    subjects = {subject for subject, _, _ in said}
    terms = {f"<{PCAD[name]}>" for name in PCAD.names}
    assert terms - subjects == set()
    assert any("propertyChainAxiom" in predicate for _, predicate, _ in said)


def test_the_data_set_is_described(site: Site) -> None:
    """The record that catalogues read stands at the data set's own IRI."""
    said = triples(site.get("/dataset.ttl").content, RdfFormat.TURTLE)
    dataset, endpoint = f"<{REP['dataset']}>", f"<{site.address}/sparql>"
    assert (dataset, f"<{RDF['type']}>", f"<{DCAT['Dataset']}>") in said
    assert (dataset, f"<{VOID['sparqlEndpoint']}>", endpoint) in said


def test_a_reader_who_has_it_gets_nothing(site: Site) -> None:
    """304 for a tag that is known, weak or among others; 200 for another's."""
    for accept in ("text/html", "text/turtle"):
        tag = site.get(R16, accept).headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
        for known in (tag, f'"x", W/{tag}', "*"):
            response = site.get(R16, accept, If_None_Match=known)
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["etag"] == tag
            assert "Accept" in response.headers["vary"]
        assert site.get(R16, accept, If_None_Match='"x"').status_code == 200
    html, turtle = (site.get(R16, a).headers["etag"] for a in (BROWSER, "text/turtle"))
    assert html != turtle


def test_head_says_what_get_would(site: Site) -> None:
    """The same headers, and no body."""
    for path in (R16, R16 + ".ttl", "/graph/audit.ttl", "/.well-known/void"):
        head, got = site.get(path, method="HEAD"), site.get(path)
        assert head.content == b""
        for name in ("etag", "content-length", "content-type"):
            assert head.headers[name] == got.headers[name]


def test_what_is_not_there_is_404(site: Site) -> None:
    """A page with ways on for people, a line for programs."""
    page = site.get("/recommendation/99", BROWSER)
    assert page.status_code == 404
    assert "There is no page at /recommendation/99." in page.text
    assert '<a href="/search">Search</a>' in page.text
    response = site.get("/recommendation/99")
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text.count("\n") == 1
    assert {page.headers["vary"], response.headers["vary"]} == {"Accept"}
    assert site.get("/sparql?query=x").headers["vary"] == "Accept"


def test_what_pages_are_made_of_is_kept(site: Site) -> None:
    """Scripts, styles and licences are fresh for a while; nothing else is given."""
    for name in ("site.js", "style.css", "icon.svg", "vendor/THIRD-PARTY.txt"):
        response = site.get(f"/assets/{name}")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=300"
        again = site.get(f"/assets/{name}", If_None_Match=response.headers["etag"])
        assert again.status_code == 304
        assert again.headers["cache-control"] == "public, max-age=300"
    for name in ("vendor/.gitignore", "vendor/pinned.json", "vendor", "none.js", ""):
        assert site.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize(
    ("limit", "shown"),
    [("00", 20), ("9" * 5000, 20), ("x", 20), ("-1", 20), ("5", 5), ("9999", 500)],
)
def test_a_search_shows_so_many(site: Site, limit: str, shown: int) -> None:
    """As many as are asked for, up to 500; the usual 20 where that is no number."""
    response = site.get("/search", params={"q": "children", "limit": limit})
    assert response.status_code == 200
    assert f" found, the best {shown}</h2>" in response.text


class Slow:
    """Pages that are made at once, but for one, which waits until it may."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def page(self, path: str, query: Mapping[str, list[str]]) -> Page:
        """A page that says with which fields it was asked."""
        if path == "/slow":
            self.begun.set()
            assert self.may_end.wait(PATIENCE)
        return Page(200, f"{path} {dict(query)}", "", None)

    def missing(self, path: str) -> Page:
        """What is said where there is no page."""
        return Page(404, path, "", None)

    def download(self, path: str) -> None:
        """Nothing: no page has a file."""


async def heard(app: Starlette, path: str, query: str = "") -> list[Message]:
    """What an application sends for a path."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    scope |= {"query_string": query.encode(), "scheme": "http"}
    await app(scope, receive, send)
    return sent


def test_kept_pages_wait_for_no_other(engine: Oxigraph) -> None:
    """While one page is made, what is kept comes, whatever fields it does not take;
    one that is not kept may wait, the next is sent away."""
    slow = Slow()
    app = app_of(engine, slow, limits=Limits(waiting=1))

    async def asked() -> None:
        first = await heard(app, "/a/page/deep")
        running = asyncio.create_task(heard(app, "/slow"))
        await asyncio.to_thread(slow.begun.wait)
        for query in ("", "x=1&q=police", "agency="):
            kept = await asyncio.wait_for(heard(app, "/a/page/deep", query), PATIENCE)
            assert kept == first
        waiting = asyncio.create_task(heard(app, "/other"))
        await asyncio.sleep(0)
        start, body = await heard(app, "/search", "q=police")
        assert start["status"] == 503
        assert (b"retry-after", b"10") in start["headers"]
        assert body["body"] == b"too many pages are asked for; try again in a while\n"
        slow.may_end.set()
        assert [sent[1]["body"] for sent in await asyncio.gather(running, waiting)] == [
            b"/slow {}",
            b"/other {}",
        ]
        _, body = await heard(app, "/search", "q=police&x=1")
        assert body["body"] == b"/search {'q': ['police']}"

    asyncio.run(asked())


def test_who_waits_too_long_is_sent_away(engine: Oxigraph) -> None:
    """A page whose turn does not come in time is refused, and comes later."""
    slow = Slow()
    app = app_of(engine, slow, limits=Limits(waiting_seconds=0))

    async def asked() -> list[int]:
        running = asyncio.create_task(heard(app, "/slow"))
        await asyncio.to_thread(slow.begun.wait)
        early, _ = await heard(app, "/other")
        slow.may_end.set()
        await running
        late, _ = await heard(app, "/slow")
        return [early["status"], late["status"]]

    assert asyncio.run(asked()) == [503, 200]


def test_every_kind_of_thing_can_be_followed(site: Site, iris: list[Iri]) -> None:
    """One of each kind answers with HTML and with Turtle, by its IRI's path."""
    kinds: dict[str, list[str]] = {}
    for iri in iris:
        path = path_of(iri) or ""
        if "#" not in path:
            kinds.setdefault(re.sub(r"[^/]*\d[^/]*", "1", path), []).append(path)
    paths = [path for found in kinds.values() for path in islice(found, 1)]
    assert len(paths) > 50
    for path in paths:
        assert site.get(path, "text/turtle").status_code == 200, path
        assert site.get(path, BROWSER).status_code in (200, 303), path


def test_the_same_triples_give_the_same_bytes() -> None:
    """In every form, whatever their order; a literal's marks survive."""
    made = [
        (REP["a"], RDFS.label, Literal('<script> "x" \n &')),
        (REP["a"], RDFS.label, Literal("x", language="en")),
        (REP["a"], PCAD.count, Literal("05", "http://www.w3.org/2001/XMLSchema#byte")),
        (AGENCY["b"], PCAD.supports, REP["a"]),
    ]
    for form in PAGE_FORMS[1:]:
        written = written_in(form, made)
        assert written == written_in(form, reversed(made))
        assert b"05" in written


def test_negotiation_follows_the_most_exact_range() -> None:
    """`q=0` forbids a type that a wider range allows."""
    assert best_form("text/html;q=0, */*", PAGE_FORMS) is Form.TURTLE
    assert best_form("text/*;q=0.3, text/turtle;q=0.7", PAGE_FORMS) is Form.TURTLE
    assert best_form("nonsense, ;;, /", PAGE_FORMS) is Form.HTML
    assert best_form("a/b;q=1, text/html;q=0", PAGE_FORMS) is None
    assert set(Suffix) == {".html", *FORMS}
