"""Graph + shapes → violations as values, in words an editor understands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from pcad_kg.errors import GraphError
from pcad_kg.load import nothing_collected, triples_in
from pcad_kg.names import BASE, PCAD, local_name
from pcad_kg.paths import data_folder
from pcad_kg.snapshot import snapshot
from pcad_kg.store import load_graph

ITEM_IRI = re.compile(rf"{re.escape(BASE)}[\w./-]*\w")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with an item: its label, its first line (0 if none), why."""

    line: int
    item: str
    iri: str
    message: str
    shape: str
    severity: str
    value: str


def load_shapes() -> Graph:
    """All shapes of `ontology/shapes/`.

    Raises:
        GraphError: there are none, or one is not Turtle.
    """
    shapes = Graph()
    files = sorted((data_folder("ontology") / "shapes").glob("*.ttl"))
    if not files:
        raise GraphError(
            "ontology/shapes: no shapes in it; install pcad-kg again, whole"
        )
    for path in files:
        for triple in triples_in(path):
            shapes.add(triple)
    return shapes


def shacl_report(graph: Graph, shapes: Graph | None = None) -> Graph:
    """The SHACL report on a graph, which is left as it is.

    The class tree comes from the ontology; nothing is inferred, so what validates is
    what stands in the files.
    """
    ontology = triples_in(data_folder("ontology") / "pcad.ttl")
    tree = (t for t in ontology if t[1] == RDFS.subClassOf and t not in graph)
    with nothing_collected():
        _, report, _ = pyshacl.validate(
            snapshot(chain(graph, tree)),
            shacl_graph=shapes or load_shapes(),
            inference="none",
            allow_warnings=True,
            do_owl_imports=False,
        )
    if not isinstance(report, Graph):
        raise GraphError(f"the shapes cannot be applied: {report}")
    return report


def violations(graph: Graph | None = None) -> tuple[Violation, ...]:
    """What breaks a shape, by line of the source; empty where all is well.

    Args:
        graph: the graph to check; the package's own without it.
    """
    graph = load_graph() if graph is None else graph
    return violations_of(shacl_report(graph), graph)


def violations_of(report: Graph, graph: Graph) -> tuple[Violation, ...]:
    """The violations of a SHACL report, with labels and lines from its graph."""
    return tuple(v for v in _results(report, graph) if v.severity == "Violation")


def warnings_of(report: Graph, graph: Graph) -> tuple[Violation, ...]:
    """What a SHACL report warns of: a sound graph of evidence that is wanting.

    `pcad-kg check` tells the same.
    """
    return tuple(v for v in _results(report, graph) if v.severity != "Violation")


def _results(report: Graph, graph: Graph) -> list[Violation]:
    return sorted(
        _violation(report, result, graph)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def _violation(report: Graph, result: Node, graph: Graph) -> Violation:
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    # A rule in SPARQL is asked once, with a report in focus: the culprit is the value.
    asked_once = (result, SH.sourceConstraint, None) in report
    subject = value if asked_once and isinstance(value, URIRef) else focus
    label = graph.value(subject, RDFS.label)
    iri = str(subject)
    return Violation(
        line=_number(graph.value(subject, PCAD.firstLine)),
        item=str(label) if label else local_name(URIRef(iri)),
        iri=iri,
        message=_in_words(str(report.value(result, SH.resultMessage) or ""), graph),
        shape=_name(report.value(result, SH.sourceShape)),
        severity=_name(report.value(result, SH.resultSeverity)),
        value="" if value is None or value == subject else str(value),
    )


def _number(node: Node | None) -> int:
    value = node.value if isinstance(node, Literal) else None
    return value if isinstance(value, int) else 0


def _in_words(message: str, graph: Graph) -> str:
    """A message with the labels of the items whose IRIs it holds."""

    def labelled(iri: re.Match[str]) -> str:
        return str(graph.value(URIRef(iri[0]), RDFS.label) or iri[0])

    return ITEM_IRI.sub(labelled, message)


def _name(node: Node | None) -> str:
    return local_name(node) if isinstance(node, URIRef) else ""


def by_item(found: Iterable[Violation]) -> dict[str, list[Violation]]:
    """Violations grouped by the item they are about, in the order they come."""
    groups: dict[str, list[Violation]] = {}
    for violation in found:
        groups.setdefault(violation.iri, []).append(violation)
    return groups
