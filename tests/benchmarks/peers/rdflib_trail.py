"""rdflib: read the Turtle files, then ask what R16 rests on."""

import sys
from pathlib import Path

from rdflib import Graph

GRAPH, QUERY = Path(sys.argv[1]), Path(sys.argv[2])
ITEM = "https://w3id.org/pcad-kg/pcad-2021/recommendation/16"

graph = Graph()
for path in sorted(GRAPH.glob("*.ttl")):
    graph.parse(path)
text = QUERY.read_text(encoding="utf-8").replace("?item", f"<{ITEM}>")
print(len(list(graph.query(text))))
