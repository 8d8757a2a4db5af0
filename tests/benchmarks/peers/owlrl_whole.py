"""owlrl: the OWL 2 RL closure of the ontology and the whole graph."""

import sys
from pathlib import Path

import owlrl
from rdflib import Graph

GRAPH, ONTOLOGY = Path(sys.argv[1]), Path(sys.argv[2])

data = Graph().parse(ONTOLOGY / "pcad.ttl")
for path in sorted(GRAPH.glob("*.ttl")):
    if path.stem not in ("proposed", "inferred"):
        data.parse(path)
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
print(len(data))
