"""The graph's files → one ready graph, from a checkout or an installed wheel."""

from pathlib import Path

from rdflib import Dataset, Graph

from pcad_kg.files import UNASKED, Place, graph_files
from pcad_kg.load import Terms, nothing_collected, triples_in
from pcad_kg.names import GRAPH, PREFIXES
from pcad_kg.triples import new_graph, put


def load_graph(folder: Place | None = None) -> Graph:
    """The whole graph in one: all named graphs but what is only proposed.

    Args:
        folder: where the graph's Turtle files are; the package's own without it.

    Raises:
        GraphError: a file is missing or is not Turtle.
    """
    graph = new_graph()
    terms = Terms()
    with nothing_collected():
        for path in asked_files(folder):
            put(triples_in(path, terms), graph)
    return graph


def load_dataset(folder: Place | None = None) -> Dataset:
    """The graph with its parts apart: each file is the named graph of its name.

    The default graph is the union of all of them; what is only proposed is left out.
    """
    dataset = Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    terms = Terms()
    with nothing_collected():
        for path in asked_files(folder):
            put(triples_in(path, terms), dataset.graph(GRAPH[path.stem]))
    return dataset


def asked_files(folder: Place | None = None) -> tuple[Path, ...]:
    """The graph's files but that of what is only proposed."""
    return tuple(path for path in graph_files(folder) if path.stem != UNASKED)
