"""oxrdflib: the same with Oxigraph as rdflib's store."""

import sys
from pathlib import Path

from rdflib import Graph

GRAPH, QUERY = Path(sys.argv[1]), Path(sys.argv[2])
ITEM = "https://w3id.org/pcad-kg/pcad-2021/recommendation/16"

graph = Graph(store="Oxigraph")
for path in sorted(GRAPH.glob("*.ttl")):
    graph.parse(path, format="ox-turtle")
text = QUERY.read_text(encoding="utf-8").replace("?item", f"<{ITEM}>")
print(len(list(graph.query(text))))
