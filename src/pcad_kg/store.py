"""The graph's files → one ready graph, from a checkout or an installed wheel."""

from pathlib import Path

from rdflib import Dataset, Graph

from pcad_kg.errors import GraphError
from pcad_kg.names import GRAPH, PREFIXES
from pcad_kg.paths import data_folder
from pcad_kg.vocabulary import read_turtle

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


def load_graph(folder: Path | None = None) -> Graph:
    """The whole graph in one: all named graphs but what is only proposed.

    Args:
        folder: where the graph's Turtle files are; the package's own without it.

    Raises:
        GraphError: a file is missing or is not Turtle.
    """
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for path in graph_files(folder):
        if path.stem != UNASKED:
            for triple in read_turtle(path):
                graph.add(triple)
    return graph


def load_dataset(folder: Path | None = None) -> Dataset:
    """The graph with its parts apart: each file is the named graph of its name.

    The default graph is the union of all of them; what is only proposed is left out.
    """
    dataset = Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    for path in graph_files(folder):
        if path.stem == UNASKED:
            continue
        part = dataset.graph(GRAPH[path.stem])
        for triple in read_turtle(path):
            part.add(triple)
    return dataset
