"""CX2, Cytoscape.js and node-link JSON, read back by ndex2, networkx and by hand."""

import json
import re
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from hypothesis import given
from ndex2.cx2 import CX2Network, RawCX2NetworkFactory

from pcad_kg.export.cx2 import to_cx2
from pcad_kg.export.cytoscapejs import to_cytoscapejs
from pcad_kg.export.data import json_bytes
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.nodelink import to_nodelink
from tests.drawings import a_drawing, a_node
from tests.exports import ANY_TEXT, as_written, said_of_edges, said_of_nodes

WRITERS = (to_cx2, to_cytoscapejs, to_nodelink)
# What CX2's page of visual styles lists.
CX2_SHAPES = set(
    "ellipse triangle rectangle round-rectangle parallelogram diamond hexagon octagon"
    " vee".split()
)
CX2_LINES = {"solid", "dashed", "dotted"}
CX2_TYPES = {"string": str, "integer": int, "double": float}
SELECTOR = re.compile(r'(node|edge)(?:\[(\w+) = "(.*)"\])?')


def without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """The data less what the drawing does not say itself."""
    return {name: value for name, value in data.items() if name not in names}


def read_cx2(drawing: Drawing) -> CX2Network:
    """The network that ndex2 reads."""
    return RawCX2NetworkFactory().get_cx2network(json.loads(to_cx2(drawing)))


def check_cx2(drawing: Drawing) -> None:
    """ndex2 reads from the CX2 what the drawing says, item by item."""
    network = read_cx2(drawing)
    keys = {number: node["v"]["key"] for number, node in network.get_nodes().items()}
    nodes = {
        node["v"]["key"]: without(node["v"], "key", "name", "width", "height")
        | ({"label": node["v"]["name"]} if node["v"]["name"] else {})
        for node in network.get_nodes().values()
    }
    edges = {
        edge["v"]["key"]: {
            "source": keys[edge["s"]],
            "target": keys[edge["t"]],
            "kind": edge["v"]["interaction"],
        }
        | without(edge["v"], "key", "name", "interaction", "look")
        for edge in network.get_edges().values()
    }
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_cx2_says_all_that_the_drawing_says() -> None:
    """ndex2 reads eight nodes and eleven edges with every attribute and text."""
    check_cx2(a_drawing())


@given(ANY_TEXT)
def test_cx2_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_cx2(a_drawing(text))


def aspects_of(drawing: Drawing) -> list[dict[str, Any]]:
    """The parts of a CX2 file, in order."""
    return json.loads(to_cx2(drawing))


def aspect(drawing: Drawing, name: str) -> list[dict[str, Any]]:
    """One aspect of a CX2 file."""
    (found,) = [part[name] for part in aspects_of(drawing) if name in part]
    return found


def test_cx2_is_built_as_its_specification_says() -> None:
    """The version first, counts that are true, every aspect once, the status last."""
    first, second, *aspects, last = aspects_of(a_drawing())
    assert first == {"CXVersion": "2.0", "hasFragments": False}
    assert last == {"status": [{"success": True, "error": ""}]}
    assert all(len(part) == 1 for part in aspects)
    counted = {name: len(found) for part in aspects for name, found in part.items()}
    assert len(counted) == len(aspects) == 6
    assert counted == {
        data["name"]: data["elementCount"] for data in second["metaData"]
    }
    assert (counted["nodes"], counted["edges"]) == (8, 11)


@pytest.mark.parametrize("owner", ["nodes", "edges", "networkAttributes"])
def test_cx2_declares_each_attribute_with_its_type(owner: str) -> None:
    """No value without a declaration, none of another type, no empty one."""
    drawing = a_drawing()
    (declarations,) = aspect(drawing, "attributeDeclarations")
    declared = {name: CX2_TYPES[it["d"]] for name, it in declarations[owner].items()}
    values = [
        (name, value)
        for item in aspect(drawing, owner)
        for name, value in item.get("v", item).items()
    ]
    assert values
    for name, value in values:
        assert type(value) is declared[name], name
        assert value != ""


def test_cx2_maps_each_kind_to_a_look() -> None:
    """Colour, ink and shape follow the kind; colour, dash and width follow the look."""
    (style,) = aspect(a_drawing(), "visualProperties")
    nodes, edges = style["nodeMapping"], style["edgeMapping"]
    assert shown(nodes, "NODE_BACKGROUND_COLOR", "kind")["Finding"] == "#56b4e9"
    assert shown(nodes, "NODE_LABEL_COLOR", "kind")["Recommendation"] == "#ffffff"
    assert set(shown(nodes, "NODE_SHAPE", "kind").values()) < CX2_SHAPES
    lines = shown(edges, "EDGE_LINE_STYLE", "look")
    assert lines["supported by, contextual"] == "dashed"
    assert set(lines.values()) == CX2_LINES
    assert shown(edges, "EDGE_WIDTH", "look")["supported by, direct"] == 2.5
    colours = shown(edges, "EDGE_LINE_COLOR", "look")
    assert colours == shown(edges, "EDGE_TARGET_ARROW_COLOR", "look")


def shown(mappings: dict[str, Any], name: str, attribute: str) -> dict[str, Any]:
    """What a mapping by the named attribute shows for each value."""
    assert mappings[name]["type"] == "DISCRETE"
    definition = mappings[name]["definition"]
    assert definition["attribute"] == attribute
    return {pair["v"]: pair["vp"] for pair in definition["map"]}


def test_cx2_passes_names_and_sizes_through() -> None:
    """Labels, widths and heights are taken from attributes that are declared."""
    (style,) = aspect(a_drawing(), "visualProperties")
    (declarations,) = aspect(a_drawing(), "attributeDeclarations")
    passed = {
        name: mapping["definition"]
        for name, mapping in style["nodeMapping"].items()
        if mapping["type"] == "PASSTHROUGH"
    }
    assert {name: it["attribute"] for name, it in passed.items()} == {
        "NODE_LABEL": "name",
        "NODE_WIDTH": "width",
        "NODE_HEIGHT": "height",
    }
    for definition in passed.values():
        declared = declarations["nodes"][definition["attribute"]]
        assert declared == {"d": definition["type"]}


def test_cx2_places_the_nodes() -> None:
    """R1 is where the layout put it, y downwards, in pixels."""
    node = read_cx2(a_drawing()).get_node(0)
    assert (node["x"], node["y"]) == (150.0, 75.0)
    assert node["v"]["name"] == "R1"


def check_cytoscapejs(drawing: Drawing) -> None:
    """The elements hold what the drawing says, item by item."""
    elements = json.loads(to_cytoscapejs(drawing))["elements"]
    nodes = {
        node["data"]["id"]: without(node["data"], "id", "name", "width", "height")
        for node in elements["nodes"]
    }
    edges = {
        edge["data"]["id"]: without(edge["data"], "id", "interaction", "look")
        for edge in elements["edges"]
    }
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_cytoscapejs_says_all_that_the_drawing_says() -> None:
    """Eight nodes and eleven edges have every attribute and text."""
    check_cytoscapejs(a_drawing())


@given(ANY_TEXT)
def test_cytoscapejs_keeps_any_text(text: str) -> None:
    """Whatever a text is made of is there, but for what XML forbids."""
    check_cytoscapejs(a_drawing(text))


def looks_of(group: str, key: str) -> dict[str, Any]:
    """The style that the selectors give an element, the later over the earlier."""
    file = json.loads(to_cytoscapejs(a_drawing()))
    (data,) = [
        element["data"]
        for element in file["elements"][f"{group}s"]
        if element["data"]["id"] == key
    ]
    style: dict[str, Any] = {}
    for rule in file["style"]:
        found = SELECTOR.fullmatch(rule["selector"])
        assert found, rule
        owner, attribute, value = found.groups()
        if owner == group and (attribute is None or data.get(attribute) == value):
            style |= rule["style"]
    return style


def test_cytoscapejs_styles_nodes_by_kind() -> None:
    """A table is an orange hexagon with its label, as large as its data say."""
    style = looks_of("node", "table/3.11")
    names = "background-color shape label width color".split()
    assert [style[name] for name in names] == [
        "#e69f00",
        "hexagon",
        "data(label)",
        "data(width)",
        "#000000",
    ]


def test_cytoscapejs_styles_edges_by_kind_and_strength() -> None:
    """Contextual support is a dashed arrow; a kind without a look has the plain one."""
    names = "line-color line-style width target-arrow-shape".split()
    contextual = looks_of("edge", "recommendation/1/table/3.11/supported-by")
    assert [contextual[name] for name in names] == [
        "#56b4e9",
        "dashed",
        1.5,
        "triangle",
    ]
    plain = looks_of("edge", "table/3.11/row/2/table/3.11/part-of")
    assert [plain[name] for name in names] == ["#808080", "solid", 1.0, "triangle"]


def test_cytoscapejs_keeps_the_layout() -> None:
    """Nodes stand where the layout put them, and nothing lays them out anew."""
    file = json.loads(to_cytoscapejs(a_drawing()))
    assert file["layout"]["name"] == "preset"
    places = [node["position"] for node in file["elements"]["nodes"]]
    assert places[3] == {"x": 1050.0, "y": 450.75}


def test_cytoscapejs_names_every_element_once() -> None:
    """No identifier is shared, among nodes and edges together; edges have both ends."""
    elements = json.loads(to_cytoscapejs(a_drawing()))["elements"]
    names = [it["data"]["id"] for it in (*elements["nodes"], *elements["edges"])]
    assert len(set(names)) == len(names) == 19
    for edge in elements["edges"]:
        assert {edge["data"]["source"], edge["data"]["target"]} <= set(names)


def check_nodelink(drawing: Drawing) -> None:
    """networkx reads from the JSON what the drawing says, item by item."""
    graph = networkx.node_link_graph(json.loads(to_nodelink(drawing)), edges="edges")
    assert graph.is_directed()
    assert graph.is_multigraph()
    nodes = {
        key: without(data, "x", "y", "size", "colour")
        for key, data in graph.nodes(data=True)
    }
    edges = {
        key: {"source": source, "target": target} | without(data, "colour", "look")
        for source, target, key, data in graph.edges(keys=True, data=True)
    }
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_nodelink_says_all_that_the_drawing_says() -> None:
    """networkx reads eight nodes and eleven edges with every attribute and text."""
    check_nodelink(a_drawing())


@given(ANY_TEXT)
def test_nodelink_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_nodelink(a_drawing(text))


def test_nodelink_keeps_colours_and_places() -> None:
    """R1 is blue, 60 wide, at the layout's own place; its title names the view."""
    file = json.loads(to_nodelink(a_drawing()))
    names = "id colour x y size".split()
    found = [file["nodes"][0][name] for name in names]
    assert found == ["recommendation/1", "#0072b2", 100.0, 50.0, 60.0]
    assert file["graph"]["name"] == as_written(a_drawing().title)


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_bytes_each_time(writer: Callable[[Drawing], bytes]) -> None:
    """Two runs give the same UTF-8, with letters as themselves, and the legend."""
    assert writer(a_drawing()) == writer(a_drawing())
    assert "עברית".encode() in writer(a_drawing())
    assert b"Recommendation: box, #0072b2" in writer(a_drawing())


@pytest.mark.parametrize("writer", WRITERS)
def test_a_measure_that_is_no_number_is_left_out(
    writer: Callable[[Drawing], bytes],
) -> None:
    """NaN, which is no JSON, does not reach a file."""
    node = a_node("finding/1", "Finding", measures={"rank": float("nan")})
    assert b"NaN" not in writer(Drawing("evidence", "One", (node,), ()))


@pytest.mark.parametrize("writer", WRITERS)
def test_an_empty_view_is_a_file_too(writer: Callable[[Drawing], bytes]) -> None:
    """A view without nodes gives a file, not an error."""
    assert json.loads(writer(Drawing("trail", "Nothing", (), ())))


def test_json_refuses_what_it_cannot_say() -> None:
    """A number that is not finite is an error rather than a file nobody can read."""
    with pytest.raises(ValueError, match="JSON"):
        json_bytes({"weight": float("inf")})


def test_the_evidence_itself_comes_through(evidence_drawing: Drawing) -> None:
    """All of the report's evidence is in the three files."""
    assert len(evidence_drawing.nodes) > 500
    check_cx2(evidence_drawing)
    check_cytoscapejs(evidence_drawing)
    check_nodelink(evidence_drawing)
