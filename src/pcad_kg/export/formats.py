"""The formats that viewers read: what each is for, what makes it, how it is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from pcad_kg.aside import folder_aside, put_in_place, write_whole
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import OutputError
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.layout import laid_out
from pcad_kg.export.project import DEFAULT, drawing_of
from pcad_kg.files import reason_of
from pcad_kg.network import measured

RDF = "pcad_kg.export.rdf:"
Made: TypeAlias = bytes | Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line.

    `made_by` is the module and the function that make it, which are loaded when asked.
    A format without an extension is a folder of several files; `is_text` tells whether
    it can be printed to a terminal.
    """

    name: str
    made_by: str
    extension: str
    is_text: bool
    help: str

    @property
    def is_folder(self) -> bool:
        """Whether it is several files."""
        return not self.extension

    def file_name(self, view: str, root: str | None) -> str:
        """A name for the file or folder: "evidence.gexf", "trail-r16-obsidian"."""
        stem = "-".join(filter(None, (view, (root or "").lower())))
        stem = re.sub(r"[^\w.-]+", "-", stem)
        return f"{stem}-{self.name}" if self.is_folder else f"{stem}{self.extension}"

    @property
    def is_rdf(self) -> bool:
        """Whether it is made from the graph itself, not from a drawing."""
        return self.made_by.startswith(RDF)

    @property
    def needs_painter(self) -> bool:
        """Whether it is made of dots, for which there is a package apart."""
        return self.extension == ".png"

    def made(self, drawing: Drawing) -> Made:
        """A drawing in this format: one file's bytes, or those of several by path."""
        make: Callable[[Drawing], str | Made] = self.maker()
        found = make(drawing)
        return found.encode() if isinstance(found, str) else found

    def maker(self) -> Callable[..., str | Made]:
        """The function that makes it, loaded now."""
        module, name = self.made_by.split(":")
        make: Callable[..., str | Made] = getattr(import_module(module), name)
        return make


FORMATS: Mapping[str, Format] = {
    name: Format(name, f"pcad_kg.export.{made_by}", extension, is_text, meaning)
    for name, made_by, extension, is_text, meaning in (
        ("gexf", "gexf:to_gexf", ".gexf", True, "Gephi"),
        ("graphml", "graphml:to_graphml", ".graphml", True, "Gephi, networkx, igraph"),
        ("yed", "yed:to_yed", ".graphml", True, "yEd"),
        ("cx2", "cx2:to_cx2", ".cx2", True, "Cytoscape, NDEx"),
        (
            "cytoscapejs",
            "cytoscapejs:to_cytoscapejs",
            ".cyjs",
            True,
            "web pages with Cytoscape.js",
        ),
        ("neo4j", "neo4j:to_neo4j", "", False, "Neo4j: tables and a script to load"),
        ("obsidian", "obsidian:to_obsidian", "", False, "Obsidian: a vault of notes"),
        ("nodelink", "nodelink:to_nodelink", ".json", True, "scripts, D3, networkx"),
        ("csv", "tables:to_csv", "", False, "spreadsheets: nodes and edges"),
        ("dot", "dot:to_dot", ".dot", True, "Graphviz"),
        ("svg", "picture:to_svg", ".svg", True, "documents, slides: one page"),
        ("png", "picture:to_png", ".png", False, "the same; needs pcad-kg[png]"),
        ("html", "page:to_html", ".html", True, "anyone: one page, opens from disk"),
        ("ttl", "rdf:turtle_of_view", ".ttl", True, "RDF tools: Turtle"),
        ("nq", "rdf:nquads_of_view", ".nq", True, "RDF tools: with named graphs"),
        ("jsonld", "rdf:jsonld_of_view", ".jsonld", True, "scripts: JSON-LD, a tree"),
        ("rdfxml", "rdf:rdfxml_of_view", ".rdf", True, "RDF tools: RDF/XML"),
    )
}


def ready_drawing(
    engine: Engine, view: str = DEFAULT, root: str | None = None
) -> Drawing:
    """A view that is measured and laid out, as every format takes it.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    return laid_out(measured(drawing_of(engine, view, root)))


def export_of(
    chosen: Format, engine: Engine, view: str = DEFAULT, root: str | None = None
) -> Made:
    """A view in a format.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    if chosen.is_rdf:
        made = chosen.maker()(engine, view, root)
        return made.encode() if isinstance(made, str) else made
    return chosen.made(ready_drawing(engine, view, root))


def refuse_place(chosen: Format, path: Path) -> None:
    """Refuse what cannot be made or written, before the work of drawing.

    Raises:
        OutputError: a folder stands where a file is to be, or a file where a folder
            is; or what paints the format is missing.
    """
    if chosen.needs_painter:
        from pcad_kg.export.picture import require_painter

        require_painter()
    try:
        is_there, is_folder = path.exists(), path.is_dir()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({reason_of(error)})") from error
    if is_folder and not chosen.is_folder:
        raise OutputError(
            f"{path}: a folder stands there; name a file in it, such as"
            f" {path / chosen.file_name(DEFAULT, None)}"
        )
    if is_there and not is_folder and chosen.is_folder:
        raise OutputError(
            f"{path}: it is no folder, and {chosen.name} is several files; name"
            " another place"
        )


def formats_list() -> str:
    """The formats, one a line, each with what it is for."""
    return "".join(f"{name:<12} {one.help}\n" for name, one in FORMATS.items())


def write_made(made: Made, path: Path) -> None:
    """Write a file, or a folder of files, each of them whole or not at all.

    Raises:
        OutputError: the place cannot be written.
    """
    try:
        if isinstance(made, bytes):
            write_whole(made, path)
        else:
            _write_folder(made, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({reason_of(error)})") from error


def _write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    with folder_aside(folder) as aside:
        for name, content in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(content)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put_in_place(aside / name, folder / name)
