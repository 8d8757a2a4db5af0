"""Lines → passages that tile the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.errors import SourceError
from pcad_kg.model import Kind, Passage, Report, Source
from pcad_kg.read import cut, source_of
from pcad_kg.split import find_passages
from tests.conftest import cases

GLUED = (1587, 2002, 2038, 2700)
TORN = cases("inventory/torn.tsv")
FRAME = """Title

Table of Contents:

Summary

1 – INTRODUCTION

{summary}

Protecting Children at a Distance

1. Introduction

{body}

References:

Adams, C., 2020. A title.

Appendix 1: Comments

What would it be?

{appendix}
"""


def passages_of(**parts: str) -> tuple[Passage, ...]:
    """The passages of an invented report with these parts."""
    text = FRAME.format(**{"summary": "", "body": "", "appendix": "", **parts})
    return find_passages(source_of(text))[1]


def starting_at(report: Report, line: int) -> list[Passage]:
    """The passages that begin on a line."""
    return [p for p in report.passages if p.span.first_line == line]


def test_passages_tile_the_source(report: Report, source: Source) -> None:
    """Every printed character is in exactly one passage, in reading order."""
    end = 0
    for passage in report.passages:
        assert not source.text[end : passage.span.begin].strip(), passage.key
        end = passage.span.end
    assert not source.text[end:].strip()
    assert [p.position for p in report.passages] == list(
        range(1, len(report.passages) + 1)
    )


def test_only_glued_lines_hold_two_passages(report: Report, source: Source) -> None:
    """Each non-blank line belongs to one passage, but for the four that glue two."""
    lines = [
        line
        for passage in report.passages
        for line in range(passage.span.first_line, passage.span.last_line + 1)
        if source.lines[line - 1].text.strip()
    ]
    printed = [line.number for line in source.lines if line.text.strip()]
    assert sorted(set(lines)) == printed
    assert sorted(line for line in set(lines) if lines.count(line) > 1) == [*GLUED]


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        (1587, "Figure 3.4: Case conference mode of delivery", "Recommendations:"),
        (
            2002,
            "4.5 Mental health practice",
            "4.5.1 Increased safeguarding risks as a result of changes in Mental Health"
            " service delivery",
        ),
        (2038, "4.6 Looked after Children", "Summary of interview findings"),
        (2700, "1) JOINT WORKING", "Communication/Information sharing"),
    ],
)
def test_a_glued_heading_is_cut_apart(
    report: Report, line: int, first: str, second: str
) -> None:
    """The words before the heading, and the heading, each whole."""
    assert [p.text for p in starting_at(report, line)] == [first, second]


@pytest.mark.parametrize("case", cases("kinds.tsv"), ids=lambda case: case["line"])
def test_a_passage_is_what_it_is_on_the_page(
    report: Report, case: dict[str, str]
) -> None:
    """The kind of a line that could be mistaken, with the words it begins with."""
    passage = starting_at(report, int(case["line"]))[0]
    assert (passage.kind.value, passage.text[: len(case["words"])]) == (
        case["kind"],
        case["words"],
    )


def test_kinds_have_their_cases() -> None:
    """Every kind of passage has a case, and there are more than thirty."""
    assert {case["kind"] for case in cases("kinds.tsv")} == {
        kind.value for kind in Kind
    }
    assert len(cases("kinds.tsv")) > 30


def test_what_a_page_break_tore_is_joined(report: Report) -> None:
    """All passages over a blank line are those that a reader found torn."""
    joined = {
        (p.span.first_line, p.span.last_line)
        for p in report.passages
        if p.kind not in (Kind.TABLE, Kind.CAPTION, Kind.CHART_TEXT)
        and p.span.last_line > p.span.first_line
    }
    torn = {(int(case["first_line"]), int(case["last_line"])) for case in TORN}
    assert joined == torn
    assert len(torn) == 60


def test_a_torn_list_item_loses_the_mark_of_its_second_half(report: Report) -> None:
    """Finding 2.5 reads through the dash that the page break put before line 311."""
    text = starting_at(report, 309)[0].text
    assert "Executive Boards of Safeguarding Partnerships (notwithstanding" in text


def test_an_open_bracket_holds_over_a_page_break(report: Report) -> None:
    """Line 550 breaks off before the survey's address, in brackets."""
    text = starting_at(report, 550)[0].text
    assert "please visit: <http://bit.ly/KCLSurvey>). It was piloted" in text


def test_every_passage_cuts_back_to_its_words(report: Report, source: Source) -> None:
    """Cutting the source at a passage's span gives its text."""
    wrong = [p.key for p in report.passages if cut(source, p.span) != p.text]
    assert wrong == []
    assert len(report.passages) > 2000


WORDS = st.text(alphabet="abc ,", min_size=1, max_size=30).map(
    lambda words: f"A{words.strip()} b."
)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_joined_passages_give_an_invented_report_back(
    body: list[str], comments: list[str]
) -> None:
    """Nothing printed is lost or doubled, whatever stands in the body and appendix."""
    parts = {"body": "\n\n".join(body), "appendix": "\n\n".join(comments)}
    text = FRAME.format(summary="", **parts)
    pieces = [p.text for p in passages_of(**parts)]
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(WORDS, WORDS)
def test_a_sentence_torn_by_a_blank_line_is_one_passage(one: str, two: str) -> None:
    """The half without an end mark takes the next one to itself."""
    torn = f"In 2020, {one.rstrip('.')} and\n\n{two[1:].strip()}"
    texts = [p.text for p in passages_of(body=torn) if p.kind is Kind.PARAGRAPH]
    assert texts == [re.sub(r"\s+", " ", torn)]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("Summary\n", "the summary of the report would begin"),
        ("References:", "the back of the report would begin"),
        ("Appendix 1:", "the appendix of the report would begin"),
    ],
)
def test_a_text_of_another_form_is_refused(missing: str, said: str) -> None:
    """The message says which landmark is missing and what to do."""
    text = FRAME.format(summary="", body="", appendix="").replace(missing, "Other\n")
    with pytest.raises(SourceError, match=f"{said}; give the text of the report"):
        find_passages(source_of(text))
