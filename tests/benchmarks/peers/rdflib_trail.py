"""rdflib: read the Turtle files, then ask what R16 rests on."""

import sys
from pathlib import Path

from rdflib import Graph


def main() -> None:
    """Do the work on what the command line names."""
    graph_folder, query = Path(sys.argv[1]), Path(sys.argv[2])
    graph = Graph()
    for path in sorted(graph_folder.glob("*.ttl")):
        graph.parse(path)
    text = query.read_text(encoding="utf-8")
    print(len(list(graph.query(text))))


if __name__ == "__main__":
    main()
