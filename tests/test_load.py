"""A Turtle file → rdflib's terms, as rdflib's own parser makes them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef

from pcad_kg.engine.choose import open_engine
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import GraphError
from pcad_kg.files import NAMES, graph_files
from pcad_kg.load import Terms, triples_in
from pcad_kg.paths import data_folder
from pcad_kg.store import load_dataset, load_graph
from pcad_kg.triples import put

SUBJECT, PREDICATE = URIRef("https://example.org/s"), URIRef("https://example.org/p")
NUMBERS = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,9}", fullmatch=True).map(lambda n: (n, XSD.integer)),
    st.from_regex(r"[0-9]{1,9}", fullmatch=True).map(
        lambda n: (n, XSD.nonNegativeInteger)
    ),
    st.from_regex(r"-?[0-9]{1,6}\.[0-9]{1,6}", fullmatch=True).map(
        lambda n: (n, XSD.decimal)
    ),
    st.from_regex(r"2[0-9]{3}", fullmatch=True).map(lambda y: (y, XSD.gYear)),
    st.sampled_from(["true", "false", "1", "0"]).map(lambda b: (b, XSD.boolean)),
)


def by_rdflib(path: Path) -> set[object]:
    """The triples of a file as rdflib's own parser reads them."""
    return set(Graph().parse(path, format="turtle"))


@pytest.mark.parametrize(
    "path",
    [
        *sorted(data_folder("graph").glob("*.ttl")),
        *sorted(data_folder("ontology").glob("*.ttl")),
    ],
    ids=lambda path: path.stem,
)
def test_the_real_files_are_read_as_rdflib_reads_them(path: Path) -> None:
    """The same triples, term for term and character for character."""
    expected, found = by_rdflib(path), set(triples_in(path))
    named = {triple for triple in expected if "BNode" not in repr(triple)}
    assert {repr(t) for t in named} <= {repr(t) for t in found}
    assert len(found) == len(expected)


@settings(max_examples=100, deadline=None)
@given(
    values=st.lists(
        st.one_of(st.text(st.characters(codec="utf-8"), max_size=20), NUMBERS),
        min_size=1,
        max_size=5,
    )
)
def test_literals_are_read_as_rdflib_reads_them(
    values: list[str | tuple[str, URIRef]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is printed, in any datatype that the graph uses."""
    graph = Graph()
    for value in values:
        text, datatype = (value, None) if isinstance(value, str) else value
        literal = Literal(text, datatype=datatype, normalize=False)
        graph.add((SUBJECT, PREDICATE, literal))
        if datatype is None:
            graph.add((SUBJECT, PREDICATE, Literal(text, lang="en")))
    path = tmp_path_factory.mktemp("turtle") / "literals.ttl"
    path.write_text(graph.serialize(format="turtle"), encoding="utf-8")
    expected = set(map(repr, by_rdflib(path)))
    assert expected == set(map(repr, triples_in(path)))


def test_a_term_is_made_once() -> None:
    """What several files say of one item, they say of the same term."""
    terms = Terms()
    folder = data_folder("graph")
    first = {s for s, _, _ in triples_in(folder / "findings.ttl", terms)}
    again = {s for s, _, _ in triples_in(folder / "findings.ttl", terms)}
    assert {id(term) for term in first} == {id(term) for term in again}


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    """`_:a` means another node in each file."""
    path = tmp_path / "blank.ttl"
    path.write_text('_:a <https://example.org/p> "x" .\n')
    terms = Terms()
    found = [s for _ in range(2) for s, _, _ in triples_in(path, terms)]
    assert len(set(found)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a> <b> .", "not valid Turtle: "),
        ('"a text" <b> <c> .', "not a valid subject"),
        ("<a> <b> <<( <a> <b> <c> )>> .", "a triple as the value"),
    ],
)
def test_what_is_no_turtle_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    """The file and the reason."""
    path = tmp_path / "wrong.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GraphError) as raised:
        list(triples_in(path))
    assert str(raised.value).startswith(f"{path}: not valid Turtle: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    """The file and what the system says."""
    path = tmp_path / "none.ttl"
    with pytest.raises(GraphError) as raised:
        list(triples_in(path))
    assert str(raised.value) == f"{path}: cannot be read (No such file or directory)"


def test_trail_and_validate_say_the_same_of_a_broken_file(tmp_path: Path) -> None:
    """Both readers name the file and the line once; a folder may be named in words."""
    for name in NAMES:
        (tmp_path / f"{name}.ttl").write_text("", encoding="utf-8")
    (tmp_path / "findings.ttl").write_text("<a:a>\n <b:b> .\n", encoding="utf-8")
    with pytest.raises(GraphError) as by_graph:
        load_graph(str(tmp_path))
    with pytest.raises(GraphError) as by_engine:
        Oxigraph(str(tmp_path)).query("ASK {}")
    assert str(by_graph.value) == str(by_engine.value)
    assert str(by_graph.value).count("findings.ttl") == 1


def test_a_file_that_cannot_be_read_has_its_reason(tmp_path: Path) -> None:
    """A folder stands where a file should; Oxigraph gives no number of the error."""
    for name in NAMES:
        (tmp_path / f"{name}.ttl").mkdir()
    with pytest.raises(GraphError, match=r"\(Is a directory\)"):
        open_engine(str(tmp_path)).query("ASK {}")
    with pytest.raises(GraphError, match=r"\(Is a directory\)"):
        load_graph(tmp_path)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (None, ": no such folder; name one"),
        ((), ": no graph in it; name a folder"),
        (("audit",), r"concerns\.ttl is missing; `pcad-kg build --output "),
    ],
)
def test_a_folder_that_is_no_graph_is_told(
    files: tuple[str, ...] | None, said: str, tmp_path: Path
) -> None:
    """What it is instead, and what to do."""
    folder = tmp_path / "graph"
    if files is not None:
        folder.mkdir()
        for name in files:
            (folder / f"{name}.ttl").touch()
    with pytest.raises(GraphError, match=said):
        graph_files(folder)


def test_the_graph_is_the_union_of_the_dataset(committed: Graph) -> None:
    """All that is in a part is in the whole; the graph can be added to."""
    expected, dataset = set(committed), load_dataset()
    assert {triple for part in dataset.graphs() for triple in part} == expected
    graph = load_graph()
    put([(SUBJECT, PREDICATE, Literal("x"))], graph)
    assert len(graph) == len(expected) + 1
