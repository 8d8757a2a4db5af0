"""Terms: the package's closed lists and the ontology's files say the same."""

import re

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from pcad_kg import names, terms
from pcad_kg.names import PCAD
from pcad_kg.paths import data_folder
from pcad_kg.vocabulary import read_turtle, vocabulary_of

ONTOLOGY = data_folder("ontology")
OURS = f"{names.BASE}ontology#"
TERMS = {OURS + name for name in terms.PCAD.names}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """`ontology/pcad.ttl`."""
    return read_turtle(ONTOLOGY / "pcad.ttl")


@pytest.fixture(scope="module")
def schemes() -> Graph:
    """`ontology/schemes.ttl`."""
    return read_turtle(ONTOLOGY / "schemes.ttl")


def ours(graph: Graph) -> set[str]:
    """The terms of ours that a file defines."""
    return {str(s) for s in graph.subjects(RDF.type) if str(s).startswith(OURS)}


def test_names_and_ontology_hold_the_same_terms(
    ontology: Graph, schemes: Graph
) -> None:
    """No term is in one and not in the other; each is defined in one file."""
    assert ours(ontology) | ours(schemes) == TERMS
    assert ours(ontology) & ours(schemes) == set()
    assert len(TERMS) > 120


def test_every_term_has_label_definition_and_example(ontology: Graph) -> None:
    """Exactly one label and definition, and an example from the report."""
    wrong = [
        term
        for term in map(URIRef, ours(ontology))
        if len(list(ontology.objects(term, RDFS.label))) != 1
        or len(list(ontology.objects(term, SKOS.definition))) != 1
        or (term, SKOS.example, None) not in ontology
    ]
    assert wrong == []


def test_every_term_is_a_class_or_a_property(ontology: Graph) -> None:
    """One kind a term."""
    kinds = {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
    }
    for term in map(URIRef, ours(ontology)):
        assert len(set(ontology.objects(term, RDF.type)) & kinds) == 1, term


def test_the_contract_s_terms_are_all_there() -> None:
    """Every `pcad:` name that the graph's contract fixes."""
    contract = (
        "Report Section Passage Recommendation Wording Finding Figure Table TableRow"
        " TableColumn Statistic Quote Question Reference Agency Role Region Acronym"
        " EvidenceLink AgencyLink Discrepancy Repetition firstLine lastLine text"
        " sourceSha256 number part startPage inSection passageKind position hasWording"
        " sampleSize excludesAgency answers percentage numerator denominator count"
        " ofAgency asPrinted states quoteKind attribution speakerRole speakerRegion"
        " voicedBy theme repeats repeatKind cites worksFor respondents interviewees"
        " supportedBy directlySupportedBy contextuallySupportedBy concernsAgency"
        " groundedIn illustratedBy counteredBy refersTo evidenceGrade quantified"
        " interviewOnly quotesOnly noEvidence from to strength direct contextual ground"
        " problem remedy demand basis named implied origin stated judged proposed"
        " rationale relyingOn score discrepancyKind severity at concerns printed"
        " expected"
    ).split()
    assert {OURS + name for name in contract} - TERMS == set()
    assert len(contract) == 93


def test_a_misspelt_term_raises() -> None:
    """The lists are closed."""
    with pytest.raises(AttributeError, match="suportedBy"):
        _ = PCAD.suportedBy


def test_alignments_stay_apart(ontology: Graph) -> None:
    """The ontology's own file says nothing of CiTO, DoCO, SEPIO or PROV-O."""
    text = (ONTOLOGY / "pcad.ttl").read_text(encoding="utf-8")
    outside = re.findall(r"purl\.org/spar|SEPIO|w3\.org/ns/prov", text)
    assert outside == []
    alignments = read_turtle(ONTOLOGY / "alignments.ttl")
    cito = URIRef("http://purl.org/spar/cito/obtainsSupportFrom")
    assert (PCAD.supportedBy, RDFS.subPropertyOf, cito) in alignments
    assert (None, OWL.imports, None) not in ontology


def test_the_vocabulary_is_read_from_turtle(schemes: Graph) -> None:
    """A label that an expert adds is read, without touching code."""
    health = URIRef(f"{names.AGENCY}health")
    from rdflib import Literal

    extended = Graph()
    for triple in schemes:
        extended.add(triple)
    extended.add((health, SKOS.altLabel, Literal("matron", lang="en")))
    agencies = {a.slug: a for a in vocabulary_of(extended).agencies}
    assert "matron" in agencies["health"].labels
    assert len(agencies) == 7


def test_no_label_names_two_agencies(schemes: Graph) -> None:
    """Labels are told apart whatever their capitals."""
    owners: dict[str, str] = {}
    for agency in vocabulary_of(schemes).agencies:
        for label in {label.lower() for label in agency.labels}:
            assert owners.setdefault(label, agency.slug) == agency.slug, label
    assert len(owners) > 150
