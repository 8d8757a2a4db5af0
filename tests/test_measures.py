"""Measures on small graphs whose answers are known by hand, and on the real one."""

from dataclasses import replace

import pytest

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.fall import Evidence, evidence_of, fall_of, falls_of
from pcad_kg.measures import (
    Measures,
    bridges_of,
    carriers_of,
    communities_in,
    measures_of,
)
from pcad_kg.measures_text import measures_text
from pcad_kg.model import Grade
from pcad_kg.network import measured
from pcad_kg.show import text_of
from tests.drawings import a_node, an_edge

INTERVIEWS = "2.1 › Summary of interview findings"


def a_path() -> Drawing:
    """R1 – F1 – R2 – F2 – R3, each joined to the next."""
    nodes = (
        *(_recommendation(number) for number in (1, 2, 3)),
        *(a_node(f"finding/{n}", "Finding", label=f"F{n}") for n in (1, 2)),
    )
    return Drawing("evidence", "", nodes, tuple(_supports("1-1 2-1 2-2 3-2")))


def _recommendation(number: int) -> Node:
    return a_node(f"recommendation/{number}", "Recommendation", label=f"R{number}")


def _supports(pairs: str) -> list[Edge]:
    ends = [pair.split("-") for pair in pairs.split()]
    return [_support(f"recommendation/{r}", f"finding/{f}") for r, f in ends]


def _support(source: str, target: str, strength: str = "direct") -> Edge:
    weight = 1.0 if strength == "direct" else 0.5
    return an_edge(source, target, "supported by", strength=strength, weight=weight)


def some_evidence() -> Evidence:
    """One table under three recommendations in different ways.

    R1 rests on a row of it alone, R2 on a finding grounded in it alone and on a quote,
    R3 on a finding that a passage grounds as well, and on an interview.
    """
    r1, r2, r3 = "recommendation/1", "recommendation/2", "recommendation/3"
    nodes = (
        *(_recommendation(number) for number in (1, 2, 3)),
        a_node("finding/1", "Finding", label="F1", text="70% agreed."),
        a_node("finding/2", "Finding", label="F2", text="80% agreed."),
        a_node("table/1", "Table", label="Table 1"),
        a_node("table/1/row/1", "TableRow", label="Table 1 row 1"),
        a_node("passage/l1", "Passage", label="Passage L1", text="Two thirds, 66%."),
        a_node("passage/l2", "Passage", label="Passage L2", text="They said so."),
        a_node("quote/l3", "Quote", label="Quote L3"),
    )
    edges = (
        _support(r1, "table/1/row/1"),
        _support(r2, "finding/1"),
        _support(r2, "quote/l3"),
        _support(r3, "finding/2"),
        _support(r3, "passage/l2"),
        _support(r3, "table/1", "contextual"),
        an_edge("finding/1", "table/1/row/1", "grounded in"),
        an_edge("finding/2", "table/1", "grounded in"),
        an_edge("finding/2", "passage/l1", "grounded in"),
        an_edge("table/1/row/1", "table/1", "part of"),
        an_edge("quote/l3", "passage/l2", "part of"),
    )
    sections = dict.fromkeys((node.key for node in nodes), "1.1 › Survey results")
    sections["passage/l2"] = INTERVIEWS
    return evidence_of(Drawing("evidence", "", nodes, edges), sections)


def test_a_path_has_its_middle_between() -> None:
    """R2 is on 4 of 6 shortest ways between others, F1 on 3, R1 on none."""
    nodes = {node.key: node for node in measured(a_path()).nodes}
    assert nodes["recommendation/2"].measures["betweenness"] == pytest.approx(4 / 6)
    assert nodes["finding/1"].measures["betweenness"] == pytest.approx(3 / 6)
    assert nodes["recommendation/1"].measures["betweenness"] == 0.0
    assert nodes["recommendation/2"].measures["degree"] == 2.0


def test_what_is_carried_is_counted_through_grounding() -> None:
    """A table under F1 carries what F1 carries; recommendations carry nothing."""
    path = a_path()
    table = a_node("table/1", "Table")
    drawing = replace(
        path,
        nodes=(*path.nodes, table),
        edges=(*path.edges, an_edge("finding/1", "table/1", "grounded in")),
    )
    nodes = {node.key: node.measures for node in measured(drawing).nodes}
    assert nodes["finding/1"]["recommendations carried"] == 2.0
    assert nodes["table/1"]["recommendations carried"] == 2.0
    assert "recommendations carried" not in nodes["recommendation/1"]


def test_two_halves_are_two_communities() -> None:
    """Two triangles joined by one edge; the larger group, or the earlier, is 1."""
    nodes = tuple(_recommendation(number) for number in range(1, 7))
    pairs = ((1, 2), (2, 3), (1, 3), (4, 5), (5, 6), (4, 6), (3, 4))
    edges = tuple(
        an_edge(f"recommendation/{a}", f"recommendation/{b}", "shares evidence with")
        for a, b in pairs
    )
    drawing = measured(Drawing("co-evidence", "", nodes, edges))
    assert [n.measures["community"] for n in drawing.nodes] == [1, 1, 1, 2, 2, 2]


def test_a_table_carries_by_rows_and_through_findings() -> None:
    """Directly R1 by its row, as context R3, through F1 and F2 R2 and R3."""
    first = carriers_of(some_evidence())[0]
    assert first.item.label == "Table 1"
    assert first.carried == ("R1", "R2", "R3")
    assert (first.direct, first.context) == (("R1",), ("R3",))
    assert first.through == {"F1": ("R2",), "F2": ("R3",)}


def test_a_fallen_table_takes_its_rows_and_what_they_alone_ground() -> None:
    """R1 is left bare, R2 sinks to its quote; F2 and R3 have other ground."""
    fall = fall_of("table/1", some_evidence())
    assert fall.with_it == ("F1",)
    assert fall.bare == ("R1",)
    (dropped,) = fall.dropped
    assert dropped.recommendation == "R2"
    assert (dropped.before, dropped.after) == (Grade.QUANTIFIED, Grade.QUOTES_ONLY)
    assert [harm.recommendation for harm in fall.harms] == ["R1", "R2"]


def test_a_fallen_passage_leaves_its_quotes() -> None:
    """R3 loses an interview and keeps its grade; the quote is still R2's."""
    (harm,) = fall_of("passage/l2", some_evidence()).harms
    assert (harm.recommendation, harm.lost, harm.left, harm.drop) == ("R3", 1, 1, 0)


def test_the_most_harmful_fall_comes_first() -> None:
    """The table leaves one bare; a finding lowers a grade; a quote lowers none."""
    labels = [fall.item.label for fall in falls_of(some_evidence())]
    assert labels == ["Table 1", "F1", "F2", "Passage L2", "Quote L3"]


def test_a_lettered_part_stands_on_the_ground_of_its_whole() -> None:
    """F1.a has none of its own, so that it falls with F1's table."""
    nodes = (
        _recommendation(1),
        a_node("finding/1", "Finding", label="F1"),
        a_node("finding/1.a", "Finding", label="F1.a"),
        a_node("table/1", "Table", label="Table 1"),
    )
    edges = (
        _support("recommendation/1", "finding/1.a"),
        an_edge("finding/1", "table/1", "grounded in"),
        an_edge("finding/1.a", "finding/1", "part of"),
    )
    evidence = evidence_of(Drawing("evidence", "", nodes, edges), {})
    assert fall_of("table/1", evidence).bare == ("R1",)


def test_an_agency_between_two_bridges() -> None:
    """Health joins R1 and R2, Law only R2: all ways to Law lead through R2."""
    nodes = (
        _recommendation(1),
        _recommendation(2),
        a_node("agency/health", "Agency", label="Health"),
        a_node("agency/law", "Agency", label="Law"),
    )
    edges = (
        an_edge("recommendation/1", "agency/health", "concerns"),
        an_edge("recommendation/2", "agency/health", "concerns"),
        an_edge("recommendation/2", "agency/law", "concerns"),
    )
    health, law = bridges_of(Drawing("agencies", "", nodes, edges))
    assert (health.agency.label, law.agency.label) == ("Health", "Law")
    assert (health.betweenness, law.betweenness) == (pytest.approx(2 / 3, abs=1e-3), 0)
    assert (health.recommendations, health.alone) == (("R1", "R2"), ("R1",))
    assert health.joined == {"Law": 1}


def test_a_community_is_named_by_what_its_members_share() -> None:
    """Two recommendations of one agency on one finding; the third shares nothing."""
    r1, r2, r3 = (
        replace(_recommendation(number), agencies=("Health",)) for number in (1, 2, 3)
    )
    finding = a_node("finding/1", "Finding", label="F1")
    evidence = evidence_of(
        Drawing("evidence", "", (r1, r2, r3, finding), tuple(_supports("1-1 2-1"))),
        dict.fromkeys((r1.key, r2.key, r3.key, "finding/1"), "3.1.2 Concerns"),
    )
    shared = an_edge(r1.key, r2.key, "shares evidence with")
    drawing = Drawing("co-evidence", "", (r1, r2, r3), (shared,))
    (community,) = communities_in(drawing, evidence, {"3.1": "Communication"})
    assert community.members == ("R1", "R2")
    assert community.name == "3.1 Communication · Health"
    assert community.shared == (("F1", 2),)


@pytest.fixture(scope="module")
def real(engine: Oxigraph) -> Measures:
    """The measures of the real graph."""
    return measures_of(engine)


def test_grades_are_those_of_the_graph(
    engine: Oxigraph, evidence_drawing: Drawing
) -> None:
    """Every fall starts from the grade that the graph gives."""
    rows = engine.query(
        "SELECT ?label ?grade { ?r pcad:evidenceGrade ?g ; rdfs:label ?label ."
        ' BIND(STRAFTER(STR(?g), "#") AS ?grade) }'
    ).rows
    found = {
        harm.recommendation: harm.before.value
        for fall in measures_of(engine).falls
        for harm in fall.harms
    }
    assert len(found) == 37
    assert found.items() <= dict(rows).items()
    assert len(evidence_drawing.nodes) > 600


def test_what_the_top_carrier_carries_is_in_the_graph(
    engine: Oxigraph, real: Measures
) -> None:
    """As many as SPARQL finds at the item, its rows, and through findings."""
    first = real.carriers[0]
    answer = engine.query(
        "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?item rdfs:label ?label ."
        " ?end dcterms:isPartOf? ?item . ?r pcad:supportedBy/pcad:groundedIn? ?end ."
        " ?r a pcad:Recommendation"
        f' FILTER(STR(?label) = "{first.item.label}") }}'
    )
    assert int(answer.cells[0][0] or 0) == len(first.carried) > 5


def test_every_agency_is_weighed(real: Measures) -> None:
    """All seven, the greatest first."""
    values = [bridge.betweenness for bridge in real.bridges]
    assert len(values) == 7
    assert values == sorted(values, reverse=True)


def test_measures_are_told_in_words(real: Measures) -> None:
    """Five headings, the first carrier with its reason, no more than asked for."""
    text = " ".join(text_of(measures_text(real, 1), 400).split())
    first = real.carriers[0]
    assert f"{first.item.label} carries {len(first.carried)}:" in text
    assert f"{real.carriers[1].item.label} carries" not in text
    for heading in ("What carries", "Which agencies", "share evidence", "would fall"):
        assert heading in text
    assert "Single points of failure" in text
