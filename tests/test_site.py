"""The site as files: whole, closed in itself, and the same as the served one."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import parse

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import OutputError
from pcad_kg.serve.pages import Pages
from pcad_kg.serve.site import write_site
from tests.sites import Whole, whole_site

LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
NAME = re.compile(r'\sid="([^"]+)"')
MOVED = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')


@pytest.fixture(scope="module")
def whole(engine: Oxigraph, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The site of the real graph, written once."""
    return whole_site(engine, tmp_path_factory)


@pytest.fixture(scope="module")
def bodies(whole: Whole) -> dict[Path, str]:
    """Every page of the site by its file."""
    return {
        path.resolve(): path.read_text(encoding="utf-8")
        for path in whole.folder.rglob("index.html")
    }


def test_every_path_has_its_file(engine: Oxigraph, whole: Whole) -> None:
    """Over 2,000 pages and 5,000 that lead on, each in its folder."""
    expected = set(Pages(engine, is_static=True).paths())
    found = {
        "/" + path.parent.relative_to(whole.folder).as_posix().removeprefix(".")
        for path in whole.folder.rglob("index.html")
    }
    assert found == expected
    assert whole.written.pages > 2000
    assert whole.written.moved > 5000
    assert whole.written.pages + whole.written.moved == len(expected)


def test_every_link_leads_somewhere(whole: Whole, bodies: dict[Path, str]) -> None:
    """No link within the site leads to a file or a fragment that is not there."""
    names = {path: set(NAME.findall(body)) for path, body in bodies.items()}
    folder = whole.folder.resolve()
    broken: set[tuple[str, str]] = set()
    seen = 0
    for path, body in bodies.items():
        for link in {*LINK.findall(body), *MOVED.findall(body)}:
            if link.startswith(("https:", "http:")):
                continue
            seen += 1
            bare, _, fragment = unescape(link).partition("#")
            to = (path.parent / unquote(bare.partition("?")[0])).resolve()
            to = path if not bare else to
            if fragment and to in names and unquote(fragment) not in names[to]:
                broken.add((str(path.relative_to(folder)), link))
            if not to.is_file():
                broken.add((str(path.relative_to(folder)), link))
    assert sorted(broken)[:10] == []
    assert seen > 100_000


def test_links_are_relative(bodies: dict[Path, str]) -> None:
    """No link begins at the host's root, so that any sub-folder will do."""
    rooted = {link for body in bodies.values() for link in re.findall(LINK, body)}
    assert [link for link in rooted if link.startswith("/")] == []


def test_a_page_of_files_is_that_of_the_server(
    engine: Oxigraph, bodies: dict[Path, str], whole: Whole
) -> None:
    """The same words stand on both, whatever their links."""
    served = Pages(engine).page("/recommendation/16")
    assert served is not None
    file = (whole.folder / "recommendation/16/index.html").resolve()
    words = [
        " ".join(re.sub(r"<[^>]+>", " ", body.partition("<main")[2]).split())
        for body in (served.body, bodies[file])
    ]
    ends = [text.partition("Permanent address")[0] for text in words]
    assert ends[0] == ends[1]


def test_the_search_index_is_data(whole: Whole) -> None:
    """One list of rows, each with a path that has a file."""
    text = (whole.folder / "search-index.js").read_text(encoding="utf-8")
    start, end = "window.searchIndex = ", ";\n"
    assert text.startswith(start)
    assert text.endswith(end)
    rows = json.loads(text.removeprefix(start).removesuffix(end))
    assert len(rows) > 2000
    assert {len(row) for row in rows} == {14}
    links = {row[0] for row in rows} | {row[13] for row in rows if row[13]}
    bare = {link.partition("#")[0].strip("/") for link in links}
    assert [b for b in bare if not (whole.folder / b / "index.html").is_file()] == []


def test_data_lies_beside_its_page(whole: Whole) -> None:
    """A finding's Turtle and JSON-LD say the same of it."""
    own = whole.folder / "finding"
    turtle, json_ld = (
        {str(quad.triple) for quad in parse(path=own / f"2.7.b.{suffix}")}
        for suffix in ("ttl", "jsonld")
    )
    assert len(turtle) > 8
    assert turtle == json_ld


def test_a_folder_that_cannot_be_written_is_told(
    engine: Oxigraph, tmp_path: Path
) -> None:
    """One line that names the place."""
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="taken: cannot be written"):
        write_site(engine, taken)
