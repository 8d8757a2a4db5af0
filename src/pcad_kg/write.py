"""Graphs → Turtle files, each whole or not at all; and what a folder lacks of them."""

from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph

from pcad_kg.aside import folder_aside, put_in_place
from pcad_kg.errors import OutputError, PcadError
from pcad_kg.vocabulary import read_turtle
from pcad_kg.writer import HEADER, turtle_of


def write_graphs(graphs: Mapping[str, Graph], folder: Path) -> None:
    """Write each graph as `<name>.ttl`, each file whole, and remove stale ones.

    All files are made in a folder aside before the first takes its place, by renaming;
    files that no build has made stay, but what a killed build left aside goes.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        with folder_aside(folder) as aside:
            for name, graph in graphs.items():
                (aside / f"{name}.ttl").write_bytes(turtle_of(graph))
            for made in sorted(aside.iterdir()):
                put_in_place(made, folder / made.name)
            for stale in stale_files(graphs, folder):
                stale.unlink()
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error


def stale_files(graphs: Mapping[str, Graph], folder: Path) -> list[Path]:
    """Turtle files of a graph folder that a build once made and no longer makes."""
    others = (path for path in folder.glob("*.ttl") if path.stem not in graphs)
    return sorted(path for path in others if _is_made(path))


def _is_made(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(HEADER.encode())


def differences(graphs: Mapping[str, Graph], folder: Path) -> list[str]:
    """What a build would change in a folder: a line a file, and triples as examples."""
    lines = [f"{path.name}: would be removed" for path in stale_files(graphs, folder)]
    for name, graph in graphs.items():
        path = folder / f"{name}.ttl"
        if not path.is_file():
            lines.append(f"{path.name}: would be made, with {len(graph):,} triples")
        elif path.read_bytes() != turtle_of(graph):
            lines += _difference(graph, path)
    return lines


def _difference(graph: Graph, path: Path) -> list[str]:
    try:
        before = read_turtle(path)
    except PcadError:
        return [f"{path.name}: is not valid Turtle and would be made anew"]
    added, removed = set(graph) - set(before), set(before) - set(graph)
    if not added and not removed:
        return [f"{path.name}: the same triples, written otherwise"]
    lines = [f"{path.name}: {len(added):,} triples added, {len(removed):,} removed"]
    for sign, triples in (("+", added), ("-", removed)):
        for triple in sorted(triples)[:3]:
            lines.append(f"  {sign} " + " ".join(term.n3()[:60] for term in triple))
    return lines
