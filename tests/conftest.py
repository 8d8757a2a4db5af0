"""What most tests share: the real source, what is read out of it, and its graph."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from rdflib.plugins.sparql.processor import SPARQLProcessor, prepareQuery
from rdflib.plugins.sparql.sparql import Query

from pcad_kg.build import Build, build_graph, union_of
from pcad_kg.engine.choose import open_engine
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.protocol import Engine
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.formats import ready_drawing
from pcad_kg.model import Concept, Report, Source, Vocabulary
from pcad_kg.paths import data_folder, source_file
from pcad_kg.read import read_source
from pcad_kg.store import load_graph
from pcad_kg.vocabulary import read_turtle, vocabulary_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATA = Path(__file__).parent / "data"
# What some tests need beside Python. Where it is missing they are left out and named,
# but not where all must run.
PROGRAMS = {
    "test_comunica.py": "node npm",
    "test_export_picture.py": "chromium dot",
    "test_export_rdf.py": "rapper",
    "test_map_in_browser.py": "chromium",
    "test_page_in_browser.py": "chromium",
    "test_site_in_browser.py": "chromium",
    "test_sparql_editor.py": "chromium",
}
MUST_RUN = "CI" in os.environ
LEFT_OUT = [
    name
    for name, needed in PROGRAMS.items()
    if not (MUST_RUN or all(map(which, needed.split())))
]
# The benchmarks' peers need libraries of their own and have no doctests.
collect_ignore = ["benchmarks/peers", *LEFT_OUT]


def pytest_report_header() -> list[str]:
    """Which tests are left out, and what to install for them."""
    return [f"left out: {name} needs {PROGRAMS[name]}" for name in LEFT_OUT]


def cases(name: str) -> list[dict[str, str]]:
    """The cases of a table in `tests/data`, one a line."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


def unescaped(text: str) -> str:
    r"""The text of a case, in which `\n` and `\t` stand for a line end and a tab."""
    return text.replace("\\n", "\n").replace("\\t", "\t")


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Each SPARQL text is parsed once: parsing is most of what a shape's case takes."""
    parsed: dict[tuple[object, ...], Query] = {}
    ask = SPARQLProcessor.query

    def query(
        self: SPARQLProcessor,
        asked: str | Query,
        bindings: object = None,
        namespaces: Mapping[str, str] | None = None,
        base: str | None = None,
        **options: object,
    ) -> object:
        if isinstance(asked, str):
            key = (asked, base, tuple(sorted((namespaces or {}).items())))
            if key not in parsed:
                parsed[key] = prepareQuery(asked, dict(namespaces or {}), base)
            asked = parsed[key]
        return ask(self, asked, bindings, namespaces, base, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


@pytest.fixture(scope="session")
def source() -> Source:
    """The report's text as the project carries it."""
    return read_source(source_file())


@pytest.fixture(scope="session")
def built() -> Build:
    """One whole build of the real report."""
    return build_graph()


@pytest.fixture(scope="session")
def report(built: Build) -> Report:
    """What was read out of the real report."""
    return built.report


@pytest.fixture(scope="session")
def graph(built: Build) -> Graph:
    """The real graph, all its parts in one; not to be changed."""
    return union_of(built.graphs)


@pytest.fixture(scope="session")
def committed() -> Graph:
    """The committed graph, loaded as a user loads it; not to be changed."""
    return load_graph()


@pytest.fixture(scope="session")
def engine() -> Oxigraph:
    """The committed graph as a user asks it."""
    return Oxigraph()


@pytest.fixture(scope="session")
def evidence_drawing(engine: Oxigraph) -> Drawing:
    """The real view `evidence`, measured and laid out."""
    return ready_drawing(engine)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium, without a window.

    Ended with its module: Playwright keeps a loop running, which no test of coroutines
    can stand beside.
    """
    from playwright.sync_api import sync_playwright

    path = which("chromium") or which("chromium-browser")
    assert path, "these tests need Chromium: apt-get install chromium"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def opened_once(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever asks the package's own graph shares one engine; others as ever."""

    def open_once(folder: Path | None = None, endpoint: str | None = None) -> Engine:
        if folder or endpoint:
            return open_engine(folder, endpoint)
        found: Engine = request.getfixturevalue("engine")
        return found

    monkeypatch.setattr("pcad_kg.engine.choose.open_engine", open_once)


@pytest.fixture(scope="session")
def schemes() -> Vocabulary:
    """The real vocabulary, of `ontology/schemes.ttl`."""
    return vocabulary_of(read_turtle(data_folder("ontology") / "schemes.ttl"))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A small invented vocabulary, for tests that do not need the real one."""
    return Vocabulary(
        (
            Concept("health", "Health", ("Health", "health visitor", "midwives")),
            Concept(
                "education", "Education", ("Education", "school"), ("school holidays",)
            ),
            Concept("law", "Law", ("Law",)),
            Concept("police", "Police", ("Police", "police officer")),
            Concept("mental-health", "Mental Health", ("Mental Health", "CAMHS")),
            Concept(
                "childrens-social-care",
                "Children's Social Care",
                ("Children's Social Care", "CSC"),
                notations=("CSC",),
            ),
            Concept(
                "safeguarding-partnerships",
                "Safeguarding Partnerships",
                ("Safeguarding Partnerships", "SP"),
                notations=("SP",),
            ),
        ),
        Concept("allAgencies", "all agencies", ("all agencies", "practitioner")),
    )
