"""Views of the graph as drawings: what is in each, folded, ordered and laid out."""

from dataclasses import replace
from itertools import combinations

import pytest
from rdflib import Graph

from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.export.drawing import Drawing, Node
from pcad_kg.export.formats import FORMATS, write_made
from pcad_kg.export.layers import crossings
from pcad_kg.export.layout import laid_out
from pcad_kg.export.project import VIEWS, drawing_of
from pcad_kg.names import PREFIXES
from pcad_kg.network import measured
from tests.drawings import a_drawing, a_node, an_edge

SMALL = """
@prefix pcad: <https://w3id.org/pcad-kg/ontology#> .
@prefix rep: <https://w3id.org/pcad-kg/pcad-2021/> .
@prefix agency: <https://w3id.org/pcad-kg/agency/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<R1> a pcad:Recommendation, pcad:Item ; rdfs:label "R1" ; pcad:text "Do it." ;
  pcad:supportedBy <F1>, <ROW> ; pcad:concernsAgency agency:law .
<R2> a pcad:Recommendation, pcad:Item ; rdfs:label "R2" ; pcad:supportedBy <F1> .
<F1> a pcad:Finding, pcad:Item ; rdfs:label "F1.1" ; pcad:firstLine 5 ;
  pcad:lastLine 6 ; pcad:inSection <S> ; pcad:groundedIn <TABLE> .
<F2> a pcad:Finding, pcad:Item ; rdfs:label "F1.2" ; pcad:groundedIn <PASSAGE> .
<TABLE> a pcad:Table, pcad:Item ; rdfs:label "Table 1" ; dcterms:title "Views" ;
  pcad:sampleAsPrinted "n=3" .
<ROW> a pcad:TableRow, pcad:Item ; rdfs:label "Table 1 row 1" ;
  dcterms:isPartOf <TABLE> .
<PASSAGE> a pcad:Passage, pcad:Item ; rdfs:label "Passage L9" .
<S> a pcad:Section, pcad:Item ; rdfs:label "1.1" ; pcad:number "1.1" ;
  dcterms:title "Work" ; pcad:startPage 3 .
agency:law a pcad:Agency ; rdfs:label "Law" .
<D> a pcad:Discrepancy ; pcad:concerns <TABLE> ; pcad:severity "error" ;
  rdfs:comment "3 are not 4." .
<L1> a pcad:EvidenceLink, pcad:Link ; pcad:from <R1> ; pcad:to <F1> ;
  pcad:strength pcad:direct ; pcad:ground pcad:demand ; pcad:origin pcad:judged ;
  pcad:rationale "It asks for it." ; pcad:relyingOn "They want it." .
<L2> a pcad:EvidenceLink, pcad:Link ; pcad:from <R1> ; pcad:to <ROW> ;
  pcad:strength pcad:contextual .
<L3> a pcad:EvidenceLink, pcad:Link ; pcad:from <R2> ; pcad:to <F1> ;
  pcad:strength pcad:direct .
<L4> a pcad:GroundingLink, pcad:Link ; pcad:from <F1> ; pcad:to <TABLE> .
<L5> a pcad:GroundingLink, pcad:Link ; pcad:from <F2> ; pcad:to <PASSAGE> .
<L6> a pcad:AgencyLink, pcad:Link ; pcad:from <R1> ; pcad:to agency:law ;
  pcad:basis pcad:named .
"""
NAMES = {
    "R1": "recommendation/1",
    "R2": "recommendation/2",
    "F1": "finding/1.1",
    "F2": "finding/1.2",
    "TABLE": "table/1",
    "ROW": "table/1/row/1",
    "PASSAGE": "passage/l9",
    "S": "section/1.1",
    "D": "discrepancy/1",
    **{f"L{n}": f"link/{n}" for n in range(1, 7)},
}
COUNTED = {
    "evidence": "?n a pcad:Recommendation",
    "agencies": "VALUES ?k { pcad:Recommendation pcad:Finding pcad:Agency } ?n a ?k",
    "co-evidence": "?n a pcad:Recommendation",
    "full": "VALUES ?k { pcad:Item pcad:Agency pcad:Role pcad:Region pcad:Discrepancy"
    " } ?n a ?k FILTER NOT EXISTS { VALUES ?l { pcad:Wording pcad:TableColumn"
    " pcad:Acronym pcad:Report } ?n a ?l }",
}


def a_graph() -> Graph:
    """Two recommendations on one finding, one of them also on a row of a table."""
    text = SMALL
    for name, key in NAMES.items():
        text = text.replace(f"<{name}>", f"<{PREFIXES['rep']}{key}>")
    return Graph().parse(data=text, format="turtle")


def ends(drawing: Drawing) -> set[tuple[str, str, str]]:
    """The edges by their ends and kind."""
    return {(e.source, e.kind, e.target) for e in drawing.edges}


def count(engine: Oxigraph, where: str) -> int:
    """How many things a pattern finds, each once."""
    answer = engine.query(f"SELECT (COUNT(DISTINCT ?n) AS ?count) {{ {where} }}")
    return int(answer.cells[0][0] or 0)


def test_links_are_folded_into_edges() -> None:
    """Five edges of evidence; what grounds an unused finding is left out."""
    drawing = drawing_of(Rdflib(a_graph()))
    assert ends(drawing) == {
        ("recommendation/1", "supported by", "finding/1.1"),
        ("recommendation/1", "supported by", "table/1/row/1"),
        ("recommendation/2", "supported by", "finding/1.1"),
        ("finding/1.1", "grounded in", "table/1"),
        ("table/1/row/1", "part of", "table/1"),
    }


def test_an_edge_says_all_that_its_link_says() -> None:
    """Strength, ground, origin, reason, words, and a weight by strength."""
    edges = {edge.key: edge for edge in drawing_of(Rdflib(a_graph())).edges}
    edge = edges["link/1"]
    assert (edge.strength, edge.ground, edge.origin) == ("direct", "demand", "judged")
    assert (edge.rationale, edge.words) == ("It asks for it.", "They want it.")
    assert (edge.weight, edges["link/2"].weight) == (1.0, 0.5)


def test_a_node_says_what_an_item_is_cited_by() -> None:
    """Place with section and page, caption with n, agencies, and the audit's doubts."""
    nodes = {node.key: node for node in drawing_of(Rdflib(a_graph())).nodes}
    assert nodes["finding/1.1"].place == "L5–6 · 1.1 Work, p. 3 ff."
    assert nodes["table/1"].title == "Views (n=3)"
    assert nodes["table/1"].doubts == ("3 are not 4.",)
    assert nodes["recommendation/1"].agencies == ("Law",)


def test_shared_evidence_joins_recommendations() -> None:
    """R1 and R2 share one finding, the row is R1's alone."""
    (edge,) = drawing_of(Rdflib(a_graph()), "co-evidence").edges
    assert edge.weight == 1.0
    assert edge.words == "F1.1"
    assert {edge.source, edge.target} == {"recommendation/1", "recommendation/2"}


def test_a_trail_has_what_its_root_stands_on_alone() -> None:
    """R2's: the finding and its table, not R1's row."""
    drawing = drawing_of(Rdflib(a_graph()), "trail", "R2")
    assert [node.label for node in drawing.nodes] == ["R2", "F1.1", "Table 1"]
    assert drawing.title == "What R2 stands on"


def test_agencies_are_joined_to_what_concerns_them() -> None:
    """R1 names Law; all findings are there."""
    drawing = drawing_of(Rdflib(a_graph()), "agencies")
    assert ("recommendation/1", "concerns", "agency/law") in ends(drawing)
    assert {n.kind for n in drawing.nodes} == {"Recommendation", "Finding", "Agency"}


@pytest.mark.parametrize(
    ("view", "root", "error", "message"),
    [
        ("none", None, QueryError, "no such view; choose evidence, agencies"),
        ("trail", None, QueryError, "name where it starts, such as --root R16"),
        ("full", "R16", QueryError, "only the view trail starts from an item"),
        ("trail", "T3.11", UnknownItemError, "no trail leads down from it"),
        ("trail", "R99", UnknownItemError, "R99"),
    ],
)
def test_a_wrong_view_is_refused(
    engine: Oxigraph, view: str, root: str | None, error: type[Exception], message: str
) -> None:
    """One line that says what to write."""
    with pytest.raises(error, match=message):
        drawing_of(engine, view, root)


@pytest.mark.parametrize("view", COUNTED)
def test_a_view_has_as_many_nodes_as_the_graph(engine: Oxigraph, view: str) -> None:
    """What SPARQL counts, without the view's own query."""
    nodes = drawing_of(engine, view).nodes
    if view == "evidence":
        nodes = tuple(node for node in nodes if node.kind == "Recommendation")
    assert count(engine, COUNTED[view]) == len(nodes) > 30


def test_the_evidence_view_has_every_link(engine: Oxigraph) -> None:
    """As many edges of each kind as SPARQL counts links."""
    edges = drawing_of(engine).edges
    kinds = [edge.kind for edge in edges]
    used = "?n a pcad:GroundingLink ; pcad:from ?f . ?r pcad:supportedBy ?f"
    assert count(engine, "?n a pcad:EvidenceLink") == kinds.count("supported by") > 900
    assert count(engine, used) == kinds.count("grounded in") > 200
    against = "?n a pcad:CounterLink ; pcad:from/a pcad:Recommendation"
    counters = [e for e in edges if e.kind == "countered by"]
    ours = [e for e in counters if e.source.startswith("recommendation/")]
    assert count(engine, against) == len(ours) > 20


def test_the_voices_view_has_every_quote_and_speaker(engine: Oxigraph) -> None:
    """As many quotes and edges to agencies, roles, regions and themes."""
    drawing = drawing_of(engine, "voices")
    kinds = [edge.kind for edge in drawing.edges]
    quotes = [node for node in drawing.nodes if node.kind == "Quote"]
    assert count(engine, "?n a pcad:Quote") == len(quotes) > 1000
    for kind, said in (
        ("voiced by", "voicedBy"),
        ("in role", "speakerRole"),
        ("from region", "speakerRegion"),
    ):
        pairs = engine.query(f"SELECT ?q ?x {{ ?q pcad:{said} ?x }}").cells
        assert len(pairs) == kinds.count(kind) > 700
    themes = engine.query("SELECT ?q ?t { ?q a pcad:Quote ; pcad:theme ?t }").cells
    assert len(themes) == kinds.count("on theme") > 900


def test_a_trail_has_every_link_of_its_root(engine: Oxigraph) -> None:
    """R16's, and a finding's."""
    drawing = drawing_of(engine, "trail", "R16")
    own = [edge for edge in drawing.edges if edge.source == "recommendation/16"]
    where = "?n pcad:from rep:recommendation\\/16 ; pcad:to/a pcad:Item"
    assert count(engine, where) == len(own) > 20
    assert drawing_of(engine, "trail", "F2.7.b").nodes[0].label == "F2.7.b"


def test_keys_are_unique_and_edges_end_at_nodes(engine: Oxigraph) -> None:
    """In every view."""
    for view in VIEWS:
        drawing = drawing_of(engine, view, "R16" if view == "trail" else None)
        keys = {node.key for node in drawing.nodes}
        assert len(keys) == len(drawing.nodes) > 1
        assert len({edge.key for edge in drawing.edges}) == len(drawing.edges) > 1
        assert {e.source for e in drawing.edges} | {
            e.target for e in drawing.edges
        } <= keys


def test_both_engines_draw_the_same(engine: Oxigraph, committed: Graph) -> None:
    """The trail of R16 and the agencies, node for node and edge for edge."""
    other = Rdflib(committed)
    assert drawing_of(engine, "agencies") == drawing_of(other, "agencies")
    assert drawing_of(engine, "trail", "R16") == drawing_of(other, "trail", "R16")


def overlaps(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    """The pairs of nodes drawn over each other by more than a hair."""
    return [
        (one.key, other.key)
        for one, other in combinations(nodes, 2)
        if ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        < (one.size + other.size) / 2 * 0.98
    ]


def test_the_evidence_is_laid_out_without_overlap(evidence_drawing: Drawing) -> None:
    """All within the square, and recommendations bigger than most of their evidence."""
    nodes = evidence_drawing.nodes
    assert overlaps(nodes) == []
    assert all(
        at - node.size / 2 >= 0 and at + node.size / 2 <= 1000.1
        for node in nodes
        for at in (node.x, node.y)
    )
    smallest = min(n.size for n in nodes if n.kind == "Recommendation")
    assert all(n.size < smallest for n in nodes if n.kind in ("Quote", "Passage"))


def test_communities_are_drawn_apart(evidence_drawing: Drawing) -> None:
    """A node's neighbour on the page is of its own community nine times in ten."""
    nodes = evidence_drawing.nodes
    near = [
        min(
            (other for other in nodes if other is not node),
            key=lambda o, n=node: (o.x - n.x) ** 2 + (o.y - n.y) ** 2,  # type: ignore[misc]
        )
        for node in nodes
    ]
    same = [
        node.measures["community"] == other.measures["community"]
        for node, other in zip(nodes, near, strict=True)
    ]
    assert sum(same) > 0.9 * len(nodes)


@pytest.mark.parametrize("view", ["evidence", "trail"])
def test_a_layout_is_the_same_each_time(view: str) -> None:
    """Laid out twice, once from a drawing that was laid out already."""
    drawing = measured(replace(a_drawing(), view=view))
    once = laid_out(drawing)
    assert once == laid_out(drawing) == laid_out(once)


def test_a_trail_is_drawn_in_layers() -> None:
    """The recommendation on top, quotes lowest, and no more crossings than need be."""
    nodes = (
        a_node("recommendation/1", "Recommendation"),
        a_node("finding/1", "Finding"),
        a_node("finding/2", "Finding"),
        a_node("quote/1", "Quote"),
        a_node("quote/2", "Quote"),
    )
    edges = (
        an_edge("recommendation/1", "finding/1", "supported by"),
        an_edge("recommendation/1", "finding/2", "supported by"),
        an_edge("finding/1", "quote/2", "illustrated by"),
        an_edge("finding/2", "quote/1", "illustrated by"),
    )
    place = {n.key: n for n in laid_out(Drawing("trail", "", nodes, edges)).nodes}
    assert place["recommendation/1"].y < place["finding/1"].y < place["quote/1"].y
    left = place["finding/1"].x < place["finding/2"].x
    assert left == (place["quote/2"].x < place["quote/1"].x)


def test_crossings_are_counted() -> None:
    """Two edges that change sides cross once, side by side not at all."""
    crossed = {"a": ["d"], "b": ["c"], "c": ["b"], "d": ["a"]}
    straight = {"a": ["c"], "b": ["d"], "c": ["a"], "d": ["b"]}
    rows = [["a", "b"], ["c", "d"]]
    assert (crossings(rows, crossed), crossings(rows, straight)) == (1, 0)


def test_a_drawing_of_nothing_is_laid_out() -> None:
    """As nothing."""
    empty = Drawing("full", "", (), ())
    assert laid_out(empty) == empty


def test_a_file_and_a_folder_are_written_whole(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The bytes given, in folders that are made, and nothing beside them."""
    write_made(b"one", tmp_path / "new" / "a.gexf")
    write_made({"b/c.md": b"two"}, tmp_path / "vault")
    files = {
        str(p.relative_to(tmp_path)): p.read_bytes()
        for p in tmp_path.rglob("*")
        if p.is_file()
    }
    assert files == {"new/a.gexf": b"one", "vault/b/c.md": b"two"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_something_that_makes_it(name: str) -> None:
    """Its function loads, and one line tells what it is for."""
    module, function = FORMATS[name].made_by.split(":")
    assert callable(getattr(__import__(module, fromlist=[function]), function))
    assert 2 < len(FORMATS[name].help) < 60
