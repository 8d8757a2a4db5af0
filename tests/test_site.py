"""The site as files: whole, closed in itself, and the same as the served one."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import RdfFormat, parse

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import OutputError
from pcad_kg.serve.describe import Descriptions
from pcad_kg.serve.made import FORMS
from pcad_kg.serve.negotiate import Form
from pcad_kg.serve.pages import Pages
from pcad_kg.serve.paths import iri_of
from pcad_kg.serve.placed import put_in_places
from pcad_kg.serve.rdf import written_in
from pcad_kg.serve.site import write_site
from pcad_kg.terms import PCAD
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


def triples(path: Path) -> set[str]:
    """What a file says, as N-Triples."""
    return {str(quad.triple) for quad in parse(path=path)}


DESCRIBED = (
    "recommendation/16",
    "finding/2.7.b",
    "agency/health",
    "passage/l1001",
    "link/r16/table-3.11",
    "ontology",
    "dataset",
)


@pytest.mark.parametrize("path", [path for path in DESCRIBED if path != "ontology"])
def test_data_lies_beside_its_page(whole: Whole, path: str) -> None:
    """Each form of a description says the same."""
    forms = [triples(whole.folder / f"{path}{suffix}") for suffix, _ in FORMS]
    assert len(forms) == 4
    assert len(forms[0]) > 8
    assert [form for form in forms if form != forms[0]] == []


@pytest.mark.parametrize("path", [path for path in DESCRIBED if path != "dataset"])
def test_data_is_what_the_server_gives(
    engine: Oxigraph, whole: Whole, path: str
) -> None:
    """Byte for byte: the statements of a thing and those of the links about it."""
    said = tuple(Descriptions(engine).of(iri_of(f"/{path}")))
    for suffix, form in ((".ttl", Form.TURTLE), (".nt", Form.N_TRIPLES)):
        served = written_in(form, said)
        assert (whole.folder / f"{path}{suffix}").read_bytes() == served


def test_files_name_no_endpoint(whole: Whole) -> None:
    """The data set's record has its parts and dumps, and nowhere to ask queries."""
    text = (whole.folder / "dataset.nt").read_text(encoding="utf-8")
    assert "void#triples" in text
    assert "/graph/quotes.ttl>" in text
    assert "sparql>" not in text


def test_a_page_says_all_but_what_a_thing_is_not_called(whole: Whole) -> None:
    """An agency's page holds its own statements but phrases that name nobody."""
    iri = iri_of("/agency/health")
    page = (whole.folder / "agency/health/index.html").read_text(encoding="utf-8")
    text = page.partition('ld+json">')[2].partition("</script>")[0]
    found = {str(quad.triple) for quad in parse(input=text, format=RdfFormat.JSON_LD)}
    excluded = f"<{PCAD.excludedLabel}>"
    own = {
        line
        for line in triples(whole.folder / "agency/health.ttl")
        if line.startswith(f"<{iri}>")
    }
    left_out = own - found
    assert found < own
    assert {excluded in line for line in left_out} == {True}


def made_aside(folder: Path, names: str) -> tuple[Path, Path]:
    """A folder of new things by their names, and an empty one for old things."""
    made, old = folder / "aside/made", folder / "aside/old"
    old.mkdir(parents=True)
    for name in names.split():
        (made / name).mkdir(parents=True)
        (made / name / "new").touch()
    (made / "sign").touch()
    return made, old


def tree_of(folder: Path) -> set[str]:
    """Every file within a folder but those that are aside."""
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return {path for path in found if not path.startswith("aside/")}


def test_a_site_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """Its folders are replaced as wholes; other files stay."""
    for name in ("sign", "notes", "table/gone"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    made, old = made_aside(tmp_path, "quote table")
    put_in_places(made, tmp_path, old, "sign")
    assert tree_of(tmp_path) == {"sign", "notes", "quote/new", "table/new"}


@pytest.mark.parametrize("before", [["table/own"], ["table"], ["sign", "table"]])
def test_what_is_no_site_is_not_replaced(tmp_path: Path, before: list[str]) -> None:
    """A folder of the same name, or a file where a folder would stand, is refused."""
    for name in before:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    made, old = made_aside(tmp_path, "quote table")
    with pytest.raises(OutputError, match="table: stands where the site would"):
        put_in_places(made, tmp_path, old, "sign")
    assert tree_of(tmp_path) == set(before)


def test_what_was_moved_goes_back_where_the_rest_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is as it was before."""
    before = {"sign", "quote/one", "table/two"}
    for name in before:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    made, old = made_aside(tmp_path, "agency quote table")
    replace = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if self == made / "table":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(OSError, match="No space"):
        put_in_places(made, tmp_path, old, "sign")
    assert tree_of(tmp_path) == before


def test_a_folder_that_cannot_be_written_is_told(
    engine: Oxigraph, tmp_path: Path
) -> None:
    """One line that names the place."""
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="taken: cannot be written"):
        write_site(engine, taken)
