"""Which Turtle files make up the graph, in a checkout or an installed wheel."""

import os
from pathlib import Path
from typing import TypeAlias

from pcad_kg.errors import GraphError
from pcad_kg.paths import data_folder

# How whoever calls us names a file or a folder.
Place: TypeAlias = str | os.PathLike[str]

# Proposals nobody has judged are asked for by name and answer no question otherwise.
UNASKED = "proposed"


# What a build writes; a graph that lacks one of them would answer, and wrongly.
NAMES = (
    "audit",
    "concerns",
    "cross-references",
    "evidence",
    "figures",
    "findings",
    "glossary",
    "grades",
    "groundings",
    "illustrations",
    "implied-concerns",
    "inferred",
    "judged-groundings",
    "judged-illustrations",
    "passages",
    "proposed",
    "questions",
    "quotes",
    "recommendations",
    "references",
    "repetitions",
    "report",
    "statistics",
    "tables",
    "vocabulary",
)


def graph_files(folder: Place | None = None) -> tuple[Path, ...]:
    """The graph's Turtle files, in order of name.

    Args:
        folder: where they are; the package's own without it.

    Raises:
        GraphError: there are none, or one that a build writes is missing.
    """
    where = data_folder("graph") if folder is None else Path(folder)
    files = tuple(sorted(where.glob("*.ttl")))
    missing = sorted(set(NAMES) - {path.stem for path in files})
    if missing:
        raise GraphError(f"{where}: {_wanting(where, len(files), missing[0], folder)}")
    return files


def _wanting(where: Path, there: int, missing: str, folder: Place | None) -> str:
    """What a folder lacks, and what to do about it."""
    if not where.exists():
        return "no such folder; name one that holds the graph's Turtle files"
    if not where.is_dir():
        return "it is no folder; name one that holds the graph's Turtle files"
    lacks = f"{missing}.ttl is missing" if there else "no graph in it"
    if folder is None:
        return f"{lacks}; run `pcad-kg build`"
    if there:
        return f"{lacks}; `pcad-kg build --output {where}` makes it whole"
    return f"{lacks}; name a folder with the graph's Turtle files"


def reason_of(error: OSError) -> str:
    """Why a file cannot be read or written, in the system's words.

    Oxigraph gives them as its message alone, with the number at the end.

    >>> reason_of(OSError("Permission denied (os error 13)"))
    'Permission denied'
    """
    return error.strerror or str(error).partition(" (os error")[0] or "no reason given"


def fault_of(error: SyntaxError | ValueError) -> str:
    """What is wrong in a Turtle file and where, in one short line.

    A SyntaxError's own words name the file and the line once more.

    >>> fault_of(SyntaxError("error at 9:1: no such prefix", ("a.ttl", 9, 1, "")))
    'error at 9:1: no such prefix'
    """
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return " ".join(said.split())[:160]
