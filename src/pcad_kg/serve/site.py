"""The whole site as files that any web host serves, and that open from disk."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pcad_kg.aside import folder_aside
from pcad_kg.engine.oxigraph import turtle_of
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import OutputError
from pcad_kg.files import graph_files
from pcad_kg.serve import paths
from pcad_kg.serve.desk import PAGED
from pcad_kg.serve.finding import search_index
from pcad_kg.serve.items import TRAILED
from pcad_kg.serve.made import DOWNLOADS
from pcad_kg.serve.mapped import map_assets
from pcad_kg.serve.pages import Pages
from pcad_kg.serve.render import ASSETS, described
from pcad_kg.terms import PCAD, Iri

NOT_TOLD = (PCAD.excludedLabel,)
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
    server; an address of what is shown elsewhere has a page that leads there. What
    stood at the same places before is replaced; other files stay.

    Args:
        engine: the graph.
        folder: where the site is written.
        graph: where the graph's files are; the package's own without it.

    Raises:
        OutputError: the folder cannot be written.
    """
    pages = Pages(engine, is_static=True)
    made = moved = files = size = 0
    try:
        with folder_aside(folder) as aside:
            for name, content in _files(pages, graph):
                place = aside / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                files, size = files + 1, size + len(content)
            for path in pages.paths():
                page = pages.page(path)
                if page is not None:
                    place = aside / path.strip("/") / "index.html"
                    place.parent.mkdir(parents=True, exist_ok=True)
                    content = page.body.encode()
                    place.write_bytes(content)
                    files, size = files + 1, size + len(content)
                    made += page.status == 200
                    moved += page.status == 303
            _take_places(aside, folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    return Written(made, moved, files, size)


def _files(pages: Pages, graph: Path | None) -> Iterator[tuple[str, bytes]]:
    """Everything but HTML: style and scripts, the search's index, data to download."""
    for asset in sorted(ASSETS.rglob("[!.]*")):
        if asset.is_file():
            yield f"assets/{asset.relative_to(ASSETS).as_posix()}", asset.read_bytes()
    for name, content in map_assets().items():
        yield f"assets/map/{name}", content
    index = json.dumps(search_index(pages.desk), ensure_ascii=False)
    yield INDEX_FILE, f"window.searchIndex = {index};\n".encode()
    for path in graph_files(graph):
        yield f"graph/{path.name}", path.read_bytes()
    yield from _descriptions(pages)
    for kind in TRAILED:
        for iri in pages.desk.classes[kind]:
            own = (paths.path_of(iri) or "").strip("/")
            for name in DOWNLOADS:
                found = pages.download(f"/{own}/{name}")
                if found is not None:
                    yield f"{own}/{name}", found.body


def _descriptions(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """What is said of each item as Turtle and JSON-LD, beside its page."""
    engine = pages.desk.engine
    items = [iri for kind in PAGED for iri in pages.desk.classes[kind]]
    for iri in (*items, *sorted(pages.desk.paged_passages)):
        own = (paths.path_of(iri) or "").strip("/")
        triples = [
            (Iri(iri), predicate, value)
            for predicate, value in engine.statements(iri)
            if predicate not in NOT_TOLD
        ]
        yield f"{own}.ttl", turtle_of(triples).encode()
        yield f"{own}.jsonld", f"{described(engine, iri)}\n".encode()


def _take_places(aside: Path, folder: Path) -> None:
    """Move what was made to where it belongs, folder by folder."""
    for made in sorted(aside.iterdir()):
        place = folder / made.name
        if place.is_dir():
            shutil.rmtree(place)
        made.replace(place)
