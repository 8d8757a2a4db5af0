"""Does every recommendation have cited evidence? Check and shapes say the same."""

import re
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF
from rdflib.term import Node

from pcad_kg.ask import answer
from pcad_kg.check import Check, FaultKind, check_evidence
from pcad_kg.check_text import check_list, check_markdown
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.grade import gives_share, kind_of
from pcad_kg.model import Grade, Ground, Report, Stance, Strength, Support
from pcad_kg.names import PCAD, REP, local_name
from pcad_kg.show import text_of
from pcad_kg.validate import Violation, shacl_report, violations_of, warnings_of

# Which shape says what a fault says.
SHAPES = {
    FaultKind.NO_DIRECT_EVIDENCE: "Recommendation-hasDirectEvidence",
    FaultKind.WORDS_NOT_PRINTED: "EvidenceLink-wordsOfEvidence",
    FaultKind.NOT_GROUNDED: "DirectFinding-isGrounded",
    FaultKind.OTHER_SOURCE: "Link-judgedOnThisSource",
    FaultKind.WORDINGS_DIFFER: "Recommendation-wordingsAgree",
}
LINK = REP["link/r6/finding-2.13"]


@pytest.fixture(scope="module")
def checked(graph: Graph) -> Check:
    """The check of the real graph."""
    return check_evidence(Rdflib(graph))


@pytest.fixture
def broken(graph: Graph) -> Iterator[Graph]:
    """The real graph to break; what a test takes or adds is put right again."""
    before = set(graph)
    yield graph
    for triple in set(graph) - before:
        graph.remove(triple)
    for triple in before - set(graph):
        graph.add(triple)


def told_by_shapes(graph: Graph) -> set[tuple[str, str]]:
    """The faults that the shapes tell, by shape and label."""
    report = shacl_report(graph)
    found: tuple[Violation, ...] = (
        *warnings_of(report, graph),
        *violations_of(report, graph),
    )
    return {(v.shape, v.item) for v in found if v.shape in SHAPES.values()}


def told_by_check(graph: Graph) -> set[tuple[str, str]]:
    """The faults that the check tells, as shapes and labels."""
    return {(SHAPES[f.kind], f.item) for f in check_evidence(Rdflib(graph)).faults}


def test_every_recommendation_has_one_line(checked: Check) -> None:
    """All 38 in order, each with the grade that was computed."""
    labels = [standing.label for standing in checked.standings]
    assert labels == [f"R{number}" for number in range(1, 39)]
    grades = {standing.label: standing.grade for standing in checked.standings}
    assert grades["R16"] is Grade.QUANTIFIED
    assert grades["R38"] is Grade.INTERVIEW_ONLY
    assert grades["R24"] is Grade.QUOTES_ONLY
    assert grades["R34"] is Grade.NO_EVIDENCE


def test_what_is_wrong_with_the_report(checked: Check) -> None:
    """R34 has no direct evidence; six recommendations are worded in several ways."""
    told: dict[FaultKind, list[str]] = {}
    for fault in checked.faults:
        told.setdefault(fault.kind, []).append(fault.item)
    assert told == {
        FaultKind.NO_DIRECT_EVIDENCE: ["R34"],
        FaultKind.WORDINGS_DIFFER: ["R2", "R9", "R24", "R27", "R30", "R37"],
    }


def test_shapes_and_check_agree_on_the_real_graph(graph: Graph) -> None:
    """Item by item."""
    assert told_by_shapes(graph) == told_by_check(graph)
    assert told_by_check(graph)


def take(graph: Graph, subject: Node, predicate: Node) -> None:
    """Take a property away."""
    assert (subject, predicate, None) in graph
    graph.remove((subject, predicate, None))


def test_they_agree_on_a_graph_that_is_broken_in_every_way(broken: Graph) -> None:
    """R7 without direct edges, a finding that leads nowhere, words, another source."""
    take(broken, REP["recommendation/7"], PCAD.directlySupportedBy)
    take(broken, REP["finding/2.13"], PCAD.groundedIn)
    take(broken, LINK, PCAD.relyingOn)
    broken.add((LINK, PCAD.relyingOn, Literal("nobody said so")))
    other = REP["link/r5/finding-2.12.a"]
    take(broken, other, PCAD.judgedOn)
    broken.add((other, PCAD.judgedOn, Literal("0" * 64)))
    told = told_by_check(broken)
    assert {
        (SHAPES[FaultKind.NO_DIRECT_EVIDENCE], "R7"),
        (SHAPES[FaultKind.NOT_GROUNDED], "F2.13"),
        (SHAPES[FaultKind.WORDS_NOT_PRINTED], "R6 → F2.13"),
        (SHAPES[FaultKind.OTHER_SOURCE], "R5 → F2.12.a"),
    } <= told
    assert told_by_shapes(broken) == told


def test_a_grade_can_be_asked_for(graph: Graph) -> None:
    """With interviews at least, those with quotes alone fail."""
    found = check_evidence(Rdflib(graph), Grade.INTERVIEW_ONLY)
    below = [f.item for f in found.faults if f.kind is FaultKind.BELOW_GRADE]
    assert below == ["R8", "R13", "R17", "R21", "R22", "R24"]


def test_grades_are_computed_from_the_direct_links(report: Report) -> None:
    """One grade each; noEvidence exactly where there is no direct link."""
    direct = {
        s.recommendation
        for s in report.supports
        if s.strength is Strength.DIRECT and s.stance is Stance.FOR
    }
    for number, grade in report.grades:
        assert (grade is Grade.NO_EVIDENCE) == (number not in direct)
    assert len(report.grades) == 38


@pytest.mark.parametrize(
    ("kind", "text", "words", "grade"),
    [
        ("table", "", "words", Grade.QUANTIFIED),
        ("row", "", "words", Grade.QUANTIFIED),
        ("quote", "70% said so", "70%", Grade.QUOTES_ONLY),
        ("finding", "70% of respondents agreed", "agreed", Grade.QUANTIFIED),
        ("finding", "Nearly half of respondents agreed", "agreed", Grade.QUANTIFIED),
        ("finding", "Many feel left out", "left out", Grade.QUOTES_ONLY),
        ("finding", "Schools were most likely to say so", "so", Grade.QUOTES_ONLY),
        ("finding", "As interviewees said", "said", Grade.INTERVIEW_ONLY),
        ("passage", "One interviewee said so. 30/65 did.", "One interviewee said so",
         Grade.INTERVIEW_ONLY),
    ],
)  # fmt: skip
def test_evidence_is_of_a_kind(kind: str, text: str, words: str, grade: Grade) -> None:
    """What one piece of evidence is enough for."""
    support = Support(
        1, kind, "x", Stance.FOR, Strength.DIRECT, Ground.PROBLEM, "So.", words
    )
    assert kind_of(support, {"x": text}, frozenset()) is grade


def test_interview_findings_are_interviews_whatever_they_count() -> None:
    """A passage under that heading."""
    support = Support(
        1, "passage", "x", Stance.FOR, Strength.DIRECT, Ground.PROBLEM, "So.", "40%"
    )
    found = kind_of(support, {"x": "by up to 40%"}, frozenset({"x"}))
    assert found is Grade.INTERVIEW_ONLY


def test_shares_in_words_are_told_from_likelihoods() -> None:
    """ "most respondents" is a share, "most likely" is none."""
    assert gives_share("Most Education respondents agreed")
    assert not gives_share("They were most likely to agree")


def test_the_check_fits_80_columns(checked: Check) -> None:
    """As text; as Markdown it is a table with one row each."""
    printed = text_of(check_list(checked), 80)
    assert max(map(len, printed.splitlines())) <= 80
    assert printed.startswith("37 of 38 recommendations have direct evidence: 29 quant")
    assert "R34  no evidence" in printed
    markdown = check_markdown(checked)
    assert sum(line.startswith("| R") for line in markdown.splitlines()) == 38
    assert "- **no direct evidence**: R34" in markdown


def test_counter_evidence_is_counted_apart(checked: Check, graph: Graph) -> None:
    """R29: most thought that closing centres was appropriate."""
    standing = next(s for s in checked.standings if s.label == "R29")
    assert standing.against == 3
    against = set(graph.objects(REP["recommendation/29"], PCAD.counteredBy))
    assert REP["figure/4.7"] in against
    assert not against & set(graph.objects(REP["recommendation/29"], PCAD.supportedBy))
    kinds = {
        local_name(kind) for item in against for kind in graph.objects(item, RDF.type)
    }
    assert {"Figure", "Finding"} <= kinds


def test_disputes_are_those_of_the_named_query(
    checked: Check, engine: Oxigraph
) -> None:
    """The errors on direct evidence, recommendation by recommendation."""
    rows = answer("which-recommendations-rest-on-a-contradicted-number", engine).rows
    asked = {(row[0], row[1], row[-1]) for row in rows}
    told = {
        (label, item, dispute.sentence)
        for dispute in checked.disputes
        if dispute.severity == "error"
        for label in dispute.recommendations
        for item in dispute.items
    }
    assert asked
    assert asked <= told
    assert {sentence for _, _, sentence in asked} <= {
        d.sentence for d in checked.disputes
    }


def test_a_standing_counts_its_disputes(checked: Check) -> None:
    """R37 has three, R38 none; none of them is editorial."""
    counts = {standing.label: standing.disputed for standing in checked.standings}
    assert (counts["R37"], counts["R38"]) == (3, 0)
    assert {dispute.severity for dispute in checked.disputes} == {"error", "minor"}


def test_no_label_is_said_twice(checked: Check) -> None:
    """ "R30 has", not "R30: R30 has"; the note names the command that shows it."""
    told = text_of(check_list(checked), 500) + check_markdown(checked)
    assert "R30 has “meetings in”" in told
    assert not re.search(r"(R\d+): \1 ", told)
    assert "printed -p recommendation=R24`" in told


def test_disputes_are_printed_with_their_sentence(checked: Check) -> None:
    """In the terminal and in Markdown, with whose evidence it is."""
    words = "R37 (Passage L2077): Line 2077 prints 11/17 as 76%, but it is 64.7%."
    assert words in text_of(check_list(checked), 120)
    assert words in check_markdown(checked)
