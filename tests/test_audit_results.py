"""One result told in two places, on invented cases."""

from dataclasses import replace

import pytest

from pcad_kg.audit.captions import caption_discrepancies
from pcad_kg.audit.degrees import degree_discrepancies
from pcad_kg.audit.periods import period_discrepancies
from pcad_kg.audit.praised import praise_discrepancies
from pcad_kg.audit.rankings import ranking_discrepancies
from pcad_kg.audit.summary_body import summary_body_discrepancies
from pcad_kg.audit.verdicts import verdict_discrepancies
from pcad_kg.model import (
    Answer,
    Figure,
    Grounding,
    Origin,
    Question,
    Report,
    Span,
)
from tests.audits import agree
from tests.conftest import cases
from tests.papers import (
    SECTION,
    finding_at,
    grounded_in,
    paper,
    statistics_of,
    table_of,
)


def _grounded(case: dict[str, str]) -> Report:
    """A finding on line 2 that a passage on line 3 reports."""
    report = paper({2: case["finding"], 3: case["passage"]})
    return replace(
        report,
        findings=(finding_at(report, 2, "4.13"),),
        groundings=(grounded_in("4.13", "l3"),),
        statistics=statistics_of(report, {"l2": "4.13"}),
    )


@pytest.mark.parametrize("case", cases("audit/verdicts.tsv"), ids=str)
def test_verdicts(case: dict[str, str]) -> None:
    """Opposite words on one fraction, another's share, another percentage."""
    report = _grounded(case)
    found = [*verdict_discrepancies(report), *summary_body_discrepancies(report)]
    agree(case, found)


@pytest.mark.parametrize("case", cases("audit/sizes.tsv"), ids=str)
def test_sizes(case: dict[str, str]) -> None:
    """Another n for one share of one statement, another share for one fraction."""
    agree(case, summary_body_discrepancies(_grounded(case)))


@pytest.mark.parametrize(("size", "found"), [(235, 1), (253, 0)])
def test_a_finding_has_the_n_of_its_figure(size: int, found: int) -> None:
    """Unless its passage prints the finding's own."""
    case = {
        "finding": "Over half of respondents (n=253) assessed risk alone.",
        "passage": f"We asked how risk was assessed (n={size}).",
    }
    report = _grounded(case)
    figure = Figure("2.10", "", "", Span(0, 0, 9, 9), SECTION, (size,), None, None, ())
    charted = Grounding("4.13", "figure", "2.10", Origin.JUDGED, "", "")
    report = replace(
        report, figures=(figure,), groundings=(*report.groundings, charted)
    )
    assert len(list(summary_body_discrepancies(report))) == found


@pytest.mark.parametrize(("size", "found"), [(273, 1), (344, 0)])
def test_a_question_has_the_n_of_its_chart(size: int, found: int) -> None:
    """Where both print one."""
    report = paper({2: "We asked whether they were satisfied (N= 344)."})
    figure = Figure("2.8", "", "", Span(0, 0, 9, 9), SECTION, (size,), None, None, ())
    question = Question("l2", "", Span(0, 0, 2, 2), SECTION, "l2")
    report = replace(
        report,
        statistics=statistics_of(report),
        figures=(figure,),
        questions=(question,),
        answers=(Answer("figure", "2.8", "l2"),),
    )
    assert len(list(caption_discrepancies(report))) == found


@pytest.mark.parametrize(("share", "found"), [("27/44 (61%)", 1), ("28/50 (56%)", 0)])
def test_fractions_in_a_row_are_those_of_the_body(share: str, found: int) -> None:
    """Each is held against the passage that begins with its group."""
    case = {
        "finding": "It was raised for disabled children, and carers in prison, where"
        " 30/65(46%) and 28/50(56%) respectively felt it worse.",
        "passage": f"Carers in prison were at risk. Most of them ({share}) felt it.",
    }
    assert len(list(verdict_discrepancies(_grounded(case)))) == found


@pytest.mark.parametrize("case", cases("audit/rankings.tsv"), ids=str)
def test_rankings(case: dict[str, str]) -> None:
    """Least successful, though a finding has hardly anyone call it a failure."""
    findings = case["findings"].split("|")
    texts = (*findings, case["text"])
    report = paper(dict(enumerate(texts, start=2)))
    told = tuple(
        finding_at(report, line, f"4.{line - 1}")
        for line, _ in enumerate(findings, start=2)
    )
    agree(case, ranking_discrepancies(replace(report, findings=told)))


def test_a_ranking_is_held_against_the_body_too() -> None:
    """Where the body says of the measure what the finding says."""
    report = paper(
        {
            2: "Numbers per carer: reported to be unsuccessful by only one respondent.",
            3: "More per carer was called unsuccessful by only two respondents.",
            4: "The least successful included placing more children per carer.",
        }
    )
    report = replace(
        report,
        findings=(finding_at(report, 2, "4.13"),),
        groundings=(grounded_in("4.13", "l3"),),
    )
    assert [one.at for one in ranking_discrepancies(report)] == [(4, 2, 3)]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("only 4/19 indicated that it was a successful strategy", (4, 2, 3)),
        ("most indicated that it was a successful strategy", (4, 2)),
    ],
)
def test_a_ranking_that_the_body_bears_out(said: str, at: tuple[int, ...]) -> None:
    """Is told with the line that says the opposite of the finding."""
    report = paper(
        {
            2: "Recruiting more carers: only 4/19 indicating that it was not a"
            " successful strategy.",
            3: f"Of respondents, {said}.",
            4: "The least successful included attempts to recruit more carers.",
        }
    )
    report = replace(
        report,
        findings=(finding_at(report, 2, "4.13"),),
        groundings=(grounded_in("4.13", "l3"),),
    )
    (found,) = ranking_discrepancies(report)
    assert found.at == at
    assert ("; line 3 says the opposite." in found.comment) is (len(at) > 2)


@pytest.mark.parametrize(("way", "found"), [("most", (2, 3, 4)), ("least", (2, 3))])
def test_a_limited_success_is_not_among_the_most(
    way: str, found: tuple[int, ...]
) -> None:
    """The list stands with the two places that differ already."""
    report = paper(
        {
            2: "Enhancing the fee: used by 3/23 with only limited success.",
            3: "Used by 3/23, with success in finding placements.",
            4: f"The {way} successful included increasing the fee.",
        }
    )
    report = replace(
        report,
        findings=(finding_at(report, 2, "4.13"),),
        groundings=(grounded_in("4.13", "l3"),),
    )
    assert [one.at for one in verdict_discrepancies(report)] == [found]


@pytest.mark.parametrize("case", cases("audit/praised.tsv"), ids=str)
def test_praise(case: dict[str, str]) -> None:
    """What was said to help, and what elsewhere is the exception to what did."""
    report = paper({2: case["exception"], 3: case["text"]})
    table = table_of(
        "Very ineffective|Quite effective|Very effective",
        [
            ("Counselling", "2|28|29"),
            ("Shorter meetings to allow for breaks", "4|26|20"),
        ],
    )
    report = replace(report, findings=(finding_at(report, 2, "3.18"),), tables=(table,))
    agree(case, praise_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/degrees.tsv"), ids=str)
def test_degrees(case: dict[str, str]) -> None:
    """The stronger degree alone, of what a finding splits in two."""
    report = paper({2: case["finding"], 3: case["text"]})
    report = replace(report, findings=(finding_at(report, 2, "4.13"),))
    agree(case, degree_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/periods.tsv"), ids=str)
def test_periods(case: dict[str, str]) -> None:
    """A lockdown dated twice, interviews outside it, and a survey of before it."""
    texts = case["text"].split("|")
    agree(case, period_discrepancies(paper(dict(enumerate(texts, start=1)))))
