"""Wordings, names, lists and references that differ, on invented cases."""

from dataclasses import replace

import pytest

from pcad_kg.audit.acronyms import acronym_discrepancies
from pcad_kg.audit.captions import caption_discrepancies
from pcad_kg.audit.cross_references import cross_reference_discrepancies
from pcad_kg.audit.names import name_discrepancies
from pcad_kg.audit.printed_lists import printed_list_discrepancies
from pcad_kg.audit.questions import question_discrepancies
from pcad_kg.audit.references import reference_discrepancies
from pcad_kg.audit.wordings import wording_discrepancies
from pcad_kg.extract.references import (
    find_citations,
    find_references,
)
from pcad_kg.model import (
    Acronym,
    Answer,
    CrossReference,
    Figure,
    Kind,
    Part,
    Question,
    Recommendation,
    Section,
    Span,
)
from tests.audits import agree
from tests.conftest import cases
from tests.papers import (
    SECTION,
    finding_at,
    paper,
    recommendation_of,
    table_of,
)


@pytest.mark.parametrize("case", cases("audit/wordings.tsv"), ids=str)
def test_wordings(case: dict[str, str]) -> None:
    """Words, marks and plurals; and a text that stands under two numbers."""
    first = ["Train all staff in the use of new tools."] * 3
    report = replace(
        paper({}),
        recommendations=(
            recommendation_of(1, first),
            recommendation_of(2, [case[k] for k in ("summary", "section", "chapter")]),
        ),
    )
    agree(case, wording_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/questions.tsv"), ids=str)
def test_questions(case: dict[str, str]) -> None:
    """What one printing of a question has and the other, beneath a chart, has not."""
    report = paper({2: case["one"], 5: case["other"]})
    asked, chart = report.passages
    questions = tuple(
        Question(p.key, p.text, p.span, SECTION, p.key) for p in report.passages
    )
    passages = (asked, replace(chart, kind=Kind.CHART_TEXT))
    agree(
        case,
        question_discrepancies(replace(report, passages=passages, questions=questions)),
    )


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Satisfaction with services", []),
        ("Satisfaction with 3 services", ["“3”"]),
        ("No satisfaction with services", ["“no”"]),
        ("Satisfaction with services (n=3)", []),
    ],
)
def test_captions_ask_nothing_else(caption: str, expected: list[str]) -> None:
    """A caption may leave words out; a number or a negation of its own is told."""
    report = paper({2: "Were partners satisfied with all services?"})
    figure = Figure("2.8", caption, "", Span(0, 0, 9, 9), SECTION, (), None, None, ())
    question = Question("l2", report.passages[0].text, Span(0, 0, 2, 2), SECTION, "l2")
    report = replace(
        report,
        figures=(figure,),
        questions=(question,),
        answers=(Answer("figure", "2.8", "l2"),),
    )
    assert [one.expected for one in question_discrepancies(report)] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the mode of safeguarding training before, during and after the storm", 1),
        ("the mode of safeguarding before, during and after the storm", 0),
        ("the mode of safeguarding before, during and after all the storm", 0),
        ("the mode of training before, during and after the storm", 0),
    ],
)
def test_captions_lack_no_word(text: str, found: int) -> None:
    """That the prose which refers to them has among their own; small words apart."""
    report = paper({2: f"We asked about {text} (Figure 3.7)."})
    title = "Mode of safeguarding before, during and after the storm"
    figure = Figure("3.7", title, "", Span(0, 0, 9, 9), SECTION, (), None, None, ())
    found_ones = list(caption_discrepancies(replace(report, figures=(figure,))))
    assert len(found_ones) == found


@pytest.mark.parametrize("case", cases("audit/references.tsv"), ids=str)
def test_references(case: dict[str, str]) -> None:
    """Names, years, works not listed and works not cited."""
    report = paper({2: f"So it was said {case['cited']}.", 9: case["entry"]})
    back = Section("l8", "References", Part.BACK, "", Span(0, 0, 8, 8))
    text, entry = report.passages
    entry = replace(entry, section="l8", kind=Kind.REFERENCE)
    passages = (text, *((entry,) if case["entry"] else ()))
    sections = (*report.sections, back)
    references = (
        find_references(report.source, sections, passages) if case["entry"] else ()
    )
    report = replace(
        report,
        sections=sections,
        passages=passages,
        references=references,
        citations=find_citations(passages, references),
    )
    agree(case, reference_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/acronyms.tsv"), ids=str)
def test_acronyms(case: dict[str, str]) -> None:
    """A name with one word that is another, a small one, a possessive, initials."""
    report = paper({2: f"They liked {case['text']}."})
    meaning, notation = case["meaning"], case["notation"]
    acronym = Acronym("x", meaning, Span(0, 0, 1, 1), SECTION, notation, meaning)
    found = list(acronym_discrepancies(replace(report, acronyms=(acronym,))))
    agree(case, found)
    assert [one.printed for one in found] == list(filter(None, [case["words"]]))


@pytest.mark.parametrize("case", cases("audit/names.tsv"), ids=str)
def test_names(case: dict[str, str]) -> None:
    """A programme that is a project too, an apostrophe moved, a stroke left out."""
    texts = [f"There was {text}." for text in case["texts"].split("|")]
    table = table_of("Yes", [("Remote safeguarding/protection of children", "65")])
    report = replace(paper(dict(enumerate(texts, start=1))), tables=(table,))
    agree(case, name_discrepancies(report))


def test_a_name_is_that_of_the_recommendation_that_prints_it() -> None:
    """Or of the finding; else of the passage."""
    bare, full = "remote safeguarding protection", "remote safeguarding/protection"
    report = paper({10: f"Train for {bare} now.", 20: f"Train for {full} now."})
    table = table_of("Yes", [("Remote safeguarding/protection now", "65")])
    report = replace(
        report,
        tables=(table,),
        recommendations=(recommendation_of(1, ["Train."] * 3),),
        findings=(finding_at(report, 20, "3.19"),),
    )
    found = next(iter(name_discrepancies(report)))
    assert found.items == (
        ("recommendation", "1"),
        ("row", "9.1/1"),
        ("finding", "3.19"),
    )


def test_a_wording_is_told_by_the_line_of_the_word() -> None:
    """Not by that of the recommendation's first word."""
    begun, ended = "Plan well in advance, with ties to", "staff who are on duty."
    lines = dict.fromkeys(range(1, 23), "")
    for first in (10, 20):
        lines |= {first: begun, first + 1: f"{'all' if first > 10 else 'any'} {ended}"}
    report = paper(lines)
    summary, *others = recommendation_of(1, [f"{begun} any {ended}"] * 3).wordings
    odd = replace(others[0], text=f"{begun} all {ended}", span=Span(0, 0, 20, 21))
    recommendation = Recommendation(
        1, (replace(summary, span=Span(0, 0, 10, 11)), odd), odd
    )
    report = replace(report, recommendations=(recommendation,))
    assert [one.at for one in wording_discrepancies(report)] == [(11, 21)]


@pytest.mark.parametrize("case", cases("audit/gaps.tsv"), ids=str)
def test_numbers_are_not_skipped(case: dict[str, str]) -> None:
    """Within what comes before the last part of a number."""
    numbers = case["numbers"].split("|")
    report = paper({n: f"Finding {n}." for n in range(1, len(numbers) + 1)})
    findings = tuple(
        finding_at(report, n, number) for n, number in enumerate(numbers, start=1)
    )
    found = list(cross_reference_discrepancies(replace(report, findings=findings)))
    assert [case["words"] in one.comment for one in found] == [True][
        : bool(case["words"])
    ]


@pytest.mark.parametrize(
    ("listed", "printed", "found"),
    [
        ("Figure 2.1: Shift to joint leadership", "Shift to joint leadership", 0),
        ("Figure 2.1 Shift to Joint leadership", "Shift to joint leadership", 0),
        ("Figure 2.1: Shift to leadership", "Shift to joint leadership", 1),
        ("Figure 2.2: Shift to joint leadership", "Shift to joint leadership", 2),
    ],
)
def test_captions_are_those_of_the_list(listed: str, printed: str, found: int) -> None:
    """But for case and marks; a number in one place alone is told for each."""
    report = paper({1: listed}, Kind.CONTENTS)
    figure = Figure("2.1", printed, "", Span(0, 0, 9, 9), SECTION, (), None, None, ())
    report = replace(report, figures=(figure,))
    assert len(list(printed_list_discrepancies(report))) == found


@pytest.mark.parametrize(
    ("listed", "found"),
    [("2. Findings..... 31", 0), ("2. FINDINGS 31", 0), ("2. Results 31", 1)],
)
def test_headings_are_those_of_the_contents(listed: str, found: int) -> None:
    """But for case and dots."""
    report = paper({1: listed}, Kind.CONTENTS)
    assert len(list(printed_list_discrepancies(report))) == found


def test_what_does_not_exist_is_not_referred_to() -> None:
    """A figure beyond the last, a page beyond the last section."""
    report = paper({2: "So it was (figure 3.23), see page 92."})
    dangling = CrossReference("passage", "l2", "figure", "3.23", "figure 3.23", 2)
    section = replace(report.sections[0], start_page=31)
    report = replace(report, dangling=(dangling,), sections=(section,))
    found = list(cross_reference_discrepancies(report))
    assert [one.printed for one in found] == ["figure 3.23", "see page 92"]
    assert [one.severity.value for one in found] == ["error", "minor"]
    assert "begins on page 31, before it, and may run so far" in found[1].comment
    section = replace(section, start_page=100)
    report = replace(report, dangling=(), sections=(section,))
    assert not list(cross_reference_discrepancies(report))


@pytest.mark.parametrize(
    ("number", "found"), [("1.9", "; chapter 1 ends with 1.2."), ("10.9", "exist.")]
)
def test_a_chapter_is_its_whole_number(number: str, found: str) -> None:
    """The figures of chapter 1 are none of chapter 10."""
    report = paper({2: f"So it was (figure {number})."})
    dangling = CrossReference("passage", "l2", "figure", number, f"figure {number}", 2)
    figure = Figure("1.2", "", "", Span(0, 0, 9, 9), SECTION, (), None, None, ())
    report = replace(report, dangling=(dangling,), figures=(figure,))
    (one,) = cross_reference_discrepancies(report)
    assert one.comment.endswith(found)
