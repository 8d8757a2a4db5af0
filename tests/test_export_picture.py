"""DOT read back by Graphviz and pydot; SVG measured in a browser; PNG as painted."""

import json
import re
import shutil
import struct
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import resvg_py
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import OutputError
from pcad_kg.export.chosen import MOST, chosen
from pcad_kg.export.dot import to_dot
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.formats import ready_drawing
from pcad_kg.export.lettering import width_of, wrapped
from pcad_kg.export.picture import to_png, to_svg
from tests.drawings import NASTY, a_drawing, a_node, an_edge
from tests.exports import ANY_TEXT, as_written

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}"
# Short and long trails, one without direct evidence, one of a finding.
TRAILS = ("R6", "R9", "R16", "R34", "F3.13")
WIDTH = 190.0
# In the browser, every text whose box reaches over the picture's edge.
OUTSIDE = """svg => {
  const [left, top, width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox();
    return box.x < left || box.y < top || box.x + box.width > left + width
      || box.y + box.height > top + height;
  }).map(text => text.textContent);
}"""
# Every text that reaches over the box in whose group it stands.
OVER = """svg => [...svg.querySelectorAll('g')].flatMap(group => {
  const path = group.querySelector('path');
  const box = path.getBBox();
  return [...group.querySelectorAll('text')].filter(text => {
    const own = text.getBBox();
    return own.x < box.x || own.x + own.width > box.x + box.width
      || own.y < box.y - 1 || own.y + own.height > box.y + box.height + 1;
  }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def trails(engine: Oxigraph) -> dict[str, Drawing]:
    """Real trails, laid out."""
    return {root: ready_drawing(engine, "trail", root) for root in TRAILS}


def a_trail(text: str = NASTY) -> Drawing:
    """The hand-made drawing as a trail: one root, its evidence, a text in every place.

    R2 leads to the same, but nothing leads to it.
    """
    drawing = a_drawing(text)
    kept = ("finding/2.7.b", "table/3.11", "table/3.11/row/2", "quote/l2834")
    nodes = [drawing.nodes[0], *(n for n in drawing.nodes if n.key in kept)]
    keys = {node.key for node in nodes}
    edges = tuple(e for e in drawing.edges if {e.source, e.target} <= keys)
    named = (replace(node, label=f"{node.label} {text}") for node in nodes)
    return Drawing("trail", f"What R1 stands on {text}", tuple(named), edges)


def a_long_trail(direct: int, context: int) -> Drawing:
    """A recommendation with so many quotes that support it and that give context."""
    strengths = ["direct"] * direct + ["contextual"] * context
    quotes = tuple(a_node(f"quote/l{n}", "Quote") for n in range(len(strengths)))
    root = a_node("recommendation/1", "Recommendation", label="R1")
    edges = tuple(
        an_edge(root.key, quote.key, "supported by", strength=strength)
        for quote, strength in zip(quotes, strengths, strict=True)
    )
    return Drawing("trail", "What R1 stands on", (root, *quotes), edges)


def texts_of(svg: bytes) -> list[str]:
    """What is written in a picture, line by line."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def written(svg: bytes) -> str:
    """All that is written in a picture, in one line."""
    return " ".join(texts_of(svg))


def graphviz(dot: str, form: str) -> bytes:
    """What Graphviz makes of a file, of which it has nothing to complain."""
    path = shutil.which("dot")
    assert path, "these tests need Graphviz: apt-get install graphviz"
    done = subprocess.run([path, f"-T{form}"], input=dot.encode(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def as_shown(text: str) -> str:
    """What Graphviz shows of a string that its JSON has as it was written."""
    signs = {"\\n": "\n", "\\\\": "\\"}
    found = re.sub(r"\\[n\\]", lambda escape: signs[escape.group()], text)
    return found.replace("&amp;", "&")


def read_dot(dot: str) -> dict[str, dict[str, Any]]:
    """The nodes that Graphviz reads, by name, each with what it says."""
    found = json.loads(graphviz(dot, "json0"))
    return {o["name"]: o for o in found["objects"] if "nodes" not in o}


@pytest.mark.parametrize("root", TRAILS)
def test_graphviz_reads_every_node_and_edge(
    root: str, trails: dict[str, Drawing]
) -> None:
    """The ends and kinds of all edges, and all labels, come back from Graphviz."""
    drawing, dot = trails[root], to_dot(trails[root])
    nodes = read_dot(dot)
    names = {node["_gvid"]: name for name, node in nodes.items()}
    labels = {name: as_shown(node["label"]) for name, node in nodes.items()}
    assert labels == {node.key: node.label for node in drawing.nodes}
    found = Counter(
        (names[edge["tail"]], names[edge["head"]], edge["comment"].split(",")[0])
        for edge in json.loads(graphviz(dot, "json0"))["edges"]
    )
    assert found == Counter((e.source, e.target, e.kind) for e in drawing.edges)


def test_graphviz_draws_the_long_text_as_tooltip() -> None:
    """The finding's words, and the reason of a link, show where the pointer rests."""
    picture = ElementTree.fromstring(graphviz(to_dot(a_trail("& <so> it\\n")), "svg"))
    tips = [a.get(f"{LINK}title") or "" for a in picture.iter(f"{SVG}a")]
    assert any("The words of finding/2.7.b." in tip for tip in tips)
    assert any("R1 & <so> it\\n supported by, direct F2.7.b" in tip for tip in tips)


def test_a_trail_has_a_rank_for_each_layer(trails: dict[str, Drawing]) -> None:
    """Graphviz puts findings behind R16, then tables, passages, and quotes last."""
    found = json.loads(graphviz(to_dot(trails["R16"]), "json"))
    places: dict[str, set[float]] = {}
    for node in found["objects"]:
        if "pos" in node:
            kind = {"TableRow": "Table", "Figure": "Table"}.get(
                node["class"], node["class"]
            )
            x = round(float(node["pos"].split(",")[0]))
            places.setdefault(kind, set()).add(x)
    kinds = ("Recommendation", "Finding", "Table", "Passage", "Quote")
    columns = [places[kind] for kind in kinds]
    assert all(max(before) < min(behind) for before, behind in pairwise(columns))


def test_other_views_are_pinned_to_their_layout() -> None:
    """Graphviz keeps R2 right of R1 and Health below it, as far as the layout says."""
    nodes = {
        node["name"]: [float(part) for part in node["pos"].split(",")]
        for node in json.loads(graphviz(to_dot(a_drawing()), "json"))["objects"]
    }
    right = nodes["recommendation/2"][0] - nodes["recommendation/1"][0]
    down = nodes["recommendation/2"][1] - nodes["agency/health"][1]
    assert right / down == pytest.approx(800 / 950, rel=0.01)


@settings(max_examples=30)
@example(["&amp;lt; &#65; & &x", "\\N \\n \\", '"\\"', NASTY])
@given(st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_any_text_comes_back_from_graphviz(texts: list[str]) -> None:
    """Labels, of any signs at all, are read as they were, less what XML forbids."""
    nodes = tuple(
        a_node(f"quote/l{n}", "Quote", label=text) for n, text in enumerate(texts)
    )
    found = read_dot(to_dot(Drawing("evidence", texts[0], nodes, ())))
    assert [as_shown(node["label"]) for node in found.values()] == [
        as_written(text) for text in texts
    ]


@pytest.mark.parametrize("root", TRAILS)
def test_a_picture_says_what_it_is(root: str, trails: dict[str, Drawing]) -> None:
    """It has a role, a name and a description, 190 mm, no script, nothing to fetch."""
    picture = ElementTree.fromstring(to_svg(trails[root]))
    named = {child.get("id"): child.text for child in picture}
    title, told = (picture.get("aria-labelledby") or "").split()
    assert picture.get("role") == "img"
    assert named[title] == f"What {root} stands on"
    assert "Source:" in str(named[told])
    assert picture.get("width") == f"{WIDTH:g}mm"
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert b"href" not in to_svg(trails[root])


@pytest.mark.parametrize("root", TRAILS)
def test_all_direct_evidence_and_all_against_it_is_shown(
    root: str, trails: dict[str, Drawing]
) -> None:
    """Nothing that supports the root directly, or speaks against it, is left out."""
    drawing, said = trails[root], texts_of(to_svg(trails[root]))
    start = next(node.key for node in drawing.nodes if node.label == root)
    labels = {node.key: node.label for node in drawing.nodes}
    needed = {
        labels[edge.target]
        for edge in drawing.edges
        if edge.source == start
        and (edge.strength == "direct" or edge.kind == "countered by")
    }
    assert needed <= set(said)


@pytest.mark.parametrize("root", TRAILS)
def test_what_is_left_out_is_counted(root: str, trails: dict[str, Drawing]) -> None:
    """The root, the cards and the numbers told add up to the whole trail."""
    page = chosen(trails[root])
    numbers = [int(text.split()[0]) for text in page.left_out]
    assert 1 + len(page.others) + sum(numbers) == len(trails[root].nodes)
    assert all(text in written(to_svg(trails[root])) for text in page.left_out)


def test_a_long_trail_leaves_context_out_but_never_direct_evidence() -> None:
    """With room all is shown; without, context is a number; direct never is."""
    for direct, context, left in (
        (5, MOST - 5, ()),
        (5, MOST - 4, (f"{MOST - 4} items that give context",)),
        (MOST + 9, 1, ("1 item that gives context",)),
        (0, MOST + 9, ()),
    ):
        assert chosen(a_long_trail(direct, context)).left_out == left


def test_who_speaks_against_context_is_shown_with_it() -> None:
    """A quote against a finding that only gives context comes with the finding."""
    nodes = (
        a_node("recommendation/1", "Recommendation"),
        a_node("finding/1", "Finding"),
        a_node("quote/l1", "Quote"),
    )
    edges = (
        an_edge(nodes[0].key, nodes[1].key, "supported by", strength="contextual"),
        an_edge(nodes[1].key, nodes[2].key, "countered by"),
    )
    page = chosen(Drawing("trail", "", nodes, edges))
    assert [node.key for node in page.others] == ["finding/1", "quote/l1"]


def test_what_grounds_a_finding_that_is_not_shown_is_left_out() -> None:
    """A table of a left-out finding is not brought in by another edge to it."""
    drawing = a_long_trail(MOST - 1, 2)
    table, finding = a_node("table/1", "Table"), a_node("finding/1", "Finding")
    root, quote = drawing.nodes[:2]
    edges = (
        an_edge(root.key, finding.key, "supported by", strength="contextual"),
        an_edge(finding.key, table.key, "grounded in"),
        an_edge(quote.key, table.key, "refers to"),
    )
    page = chosen(
        replace(
            drawing,
            nodes=(*drawing.nodes, finding, table),
            edges=(*drawing.edges, *edges),
        )
    )
    assert page.left_out == (
        "3 items that give context",
        "1 item in which findings are grounded",
    )


def test_the_page_tells_the_trail_in_words(trails: dict[str, Drawing]) -> None:
    """R16's numbers, grade, agencies, whole words, and what rows ground, are there."""
    said = written(to_svg(trails["R16"]))
    assert "25 items support it directly, 9 items give context, 1 item speaks" in said
    assert "Direct evidence: quantified." in said
    assert "It concerns Health; Safeguarding Partnerships." in said
    root = next(node for node in trails["R16"].nodes if node.label == "R16")
    assert root.text in said
    assert "grounds F3.13" in said
    assert "speaks against R16" in said


@pytest.mark.parametrize("name", [*TRAILS, "nasty trail", "nasty view", "evidence"])
def test_every_text_stays_within_the_picture(
    name: str,
    trails: dict[str, Drawing],
    browser: Browser,
    evidence_drawing: Drawing,
) -> None:
    """A browser, with its own fonts, finds no text over an edge or out of its card."""
    made = {
        "nasty trail": a_trail(),
        "nasty view": a_drawing(),
        "evidence": evidence_drawing,
    }
    drawing = trails.get(name) or made[name]
    page = browser.new_page()
    page.set_content(to_svg(drawing).decode().partition("?>")[2])
    assert page.eval_on_selector("svg", OUTSIDE) == []
    if drawing.view == "trail":
        assert page.eval_on_selector("svg", OVER) == []
    page.close()


def test_a_view_draws_every_node_and_names_the_weighty(
    evidence_drawing: Drawing,
) -> None:
    """The real evidence: a shape and a tooltip for each node, all recommendations."""
    picture = ElementTree.fromstring(to_svg(evidence_drawing))
    shapes = [group for group in picture.findall(f"{SVG}g") if is_node(group)]
    assert len(shapes) == len(evidence_drawing.nodes)
    kinds = {node.label: node.kind for node in evidence_drawing.nodes}
    named = Counter(kinds.get(text) for text in texts_of(to_svg(evidence_drawing)))
    assert named["Recommendation"] == 38
    words = written(to_svg(evidence_drawing))
    assert "names have no room: the SVG has them" in words
    assert " F3.7 " in words  # beside its node: Table 3.5 has the room below it


def is_node(group: Element) -> bool:
    """Whether a group is a node's, not that of all edges: its title comes first."""
    return group[0].tag == f"{SVG}title"


@given(ANY_TEXT)
def test_any_text_gives_a_picture(text: str) -> None:
    """Whatever a text holds, the SVG is well-formed and carries it in a tooltip."""
    for drawing in (a_trail(text), a_drawing(text)):
        picture = ElementTree.fromstring(to_svg(drawing))
        tips = [title.text or "" for title in picture.iter(f"{SVG}title")]
        assert any(as_written(text) in tip for tip in tips)


@given(ANY_TEXT, st.floats(30, 300), st.integers(1, 4))
def test_lines_are_no_wider_than_their_room(text: str, width: float, most: int) -> None:
    """No line is wider, there are no more than asked, and nothing is lost uncut."""
    lines = wrapped(text, width, 12.0, most=most)
    assert all(width_of(line, 12.0) <= width for line in lines)
    assert len(lines) <= most
    if not any(line.endswith(" …") for line in lines):
        bare = "".join(as_written(text).split())
        assert "".join("".join(lines).split()) == bare


def test_an_empty_drawing_gives_a_picture_of_nothing() -> None:
    """No nodes give a title and the source in every format."""
    for view in ("trail", "evidence"):
        drawing = Drawing(view, "Nothing", (), ())
        assert texts_of(to_svg(drawing))[0] == "Nothing"
        assert read_nothing(to_dot(drawing)) == 0


def read_nothing(dot: str) -> int:
    """How many nodes Graphviz finds."""
    return len(json.loads(graphviz(dot, "json0")).get("objects", []))


def test_png_is_painted_sharp_and_with_letters(trails: dict[str, Drawing]) -> None:
    """1,795 pixels wide, as high as the SVG says, and other than without its texts."""
    svg = to_svg(trails["R6"])
    picture = ElementTree.fromstring(svg)
    _, _, width, height = map(float, (picture.get("viewBox") or "").split())
    png = to_png(trails["R6"])
    across, down = struct.unpack(">II", png[16:24])
    assert (png[:8], across) == (b"\x89PNG\r\n\x1a\n", 1795)
    assert down / across == pytest.approx(height / width, abs=0.002)
    bare = re.sub(r"(<text[^>]*>)[^<]*<", r"\1<", svg.decode())
    assert len(png) > 2 * len(resvg_py.svg_to_bytes(svg_string=bare, dpi=240.0))


def test_png_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that paints, or any font, one line says what to do."""
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "resvg_py", None)
        with pytest.raises(OutputError, match=r"pip install 'pcad-kg\[png\]'"):
            to_png(a_trail())
    with monkeypatch.context() as patch:
        patch.setattr(resvg_py, "svg_to_bytes", lambda **_: b"blank")
        with pytest.raises(OutputError, match="fonts-liberation"):
            to_png(a_trail())


@pytest.mark.parametrize("write", [to_dot, to_svg, to_png])
def test_the_same_bytes_each_time(write: Any, trails: dict[str, Drawing]) -> None:
    """The same drawing gives the same file."""
    assert write(trails["R6"]) == write(trails["R6"])
