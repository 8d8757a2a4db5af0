"""The maps over HTTP: kept by tag, asked for by HEAD, nothing where nothing is."""

from collections.abc import Iterator

import pytest

from pcad_kg.serve.mapped import VIEWS, map_assets
from tests.serving import Site, serving

PATHS = [view.path for view in VIEWS]
FILES = [f"/assets/map/{name}" for name in map_assets()]
TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The server, started once."""
    with serving() as started:
        yield started


@pytest.mark.parametrize("path", [*PATHS, *FILES])
def test_a_map_is_sent_once(site: Site, path: str) -> None:
    """HEAD says what GET would, and whoever has it is told so in no bytes."""
    got = site.get(path, "text/html, */*;q=0.1")
    asked = site.get(path, "text/html, */*;q=0.1", method="HEAD")
    assert (got.status_code, asked.status_code, asked.content) == (200, 200, b"")
    for name in ("etag", "content-length", "content-type", "content-security-policy"):
        assert asked.headers[name] == got.headers[name], name
    known = site.get(path, "text/html, */*;q=0.1", If_None_Match=got.headers["etag"])
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("path", PATHS)
def test_the_policy_of_a_map_is_that_of_every_page(site: Site, path: str) -> None:
    """Scripts and styles from the site alone, and none within a page."""
    policy = site.get(path, "text/html").headers["content-security-policy"]
    assert policy == site.get("/", "text/html").headers["content-security-policy"]
    assert "script-src 'self'; style-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_a_map_has_its_type(site: Site, path: str) -> None:
    """Browsers run a script only by its name of type."""
    response = site.get(path)
    assert response.content == map_assets()[path.rpartition("/")[2]]
    assert response.headers["content-type"] == TYPES[path.rpartition(".")[2]]


@pytest.mark.parametrize(
    "path",
    [
        "/map/full",
        "/map/x",
        "/map.ttl",
        "/assets/map/",
        "/assets/map/page.html",
        "/assets/map/pinned.json",
        "/assets/map/..%2fapp.py",
        "/assets/map/%2e%2e/%2e%2e/app.py",
    ],
)
def test_what_is_no_map_is_not_found(site: Site, path: str) -> None:
    """404 in one line, which holds no path of the machine."""
    response = site.get(path)
    assert response.status_code == 404
    assert response.text.count("\n") == 1
    assert "src/" not in response.text
