"""pyshacl: the same shapes over a graph that rdflib has read."""

import sys
from pathlib import Path

import pyshacl
from rdflib import Graph


def main() -> None:
    """Do the work on what the command line names."""
    graph_folder, ontology_folder = Path(sys.argv[1]), Path(sys.argv[2])
    data, shapes, ontology = Graph(), Graph(), Graph()
    for path in sorted(graph_folder.glob("*.ttl")):
        if path.stem != "proposed":
            data.parse(path)
    for path in sorted((ontology_folder / "shapes").glob("*.ttl")):
        shapes.parse(path)
    ontology.parse(ontology_folder / "pcad.ttl")
    conforms, _, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        ont_graph=ontology,
        inference=sys.argv[3],
        allow_warnings=True,
        do_owl_imports=False,
    )
    print(conforms)


if __name__ == "__main__":
    main()
