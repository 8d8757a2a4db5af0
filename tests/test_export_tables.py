"""The CSV tables, and Neo4j's CSV, Cypher and style, read back and held together."""

import csv
import io
import re
from collections.abc import Mapping

import pytest
from hypothesis import given

from pcad_kg.export.drawing import Drawing
from pcad_kg.export.neo4j import (
    IMPORT,
    RELATIONSHIPS,
    SCRIPT,
    STYLE,
    relationship_type,
    to_neo4j,
)
from pcad_kg.export.tables import EDGES, NODES, to_csv
from tests.drawings import FORMULA, NASTY, a_drawing, a_node
from tests.exports import ANY_TEXT, Said, as_written, said_of_edges, said_of_nodes

TEXTS = set(
    "label kind title text place speaker grade agencies doubts iri source target"
    " strength ground basis origin rationale words".split()
)
TYPED = re.compile(r"(\w+):(string|int|double|string\[\])")
READ = re.compile(r"row\.(?:`([^`]+)`|(\w+))")


def said(row: Mapping[str, str], *names: str) -> Said:
    """What a row says, less the named columns and the empty ones."""
    return {
        name: value if name in TEXTS else float(value)
        for name, value in row.items()
        if value and name not in names
    }


def rows_of(file: bytes) -> list[dict[str, str]]:
    """The rows that Python's csv reads, the mark at the beginning dropped."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def check_csv(drawing: Drawing) -> None:
    """The tables hold what the drawing says, item by item."""
    files = to_csv(drawing)
    nodes = {
        row["id"]: said(row, *"id x y size".split()) for row in rows_of(files[NODES])
    }
    edges = {row["id"]: said(row, "id", "look") for row in rows_of(files[EDGES])}
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_csv_says_all_that_the_drawing_says() -> None:
    """Eight rows of nodes and eleven of edges have every attribute and text."""
    assert set(to_csv(a_drawing())) == {"nodes.csv", "edges.csv"}
    check_csv(a_drawing())


@given(ANY_TEXT)
def test_csv_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, but for what XML forbids."""
    check_csv(a_drawing(text))


def test_csv_opens_in_a_spreadsheet() -> None:
    """A byte order mark says UTF-8; a text that looks like a formula is unchanged."""
    files = to_csv(a_drawing())
    assert all(file.startswith(b"\xef\xbb\xbf") for file in files.values())
    assert rows_of(files[NODES])[4]["title"] == FORMULA


def test_csv_has_the_headers_that_gephi_imports() -> None:
    """Nodes begin with id and label, edges with source and target."""
    files = to_csv(a_drawing())
    assert list(rows_of(files[NODES])[0])[:3] == ["id", "label", "kind"]
    assert list(rows_of(files[EDGES])[0])[:3] == ["source", "target", "kind"]


def neo4j_rows(file: bytes) -> list[dict[str, str]]:
    """The rows as Neo4j's old quoting has them: within quotes a backslash escapes."""
    text = io.StringIO(file.decode(), newline="")
    return list(csv.DictReader(text, escapechar="\\"))


def untyped(row: Mapping[str, str]) -> dict[str, str]:
    """A row by names of properties."""
    return {name.partition(":")[0] or name: value for name, value in row.items()}


def check_neo4j(drawing: Drawing) -> None:
    """The importer's tables hold what the drawing says, item by item."""
    files = to_neo4j(drawing)
    nodes = {}
    for row in neo4j_rows(files[NODES]):
        values = untyped(row)
        values["label"] = values.pop("name")
        values["agencies"] = values["agencies"].replace(";", "; ")
        nodes[row["key:ID"]] = said(values, "key", "x", "y", ":LABEL")
    edges = {}
    for row in neo4j_rows(files[RELATIONSHIPS]):
        ends = {"source": row[":START_ID"], "target": row[":END_ID"]}
        kind = {"kind": row[":TYPE"].lower().replace("_", " ")}
        ignored = ("key", "look", ":START_ID", ":END_ID", ":TYPE")
        edges[row["key"]] = ends | kind | said(untyped(row), *ignored)
    assert said_of_nodes(drawing) == nodes
    assert said_of_edges(drawing) == edges


def test_neo4j_says_all_that_the_drawing_says() -> None:
    """Eight nodes and eleven relationships have every property and text."""
    check_neo4j(a_drawing())


@given(ANY_TEXT)
def test_neo4j_keeps_any_text(text: str) -> None:
    """Whatever a text is made of comes back, backslashes and quotes above all."""
    check_neo4j(a_drawing(text))


def test_neo4j_labels_each_node_as_an_item_of_its_kind() -> None:
    """R1 is an Item and a Recommendation, and has a name, as everything has."""
    rows = neo4j_rows(to_neo4j(a_drawing())[NODES])
    assert (rows[0]["name"], rows[0][":LABEL"]) == ("R1", "Item;Recommendation")
    assert rows[0]["agencies:string[]"] == "Health;Education, schools & colleges"
    assert all(row["name"] and row[":LABEL"] for row in rows)


def test_neo4j_names_a_node_without_a_label_by_its_key() -> None:
    """A node is never without a name."""
    drawing = Drawing("full", "One", (a_node("finding/1", "Finding", label=""),), ())
    assert neo4j_rows(to_neo4j(drawing)[NODES])[0]["name"] == "finding/1"


def test_neo4j_parts_agencies_where_one_has_a_semicolon() -> None:
    """The mark between two members of a list is in none of them."""
    node = a_node("finding/1", "Finding", agencies=("Health; care", "Police"))
    rows = neo4j_rows(to_neo4j(Drawing("full", "One", (node,), ()))[NODES])
    assert rows[0]["agencies:string[]"] == "Health, care;Police"


def test_neo4j_headers_are_typed() -> None:
    """Every property of a header but the key and the name tells its type."""
    files = to_neo4j(a_drawing())
    plain = {"key:ID", "name", ":LABEL", ":START_ID", ":END_ID", "key", ":TYPE"}
    for name in (NODES, RELATIONSHIPS):
        header = list(neo4j_rows(files[name])[0])
        typed = [column for column in header if column not in plain]
        assert len(typed) > 7
        assert all(TYPED.fullmatch(column) for column in typed)
    assert "first_line:int" in neo4j_rows(files[NODES])[0]
    assert "weight:double" in neo4j_rows(files[RELATIONSHIPS])[0]


def statements_of(drawing: Drawing) -> list[str]:
    """The script's statements, without its comments."""
    lines = to_neo4j(drawing)[SCRIPT].decode().split("\n")
    script = "\n".join(line for line in lines if not line.startswith("//"))
    return [part.strip() for part in script.split(";\n") if part.strip()]


def test_neo4j_script_reads_every_column_and_no_other() -> None:
    """Each cell that the Cypher reads is a column, and each property is read."""
    files = to_neo4j(a_drawing())
    loads = [part for part in statements_of(a_drawing()) if "LOAD CSV" in part]
    assert len(loads) == 9
    for load in loads:
        name = NODES if NODES in load else RELATIONSHIPS
        header = set(neo4j_rows(files[name])[0])
        read = {quoted or plain for quoted, plain in READ.findall(load)}
        assert read == header - ({":LABEL"} if name == NODES else set())


def test_neo4j_script_covers_every_kind_and_type() -> None:
    """A constraint first, then nodes, their labels, and each relationship's type."""
    statements = statements_of(a_drawing())
    assert statements[0].startswith("CREATE CONSTRAINT item_key IF NOT EXISTS")
    script = "\n".join(statements)
    for node in a_drawing().nodes:
        assert f"MATCH (n:Item {{kind: '{node.kind}'}}) SET n:`{node.kind}`" in script
    for edge in a_drawing().edges:
        assert (
            f"MERGE (a)-[r:`{relationship_type(edge.kind)}` {{key: row.key}}]->(b)"
            in script
        )
    assert script.index("MERGE (n:Item") < script.index("MERGE (a)-[r:")


def test_neo4j_script_says_how_it_is_run() -> None:
    """The comment holds the importer's command, with the quoting of these files."""
    heading = to_neo4j(a_drawing())[SCRIPT].decode()
    assert f"// {IMPORT}\n" in heading
    for name in ("--legacy-style-quoting=true", "--multiline-fields=true"):
        assert name in IMPORT


@given(ANY_TEXT)
def test_neo4j_script_stays_a_comment_whatever_the_title(text: str) -> None:
    """A title of several lines ends no comment: the statements are the same."""
    titled = Drawing("full", text, a_drawing().nodes, a_drawing().edges)
    assert statements_of(titled) == statements_of(a_drawing())


def test_neo4j_quotes_a_kind_that_is_no_word() -> None:
    """A kind with a quote or a backtick ends neither the text nor the name."""
    drawing = Drawing("full", "One", (a_node("a", "It's `odd`"),), ())
    assert (
        "MATCH (n:Item {kind: 'It\\'s `odd`'}) SET n:`It's ``odd```"
        in statements_of(drawing)
    )


def test_neo4j_style_colours_every_kind() -> None:
    """Findings are light blue, support is dark blue and 2.5 wide."""
    style = to_neo4j(a_drawing())[STYLE].decode()
    for kind in {node.kind for node in a_drawing().nodes}:
        assert f"node.{kind} {{" in style
    assert "node.Finding {\n  color: #56b4e9;" in style
    supported = "relationship.SUPPORTED_BY {\n  color: #0072b2;\n  shaft-width: 2.5px;"
    assert supported in style


@pytest.mark.parametrize("writer", [to_csv, to_neo4j])
def test_tables_are_the_same_each_time(writer: object) -> None:
    """Two runs give the same bytes, and an empty view still has its headers."""
    assert callable(writer)
    assert writer(a_drawing(NASTY)) == writer(a_drawing(NASTY))
    empty = writer(Drawing("trail", "Nothing", (), ()))
    assert empty[NODES].decode("utf-8-sig").count("\n") == 1


def test_carriage_returns_are_lines() -> None:
    """What the reader gets has one kind of line end, wherever the text came from."""
    assert as_written("a\r\nb\rc") == "a\nb\nc"
    drawing = a_drawing("a\r\nb\rc")
    assert rows_of(to_csv(drawing)[NODES])[0]["text"] == "a\nb\nc"


def test_the_evidence_itself_comes_through(evidence_drawing: Drawing) -> None:
    """All of the report's evidence is in both sets of tables."""
    assert len(evidence_drawing.nodes) > 500
    check_csv(evidence_drawing)
    check_neo4j(evidence_drawing)
