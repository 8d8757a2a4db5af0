"""Whose answers prose and captions count: on invented cases, then on the report."""

from dataclasses import replace

import pytest

from pcad_kg.audit.captions import caption_discrepancies
from pcad_kg.audit.shown import shown_discrepancies
from pcad_kg.audit.verdicts import verdict_discrepancies
from pcad_kg.model import Answer, Figure, ProseStatistic, Question, Report, Span
from tests.audits import AGENCIES
from tests.papers import SECTION, finding_at, paper, statistics_of, table_of


def _figure(number: str, title: str, line: int) -> Figure:
    return Figure(
        number, title, "", Span(0, 0, line, line), SECTION, (9,), None, None, ()
    )


def _by_agency(report: Report) -> tuple[ProseStatistic, ...]:
    """The numbers of a report, each of an agency."""
    return tuple(replace(s, of_agency="law") for s in statistics_of(report))


@pytest.mark.parametrize(
    ("text", "first", "second", "found"),
    [
        ("Law (54%) and Health (47%) agreed (Figure 2.8).", "Views", "by agency", 1),
        ("Law (54%) and Health (47%) agreed (Figure 2.9).", "Views", "by agency", 0),
        ("Law (54%) and others agreed (Figure 2.8).", "Views", "by agency", 0),
        ("Law (54%), Health (47%) (Figure 2.8).", "Views by agency", "by agency", 0),
        ("Law (54%) and Health (47%) agreed (Figure 2.8).", "Views", "of schools", 0),
    ],
)
@pytest.mark.parametrize("is_same", [True, False])
def test_agencies_are_cited_from_their_chart(
    text: str, first: str, second: str, found: int, is_same: bool
) -> None:
    """Not from that of all, where both chart the answers to one question."""
    report = paper({2: text})
    figures = (_figure("2.8", first, 4), _figure("2.9", f"Views {second}", 6))
    asked = ("l1", "l1" if is_same else "l3")
    answers = tuple(
        Answer("figure", figure.number, question)
        for figure, question in zip(figures, asked, strict=True)
    )
    report = replace(
        report, figures=figures, answers=answers, statistics=_by_agency(report)
    )
    told = [one.at for one in caption_discrepancies(report)]
    assert told == [(2, 4, 6)] * (found if is_same else 0)


@pytest.mark.parametrize(
    ("exclusion", "expected"),
    [
        ("not answered by Law, Health or Police", "all but Law, Health and Police"),
        ("not asked to Law", "all but Law"),
        ("Law excluded", "all but those it leaves out"),
    ],
)
def test_who_else_answered(exclusion: str, expected: str) -> None:
    """All are told but those whom a caption names."""
    table = table_of(
        "Yes|No",
        [("Row", "80|20")],
        title="Impact on staff",
        exclusion=(exclusion, ("law",)),
    )
    table = replace(table, span=Span(0, 0, 9, 9))
    report = paper(
        {2: "We asked all respondents on the impact on staff. See Table 9.1."}
    )
    report = replace(report, tables=(table,), agency_counts=AGENCIES)
    (found,) = shown_discrepancies(report)
    assert found.expected == f"{expected}, or another caption"


@pytest.mark.parametrize(
    ("asked", "told"), [(344, "difference of 71 is the number"), (345, "n=273.")]
)
def test_an_n_without_those_left_out(asked: int, told: str) -> None:
    """It is minor, and those whom a caption leaves out are named if they make it up."""
    report = paper({2: f"We asked whether they were satisfied (N= {asked})."})
    figure = replace(
        _figure("2.8", "Views", 9),
        sample_sizes=(273,),
        exclusion="Law excluded",
        excludes=("law",),
    )
    report = replace(
        report,
        statistics=statistics_of(report),
        figures=(figure, replace(figure, number="2.9", sample_sizes=())),
        questions=(Question("l2", "", Span(0, 0, 2, 2), SECTION, "l2"),),
        answers=tuple(Answer("figure", n, "l2") for n in ("2.9", "2.8")),
        agency_counts=AGENCIES,
    )
    (found,) = caption_discrepancies(report)
    assert found.severity.value == "minor"
    assert told in found.comment
    assert ("Law" in found.comment) is (asked == 344)


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("Most of Law and Health respondents (27/44 (61%)) felt so.", 0),
        ("Most of Law and Health respondents (28/50 (56%)) felt so.", 0),
        ("Most of Law and Health respondents (29/44 (66%)) felt so.", 1),
        ("Most of Law and Health respondents (20/49 (41%)) felt so.", 1),
        ("Most respondents (27/44 (61%)) felt so.", 1),
    ],
)
def test_some_agencies_are_a_part_of_all(passage: str, found: int) -> None:
    """Where their fraction leaves one for the others that can be."""
    lines = {
        2: "It was raised for disabled children, and carers in prison, where"
        " 30/65(46%) and 28/50(56%) respectively felt it worse.",
        3: f"Carers in prison were at risk. {passage}",
    }
    report = paper(lines)
    report = replace(
        report,
        findings=(finding_at(report, 2, "4.26"),),
        statistics=statistics_of(report, {"l2": "4.26"}),
    )
    assert len(list(verdict_discrepancies(report))) == found


# On the real report


def test_whose_answers_the_report_counts(report: Report) -> None:
    """27/44 of three agencies can be where 28/50 are of all; a share of others not."""
    told = {one.at: one.comment for one in verdict_discrepancies(report)}
    assert (508, 2121) not in told
    assert "Education included: 29/81" in told[500, 2107]
    captions = {one.at: one.comment for one in caption_discrepancies(report)}
    assert list(captions) == [(1801, 1799), (859, 863, 870), (857, 863, 870)]
    assert "difference of 71 is the number of respondents" in captions[857, 863, 870]
