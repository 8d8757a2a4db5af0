"""Works, citations, acronyms and questions, held against a reader's inventory."""

import pytest

from pcad_kg.model import Report, Source
from pcad_kg.read import cut
from tests.conftest import cases

WORKS = cases("inventory/works.tsv")
CITATIONS = cases("inventory/citations.tsv")


def test_works_are_those_a_reader_lists(report: Report) -> None:
    """Line, authors, year, title and address of each; the case and resources too."""
    found = {str(work.span.first_line): work for work in report.references}
    assert list(found) == [row["line"] for row in WORKS]
    for row in WORKS:
        work = found[row["line"]]
        assert (work.authors or "") == row["authors"]
        assert (work.year or "") == (int(row["year"]) if row["year"].isdigit() else "")
        assert row["title"].startswith(work.title)
        assert (work.url or "") == row["url"]
    assert len(WORKS) == 35


def test_citations_are_those_a_reader_lists(report: Report) -> None:
    """Which passage cites which work, misspellings and a forthcoming year included."""
    lines = {work.key: str(work.span.first_line) for work in report.references}
    spans = {passage.key: passage.span for passage in report.passages}
    listed = {
        (
            next(
                key
                for key, span in spans.items()
                if span.first_line <= int(row["line"]) <= span.last_line
            ),
            row["reference_line"],
        )
        for row in CITATIONS
    }
    found = {(c.passage, lines[c.reference]) for c in report.citations}
    assert found == listed
    assert len(listed) >= 38


def test_citations_are_printed_in_their_passage(report: Report) -> None:
    """Names and year, to the character."""
    texts = {passage.key: passage.text for passage in report.passages}
    assert all(c.as_printed in texts[c.passage] for c in report.citations)
    printed = {c.as_printed for c in report.citations}
    assert {
        "Iqbal and Pison-Young, 2009",
        "Pearce and Miller (2020)",
        "Department for Education (DfE), 2020",
        "CAFCASS statistics (2021)",
        "Buzzi and Megele, 2020",
    } <= printed


def test_keys_are_names_and_years(report: Report) -> None:
    """`munro-2011`; two of one first author differ by year."""
    keys = [work.key for work in report.references]
    assert len(set(keys)) == len(keys)
    assert {"munro-2011", "baginsky-2020", "baginsky-forthcoming"} <= set(keys)


def test_acronyms_are_the_printed_list(report: Report, source: Source) -> None:
    """All from line 205 to line 229, with what they stand for."""
    lines = [acronym.span.first_line for acronym in report.acronyms]
    assert lines == list(range(205, 230))
    by_key = {acronym.key: acronym.meaning for acronym in report.acronyms}
    assert by_key["mash"] == "Multi-Agency Strategic Hub"
    assert all(cut(source, a.span) == a.text for a in report.acronyms)


QUESTIONS = {
    "l654": "the shift to tripartite",
    "l703": "In my view, the strength",
    "l715": "In my view, the strength",
    "l747": "over the pandemic, joint working between agencies has improved",
    "l834": "From your professional experience",
    "l841": "From your professional experience",
    "l857": "Overall, are you satisfied",
    "l874": "Satisfaction with the extent",
    "l890": "whether each agency undertook",
    "l966": "From your experience during",
    "l987": "During the pandemic, the voice",
    "l992": "During the pandemic, the voice",
    "l1059": "How well did the guidance",
    "l1065": "How well did the guidance",
    "l1099": "Do you consider primary",
    "l1103": "If you could improve one aspect",
    "l1134": "If you could improve one aspect",
    "l1146": "Schools have taken on more",
    "l1156": "In my local area, schools",
    "l1182": "Your views on the",
    "l1222": "Did Keeping in Touch",
    "l2324": "If you had one recommendation",
    "l2680": "If you could improve one aspect",
    "l2995": "If you had one recommendation",
    "l3275": "Many areas have put in place",
    "l3405": "Many areas have put in place",
    "l3513": "If you would like to provide",
    "l3702": "If you would like to include",
    "l3844": "Please comment on appropriateness",
    "l3932": "How can reflective",
    "l4169": "If possible, please provide one",
    "l4430": "If there are any other areas",
}


def test_questions_are_those_printed(report: Report) -> None:
    """In italics, under charts and at the head of each appendix, and no title."""
    found = {question.key: question.text for question in report.questions}
    assert list(found) == list(QUESTIONS)
    assert all(found[key].startswith(words) for key, words in QUESTIONS.items())


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("l747", "at strategic and operational level"),
        ("l890", "coordinated by the Safeguarding Partnership"),
        ("l2995", "what would it be?"),
        ("l3513", "please do so here."),
        ("l1146", "than previously"),
    ],
)
def test_questions_end_where_their_words_do(
    key: str, end: str, report: Report, source: Source
) -> None:
    """Behind a page break, and before the number of responses."""
    question = next(q for q in report.questions if q.key == key)
    assert question.text.endswith(end)
    assert cut(source, question.span) == question.text


def test_figures_answer_the_questions_they_chart(report: Report) -> None:
    """By their chart's words, or by the passage that asks and refers to them."""
    charted = {
        (a.from_key, a.question) for a in report.answers if a.from_kind == "figure"
    }
    assert {
        ("2.1", "l654"),
        ("2.4", "l715"),
        ("2.8", "l857"),
        ("2.9", "l874"),
        ("2.15A", "l987"),
        ("2.20", "l1146"),
        ("2.24", "l1222"),
    } <= charted
    assert len(charted) == 18


def test_block_quotes_answer_the_question_above_them(report: Report) -> None:
    """Two under line 1103 and three under line 1134."""
    quoted = {
        (a.from_key, a.question)
        for a in report.answers
        if a.from_kind == "quote" and a.question in ("l1103", "l1134")
    }
    assert quoted == {
        ("l1105", "l1103"),
        ("l1107", "l1103"),
        ("l1136", "l1134"),
        ("l1139", "l1134"),
        ("l1141", "l1134"),
    }
