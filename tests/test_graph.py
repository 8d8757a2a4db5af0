"""`Report` → graphs: what the contract promises of every node and edge."""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from pcad_kg.build import Build, counts_of, write_graphs
from pcad_kg.errors import GraphError
from pcad_kg.files import NAMES, UNASKED, graph_files
from pcad_kg.model import Source
from pcad_kg.names import AGENCY, NIF, PCAD, REGION, REP
from pcad_kg.read import line_at, normalise
from pcad_kg.reason import infer
from pcad_kg.store import load_dataset, load_graph

LOCATED = (
    "Report",
    "Section",
    "Passage",
    "Recommendation",
    "Wording",
    "Finding",
    "Figure",
    "Table",
    "TableRow",
    "TableColumn",
    "Statistic",
    "Quote",
    "Question",
    "Reference",
    "Acronym",
)


@pytest.mark.parametrize("kind", LOCATED)
def test_every_item_cuts_back_to_its_text(
    graph: Graph, source: Source, kind: str
) -> None:
    """The source cut at an item's offsets and normalised is the item's text."""
    items = list(graph.subjects(RDF.type, PCAD[kind]))
    for item in items:
        begin = int(graph.value(item, NIF.beginIndex))
        end = int(graph.value(item, NIF.endIndex))
        assert normalise(source.text[begin:end]) == str(graph.value(item, PCAD.text))
        assert line_at(source, begin) == int(graph.value(item, PCAD.firstLine))
        assert line_at(source, end - 1) == int(graph.value(item, PCAD.lastLine))
    assert items


def test_there_is_no_blank_node(built: Build) -> None:
    """Every subject, predicate and object is an IRI or a literal."""
    for name, graph in built.graphs.items():
        assert not any(isinstance(t, BNode) for triple in graph for t in triple), name


def test_every_judged_link_tells_on_which_source(graph: Graph, source: Source) -> None:
    """A reader's link names the source read, one that the report states names none."""
    judged = set(graph.subjects(PCAD.origin, PCAD.judged))
    assert set(graph.subjects(PCAD.judgedOn, Literal(source.sha256))) == judged
    assert set(graph.subjects(PCAD.judgedOn)) == judged
    assert len(judged) == 1439


def test_every_subject_has_a_short_label(graph: Graph) -> None:
    """One label for each node, short enough for a graph viewer."""
    for subject in set(graph.subjects()):
        labels = list(graph.objects(subject, RDFS.label))
        assert len(labels) == 1, subject
        assert len(str(labels[0])) <= 80, labels


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        ("recommendation/16", "R16"),
        ("finding/2.7.b", "F2.7.b"),
        ("figure/2.15A", "Figure 2.15A"),
        ("table/3.11", "Table 3.11"),
        ("table/3.11/row/2", "Table 3.11 row 2"),
        ("table/3.11/row/2/column/4", "Table 3.11 row 2 column 4"),
        ("table/2.1A/row/2/column/2-2", "Table 2.1A row 2 column 2-2"),
        ("table/2.2-chi-square", "Table 2.2-chi-square"),
        ("section/2.8.1", "2.8.1 School attendance"),
        ("section/summary-2-1", "2-1 Interagency collaboration"),
        ("section/l816", "Survey data"),
        ("passage/l548", None),
        ("recommendation/16/wording/chapter-6", "R16 (chapter-6)"),
        ("link/r16/finding-3.13", "R16 → F3.13"),
        ("link/r16/health", "R16 → health"),
        ("report", "Protecting Children at a Distance"),
        ("quote/l2834", "Quote L2834"),
        ("quote/l732-3", "Quote L732-3"),
        ("statistic/l300-1", "Statistic L300-1"),
        ("question/l2680", "Question L2680"),
        ("reference/munro-2011", "Munro 2011"),
        ("acronym/camhs", "CAMHS"),
        ("repetition/l792/l2834", "Quote L792 repeats Quote L2834"),
    ],
)
def test_iris_and_labels_are_the_contract_s(
    graph: Graph, iri: str, label: str | None
) -> None:
    """The IRIs that outside queries are written against, with their labels."""
    found = graph.value(REP[iri], RDFS.label)
    if iri == "passage/l548":  # a row of table 1.1, whose passage begins on line 541
        assert found is None
        assert (REP["passage/l541"], RDF.type, PCAD.Passage) in graph
    else:
        assert str(found) == label


def test_a_cell_says_its_value_unit_and_n(graph: Graph) -> None:
    """Table 3.11, health visitors, agree: 28% of 280."""
    cell = REP["table/3.11/row/2/column/4"]
    assert graph.value(cell, PCAD.percentage) == Literal("28.0", datatype=XSD_DECIMAL)
    assert int(graph.value(cell, PCAD.sampleSize)) == 280
    assert str(graph.value(cell, PCAD.asPrinted)) == "28%"
    assert (REP["table/3.11/row/2"], PCAD.states, cell) in graph
    column = graph.value(cell, PCAD.column)
    assert str(graph.value(column, DCTERMS.title)) == "Agree"


def test_a_quote_says_who_speaks_as_far_as_printed(graph: Graph) -> None:
    """Line 2834: kind, attribution, region, agency and whence, theme, question."""
    quote = REP["quote/l2834"]
    assert set(graph.predicate_objects(quote)) >= {
        (PCAD.quoteKind, Literal("appendix")),
        (PCAD.attribution, Literal("Education, North West England")),
        (PCAD.speakerRegion, REGION["north-west-england"]),
        (PCAD.voicedBy, AGENCY.education),
        (PCAD.agencyFrom, Literal("attribution")),
        (PCAD.theme, REP["section/l2810"]),
        (PCAD.answers, REP["question/l2680"]),
    }
    assert (quote, PCAD.speakerRole, None) not in graph


def test_a_number_in_prose_says_what_it_counts(graph: Graph) -> None:
    """ "172/193 (89%)" of finding 4.3, and the 42% of 2.13 with its sentence's n."""
    fraction = REP["statistic/l451-1"]
    assert (REP["finding/4.3"], PCAD.states, fraction) in graph
    assert set(graph.predicate_objects(fraction)) >= {
        (PCAD.asPrinted, Literal("172/193 (89%)")),
        (PCAD.numerator, Literal(172)),
        (PCAD.denominator, Literal(193)),
        (PCAD.percentage, Literal("89.0", datatype=XSD_DECIMAL)),
    }
    inherited = REP["statistic/l341-2"]
    assert int(graph.value(inherited, PCAD.sampleSize)) == 255
    assert str(graph.value(inherited, PCAD.sampleSizeFrom)) == "sentence"
    of_agency = REP["statistic/l303-1"]
    assert graph.value(of_agency, PCAD.ofAgency) == AGENCY.education


def test_a_range_has_both_ends(graph: Graph) -> None:
    """ "32%-53%" of line 372."""
    ends = graph.objects(REP["statistic/l372-1"], PCAD.percentage)
    assert sorted(map(int, map(float, ends))) == [32, 53]
    assert float(graph.value(REP["statistic/l372-1"], PCAD.lowest)) == 32


def test_a_cited_work_is_reached_from_its_passage(graph: Graph) -> None:
    """Munro on line 1297, with year and address."""
    work = REP["reference/munro-2011"]
    assert (REP["passage/l1297"], PCAD.cites, work) in graph
    assert str(graph.value(work, PCAD.year)) == "2011"
    assert str(graph.value(work, PCAD.url)).startswith("https://www.gov.uk/")


XSD_DECIMAL = URIRef("http://www.w3.org/2001/XMLSchema#decimal")


def test_the_report_is_pinned(graph: Graph, source: Source) -> None:
    """Title, authors, publisher, date, rights, and the hash of the source."""
    report = REP.report
    assert str(graph.value(report, PCAD.sourceSha256)) == source.sha256
    assert len(list(graph.objects(report, DCTERMS.creator))) == 4
    assert str(graph.value(report, DCTERMS.issued)) == "2021-06"
    assert "rights" in str(graph.value(report, DCTERMS.rights))


def test_origins_never_mix(built: Build) -> None:
    """Judged links stand in judged files, stated ones in files of what is stated."""
    origins = {
        name: {str(o).rpartition("#")[2] for o in graph.objects(None, PCAD.origin)}
        for name, graph in built.graphs.items()
    }
    assert {name: found for name, found in origins.items() if found} == {
        "concerns": {"stated"},
        "groundings": {"stated"},
        "judged-groundings": {"judged"},
        "evidence": {"judged"},
        "illustrations": {"stated"},
        "implied-concerns": {"judged"},
        "judged-illustrations": {"judged"},
        "proposed": {"proposed"},
    }


def test_each_support_has_one_of_the_two_strengths(graph: Graph) -> None:
    """`supportedBy` always with exactly one of its sub-properties."""
    direct = set(graph.subject_objects(PCAD.directlySupportedBy))
    contextual = set(graph.subject_objects(PCAD.contextuallySupportedBy))
    assert direct & contextual == set()
    assert direct | contextual == set(graph.subject_objects(PCAD.supportedBy))
    assert direct
    assert contextual


# inference


def test_only_what_follows_and_is_new_is_kept(built: Build) -> None:
    """No inferred triple is asserted too; none has a literal or another's subject."""
    inferred = built.graphs["inferred"]
    for name, graph in built.graphs.items():
        if name != "inferred":
            assert not any(triple in graph for triple in inferred)
    predicates = Counter(
        str(p).rpartition("#")[2] if p != RDF.type else f"a {str(o).rpartition('#')[2]}"
        for _, p, o in inferred
    )
    assert set(predicates) == {
        "a Item",
        "a Link",
        "a Observation",
        "concernOf",
        "groundFor",
        "referredToBy",
        "restsOn",
        "statedBy",
        "supports",
        "wordingOf",
    }
    assert built.kept == len(inferred) == counts_of(built)["triples inferred"]
    assert built.dropped > 0


def test_the_chain_leads_from_recommendations_to_the_body(built: Build) -> None:
    """R16 rests on Table 3.11 through findings 3.13 and 3.14."""
    inferred = built.graphs["inferred"]
    edge = (REP["recommendation/16"], PCAD.restsOn, REP["table/3.11"])
    assert edge in inferred


def test_inference_on_two_invented_triples() -> None:
    """One support and one grounding give their inverses, the chain, and no more."""
    ontology = load_ontology()
    data = Graph()
    one, two, three = REP["recommendation/1"], REP["finding/2.1"], REP["figure/2.1"]
    data.add((one, PCAD.directlySupportedBy, two))
    data.add((two, PCAD.groundedIn, three))
    inference = infer(data, ontology)
    assert set(inference.graph) == {
        (one, PCAD.supportedBy, two),
        (two, PCAD.supports, one),
        (three, PCAD.groundFor, two),
        (one, PCAD.restsOn, three),
    }
    assert len(data) == 2


def load_ontology() -> Graph:
    """`ontology/pcad.ttl`."""
    from pcad_kg.paths import data_folder
    from pcad_kg.vocabulary import read_turtle

    return read_turtle(data_folder("ontology") / "pcad.ttl")


# the committed files


def test_the_loaded_graph_is_the_built_one(graph: Graph) -> None:
    """`load_graph` gives the union of the committed files, which is the build's."""
    loaded = load_graph()
    assert set(loaded) == set(graph)
    assert (REP["recommendation/16"], PCAD.concernsAgency, AGENCY.health) in loaded


def test_a_graph_that_lacks_a_file_is_refused(built: Build, tmp_path: Path) -> None:
    """Without its evidence a graph would answer that there is none."""
    write_graphs(built.graphs, tmp_path)
    (tmp_path / "evidence.ttl").unlink()
    with pytest.raises(GraphError, match=r"evidence\.ttl is missing; `pcad-kg build"):
        load_graph(tmp_path)


def test_the_files_looked_for_are_those_a_build_writes(built: Build) -> None:
    """No more and no fewer."""
    assert set(NAMES) == set(built.graphs)


def test_the_dataset_keeps_its_parts_apart() -> None:
    """One named graph a file, of the file's name; what is proposed is left out."""
    names = {path.stem for path in graph_files()} - {UNASKED}
    dataset = load_dataset()
    found = {
        str(part.identifier).rpartition("/")[2]
        for part in dataset.graphs()
        if len(part)
    }
    assert found == names
    assert len(names) == 24
