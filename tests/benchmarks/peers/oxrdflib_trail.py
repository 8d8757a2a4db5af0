"""oxrdflib: the same with Oxigraph as rdflib's store."""

import sys
from pathlib import Path

from rdflib import Graph


def main() -> None:
    """Do the work on what the command line names."""
    graph_folder, query = Path(sys.argv[1]), Path(sys.argv[2])
    graph = Graph(store="Oxigraph")
    for path in sorted(graph_folder.glob("*.ttl")):
        graph.parse(path, format="ox-turtle")
    text = query.read_text(encoding="utf-8")
    print(len(list(graph.query(text))))


if __name__ == "__main__":
    main()
