"""GEXF, GraphML and yEd's GraphML, read back by networkx, igraph and plain XML."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import igraph
import networkx
import pytest
from hypothesis import given

from pcad_kg.export.attributes import TAKEN
from pcad_kg.export.boxes import box_of, pixels_of
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.gexf import to_gexf
from pcad_kg.export.graphml import to_graphml
from pcad_kg.export.markup import token_of
from pcad_kg.export.yed import to_yed
from tests.drawings import a_drawing, a_node
from tests.exports import ANY_TEXT, as_written, said_of_edges, said_of_nodes

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
YED = "{http://www.yworks.com/xml/graphml}"
NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")
WRITERS = (to_gexf, to_graphml, to_yed)
NODES_DRAWN = "viz key x y z size r g b description url shape_type id".split()
EDGES_SAID = tuple("kind strength ground basis origin rationale words weight".split())


def picked(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The named attributes that have a value."""
    return {name: data[name] for name in names if data.get(name) not in (None, "")}


def read_gexf(file: bytes) -> networkx.MultiDiGraph:
    """The graph that networkx reads."""
    return networkx.read_gexf(io.BytesIO(file), version="1.3")


def read_graphml(file: bytes) -> networkx.MultiDiGraph:
    """The graph that networkx reads, its nodes and edges named by their keys."""
    graph = networkx.read_graphml(io.BytesIO(file), force_multigraph=True)
    keys = {node: data["key"] for node, data in graph.nodes(data=True)}
    return networkx.relabel_nodes(graph, keys)


def nodes_read(graph: networkx.MultiDiGraph) -> dict[str, dict[str, Any]]:
    """What the graph says of each node, less how it is drawn."""
    return {
        key: {
            name: value
            for name, value in data.items()
            if value not in (None, "") and name not in NODES_DRAWN
        }
        for key, data in graph.nodes(data=True)
    }


def edges_read(graph: networkx.MultiDiGraph, key: str) -> dict[str, dict[str, Any]]:
    """What the graph says of each edge, by the attribute that holds its key."""
    return {
        data[key]: {"source": source, "target": target} | picked(data, EDGES_SAID)
        for source, target, data in graph.edges(data=True)
    }


def check_gexf(drawing: Drawing) -> None:
    """networkx reads from the GEXF what the drawing says, item by item."""
    graph = read_gexf(to_gexf(drawing))
    assert said_of_nodes(drawing) == nodes_read(graph)
    assert said_of_edges(drawing) == edges_read(graph, "id")


def check_graphml(
    drawing: Drawing, writer: Callable[[Drawing], bytes] = to_graphml
) -> None:
    """networkx reads from the GraphML what the drawing says, item by item."""
    graph = read_graphml(writer(drawing))
    assert said_of_nodes(drawing) == nodes_read(graph)
    assert said_of_edges(drawing) == edges_read(graph, "key")


def test_gexf_says_all_that_the_drawing_says() -> None:
    """Eight nodes and eleven edges come back with every attribute and text."""
    assert (len(a_drawing().nodes), len(a_drawing().edges)) == (8, 11)
    check_gexf(a_drawing())


@given(ANY_TEXT)
def test_gexf_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_gexf(a_drawing(text))


def test_gexf_gives_each_kind_its_colour_shape_size_and_place() -> None:
    """R1 is blue, square, 30 in radius, and near the top, where Gephi's y is high."""
    viz = read_gexf(to_gexf(a_drawing())).nodes["recommendation/1"]["viz"]
    assert viz["color"] == {"r": 0, "g": 114, "b": 178, "a": 1.0}
    assert viz["position"] == {"x": 100.0, "y": 950.0, "z": 0.0}
    assert viz["size"] == 30.0
    shapes = ElementTree.fromstring(to_gexf(a_drawing())).iter(f"{VIZ}shape")
    node_shapes = [shape.get("value") for shape in shapes][:8]
    assert (
        "square square square triangle triangle disc disc disc".split() == node_shapes
    )


def test_gexf_draws_edges_by_kind_and_strength() -> None:
    """Direct support is wide, solid and blue, contextual narrower, dashed, paler."""
    edges = list(ElementTree.fromstring(to_gexf(a_drawing())).iter(f"{GEXF}edge"))
    drawn = [
        [
            dict(edge.find(f"{VIZ}{part}").attrib)
            for part in "color thickness shape".split()
        ]  # type: ignore[union-attr]
        for edge in edges[:2]
    ]
    assert drawn == [
        [{"r": "0", "g": "114", "b": "178"}, {"value": "2.5"}, {"value": "solid"}],
        [{"r": "86", "g": "180", "b": "233"}, {"value": "1.5"}, {"value": "dashed"}],
    ]


def test_gexf_keeps_edges_of_two_kinds_between_two_nodes_apart() -> None:
    """The finding is illustrated and countered by one quote: two edges of two kinds."""
    edges = ElementTree.fromstring(to_gexf(a_drawing())).iter(f"{GEXF}edge")
    kinds = {edge.get("kind") for edge in edges if edge.get("target") == "quote/l2834"}
    assert {"illustrated by", "countered by", "repeats"} == kinds


def children(element: Element) -> list[str]:
    """The names of an element's children, without their namespaces."""
    return [child.tag.partition("}")[2] for child in element]


def test_gexf_is_built_as_its_grammar_says() -> None:
    """Every element stands where GEXF 1.3 has it, in its order, at most once."""
    root = ElementTree.fromstring(to_gexf(a_drawing()))
    assert (f"{GEXF}gexf", "1.3") == (root.tag, root.get("version"))
    assert children(root) == ["meta", "graph"]
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert graph.attrib == {"defaultedgetype": "directed", "mode": "static"}
    assert children(graph) == ["attributes", "attributes", "nodes", "edges"]
    for node in root.iter(f"{GEXF}node"):
        assert children(node) == ["attvalues", "color", "position", "size", "shape"]
    for edge in root.iter(f"{GEXF}edge"):
        assert children(edge) == ["attvalues", "color", "thickness", "shape"]


def test_gexf_declares_what_it_uses_and_each_value_is_of_its_type() -> None:
    """No value is for an attribute without a declaration, or of another type."""
    root = ElementTree.fromstring(to_gexf(a_drawing()))
    kinds = {"string": str, "integer": int, "double": float}
    for owner in ("node", "edge"):
        declared = {
            attribute.get("id"): kinds[attribute.get("type", "")]
            for attributes in root.iter(f"{GEXF}attributes")
            if attributes.get("class") == owner
            for attribute in attributes
        }
        values = [
            (value.get("for"), value.get("value", ""))
            for element in root.iter(f"{GEXF}{owner}")
            for value in element.iter(f"{GEXF}attvalue")
        ]
        assert len(values) > 40
        for name, value in values:
            declared[name](value)


def test_graphml_says_all_that_the_drawing_says() -> None:
    """networkx reads eight nodes and eleven edges with every attribute and text."""
    check_graphml(a_drawing())


@given(ANY_TEXT)
def test_graphml_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_graphml(a_drawing(text))


def test_igraph_reads_the_same(tmp_path: Path) -> None:
    """A second reader, libxml's, finds the same nodes, edges, attributes and texts."""
    drawing, path = a_drawing(), tmp_path / "drawing.graphml"
    path.write_bytes(to_graphml(drawing))
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes = {
        node["key"]: {
            name: value
            for name, value in node.attributes().items()
            if value == value and value != "" and name not in NODES_DRAWN
        }
        for node in graph.vs
    }
    edges = {
        edge["key"]: {
            "source": edge.source_vertex["key"],
            "target": edge.target_vertex["key"],
        }
        | picked(edge.attributes(), EDGES_SAID)
        for edge in graph.es
    }
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_graphml_has_gephis_own_names() -> None:
    """R1's label, place, radius and colour, and an edge's, are where Gephi looks."""
    graph = read_graphml(to_graphml(a_drawing()))
    node = graph.nodes["recommendation/1"]
    names = "label x y z size r g b".split()
    assert [node[n] for n in names] == ["R1", 100.0, 950.0, 0.0, 30.0, 0, 114, 178]
    ((_, _, edge),) = [
        found
        for found in graph.edges("recommendation/1", data=True)
        if found[1] == "table/3.11"
    ]
    names = "label weight r g b".split()
    assert [edge[name] for name in names] == ["supported by", 0.5, 86, 180, 233]


@pytest.mark.parametrize("writer", [to_graphml, to_yed])
def test_graphml_is_built_as_its_schema_says(
    writer: Callable[[Drawing], bytes],
) -> None:
    """Keys, then a graph: its description, nodes and edges, with unique identifiers."""
    root = ElementTree.fromstring(writer(a_drawing()))
    keys = root.findall(f"{GRAPHML}key")
    assert ["key"] * len(keys) + ["graph"] == children(root)
    (graph,) = root.findall(f"{GRAPHML}graph")
    assert children(graph) == ["desc"] + ["node"] * 8 + ["edge"] * 11
    assert {"data"} == {name for owner in graph[1:] for name in children(owner)}
    identifiers = [element.get("id", "") for element in (*keys, *graph[1:])]
    assert len(set(identifiers)) == len(identifiers)
    assert all(NMTOKEN.fullmatch(found) for found in identifiers)
    assert all(NMTOKEN.fullmatch(key.get("attr.name", "graphics")) for key in keys)
    nodes = {node.get("id") for node in graph.iter(f"{GRAPHML}node")}
    for edge in graph.iter(f"{GRAPHML}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes


@pytest.mark.parametrize("writer", [to_graphml, to_yed])
def test_graphml_declares_each_datum_for_its_owner(
    writer: Callable[[Drawing], bytes],
) -> None:
    """No datum is of another's key or twice of one; Gephi takes none for a label."""
    root = ElementTree.fromstring(writer(a_drawing()))
    owners = {key.get("id"): key.get("for") for key in root.iter(f"{GRAPHML}key")}
    assert not {"d3", "d7"} & set(owners)
    for owner in ("node", "edge"):
        for element in root.iter(f"{GRAPHML}{owner}"):
            keys = [datum.get("key") for datum in element]
            assert len(set(keys)) == len(keys) > 3
            assert {owner} == {owners[key] for key in keys}


@given(ANY_TEXT, ANY_TEXT)
def test_identifiers_are_tokens_and_never_shared(one: str, other: str) -> None:
    """Any key gives a token of the schema, two keys two tokens."""
    assert NMTOKEN.fullmatch(token_of(f"a{one}"))
    assert (one == other) == (token_of(one) == token_of(other))


def test_yed_says_all_that_the_drawing_says() -> None:
    """networkx reads eight nodes and eleven edges with every attribute and text."""
    check_graphml(a_drawing(), to_yed)


@given(ANY_TEXT)
def test_yed_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_graphml(a_drawing(text), to_yed)


def test_yed_draws_every_node_with_its_label_shape_and_fill() -> None:
    """Each node is a shape of its kind around its middle, with its label in it."""
    drawing = a_drawing()
    root = ElementTree.fromstring(to_yed(drawing))
    drawn = []
    for shape in root.iter(f"{YED}ShapeNode"):
        geometry, fill, border, label, form = shape
        assert children(shape) == [
            "Geometry",
            "Fill",
            "BorderStyle",
            "NodeLabel",
            "Shape",
        ]
        x, y, width, height = (
            float(geometry.get(name, "")) for name in "x y width height".split()
        )
        assert width > 6 * len(label.text or "")
        drawn.append(
            (
                label.text,
                label.get("textColor"),
                fill.get("color"),
                form.get("type"),
                round(x + width / 2, 3),
                round(y + height / 2, 3),
            )
        )
        assert border.get("width")
    assert len(drawn) == 8
    assert drawn[0] == ("R1", "#ffffff", "#0072b2", "rectangle", 150.0, 75.0)
    assert drawn[3] == ("Table 3.11", "#000000", "#e69f00", "hexagon", 1050.0, 450.75)
    assert drawn[7] == ("Health", "#ffffff", "#009e73", "octagon", 1500.0, 1500.0)


def test_yed_draws_every_edge_with_line_and_arrow() -> None:
    """Lines are of their kind's colour, dash and width, and end in an arrow."""
    root = ElementTree.fromstring(to_yed(a_drawing()))
    lines = list(root.iter(f"{YED}PolyLineEdge"))
    assert len(lines) == 11
    for line in lines:
        assert children(line) == ["Path", "LineStyle", "Arrows", "BendStyle"]
        assert line[2].attrib == {"source": "none", "target": "standard"}
    styles = [line[1].attrib for line in lines]
    assert styles[0] == {"color": "#0072b2", "type": "line", "width": "2.5"}
    assert styles[1] == {"color": "#56b4e9", "type": "dashed", "width": "1.5"}
    assert styles[5] == {"color": "#cc79a7", "type": "dotted", "width": "1.0"}


def test_yed_tells_more_under_the_pointer() -> None:
    """A node's description is its words, place and doubts, its url the IRI."""
    node = read_graphml(to_yed(a_drawing())).nodes["finding/2.7.b"]
    described = "The words of finding/2.7.b.\nL10 · 2.1 Referrals, p. 12 ff."
    assert described == node["description"]
    assert node["url"] == "https://w3id.org/pcad-kg/pcad-2021/finding/2.7.b"


def test_a_measure_with_a_name_of_gephis_own_gets_another() -> None:
    """A measure named "size" colours no size, and "page rank" is one word."""
    node = a_node("finding/1", "Finding", measures={"size": 0.5, "page rank": 0.25})
    drawing = Drawing("evidence", "One", (node,), ())
    for graph in (read_gexf(to_gexf(drawing)), read_graphml(to_graphml(drawing))):
        found = graph.nodes["finding/1"]
        assert (found["measure_size"], found["page_rank"]) == (0.5, 0.25)
    assert {"label", "x", "y", "z", "size", "r", "g", "b", "weight"} <= TAKEN


def test_a_measure_that_is_no_number_is_left_out() -> None:
    """Neither NaN nor infinity reaches a file."""
    measures = {"a": float("nan"), "b": float("inf"), "c": 1.0}
    node = a_node("finding/1", "Finding", measures=measures)
    found = read_gexf(to_gexf(Drawing("evidence", "One", (node,), ()))).nodes
    assert {
        name: found["finding/1"][name] for name in "abc" if name in found["finding/1"]
    } == {"c": 1.0}


@pytest.mark.parametrize("writer", WRITERS)
def test_an_empty_view_is_a_file_too(writer: Callable[[Drawing], bytes]) -> None:
    """A view without nodes gives a file with an empty graph, not an error."""
    root = ElementTree.fromstring(writer(Drawing("trail", "Nothing", (), ())))
    assert [element for element in root.iter() if element.tag.endswith("}node")] == []


@pytest.mark.parametrize("writer", WRITERS)
def test_bytes_and_legend_stay_the_same(writer: Callable[[Drawing], bytes]) -> None:
    """Two runs give the same bytes, and the file names its colours."""
    assert writer(a_drawing()) == writer(a_drawing())
    assert b"Recommendation: box, #0072b2" in writer(a_drawing())
    assert as_written(a_drawing().title).encode() in writer(a_drawing())


def test_boxes_hold_their_labels() -> None:
    """A long label widens its box, and a large node is no smaller than its size."""
    small, large, slanted = (
        box_of(a_node("a", kind, label=label, size=size), 3.0)
        for kind, label, size in (
            ("Finding", "A label of some length", 5.0),
            ("Finding", "R1", 60.0),
            ("Figure", "A label of some length", 5.0),
        )
    )
    assert small.width > 6 * len("A label of some length")
    assert (large.width, large.height) == (180.0, 108.0)
    assert slanted.width > 1.5 * small.width


def test_more_nodes_stand_further_apart() -> None:
    """Four hundred nodes have twice the room of a hundred, a row what it needs."""
    nodes = [
        a_node(f"finding/{n}", "Finding", x=float(n), y=float(n)) for n in range(400)
    ]
    few, many, row = (
        pixels_of(Drawing("full", "Some", tuple(some), ()))
        for some in (nodes[:100], nodes, [replace(node, y=0.0) for node in nodes[:100]])
    )
    assert (few, many) == (2.0, 4.0)
    assert row == pytest.approx(13.5)


def test_the_evidence_itself_comes_through(evidence_drawing: Drawing) -> None:
    """All of the report's evidence, 38 recommendations down, is in the three files."""
    kinds = [node.kind for node in evidence_drawing.nodes]
    assert kinds.count("Recommendation") == 38
    assert len(evidence_drawing.edges) > 1000
    check_gexf(evidence_drawing)
    check_graphml(evidence_drawing)
    check_graphml(evidence_drawing, to_yed)
