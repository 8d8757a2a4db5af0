"""Recommendations → what may support them, by a rule."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal
from rdflib.namespace import RDF, XSD

from pcad_kg import propose
from pcad_kg.likeness import Index
from pcad_kg.model import (
    Acronym,
    Answer,
    Column,
    CrossReference,
    Facts,
    Figure,
    Finding,
    Grounding,
    Kind,
    Origin,
    Part,
    Passage,
    Place,
    Question,
    Quote,
    QuoteKind,
    Recommendation,
    Report,
    Row,
    Section,
    Source,
    Span,
    Speaker,
    Table,
    Wording,
    label_of,
)
from pcad_kg.names import PCAD, REP
from pcad_kg.propose import Proposal, propose_supports
from pcad_kg.triplify.proposals import RULE, proposal_triples, rule_triples
from tests.benchmarks.proposals import (
    agreement,
    kind_of,
    read_judged,
    table_of,
    unjudged,
)

NOWHERE = Span(0, 0, 1, 1)
ASKED = "Legislation to regulate Elective Home Education."


# invented reports


def section(number: str, title: str, parent: str | None, part: Part) -> Section:
    """A section that is known by its number."""
    return Section(number, title, part, title, NOWHERE, number, parent)


def passage(key: str, text: str, where: str, line: int = 1) -> Passage:
    """A paragraph of a section."""
    span = Span(0, 0, line, line)
    return Passage(key, Kind.PARAGRAPH, 1, text, span, where)


def finding(key: str, text: str, where: str = "9") -> Finding:
    """A finding; section 9 leads up to no recommendation."""
    return Finding(key, None, text, NOWHERE, where)


def figure(number: str, title: str, where: str = "9") -> Figure:
    """A figure's caption."""
    return Figure(number, title, title, NOWHERE, where, (), None, None, ())


def quote(key: str, text: str, where: str) -> Quote:
    """A comment."""
    kind = QuoteKind.APPENDIX
    return Quote(key, kind, text, NOWHERE, where, key, Speaker())


def recommending(*texts: str) -> tuple[Recommendation, ...]:
    """Recommendations that 2.2 closes with, on line 50."""
    wordings = [
        Wording(n, Place.SECTION, text, Span(0, 0, 50, 50), "2.2")
        for n, text in enumerate(texts, 1)
    ]
    return tuple(Recommendation(w.number, (w,), w) for w in wordings)


@pytest.fixture
def invented() -> Report:
    """A report with one recommendation, which 2.2 closes with, and no evidence."""
    return Report(
        source=Source("", "", ()),
        facts=Facts("", "", (), "", "", "", NOWHERE),
        sections=(
            section("2", "Working together", None, Part.BODY),
            section("2.1", "Attendance", "2", Part.BODY),
            section("2.2", "Meetings", "2", Part.BODY),
            section("2.3", "Leadership", "2", Part.BODY),
            section("3", "Practice", None, Part.BODY),
            section("9", "Aside", None, Part.BODY),
        ),
        passages=(),
        recommendations=recommending(ASKED),
    )


def ranked(report: Report, number: int = 1) -> list[str]:
    """The labels of what a recommendation is offered, the likeliest first."""
    return [
        label_of(each.evidence_kind, each.evidence_key)
        for each in propose_supports(report)
        if each.recommendation == number
    ]


def only(report: Report, label: str) -> Proposal:
    """The one proposal of an item."""
    (found,) = (
        each
        for each in propose_supports(report)
        if label_of(each.evidence_kind, each.evidence_key) == label
    )
    return found


# signals


def test_shared_words_propose(invented: Report) -> None:
    """Rare words tell more than common ones, and the reason names what is shared."""
    report = replace(
        invented,
        findings=(
            finding("2.1", "Education staff were tired"),
            finding("2.2", "Elective home education will rise"),
            finding("2.3", "Police officers were busy"),
            finding("2.4", "Education staff were glad"),
        ),
    )
    assert ranked(report) == ["F2.2", "F2.1", "F2.4"]
    assert only(report, "F2.2").reasons == ("both speak of elective, home, education",)
    assert only(report, "F2.2").score == propose.WORDS


def test_an_acronym_is_read_as_what_it_stands_for(invented: Report) -> None:
    """EHE is Elective Home Education."""
    meaning = "Elective Home Education"
    acronyms = (Acronym("ehe", "", NOWHERE, "9", "EHE", meaning),)
    report = replace(invented, findings=(finding("2.1", "A rise of EHE"),))
    assert ranked(report) == []
    assert ranked(replace(report, acronyms=acronyms)) == ["F2.1"]


@pytest.mark.parametrize(
    ("where", "leads"),
    [("2.1", True), ("2.2", True), ("2.3", False), ("2", False), ("3", False)],
)
def test_what_a_list_of_recommendations_closes(
    invented: Report, where: str, leads: bool
) -> None:
    """The sections of its chapter up to it, and no later one."""
    report = replace(invented, figures=(figure("2.1", "Education", where),))
    found = only(report, "Figure 2.1").reasons
    assert any("leads up to this recommendation" in reason for reason in found) == leads


def test_the_section_breaks_a_tie(invented: Report) -> None:
    """The figure of 2.1 comes before one that says the same elsewhere."""
    said = "Expected rise of home education"
    figures = (figure("3.1", said), figure("2.1", said, "2.1"))
    report = replace(invented, figures=figures)
    assert ranked(report) == ["Figure 2.1", "Figure 3.1"]
    assert only(report, "Figure 2.1").reasons[1] == (
        "stands under “Attendance”, which leads up to this recommendation"
    )


def test_a_question_speaks_for_its_figure(invented: Report) -> None:
    """The caption alone shares no word; the question does."""
    report = replace(
        invented,
        figures=(figure("2.1", "Expected rise"),),
        questions=(Question("q", "Will home education rise?", NOWHERE, "9", "l1"),),
        answers=(Answer("figure", "2.1", "q"),),
    )
    assert only(report, "Figure 2.1").reasons == (
        "its headings or its question speak of home, education",
    )


def test_a_passage_speaks_for_what_it_refers_to(invented: Report) -> None:
    """The figure is proposed for the words of the passage."""
    report = replace(
        invented,
        passages=(passage("l7", "Home education will rise (Figure 2.1)", "2.1"),),
        figures=(figure("2.1", "Expected rise"),),
        cross_references=(
            CrossReference("passage", "l7", "figure", "2.1", "Figure 2.1", 7),
        ),
    )
    assert only(report, "Figure 2.1").reasons == (
        "Passage L7, which speaks of home, education, refers to it",
    )
    assert only(report, "Figure 2.1").score == propose.REFERENCE


def test_the_same_result_speaks_for_its_ground(invented: Report) -> None:
    """A row's table is proposed with the finding that gives its numbers."""
    grounding = Grounding("2.1", "row", "2.1/2", Origin.STATED, "Both print 9%.", "x")
    report = replace(
        invented,
        findings=(finding("2.1", "9% expect more home education"),),
        tables=(Table("2.1", "Expectations", "", NOWHERE, "9"),),
        groundings=(grounding,),
    )
    assert only(report, "Table 2.1").reasons == (
        "reports the same result as F2.1, which speaks of home, education",
    )
    assert only(report, "F2.1").score > only(report, "Table 2.1").score


def test_a_table_speaks_with_its_rows_and_columns(invented: Report) -> None:
    """Those of its parts too, and a part with the title of the whole."""
    row = Row(1, "Home tuition", "Home tuition", "", NOWHERE, (), None, ())
    column = Column(1, "Elective", "Elective", NOWHERE)
    report = replace(
        invented,
        tables=(
            Table("2.1", "Education", "", NOWHERE, "9"),
            Table("2.1A", "Rise", "", NOWHERE, "9", (column,), (row,), "2.1"),
            Table("2.2", "Rise", "", NOWHERE, "9"),
        ),
    )
    assert ranked(report) == ["Table 2.1", "Table 2.1A"]
    for label in ranked(report):
        assert only(report, label).reasons == (
            "both speak of elective, home, education",
        )


# candidates


def test_only_results_of_the_body_are_candidates(invented: Report) -> None:
    """No recommendation is evidence, nor a passage outside the reporting chapters."""
    report = replace(
        invented,
        passages=(
            passage("l1", "Home education", "2.2"),
            passage("l50", ASKED, "2.2", 50),
            passage("l9", "Home education", "9"),
            replace(passage("l2", "Home education", "2.2"), kind=Kind.CHART_TEXT),
        ),
    )
    assert ranked(report) == ["Passage L1"]


def test_the_place_of_a_quote_tells_nothing(invented: Report) -> None:
    """A quote of 2.2 is proposed for its words alone."""
    report = replace(invented, quotes=(quote("l1", "Home education", "2.2"),))
    assert only(report, "Quote L1").reasons == ("both speak of home, education",)


def test_kinds_and_numbers_can_be_chosen(invented: Report) -> None:
    """Figures alone, and the first alone."""
    report = replace(
        invented,
        findings=(finding("2.1", "Home education"),),
        figures=(figure("2.1", "Home education"), figure("2.2", "Education")),
    )
    chosen = propose_supports(report, top=1, kinds=["figure"])
    assert [each.evidence_key for each in chosen] == ["2.1"]


@pytest.mark.parametrize("texts", [(), ("Of it all",), ("Police cells",)])
def test_nothing_in_common_proposes_nothing(
    invented: Report, texts: Sequence[str]
) -> None:
    """Neither without candidates, nor with none that shares a word."""
    findings = tuple(finding(f"2.{n}", text) for n, text in enumerate(texts, 1))
    assert propose_supports(replace(invented, findings=findings)) == ()


# order and scores

SAID = st.text(alphabet="aehmo dcti", min_size=1, max_size=60)


@given(st.lists(SAID, max_size=12), st.lists(SAID, min_size=1, max_size=3))
def test_scores_are_shares_in_a_fixed_order(said: list[str], asked: list[str]) -> None:
    """From 0 to 1 with 4 places, falling, each with a reason, twice the same."""
    wordings = recommending(*asked)
    report = Report(
        Source("", "", ()),
        Facts("", "", (), "", "", "", NOWHERE),
        (section("2", "Home", None, Part.BODY), section("2.2", "Dome", "2", Part.BODY)),
        (),
        recommendations=wordings,
        findings=tuple(finding(f"2.{n}", text, "2.2") for n, text in enumerate(said)),
    )
    found = propose_supports(report)
    assert found == propose_supports(report)
    places = [(each.recommendation, -each.score) for each in found]
    assert places == sorted(places)
    for each in found:
        assert 0 < each.score <= 1
        assert each.score == round(each.score, 4)
        assert each.reasons


@given(st.lists(st.lists(st.sampled_from("abcd")), min_size=1), st.sampled_from("abcd"))
def test_likeness_is_that_of_the_likest(texts: list[list[str]], stem: str) -> None:
    """The likest text has 1, and a text without any of the stems 0."""
    found = Index.of(texts, "abcd").likeness({stem: 1})
    assert max(found) == (1 if any(stem in text for text in texts) else 0)
    assert [each > 0 for each in found] == [stem in text for text in texts]


def test_the_weights_make_a_whole() -> None:
    """So that no score exceeds 1."""
    signals = ("WORDS", "PLACE", "HEADING", "REFERENCE", "SAME_RESULT")
    assert sum(Decimal(str(getattr(propose, name))) for name in signals) == 1


# the real report


def test_the_real_report_is_served(report: Report) -> None:
    """R6 is offered F2.13 and Figure 2.19 within its first ten, R16 table 3.11."""
    report = unjudged(report)
    assert {"F2.13", "Figure 2.19"} <= set(ranked(report, 6)[:10])
    assert "Table 3.11" in ranked(report, 16)[:10]
    assert {each.recommendation for each in propose_supports(report)} == {
        recommendation.number for recommendation in report.recommendations
    }


# triples


def test_a_proposal_is_a_node_and_no_edge() -> None:
    """Its link says from, to, origin, rule, score and reasons, and no support."""
    reasons = ("both speak of home", "Passage L7 refers to it")
    found = list(proposal_triples(Proposal(16, "table", "3.11", 0.75, reasons)))
    node = REP["link/r16/table-3.11"]
    assert {subject for subject, _, _ in found} == {node}
    assert (node, RDF.type, PCAD.EvidenceLink) in found
    assert (node, PCAD["from"], REP["recommendation/16"]) in found
    assert (node, PCAD.to, REP["table/3.11"]) in found
    assert (node, PCAD.origin, PCAD.proposed) in found
    assert (node, PCAD.score, Literal("0.7500", datatype=XSD.decimal)) in found
    said = Literal("Both speak of home; Passage L7 refers to it.")
    assert (node, PCAD.rationale, said) in found
    assert RULE in {value for _, _, value in found}
    assert len(found) == 8
    assert {subject for subject, _, _ in rule_triples()} == {RULE}


# the benchmark


def test_agreement_is_counted_by_hand() -> None:
    """Of two judged, the first and the third are hits: MAP (1/1 + 2/3) / 2."""
    found = agreement({1: ["F1", "F2", "F3"]}, {1: ["F1", "F3"]})
    assert found.judged == 2
    assert found.precision == (2 / 10, 2 / 20)
    assert found.recall == (1, 1)
    assert found.mean_average_precision == pytest.approx(5 / 6)


@pytest.mark.parametrize("stance", ["", "\tstance"])
def test_judgements_are_read_with_and_without_a_stance(
    tmp_path_factory: pytest.TempPathFactory, stance: str
) -> None:
    """What speaks against is left out; a row counts as its table, once."""
    path = tmp_path_factory.mktemp("judged") / "judgements.tsv"
    rows = ["R1\tF2.1\tfor", "R1\tTable 3.11 row 2\tfor", "R1\tTable 3.11\tfor"]
    rows += ["R2\tQuote L9\tagainst"] if stance else []
    path.write_text("\n".join([f"recommendation\tevidence{stance}", *rows]))
    assert read_judged(path) == {1: ["F2.1", "Table 3.11"]}


def test_the_benchmark_has_a_line_a_kind() -> None:
    """Kinds nobody judged have none, and do not count in all."""
    lines = list(table_of({1: ["Quote L1", "F2.1"]}, {1: ["F2.1"]}))
    assert [line.split()[0] for line in lines] == ["judged", "finding", "all"]
    assert lines[1].split()[-1] == lines[2].split()[-1] == "1.00"
    assert [kind_of(label) for label in ("F2.1", "Figure 2.1")] == ["finding", "figure"]
