"""The whole run: same bytes, whole files, clear refusals."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from pcad_kg import build as building
from pcad_kg import write as writing
from pcad_kg.aside import PREFIX, folder_aside
from pcad_kg.build import (
    Build,
    build_graph,
    counts_of,
    differences,
    summary_of,
    turtle_of,
    write_graphs,
)
from pcad_kg.errors import JudgementError, OutputError, SourceError
from pcad_kg.model import Source
from pcad_kg.names import REP
from pcad_kg.paths import data_folder, source_file
from pcad_kg.triples import new_graph, put

GRAPH = data_folder("graph")


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_committed_graph_is_what_a_build_makes(built: Build) -> None:
    """Byte for byte."""
    assert differences(built.graphs, GRAPH) == []


def test_two_builds_write_the_same_bytes(built: Build, tmp_path: Path) -> None:
    """A second run from the same source differs nowhere; it names its steps."""
    steps: list[str] = []
    write_graphs(built.graphs, tmp_path / "one")
    write_graphs(build_graph(notify=steps.append).graphs, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == 25
    assert steps == [
        "read",
        "split",
        "extract",
        "link",
        "triplify",
        "audit",
        "reason",
        "propose",
    ]


def test_counts_are_of_what_was_made(built: Build) -> None:
    """Numbers that the inventory gives too."""
    counts = counts_of(built)
    assert counts["recommendations"] == 38
    assert counts["figures"] == 50
    assert counts["statistics in tables"] == 574
    assert f"{counts['findings']:>7,}  findings\n" in summary_of(counts)


def test_stale_files_are_removed_and_named(built: Build, tmp_path: Path) -> None:
    """A file that no build makes any more goes; files of other makers stay."""
    (tmp_path / "old.ttl").write_text(building.HEADER, encoding="utf-8")
    (tmp_path / "mine.ttl").write_text("", encoding="utf-8")
    (tmp_path / "notes.tsv").write_text("", encoding="utf-8")
    assert "old.ttl: would be removed" in differences(built.graphs, tmp_path)
    write_graphs(built.graphs, tmp_path)
    assert "old.ttl" not in files(tmp_path)
    assert {"notes.tsv", "mine.ttl"} <= set(files(tmp_path))
    assert not list(tmp_path.glob(".build-*"))


def test_a_change_is_summed_up(built: Build, tmp_path: Path) -> None:
    """A label changed in a file: one triple to add, one to remove, both shown."""
    write_graphs(built.graphs, tmp_path)
    path = tmp_path / "figures.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Figure 4.11"', '"Figure 4.99"'), encoding="utf-8")
    lines = differences(built.graphs, tmp_path)
    assert lines[0] == "figures.ttl: 1 triples added, 1 removed"
    assert "+ <https://w3id.org/pcad-kg/pcad-2021/figure/4.11>" in lines[1]
    assert '"Figure 4.99"' in lines[2]


def test_other_bytes_of_the_same_triples_are_told(built: Build, tmp_path: Path) -> None:
    """A blank line at the end changes no triple."""
    write_graphs(built.graphs, tmp_path)
    path = tmp_path / "figures.ttl"
    path.write_bytes(path.read_bytes() + b"\n\n")
    assert differences(built.graphs, tmp_path) == [
        "figures.ttl: the same triples, written otherwise"
    ]


def test_a_broken_file_is_told(built: Build, tmp_path: Path) -> None:
    """What is no Turtle would be made anew; what is missing would be made."""
    (tmp_path / "figures.ttl").write_text("no turtle", encoding="utf-8")
    lines = differences(built.graphs, tmp_path)
    assert "figures.ttl: is not valid Turtle and would be made anew" in lines
    assert any(line.startswith("tables.ttl: would be made, with") for line in lines)


def test_a_write_that_fails_leaves_all_as_it_was(
    built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up at the third file: the folder keeps its old files alone."""
    (tmp_path / "report.ttl").write_text("old", encoding="utf-8")
    written: list[Graph] = []

    def filling(graph: Graph) -> bytes:
        written.append(graph)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return turtle_of(graph)

    monkeypatch.setattr(writing, "turtle_of", filling)
    with pytest.raises(OutputError, match="cannot be written"):
        write_graphs(built.graphs, tmp_path)
    assert files(tmp_path) == {"report.ttl": b"old"}
    assert not list(tmp_path.glob(".build-*"))


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    """Its folder aside goes, whatever is in it; a file of a like name stays."""
    left = tmp_path / f"{PREFIX}left"
    left.mkdir()
    (left / "report.ttl").touch()
    (tmp_path / f"{PREFIX}note").touch()
    write_graphs({}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{PREFIX}note"]


def test_what_a_build_at_work_needs_stays(tmp_path: Path) -> None:
    """Two at once: the second leaves the first's folder alone, and ends before it."""
    with folder_aside(tmp_path) as first:
        with folder_aside(tmp_path) as second:
            assert first.is_dir()
        assert first.is_dir()
        assert not second.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(built: Build, tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "graph").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="graph: cannot be written"):
        write_graphs(built.graphs, tmp_path / "graph")


def test_a_text_of_another_form_is_refused(tmp_path: Path) -> None:
    """Any other text fails before anything is made."""
    path = tmp_path / "other.txt"
    path.write_text("Once upon a time.\n", encoding="utf-8")
    with pytest.raises(SourceError, match="the summary of the report would begin"):
        build_graph(path)


def test_an_edited_text_on_which_a_judgement_fails_is_refused(
    source: Source, tmp_path: Path
) -> None:
    """Words that a judged link relies on were changed: the row is named."""
    path = tmp_path / "edited.txt"
    edited = source.text.replace("rising significantly (42%)", "rising (42%)")
    path.write_text(edited, encoding="utf-8")
    with pytest.raises(JudgementError, match=r"judgements\.tsv, line \d+: the words"):
        build_graph(path)


def test_an_edited_text_makes_another_graph(source: Source, tmp_path: Path) -> None:
    """A comment changed in an appendix: the report node says another hash."""
    path = tmp_path / "edited.txt"
    path.write_text(source.text.replace("Young carers.", "Carers."), encoding="utf-8")
    made = build_graph(path)
    assert made.report.source.sha256 != source.sha256
    assert differences(made.graphs, GRAPH)


TERMS = st.text(alphabet='ab"\\\n\t’é', max_size=12)


@given(st.dictionaries(st.sampled_from("abcdef"), TERMS, max_size=6))
def test_what_is_written_reads_back(labels: Mapping[str, str]) -> None:
    """Any text survives the writer, and order of making does not matter."""
    one, other = new_graph(), new_graph()
    for name, label in labels.items():
        one.add((REP[name], RDFS.label, Literal(label)))
    for name in reversed(labels):
        other.add((REP[name], RDFS.label, Literal(labels[name])))
    assert turtle_of(one) == turtle_of(other)
    back = Graph().parse(data=turtle_of(one), format="turtle")
    assert set(back) == set(one)


def test_what_is_written_is_what_rdflib_writes(built: Build) -> None:
    """The same bytes as its own writer's, which takes three times as long."""
    for name, graph in built.graphs.items():
        written = graph.serialize(format="turtle", encoding="utf-8")
        assert turtle_of(graph) == building.HEADER.encode() + written, name


# Predicates whose namespaces have no prefix yet.
UNKNOWN = [URIRef("https://one.example/p"), URIRef("https://two.example/#p")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([REP["a/b"], REP.c, URIRef("https://one.example/x.")]),
            st.sampled_from([RDF.type, RDFS.label, REP.value, *UNKNOWN]),
            st.one_of(
                TERMS.map(Literal),
                st.integers().map(Literal),
                st.decimals(allow_nan=False, allow_infinity=False).map(Literal),
                st.booleans().map(Literal),
                st.just(Literal("mot", lang="fr")),
                st.sampled_from([REP.c, REP["a/b"], RDF.nil, RDFS.Class]),
            ),
        ),
        max_size=12,
    )
)
def test_any_triples_are_written_as_rdflib_writes_them(
    triples: list[tuple[URIRef, URIRef, Node]],
) -> None:
    """Values of all kinds in order, prefixes made up, IRIs without a short form."""
    one, other = new_graph(), new_graph()
    put(triples, one)
    put(triples, other)
    written = other.serialize(format="turtle", encoding="utf-8")
    assert turtle_of(one) == building.HEADER.encode() + written


def test_the_source_carried_is_the_one_built(source: Source) -> None:
    """`graph/source` holds the text with its rights named beside it."""
    assert source_file().read_bytes() == source.text.encode()
    assert (source_file().parent / "README.md").is_file()


def test_no_file_of_the_graph_holds_a_time_or_a_path() -> None:
    """Nothing in it depends on when and where it was made."""
    root = str(Path.home())
    for path in GRAPH.glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        assert "generatedAtTime" not in text
        assert root not in text


def test_iris_hold_no_character_that_needs_escaping(built: Build) -> None:
    """Letters, digits and the marks of a path alone."""
    for graph in built.graphs.values():
        for subject in set(graph.subjects()):
            assert isinstance(subject, URIRef)
            assert str(subject).isascii()
            assert not set(str(subject)) & set(' <>"{}|^`\\%')
