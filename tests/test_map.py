"""The maps: views of the graph that are pages of the site, as text and as files."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.export import formats
from pcad_kg.export import page as export_page
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.formats import ready_drawing
from pcad_kg.export.page import json_of
from pcad_kg.serve import mapped
from pcad_kg.serve.desk import Desk
from pcad_kg.serve.made import Page
from pcad_kg.serve.mapped import VIEWS, Maps, map_assets
from pcad_kg.serve.pages import Pages
from tests.drawings import a_drawing

DATA = re.compile(
    r'<script type="application/json" id="drawing">(?P<data>.*?)</script>', re.DOTALL
)
LARGEST = 3_000_000  # bytes of a page
PATHS = [view.path for view in VIEWS]
HOSTILE = "</script><script>window.hacked = true</script><!-- <script> ]]> &lt;"


@pytest.fixture(scope="module")
def pages(engine: Oxigraph) -> Pages:
    """The pages as a server gives them."""
    return Pages(engine)


@pytest.fixture(scope="module")
def files(engine: Oxigraph) -> Pages:
    """The pages as files."""
    return Pages(engine, is_static=True)


@pytest.fixture
def without_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lacks what a build brings."""
    monkeypatch.setattr(export_page, "VENDOR", tmp_path)


def page_at(pages: Pages, path: str) -> Page:
    """A page that is there."""
    found = pages.page(path)
    assert found is not None, path
    return found


def data_of(page: Page) -> dict[str, list[dict[str, object]]]:
    """The drawing as a browser reads it out of a page."""
    found = DATA.search(page.body)
    assert found is not None
    read: dict[str, list[dict[str, object]]] = json.loads(found["data"])
    return read


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_map_holds_its_whole_view(
    pages: Pages, engine: Oxigraph, view: mapped.View
) -> None:
    """Every item and link of the view, in a page of less than three megabytes."""
    page = page_at(pages, view.path)
    drawing = ready_drawing(engine, view.name)
    data = data_of(page)
    assert page.status == 200
    assert len(page.body.encode()) < LARGEST
    assert [node["key"] for node in data["nodes"]] == [n.key for n in drawing.nodes]
    assert [edge["key"] for edge in data["edges"]] == [e.key for e in drawing.edges]
    assert len(drawing.nodes) > 30


def test_the_four_maps_are_pages_of_a_site_of_files(files: Pages) -> None:
    """Each path of a map is among those that are written."""
    assert [path for path in files.paths() if path.startswith("/map")] == PATHS
    assert PATHS == ["/map", "/map/agencies", "/map/co-evidence", "/map/voices"]


@pytest.mark.parametrize("path", ["/map/full", "/map/trail", "/map/x", "/map/map"])
def test_other_views_have_no_map(pages: Pages, path: str) -> None:
    """No page of five megabytes, none of a trail, none of nothing."""
    assert pages.page(path) is None


def test_the_menu_leads_to_the_map(pages: Pages) -> None:
    """From the start, and marked where one is there."""
    assert '<a href="/map">Map</a>' in page_at(pages, "/acronym").body
    assert '<a href="/map" aria-current="page">Map</a>' in page_at(pages, "/map").body
    other = page_at(pages, "/map/voices").body
    assert '<a href="/map" aria-current="true">Map</a>' in other
    assert 'href="/map/voices" aria-current="page">Voices</a>' in other


def test_every_item_leads_to_its_page_on_a_server(
    pages: Pages, engine: Oxigraph
) -> None:
    """R16 to /recommendation/16, a plain passage to its line; each is a page."""
    leads = {n["key"]: str(n["page"]) for n in data_of(page_at(pages, "/map"))["nodes"]}
    assert leads["recommendation/16"] == "/recommendation/16"
    assert leads["table/3.11/row/2"] == "/table/3.11/row/2"
    desk = Desk(engine)
    known = {desk.path(iri) for kind in desk.classes for iri in desk.classes[kind]}
    assert set(leads.values()) - known == set()
    assert len(leads) > 600


@pytest.mark.parametrize(
    ("path", "lead"),
    [
        ("/map", "../recommendation/16/index.html"),
        ("/map/agencies", "../../recommendation/16/index.html"),
    ],
)
def test_items_lead_to_files_from_where_the_map_lies(
    files: Pages, path: str, lead: str
) -> None:
    """Relative links, by how deep the map's own folder is."""
    nodes = data_of(page_at(files, path))["nodes"]
    leads = {node["key"]: node["page"] for node in nodes}
    assert leads["recommendation/16"] == lead


def test_a_map_is_drawn_once(engine: Oxigraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout takes seconds: the second request has the first one's drawing."""
    asked: list[str] = []

    def drawn(_: Oxigraph, view: str) -> Drawing:
        asked.append(view)
        return a_drawing()

    monkeypatch.setattr(formats, "ready_drawing", drawn)
    pages = Pages(engine)
    first, again = page_at(pages, "/map"), pages.page("/map/", {"q": ["x"]})
    assert again == first
    assert asked == ["evidence"]


@pytest.mark.parametrize("path", PATHS)
def test_a_map_has_no_script_or_style_of_its_own(pages: Pages, path: str) -> None:
    """One block of data, which nothing runs; all scripts and styles are files."""
    body = page_at(pages, path).body
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", body, re.DOTALL)
    inline = [attributes for attributes, text in scripts if text]
    assert inline == [' type="application/json" id="drawing"']
    assert re.findall(r"<style|\sstyle=|\son\w+=", body) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', body) == []
    names = re.findall(r'\sid="([^"]+)"', body)
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_texts_cannot_leave_their_block(
    engine: Oxigraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markup in a text is data of the drawing, and words for who runs no scripts."""
    monkeypatch.setattr(formats, "ready_drawing", lambda *_: a_drawing(HOSTILE))
    page = page_at(Pages(engine), "/map")
    assert data_of(page)["nodes"][0]["text"] == HOSTILE
    assert "<script>window.hacked" not in page.body
    assert "&lt;script&gt;window.hacked" in page.body
    assert page.body.count("<script") == page.body.count("</script>") == 4


def test_without_scripts_each_recommendation_is_led_to(pages: Pages) -> None:
    """38 lines, each with the name that a link to the map ends in; agencies too."""
    body = page_at(pages, "/map").body
    within = re.findall(r"<noscript>(.*?)</noscript>", body, re.DOTALL)
    assert len(within) == 1
    keys = re.findall(r'<li id="(recommendation/\d+)">', within[0])
    assert len(keys) == 38
    assert '<a class="chip" href="/recommendation/16">' in within[0]
    for path in PATHS[1:2] + PATHS[3:]:
        other = page_at(pages, path).body.partition("<noscript>")[2]
        assert '<li id="agency/police">' in other.partition("</noscript>")[0]


@pytest.mark.usefixtures("without_library")
def test_without_the_library_a_map_says_what_to_do(engine: Oxigraph) -> None:
    """One line that names the command; no script, no data, no empty picture."""
    body = page_at(Pages(engine), "/map").body
    line = unescape(re.sub(r"<[^>]+>", "", body))
    assert "Cytoscape.js. Run pip install -e . again in a checkout" in line
    assert "graph.js" not in body
    assert 'id="network"' not in body
    assert 'id="drawing"' not in body
    assert '<a class="chip" href="/recommendation/16">' in body
    assert set(map_assets()) == {"graph.js", "graph.css"}


def test_the_files_of_a_map_are_those_its_page_asks_for(pages: Pages) -> None:
    """Scripts, style and licence; the library before what needs it."""
    body = page_at(pages, "/map").body
    asked = re.findall(r'(?:src|href)="/assets/map/([^"]+)"', body)
    assert asked == ["graph.css", "cytoscape.min.js", "graph.js", "THIRD-PARTY.txt"]
    assert set(asked) == set(map_assets())


def test_the_scripts_of_a_map_keep_their_names_to_themselves() -> None:
    """All is within one function, which is strict."""
    script = map_assets()["graph.js"].decode()
    assert script.startswith('(() => {\n"use strict";\n')
    assert script.endswith("})();\n")


def test_a_drawing_without_pages_has_no_links() -> None:
    """The page that opens from disk by itself knows of no others."""
    drawing = a_drawing()
    assert '"page"' not in json_of(drawing)
    leads = {drawing.nodes[0].key: "/somewhere"}
    nodes = json.loads(json_of(drawing, leads))["nodes"]
    assert [node.get("page") for node in nodes] == ["/somewhere"] + [None] * 7


def test_a_map_is_the_same_each_time(engine: Oxigraph) -> None:
    """No time, no chance: the same bytes from another process's first look."""
    view = VIEWS[2]
    one, other = (Maps(Desk(engine)).map(view, str) for _ in range(2))
    assert one == other
