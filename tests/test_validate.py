"""Graph + shapes → violations."""

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from pcad_kg.errors import GraphError
from pcad_kg.load import Triple, triples_in
from pcad_kg.names import BASE, PCAD, REP, local_name
from pcad_kg.triples import put
from pcad_kg.validate import (
    Violation,
    by_item,
    load_shapes,
    shacl_report,
    violations,
    violations_of,
    warnings_of,
)
from pcad_kg.vocabulary import read_turtle

SHAPES = Path(__file__).parent / "shapes"
CASES = sorted(SHAPES.glob("*/*.ttl"))
TERMS = str(PCAD._NS)


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shapes."""
    return load_shapes()


def constraints(shapes: Graph) -> set[str]:
    """The shapes that can fire: those with a message, or with a SPARQL rule."""
    rules = set(shapes.objects(None, SH.sparql))
    found = (set(shapes.subjects(SH.message)) - rules) | set(shapes.subjects(SH.sparql))
    return {local_name(shape) for shape in found if isinstance(shape, URIRef)}


def focus_nodes(shape: Node, shapes: Graph, graph: Graph) -> set[Node]:
    """The nodes of a graph that a shape is asked of, by its targets."""
    nodes = shapes.objects(shape, SH.targetNode)
    found = {node for node in nodes if (node, None, None) in graph}
    for target in shapes.objects(shape, SH.targetClass):
        found |= set(graph.subjects(RDF.type, target))
    for target in shapes.objects(shape, SH.targetSubjectsOf):
        found |= set(graph.subjects(target))
    for target in shapes.objects(shape, SH.targetObjectsOf):
        found |= set(graph.objects(None, target))
    return found


def fired(path: Path, shapes: Graph) -> set[str]:
    """The shapes that fire on a case by itself."""
    report = shacl_report(read_turtle(path), shapes)
    return {local_name(shape) for shape in report.objects(None, SH.sourceShape)}


def apart(node: Node, case: int) -> Node:
    """An item of a case as an item of a report of its own; terms stay as they are."""
    if (
        isinstance(node, URIRef)
        and node.startswith(BASE)
        and not node.startswith(TERMS)
    ):
        return URIRef(f"{BASE}case-{case}/{node.removeprefix(REP).removeprefix(BASE)}")
    return node


def case_triples(number: int) -> list[Triple]:
    """The triples of a case, with names that no other case has."""
    return [
        (apart(subject, number), predicate, apart(value, number))
        for subject, predicate, value in triples_in(CASES[number])
    ]


@pytest.fixture(scope="session")
def fired_by_case(shapes: Graph) -> dict[Path, set[str]]:
    """The shapes that fire on each case, all of which are asked in one graph.

    A case's items are renamed as those of a report of its own, so that none can bear
    on another's.
    """
    parts = [case_triples(number) for number in range(len(CASES))]
    case_of = {
        node: path
        for path, triples in zip(CASES, parts, strict=True)
        for node in chain.from_iterable((s, o) for s, _, o in triples)
        if str(node).startswith(f"{BASE}case-") or isinstance(node, BNode)
    }
    graph = Graph()
    put(chain.from_iterable(parts), graph)
    report = shacl_report(graph, shapes)
    found: dict[Path, set[str]] = {path: set() for path in CASES}
    for result, shape in report.subject_objects(SH.sourceShape):
        focus = report.value(result, SH.focusNode)
        culprit = focus if focus in case_of else report.value(result, SH.value)
        found[case_of[culprit]].add(local_name(shape))
    return found


@pytest.mark.parametrize(
    "case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_case_fires_its_shape_alone(
    case: Path, fired_by_case: dict[Path, set[str]]
) -> None:
    """An invalid case fires the shape its folder is named for; a valid one none."""
    expected = {case.parent.name} if case.name.startswith("invalid-") else set()
    assert fired_by_case[case] == expected


@pytest.mark.parametrize("case", CASES[::70], ids=lambda path: path.parent.name)
def test_a_case_fires_the_same_by_itself(
    case: Path, shapes: Graph, fired_by_case: dict[Path, set[str]]
) -> None:
    """That the others stand in the same graph changes nothing."""
    assert fired(case, shapes) == fired_by_case[case]


def test_every_shape_has_its_cases(shapes: Graph) -> None:
    """A valid and an invalid case for each property shape and each SPARQL rule."""
    kinds: dict[str, set[str]] = {}
    for case in CASES:
        kinds.setdefault(case.parent.name, set()).add(case.name.partition("-")[0])
    assert set(kinds) == constraints(shapes)
    assert all(found == {"valid", "invalid"} for found in kinds.values())
    assert len(kinds) > 60


def test_every_shape_has_a_name_and_says_what_to_do(shapes: Graph) -> None:
    """Shapes are IRIs; each has a message of more than three words."""
    for shape in set(shapes.subjects(SH.path)) | set(shapes.subjects(SH.sparql)):
        if (shape, SH.sparql, None) in shapes or (shape, SH.path, None) in shapes:
            rule = shapes.value(shape, SH.sparql)
            message = shapes.value(shape, SH.message) or shapes.value(rule, SH.message)
            assert len(str(message).split()) > 3, shape
    assert not any(
        isinstance(shape, BNode) for shape in shapes.subjects(RDF.type, SH.NodeShape)
    )


def test_every_shape_hits_the_real_graph(shapes: Graph, graph: Graph) -> None:
    """Each shape that can fire is asked of at least one node."""
    names = constraints(shapes)
    asked = {
        local_name(shape)
        for shape in set(shapes.subjects())
        if isinstance(shape, URIRef)
        and local_name(shape) in names
        and focus_nodes(shape, shapes, graph)
    }
    assert asked == names
    assert len(asked) > 100


def test_rules_hold_for_each_report_of_a_graph(graph: Graph) -> None:
    """Two reports in one graph conform as one does; a fault of the second is found."""
    both = Graph()
    put(graph, both)
    for triple in graph:
        both.add(tuple(_of_another_report(node) for node in triple))
    second = _of_another_report(REP["finding/2.1"])
    both.add((second, PCAD.number, Literal("2.2")))
    found = {(v.iri, v.shape) for v in violations(both)}
    assert found == {
        (str(second), "Finding-number"),
        (str(second), "Finding-numberUnique"),
        (str(_of_another_report(REP["finding/2.2"])), "Finding-numberUnique"),
    }


def _of_another_report(node: Node) -> Node:
    if isinstance(node, URIRef) and node.startswith(REP):
        return URIRef(f"{BASE}another/{node.removeprefix(REP)}")
    return node


def test_every_target_class_is_a_term_of_ours(shapes: Graph) -> None:
    """A misspelt class would conform to everything."""
    for target in shapes.objects(None, SH.targetClass):
        assert getattr(PCAD, local_name(target)) == target


def test_the_real_graph_conforms(graph: Graph) -> None:
    """No violation, and validating changes nothing."""
    before = len(graph)
    assert violations(graph) == ()
    assert len(graph) == before


@pytest.fixture(scope="module")
def warnings(graph: Graph) -> tuple[Violation, ...]:
    """What the real graph is warned of."""
    return warnings_of(shacl_report(graph), graph)


def named(warnings: tuple[Violation, ...], shape: str) -> list[str]:
    """The IRIs of the items that a shape warns of."""
    return sorted(warning.iri for warning in warnings if warning.shape == shape)


def test_one_recommendation_lacks_direct_evidence(
    graph: Graph, warnings: tuple[Violation, ...]
) -> None:
    """R34, the only one without a direct edge."""
    found = named(warnings, "Recommendation-hasDirectEvidence")
    assert found == [str(REP["recommendation/34"])]
    assert found == [
        str(recommendation)
        for recommendation in graph.subjects(RDF.type, PCAD.Recommendation)
        if (recommendation, PCAD.directlySupportedBy, None) not in graph
    ]


def test_recommendations_in_differing_words_are_told(
    graph: Graph, warnings: tuple[Violation, ...]
) -> None:
    """Six are not printed in the same words in all three places."""
    texts = {
        str(recommendation): {
            str(graph.value(wording, PCAD.text))
            for wording in graph.objects(recommendation, PCAD.hasWording)
        }
        for recommendation in graph.subjects(RDF.type, PCAD.Recommendation)
    }
    expected = sorted(iri for iri, printed in texts.items() if len(printed) > 1)
    assert named(warnings, "Recommendation-wordingsAgree") == expected
    assert len(expected) == 6


def test_nothing_else_is_warned_of(warnings: tuple[Violation, ...]) -> None:
    """One warning and six remarks: the other findings are grounded, no source new."""
    assert Counter((warning.shape, warning.severity) for warning in warnings) == {
        ("Recommendation-hasDirectEvidence", "Warning"): 1,
        ("Recommendation-wordingsAgree", "Info"): 6,
    }


def test_warnings_are_no_violations(shapes: Graph) -> None:
    """All of a report is one or the other: missing evidence breaks no shape."""
    case = read_turtle(SHAPES / "Recommendation-hasDirectEvidence/invalid-none.ttl")
    report = shacl_report(case, shapes)
    assert violations_of(report, case) == ()
    assert [(w.shape, w.severity) for w in warnings_of(report, case)] == [
        ("Recommendation-hasDirectEvidence", "Warning")
    ]


def test_a_grade_without_evidence_is_a_violation(shapes: Graph) -> None:
    """A recommendation without direct evidence has no grade but `noEvidence`.

    It is no case: whatever breaks this is also warned of.
    """
    case = read_turtle(SHAPES / "Recommendation-hasDirectEvidence/invalid-none.ttl")
    recommendation = REP["recommendation/16"]
    for grade in (PCAD.quantified, PCAD.interviewOnly, PCAD.quotesOnly):
        case.set((recommendation, PCAD.evidenceGrade, grade))
        report = shacl_report(case, shapes)
        assert {v.shape for v in violations_of(report, case)} == {
            "Recommendation-gradeNoEvidence"
        }


def test_a_broken_graph_is_told_to_an_editor(graph: Graph) -> None:
    """Item, line and message of a finding without its text."""
    broken = Graph()
    put(graph, broken)
    finding = REP["finding/2.7.b"]
    broken.remove((finding, PCAD.text, None))
    found = [v for v in violations(broken) if v.iri == str(finding)]
    assert {(v.item, v.line, v.severity) for v in found} == {
        ("F2.7.b", 320, "Violation")
    }
    assert any("text" in v.message for v in found)


def test_an_edge_without_its_link_is_told_by_labels(graph: Graph) -> None:
    """The rule asked once for the whole report names both ends, by their labels."""
    broken = Graph()
    put(graph, broken)
    broken.add((REP["recommendation/17"], PCAD.supportedBy, REP["finding/2.1"]))
    found = violations(broken)
    assert {v.item for v in found} == {"F2.1"}
    assert any(v.message.startswith("R17 is supported by F2.1,") for v in found)


def test_a_number_in_two_spellings_is_two_numbers() -> None:
    """28.0 and 28.00 are one to Oxigraph, and rdflib answers instead."""
    case = read_turtle(SHAPES / "Statistic-range/valid-share-and-count.ttl")
    statistic, number = next(case.subject_objects(PCAD.percentage))
    assert violations(case) == ()
    case.add((statistic, PCAD.percentage, Literal(f"{number}0", datatype=XSD.decimal)))
    assert {v.shape for v in violations(case)} == {"Statistic-range"}


def test_a_message_spells_a_number_as_the_graph_does() -> None:
    """28.50 stays 28.50, though Oxigraph holds it as 28.5."""
    case = read_turtle(SHAPES / "Statistic-measureOfValue/valid-percentage.ttl")
    statistic = next(case.subjects(PCAD.value))
    case.set((statistic, PCAD.value, Literal("28.50", datatype=XSD.decimal)))
    messages = [v.message for v in violations(case)]
    assert len(messages) == 1
    assert " is 28.50, " in messages[0]


def test_a_first_line_that_is_no_number_is_line_0() -> None:
    """A violation is told, and no error raised."""
    case = read_turtle(SHAPES / "Item-firstLine/valid-one-line.ttl")
    item = next(case.subjects(PCAD.firstLine))
    case.set((item, PCAD.firstLine, Literal("first")))
    found = [v for v in violations(case) if v.iri == str(item)]
    assert {(v.line, v.shape) for v in found} == {(0, "Item-firstLine")}


def test_what_no_rdf_allows_is_an_error() -> None:
    """A text as a subject: one line says that the graph cannot be asked."""
    graph = Graph()
    graph.add((Literal("a text"), PCAD.text, Literal("another")))
    with pytest.raises(GraphError, match="the graph cannot be asked"):
        violations(graph)


def test_violations_are_grouped_by_item() -> None:
    """In the order they come, two of one item together."""
    one, two = (
        Violation(line, item, item, "Mend it.", "shape", "Violation", "")
        for line, item in ((1, "R1"), (2, "R2"))
    )
    assert list(by_item([one, two, one])) == ["R1", "R2"]
    assert Counter(len(group) for group in by_item([one, two, one]).values()) == {
        2: 1,
        1: 1,
    }


def test_messages_are_in_words() -> None:
    """No message holds a placeholder or an IRI."""
    for message in load_shapes().objects(None, SH.message):
        assert "http" not in str(message)
        assert "{$this}" not in str(message)


def test_labels_are_unique_among_what_people_type(graph: Graph) -> None:
    """R16, F2.7.b, Table 3.11: no label stands for two items."""
    for kind in ("Recommendation", "Finding", "Figure", "Table", "TableRow", "Passage"):
        labels = [
            str(graph.value(item, RDFS.label))
            for item in graph.subjects(RDF.type, PCAD[kind])
        ]
        assert len(set(labels)) == len(labels)
