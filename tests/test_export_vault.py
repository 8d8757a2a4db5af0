"""The Obsidian vault: its names, properties, links and colours, read back."""

import json
import re
import unicodedata
from collections.abc import Mapping
from math import isfinite
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pcad_kg.export.drawing import Drawing
from pcad_kg.export.markdown import front_matter, plain
from pcad_kg.export.obsidian import GRAPH, to_obsidian
from pcad_kg.export.vault_names import note_names, safe_name
from tests.drawings import a_drawing, a_node, an_edge
from tests.exports import ANY_TEXT, as_written, said_of_nodes

WIKI_LINK = re.compile(r"(?<!\\)\[\[([^\]|]+)(?:\|([^\]|]+))?\]\]")
FORBIDDEN = set('"*/:<>?\\|#^[]')
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{n}{i}" for n in ("com", "lpt") for i in "0123456789"),
}


def notes_of(drawing: Drawing) -> dict[str, str]:
    """The vault's notes by path, the index left out."""
    return {
        path: file.decode()
        for path, file in to_obsidian(drawing).items()
        if path.endswith(".md") and path != "Index.md"
    }


def properties_of(note: str) -> dict[str, Any]:
    """The front matter that PyYAML reads."""
    _, head, _ = note.split("---\n", 2)
    return yaml.safe_load(head)


def name_of(path: str) -> str:
    """The name by which a link finds a note."""
    return path.rpartition("/")[2].removesuffix(".md")


def links_of(note: str) -> list[str]:
    """The names of notes that a note links to."""
    return [name for name, _ in WIKI_LINK.findall(note.split("---\n", 2)[2])]


def check_properties(drawing: Drawing) -> None:
    """PyYAML reads from the notes what the drawing says of its nodes."""
    read = {}
    for note in notes_of(drawing).values():
        values = properties_of(note)
        values["agencies"] = "; ".join(values.get("agencies", []))
        values["doubts"] = "\n".join(values.get("doubts", []))
        read[values["key"]] = {
            name: value
            for name, value in values.items()
            if value not in ("", None) and name not in ("key", "tags", "aliases")
        }
    assert said_of_nodes(drawing) == read


def test_the_properties_say_all_that_the_drawing_says() -> None:
    """Eight notes have every attribute and text of their items."""
    assert len(notes_of(a_drawing())) == 8
    check_properties(a_drawing())


# A carriage return at the end of one doubt is a line end of its own there.
@given(ANY_TEXT.map(lambda text: text.replace("\r", "")))
def test_the_properties_keep_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_properties(a_drawing(text))


@given(st.dictionaries(st.sampled_from("abc"), st.floats(allow_nan=False)))
def test_numbers_stay_numbers(values: dict[str, float]) -> None:
    """No small number and no zero is lost, or a text to a reader of YAML 1.1."""
    finite = {name: value for name, value in values.items() if isfinite(value)}
    _, head, _ = f"{front_matter(finite)}\n".split("---\n")
    assert (yaml.safe_load(head) or {}) == finite


def linked(drawing: Drawing) -> set[tuple[str, str]]:
    """The keys at both ends of every link, as the notes have them."""
    notes = notes_of(drawing)
    keys = {name_of(path): properties_of(note)["key"] for path, note in notes.items()}
    return {
        (properties_of(note)["key"], keys[name])
        for note in notes.values()
        for name in links_of(note)
    }


def test_every_edge_is_a_link_and_no_link_leads_nowhere() -> None:
    """The links are the edges: eleven, two of them between the same two notes."""
    drawing = a_drawing()
    assert linked(drawing) == {(edge.source, edge.target) for edge in drawing.edges}
    assert sum(len(links_of(note)) for note in notes_of(drawing).values()) == 11


@given(ANY_TEXT)
def test_a_text_makes_no_link(text: str) -> None:
    """Whatever the words, only edges are links."""
    drawing = a_drawing(text)
    assert linked(drawing) == {(edge.source, edge.target) for edge in drawing.edges}


def test_a_link_says_how_and_why() -> None:
    """Under its kind, a link has strength, ground, origin, reason and words."""
    direct = {"strength": "direct", "ground": "problem", "origin": "judged"}
    edge = an_edge("a", "b", "supported by", **direct, rationale="Same.", words="a few")
    nodes = (a_node("a", "Recommendation"), a_node("b", "Finding", label="F2"))
    note = notes_of(Drawing("trail", "One", nodes, (edge,)))["Recommendation/a.md"]
    line = "- [[F2]] (direct, problem, judged) Same. “a few”"
    assert f"## Supported by\n\n{line}\n" in note


def test_a_note_shows_what_its_item_says() -> None:
    """Label, title, text, speaker, place and doubts stand in the note, as they are."""
    values = {"label": "Quote L1", "title": "On *it*", "speaker": "A nurse"}
    node = a_node("quote/l1", "Quote", **values, doubts=("Printed twice.",))
    (note,) = notes_of(Drawing("voices", "One", (node,), ())).values()
    lines = shown(note.split("---\n", 2)[2])
    assert lines == [
        "Quote L1",
        "On *it*",
        "The words of quote/l1.",
        "A nurse",
        "L10 · 2.1 Referrals, p. 12 ff.",
        "[!warning] Printed twice.",
    ]


def shown(markdown: str) -> list[str]:
    """What a reader of CommonMark shows of each block, line by line."""
    return [
        "".join(
            part.content if part.type in ("text", "text_special") else ""
            for part in token.children or []
        )
        for token in MarkdownIt("commonmark").parse(markdown)
        if token.type == "inline"
    ]


@given(ANY_TEXT.map(as_written))
def test_markdown_shows_any_text_as_it_stands(text: str) -> None:
    """A heading, a quotation and a list show the words and nothing else."""
    words = " ".join(text.split())
    for markdown in (f"# {plain(text)}", f"> {plain(text)}", f"- {plain(text)}"):
        assert "".join(shown(markdown)) == words


@pytest.mark.parametrize(
    "text",
    "1. a|12) b|- c|+ d|* e|# f|> g|=== h|--- i|___|a  b|&amp;|%% j %%".split("|"),
)
def test_a_text_begins_nothing(text: str) -> None:
    """What begins a list, a heading or a line elsewhere is a word at its place."""
    assert shown(f"> {plain(text)}") == [" ".join(text.split())]


def test_the_notes_of_a_kind_share_a_folder_and_a_tag() -> None:
    """A row of a table is in that folder and has the tag that its colour goes by."""
    notes = notes_of(a_drawing())
    row = notes["Row of a table/Table 3.11 row 2.md"]
    assert properties_of(row)["tags"] == ["table-row"]
    assert {path.partition("/")[0] for path in notes} == {
        *("Recommendation Finding Table Quote Agency".split()),
        "Row of a table",
    }


def test_the_graph_view_is_coloured_by_kind() -> None:
    """Each tag of a note has its colour; the index is out of sight."""
    files = to_obsidian(a_drawing())
    settings = json.loads(files[GRAPH])
    colours = {
        group["query"].removeprefix("tag:#"): group["color"]["rgb"]
        for group in settings["colorGroups"]
    }
    tags = {properties_of(note)["tags"][0] for note in notes_of(a_drawing()).values()}
    assert set(colours) == tags
    assert (colours["finding"], colours["table"]) == (0x56B4E9, 0xE69F00)
    assert settings["search"] == "-tag:#index"
    assert properties_of(files["Index.md"].decode())["tags"] == ["index"]


def test_the_index_lists_every_note_under_its_colour() -> None:
    """Eight links, and a heading with a swatch for each of six kinds."""
    index = to_obsidian(a_drawing())["Index.md"].decode()
    names = {name_of(path) for path in notes_of(a_drawing())}
    assert set(links_of(index)) == names
    assert index.count('<span style="color:#') == 6
    assert '## <span style="color:#cc79a7">■</span> Quote (2)' in index
    assert "[[Quote L2834 (2)|Quote L2834]]" in index


def check_names(names: Mapping[str, str]) -> None:
    """Every name is one that all systems take, and that none takes for another."""
    for name in names.values():
        assert not FORBIDDEN & set(name), name
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name)
        assert name == name.strip(". ")
        assert name
        assert len(name.encode()) < 200
        assert name.split(".")[0].casefold() not in RESERVED
    for form in ("NFC", "NFD"):
        folded = {
            unicodedata.normalize(form, name).casefold() for name in names.values()
        }
        assert len(folded) == len(names)


@given(st.lists(ANY_TEXT, max_size=8))
def test_names_are_safe_and_unique(labels: list[str]) -> None:
    """Whatever the labels, the names are fit for every system, and none is shared."""
    check_names(note_names(dict(enumerate(map(as_written, labels)))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("F2.7.b", "F2.7.b"),
        ("Table 3.11 row 2", "Table 3.11 row 2"),
        ("Designated nurse/doctor", "Designated nurse-doctor"),
        ("CON", "CON note"),
        ("lpt1.a", "lpt1.a note"),
        ("...", "Untitled"),
        ("", "Untitled"),
        ("Children’s social care", "Children’s social care"),
        ("“Why?”", "“Why ”"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_name_is_its_label_where_it_can_be(label: str, name: str) -> None:
    """Labels of the report stay; what a system refuses goes."""
    assert safe_name(label) == name


def test_names_that_differ_in_case_or_accents_alone_get_numbers() -> None:
    """Two labels that one file system takes for one give two files."""
    labels = {"a": "Café", "b": "CAFE\u0301", "c": "café (2)", "d": "Index"}
    names = note_names(labels, kept=("Index",))
    check_names(names)
    assert list(names.values()) == ["Café", "CAFÉ (2)", "café (2) (2)", "Index (2)"]


def test_two_items_with_one_label_have_two_notes() -> None:
    """Both quotes of line 2834 have their note, and links lead to the right one."""
    notes = notes_of(a_drawing())
    first, second = notes["Quote/Quote L2834.md"], notes["Quote/Quote L2834 (2).md"]
    assert properties_of(first)["key"] == "quote/l2834"
    assert properties_of(second)["key"] == "quote/l2834-2"
    assert links_of(second) == ["Quote L2834"]


def test_an_item_named_index_leaves_the_index_alone() -> None:
    """The vault has its index whatever its items are called."""
    files = to_obsidian(
        Drawing("full", "One", (a_node("a", "Finding", label="index"),), ())
    )
    assert set(files) == {"Index.md", "Finding/index (2).md", GRAPH}


def test_the_vault_is_the_same_each_time() -> None:
    """Two runs give the same bytes, and an empty view has an index."""
    assert to_obsidian(a_drawing()) == to_obsidian(a_drawing())
    assert set(to_obsidian(Drawing("trail", "Nothing", (), ()))) == {"Index.md", GRAPH}


def test_the_evidence_itself_comes_through(evidence_drawing: Drawing) -> None:
    """A note for each item with a fit name, and every edge of the report a link."""
    assert len(evidence_drawing.nodes) > 500
    check_properties(evidence_drawing)
    edges = {(edge.source, edge.target) for edge in evidence_drawing.edges}
    assert linked(evidence_drawing) == edges
    check_names({path: name_of(path) for path in notes_of(evidence_drawing)})
