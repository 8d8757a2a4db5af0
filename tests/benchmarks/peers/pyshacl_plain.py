"""pyshacl: the same shapes over a graph that rdflib has read."""

import sys
from pathlib import Path

import pyshacl
from rdflib import Graph

GRAPH, ONTOLOGY = Path(sys.argv[1]), Path(sys.argv[2])

data, shapes, ontology = Graph(), Graph(), Graph()
for path in sorted(GRAPH.glob("*.ttl")):
    if path.stem != "proposed":
        data.parse(path)
for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
    shapes.parse(path)
ontology.parse(ONTOLOGY / "pcad.ttl")
conforms, _, _ = pyshacl.validate(
    data,
    shacl_graph=shapes,
    ont_graph=ontology,
    inference=sys.argv[3],
    allow_warnings=True,
    do_owl_imports=False,
)
print(conforms)
