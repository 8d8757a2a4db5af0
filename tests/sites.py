"""The whole site as files, written once for all tests that read it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.serve.site import Written, write_site


@dataclass(frozen=True, slots=True)
class Whole:
    """A site's folder, and what was told when it was written."""

    folder: Path
    written: Written


_WRITTEN: list[Whole] = []


def whole_site(engine: Oxigraph, factory: pytest.TempPathFactory) -> Whole:
    """The site of the real graph."""
    if not _WRITTEN:
        folder = factory.mktemp("site")
        _WRITTEN.append(Whole(folder, write_site(engine, folder)))
    return _WRITTEN[0]


def hostile_engine(folder: Path, words: str) -> Oxigraph:
    """The real graph with the words of quote L2834 replaced, in a folder of its own."""
    from pcad_kg.files import graph_files

    for path in graph_files():
        content = path.read_text(encoding="utf-8")
        if path.stem == "quotes":
            start, marker, rest = content.partition("quote/l2834> a pcad:Quote")
            own, text, behind = rest.partition('pcad:text "')
            written = words.replace("\\", "\\\\").replace('"', '\\"')
            _, _, after = behind.partition('" ;')
            content = f'{start}{marker}{own}{text}{written}" ;{after}'
        (folder / path.name).write_text(content, encoding="utf-8")
    return Oxigraph(folder)
