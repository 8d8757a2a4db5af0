"""owlrl: the OWL 2 RL closure of the ontology and the whole graph."""

import sys
from pathlib import Path

import owlrl
from rdflib import Graph


def main() -> None:
    """Do the work on what the command line names."""
    graph_folder, ontology_folder = Path(sys.argv[1]), Path(sys.argv[2])
    data = Graph().parse(ontology_folder / "pcad.ttl")
    for path in sorted(graph_folder.glob("*.ttl")):
        if path.stem not in ("proposed", "inferred"):
            data.parse(path)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    print(len(data))


if __name__ == "__main__":
    main()
