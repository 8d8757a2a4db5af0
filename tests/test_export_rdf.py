"""Turtle, RDF/XML, N-Quads and JSON-LD, read back by rdflib, Oxigraph and Raptor."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.export.jsonld import to_jsonld
from pcad_kg.export.project import VIEWS
from pcad_kg.export.rdf import (
    jsonld_of_view,
    nquads_of_view,
    quads_of,
    rdfxml_of_view,
    to_nquads,
    to_rdfxml,
    to_turtle,
    triples_of,
    turtle_of_view,
)
from pcad_kg.files import graph_files
from pcad_kg.terms import PCAD, PREFIXES, RDFS, REP, XSD, Iri, Literal
from tests.exports import as_written

Triples = tuple[tuple[Iri, Iri, Iri | Literal], ...]
WRITERS: dict[RdfFormat, Callable[[Triples], bytes]] = {
    RdfFormat.TURTLE: to_turtle,
    RdfFormat.RDF_XML: to_rdfxml,
    RdfFormat.JSON_LD: to_jsonld,
}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NUMBER = f"{XSD}nonNegativeInteger"


@pytest.fixture(scope="module")
def trail(engine: Oxigraph) -> Triples:
    """What the real trail of R16 says."""
    return triples_of(engine, "trail", "R16")


@pytest.fixture(scope="module")
def published() -> set[Quad]:
    """The graph's files to the letter, each triple with the graph of its file."""
    return {
        Quad(*quad.triple, graph_of(path))
        for path in graph_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE)
    }


def graph_of(path: Path) -> Any:
    """The named graph of a file."""
    (quad,) = parse(
        f"<urn:a> <urn:b> <{PREFIXES['graph']}{path.stem}> .".encode(),
        format=RdfFormat.N_TRIPLES,
    )
    return quad.object


def read(file: bytes, form: RdfFormat) -> set[Triple]:
    """The triples of a file to the letter."""
    return {quad.triple for quad in parse(file, format=form)}


def walked(data: Any) -> Iterator[Any]:
    """All that is in a JSON value, level by level."""
    yield data
    inner = data.values() if isinstance(data, dict) else data
    if isinstance(data, dict | list):
        for value in inner:
            yield from walked(value)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "trail"])
def test_a_view_says_only_what_the_files_say_to_the_letter(
    view: str, engine: Oxigraph, published: set[Quad]
) -> None:
    """Every triple stands in a file with that very literal; and thousands do."""
    triples = read(to_turtle(triples_of(engine, view)), RdfFormat.TURTLE)
    assert triples - {quad.triple for quad in published} == set()
    assert len(triples) > 1_000


def test_quads_are_those_of_the_files(engine: Oxigraph, published: set[Quad]) -> None:
    """A trail's quads: as many as the files have of its triples, less proposals."""
    quads = set(
        parse(to_nquads(quads_of(engine, "trail", "R16")), format=RdfFormat.N_QUADS)
    )
    triples = {quad.triple for quad in quads}
    proposed = graph_of(Path("proposed.ttl"))
    assert quads == {
        quad
        for quad in published
        if quad.triple in triples and quad.graph_name != proposed
    }
    assert len({quad.graph_name for quad in quads}) > 5


def test_numbers_keep_the_datatype_of_the_file(trail: Triples) -> None:
    """Places in the source are whole numbers from 0 on, not just any number."""
    found = [v for _, said, v in trail if str(said).endswith("beginIndex")]
    assert {value.datatype for value in found if isinstance(value, Literal)} == {NUMBER}


@pytest.mark.parametrize("form", WRITERS, ids=str)
def test_every_format_says_the_same(form: RdfFormat, trail: Triples) -> None:
    """Oxigraph reads back each triple, no more, to the letter."""
    assert read(WRITERS[form](trail), form) == read(to_turtle(trail), RdfFormat.TURTLE)
    assert len(trail) == len(read(WRITERS[form](trail), form))


# rdflib's own reader of JSON-LD uses a class of rdflib's that is to go.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("form", "name"),
    [
        (RdfFormat.TURTLE, "turtle"),
        (RdfFormat.RDF_XML, "xml"),
        (RdfFormat.JSON_LD, "json-ld"),
    ],
    ids=str,
)
def test_rdflib_reads_the_same(form: RdfFormat, name: str, trail: Triples) -> None:
    """rdflib finds as many triples, equal to those that it reads in N-Triples."""
    plain = serialize(
        read(to_turtle(trail), RdfFormat.TURTLE), None, RdfFormat.N_TRIPLES
    )
    wanted = rdflib.Graph().parse(data=plain or b"", format="nt")
    found = rdflib.Graph().parse(data=WRITERS[form](trail), format=name)
    assert set(found) == set(wanted)
    assert len(found) == len(trail)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("turtle", to_turtle),
        ("rdfxml", to_rdfxml),
        ("nquads", lambda t: to_nquads(tuple((x, Iri("urn:graph")) for x in t))),
    ],
)
def test_raptor_reads_the_same(
    name: str, file: Callable[[Triples], bytes], trail: Triples, tmp_path: Path
) -> None:
    """Raptor, which shares no code with us, counts the same triples."""
    rapper = shutil.which("rapper")
    assert rapper, "this test needs Raptor: apt-get install raptor2-utils"
    path = tmp_path / "trail"
    path.write_bytes(file(trail))
    arguments = [rapper, "-q", "-i", name, "-o", "ntriples", path.as_uri()]
    done = subprocess.run(arguments, capture_output=True, check=True)
    assert read(done.stdout, RdfFormat.N_TRIPLES) == read(
        to_turtle(trail), RdfFormat.TURTLE
    )


def test_json_ld_reads_as_a_tree(trail: Triples) -> None:
    """R16 is the root; below it a link with its reason, below that what it leads to."""
    found = json.loads(to_jsonld(trail))
    assert found["id"] == "rep:recommendation/16"
    (link,) = [x for x in found["links"] if x["id"] == "rep:link/r16/finding-3.13"]
    assert link["strength"] == "direct"
    assert link["to"]["label"] == "F3.13"
    assert link["to"]["links"][0]["to"]["id"].startswith("rep:")
    assert "from" not in link


def test_json_ld_has_no_values_that_must_explain_themselves(trail: Triples) -> None:
    """The context says it all: no "@value" beside a text, and no second context."""
    found = json.loads(to_jsonld(trail))
    assert not any(isinstance(x, dict) and "@value" in x for x in walked(found))
    assert isinstance(found["@context"], dict)
    contexts = [x for x in walked(found) if isinstance(x, dict) and "@context" in x]
    assert contexts == [found]


def test_a_property_with_values_of_many_kinds_keeps_them() -> None:
    """A text, a number, one beyond JSON's, a node and two languages come through."""
    said = PCAD.value
    values = (
        Literal("5"),
        Literal("5", f"{XSD}integer"),
        Literal("05", f"{XSD}integer"),
        Literal("5" * 30, f"{XSD}integer"),
        Literal("1.50", f"{XSD}decimal"),
        Literal("five", "", "en"),
        Literal("cinq", "", "fr"),
        REP["finding/2.7"],
        Iri("urn:elsewhere"),
    )
    triples = tuple((REP["x"], said, value) for value in values)
    assert read(to_jsonld(triples), RdfFormat.JSON_LD) == read(
        to_turtle(triples), RdfFormat.TURTLE
    )
    assert len(read(to_jsonld(triples), RdfFormat.JSON_LD)) == len(values)


def test_links_in_a_circle_are_told_once() -> None:
    """Two findings that lead to each other give one tree and lose nothing."""
    one, other = REP["finding/1"], REP["finding/2"]
    triples = tuple(
        triple
        for link, source, target in (("a", one, other), ("b", other, one))
        for triple in (
            (REP[f"link/{link}"], PCAD["from"], source),
            (REP[f"link/{link}"], PCAD.to, target),
            (source, RDFS.label, Literal(link)),
        )
    )
    assert read(to_jsonld(triples), RdfFormat.JSON_LD) == read(
        to_turtle(triples), RdfFormat.TURTLE
    )


@given(TEXT)
def test_any_text_survives(text: str) -> None:
    """Every text comes back; in RDF/XML with U+FFFD for what XML forbids."""
    triple = (REP["x"], PCAD.text, Literal(text))
    plain = (REP["x"], PCAD.text, Literal(as_written(text)))
    for form, write in WRITERS.items():
        wanted = plain if form == RdfFormat.RDF_XML else triple
        assert read(write((triple,)), form) == read(
            to_nquads(((wanted, Iri("urn:g")),)), RdfFormat.N_QUADS
        )


def test_a_graph_in_memory_is_exported_as_well(committed: rdflib.Graph) -> None:
    """Another engine gives the same items with its own literals."""
    found = triples_of(Rdflib(committed), "trail", "R38")
    subjects = {subject for subject, _, _ in found}
    assert REP["recommendation/38"] in subjects
    assert subjects == {s for s, _, _ in triples_of(Oxigraph(), "trail", "R38")}


def test_the_same_bytes_each_time(engine: Oxigraph, trail: Triples) -> None:
    """Another engine of the same files gives the same bytes in every format."""
    again = triples_of(Oxigraph(), "trail", "R16")
    for write in WRITERS.values():
        assert write(trail) == write(again)
    assert to_nquads(quads_of(engine, "trail", "R16")) == to_nquads(
        quads_of(Oxigraph(), "trail", "R16")
    )


def test_a_view_is_written_as_it_is_found(engine: Oxigraph, trail: Triples) -> None:
    """Each format by one call gives what its writer makes of the view's triples."""
    asked = engine, "trail", "R16"
    assert turtle_of_view(*asked) == to_turtle(trail)
    assert rdfxml_of_view(*asked) == to_rdfxml(trail)
    assert jsonld_of_view(*asked) == to_jsonld(trail)
    assert nquads_of_view(*asked) == to_nquads(quads_of(*asked))


@pytest.mark.parametrize("ask", [triples_of, quads_of, jsonld_of_view])
def test_what_cannot_be_asked_is_refused(ask: Callable[..., object]) -> None:
    """No such view, no root, a root too many, a root that nothing has."""
    engine = Oxigraph()
    for view, root in (("nothing", None), ("trail", None), ("evidence", "R16")):
        with pytest.raises(QueryError):
            ask(engine, view, root)
    with pytest.raises(UnknownItemError):
        ask(engine, "trail", "R99")
