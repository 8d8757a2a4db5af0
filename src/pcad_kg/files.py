"""Which Turtle files make up the graph, in a checkout or an installed wheel."""

from pathlib import Path

from pcad_kg.errors import GraphError
from pcad_kg.paths import data_folder

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


def graph_files(folder: Path | None = None) -> tuple[Path, ...]:
    """The graph's Turtle files, in order of name.

    Raises:
        GraphError: there are none, or one that a build writes is missing.
    """
    folder = folder or data_folder("graph")
    files = tuple(sorted(folder.glob("*.ttl")))
    if not files:
        raise GraphError(f"{folder}: no graph in it; run `pcad-kg build`")
    missing = sorted(set(NAMES) - {path.stem for path in files})
    if missing:
        raise GraphError(f"{folder}: {missing[0]}.ttl is missing; run `pcad-kg build`")
    return files
