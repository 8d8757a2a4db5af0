"""The whole site as files that any web host serves, and that open from disk."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pcad_kg.aside import folder_aside
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import OutputError
from pcad_kg.files import graph_files
from pcad_kg.serve import paths
from pcad_kg.serve.describe import Descriptions
from pcad_kg.serve.finding import search_index
from pcad_kg.serve.items import TRAILED
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.made import DOWNLOADS, FORMS
from pcad_kg.serve.mapped import map_assets
from pcad_kg.serve.negotiate import BY_SUFFIX
from pcad_kg.serve.pages import Pages
from pcad_kg.serve.partitions import partitions
from pcad_kg.serve.paths import Suffix
from pcad_kg.serve.placed import put_in_places
from pcad_kg.serve.rdf import written_in
from pcad_kg.serve.render import ASSETS, SERVED
from pcad_kg.serve.service import DCAT, endpoint_of, service_description
from pcad_kg.terms import BASE, Triple

INDEX_FILE = "search-index.js"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: pages, pages that only lead on, files in all, and bytes."""

    pages: int
    moved: int
    files: int
    size: int


def write_site(engine: Engine, folder: Path, graph: Path | None = None) -> Written:
    """Write the site to a folder, whole or not at all.

    Each path has a folder with an `index.html`, so that addresses are those of the
    server; an address of what is shown elsewhere has a page that leads there. Where the
    folder holds a site already, that one's folders are replaced with all that is in
    them; other files stay.

    Args:
        engine: the graph.
        folder: where the site is written.
        graph: where the graph's files are; the package's own without it.

    Raises:
        OutputError: the folder cannot be written, or holds what would be replaced and
            is no site's.
    """
    pages = Pages(engine, is_static=True)
    try:
        with folder_aside(folder) as aside:
            made, old = aside / "made", aside / "old"
            old.mkdir()
            told = _write(pages, graph, made)
            put_in_places(made, folder, old, INDEX_FILE)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    return told


def _write(pages: Pages, graph: Path | None, folder: Path) -> Written:
    """Write all files to a folder that is not there yet."""
    size = sum(
        _write_file(folder / name, content) for name, content in _files(pages, graph)
    )
    statuses: Counter[int] = Counter()
    for path in pages.paths():
        page = pages.page(path)
        if page is not None:
            place = folder / path.strip("/") / "index.html"
            size += _write_file(place, page.body.encode())
            statuses[page.status] += 1
    files = sum(place.is_file() for place in folder.rglob("*"))
    return Written(statuses[200], statuses[303], files, size)


def _write_file(place: Path, content: bytes) -> int:
    place.parent.mkdir(parents=True, exist_ok=True)
    return place.write_bytes(content)


def _files(pages: Pages, graph: Path | None) -> Iterator[tuple[str, bytes]]:
    """Everything but HTML: style and scripts, the search's index, data to download."""
    for asset in sorted(ASSETS.rglob("*")):
        if asset.suffix in SERVED:
            yield f"assets/{asset.relative_to(ASSETS).as_posix()}", asset.read_bytes()
    for name, content in map_assets().items():
        yield f"assets/map/{name}", content
    index = json.dumps(search_index(pages.desk), ensure_ascii=False)
    yield INDEX_FILE, f"window.searchIndex = {index};\n".encode()
    for path in graph_files(graph):
        yield f"graph/{path.name}", path.read_bytes()
    yield from _descriptions(pages, graph)
    yield from _trails(pages)


def _trails(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """What rests on what, beside the pages that offer it."""
    for kind in TRAILED:
        for iri in pages.desk.classes[kind]:
            own = (paths.path_of(iri) or "").strip("/")
            for name in DOWNLOADS:
                found = pages.download(f"/{own}/{name}")
                if found is not None:
                    yield f"{own}/{name}", found.body


def _descriptions(pages: Pages, graph: Path | None) -> Iterator[tuple[str, bytes]]:
    """What is said of each thing in every form, as the server says it.

    Named graphs lie there as the files they are; the data set's parts, which have none
    of their own, are described with it.
    """
    described = Descriptions(pages.desk.engine, graph)
    for path in pages.paths():
        iri = paths.iri_of(path)
        if described.has(iri):
            yield from _in_each_form(path, tuple(described.of(iri)))
    yield from _in_each_form("/dataset", _record(pages.desk.engine, graph))


def _in_each_form(
    path: str, triples: tuple[Triple, ...]
) -> Iterator[tuple[str, bytes]]:
    for suffix, _ in FORMS:
        yield path[1:] + suffix, written_in(BY_SUFFIX[Suffix(suffix)], triples)


def _record(engine: Engine, graph: Path | None) -> tuple[Triple, ...]:
    """What is said of the data set but where to ask it: files answer no queries."""
    endpoint = endpoint_of(BASE)
    said = (*service_description(engine, graph, BASE, Limits()), *partitions(engine))
    asked = {endpoint, *(s for s, p, o in said if p == DCAT.accessService)}
    return tuple(t for t in said if asked.isdisjoint(t))
