"""Passages → items, held against an inventory that a reader made of the report."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.captions import agency_of, base_of, title_of, without_exclusion
from pcad_kg.errors import SourceError
from pcad_kg.extract.cross_references import references_in
from pcad_kg.extract.facts import find_facts
from pcad_kg.extract.findings import find_findings
from pcad_kg.extract.recommendations import find_recommendations
from pcad_kg.extract.tables import find_tables
from pcad_kg.model import (
    Passage,
    Place,
    Report,
    Section,
    Source,
    Table,
    Unit,
    Vocabulary,
)
from pcad_kg.naming import find_namings, is_system_wide
from pcad_kg.read import source_of
from pcad_kg.split import find_passages
from tests.conftest import cases
from tests.test_split import FRAME

FINDINGS = cases("inventory/findings.tsv")
FIGURES = cases("inventory/figures.tsv")
CELLS = cases("inventory/tables.tsv")
ROWS = cases("inventory/rows.tsv")
WORDINGS = cases("inventory/recommendations.tsv")
REFERENCES = cases("inventory/cross_references.tsv")


def ends_of(text: str) -> dict[str, str]:
    """A text's first and last four words."""
    words = text.split()
    return {"first_words": " ".join(words[:4]), "last_words": " ".join(words[-4:])}


def read(
    summary: str = "", body: str = ""
) -> tuple[Source, tuple[Section, ...], tuple[Passage, ...]]:
    """An invented report, split."""
    source = source_of(FRAME.format(summary=summary, body=body, appendix=""))
    return source, *find_passages(source)


# recommendations


def test_recommendations_are_those_a_reader_lists(report: Report) -> None:
    """38 recommendations, each in three places, by lines and by their ends."""
    found = [
        {
            "number": str(wording.number),
            "place": wording.place.value,
            "first_line": str(wording.span.first_line),
            "last_line": str(wording.span.last_line),
            **ends_of(wording.text),
        }
        for recommendation in report.recommendations
        for wording in recommendation.wordings
    ]

    def order(row: dict[str, str]) -> tuple[int, str]:
        return int(row["number"]), row["place"]

    assert sorted(found, key=order) == sorted(WORDINGS, key=order)
    assert len(found) == 38 * 3


def test_chapter_6_speaks_for_all_but_the_misprinted_one(report: Report) -> None:
    """Chapter 6 prints 10's words under 9: for 9 the Summary's wording holds."""
    chosen = {r.number: r.chosen.place for r in report.recommendations}
    assert chosen.pop(9) is Place.SUMMARY
    assert set(chosen.values()) == {Place.CHAPTER_6}
    by_number = {r.number: r for r in report.recommendations}
    assert by_number[9].wordings[2].text == by_number[10].chosen.text
    assert "hardware and software" in by_number[9].chosen.text


LISTS = "Recommendations:\n\n1. Do this.\n\n6. Recommendations\n\n1. Do this."


def test_a_wording_that_is_missing_is_named() -> None:
    """The invented Summary prints no recommendation 1."""
    with pytest.raises(SourceError, match="1 is not printed in: summary"):
        find_recommendations(*read(body=LISTS))


def test_a_wording_printed_twice_is_named() -> None:
    """The invented Summary prints recommendation 1 on two lines."""
    summary = "Recommendations:\n\n1. Do this.\n\n1. Do that."
    with pytest.raises(SourceError, match="recommendation 1 stands in the summary"):
        find_recommendations(*read(summary=summary, body=LISTS))


# findings


def test_findings_are_those_a_reader_lists(report: Report) -> None:
    """Every numbered finding and lettered part, by lines and by their ends."""
    found = [
        {
            "key": finding.key,
            "first_line": str(finding.span.first_line),
            "last_line": str(finding.span.last_line),
            **ends_of(finding.text),
        }
        for finding in report.findings
    ]
    assert found == FINDINGS
    assert len(found) == 93


def test_a_letter_before_any_finding_is_refused() -> None:
    """A lettered part needs a finding to be part of."""
    with pytest.raises(SourceError, match="part a stands before any finding"):
        find_findings(*read(summary="- a. 33% agreed."))


# figures and captions


def test_figures_are_those_a_reader_lists(report: Report) -> None:
    """Title, lines, each n in order and the agencies left out of all 50 figures."""
    found = [
        {
            "number": figure.number,
            "title": figure.title,
            "first_line": str(figure.span.first_line),
            "last_line": str(figure.span.last_line),
            "sample_sizes": ",".join(str(size) for size in figure.sample_sizes),
            "excluded": ",".join(figure.excludes),
        }
        for figure in report.figures
    ]
    assert found == FIGURES
    assert len(found) == 50


@pytest.mark.parametrize(
    "case", cases("captions.tsv"), ids=lambda case: case["caption"]
)
def test_a_caption_says_its_base(case: dict[str, str], vocabulary: Vocabulary) -> None:
    """Title, n and exclusions of an invented caption."""
    base = base_of(case["caption"], vocabulary)
    assert title_of(case["caption"]) == case["title"]
    assert ",".join(str(size) for size in base.sample_sizes) == case["sizes"]
    assert (base.exclusion or "") == case["exclusion"]
    assert ",".join(base.excludes) == case["excludes"]


def test_captions_have_their_cases() -> None:
    """Ten ways or more to print a base."""
    assert len(cases("captions.tsv")) >= 10


@given(st.lists(st.integers(1, 999), min_size=1, max_size=6))
def test_each_n_of_a_caption_is_kept_in_order(sizes: list[int]) -> None:
    """Sizes listed after one n, doubled ones too."""
    caption = f"A title (n= {', '.join(map(str, sizes))})"
    nobody = Vocabulary((), base_vocabulary().all_agencies)
    assert list(base_of(caption, nobody).sample_sizes) == sizes


def base_vocabulary() -> Vocabulary:
    """A vocabulary without agencies."""
    from pcad_kg.model import Concept

    return Vocabulary((), Concept("all", "all", ()))


def test_words_on_who_was_left_out_name_nobody(vocabulary: Vocabulary) -> None:
    """Without the exclusion, the caption's other agency is left."""
    kept = without_exclusion("By agency (n=68 for CSC; Health and Law excluded)")
    assert [naming.agency for naming in find_namings(kept, vocabulary)] == [
        "childrens-social-care"
    ]


# tables


def cell_key(table: Table, row: int, key: str) -> tuple[str, str, str, str]:
    """A cell's place as the inventory writes it."""
    column, _, part = key.partition("-")
    return table.number, str(row), column, part or "1"


def test_every_cell_is_the_one_a_reader_lists(report: Report) -> None:
    """The characters and the n of every printed figure of every cell."""
    found = {
        cell_key(table, row.index, statistic.key): (
            statistic.as_printed,
            str(statistic.sample_size or ""),
        )
        for table in report.tables
        for row in table.rows
        for statistic in row.statistics
    }
    expected = {
        (case["table"], case["row"], case["column"], case["part"]): (
            case["printed"],
            case["n"],
        )
        for case in CELLS
    }
    assert found == expected
    assert len(found) > 550


def test_every_row_has_the_label_a_reader_lists(report: Report) -> None:
    """Line and label of every row."""
    found = [
        {
            "table": table.number,
            "row": str(row.index),
            "line": str(row.span.first_line),
            "label": row.title,
        }
        for table in report.tables
        for row in table.rows
    ]
    assert found == ROWS
    assert len({case["table"] for case in ROWS}) == 25


def test_the_23_listed_tables_are_there(report: Report) -> None:
    """23 numbered tables, the parts A and B of 2.1, and 2.2's chi-square block."""
    wholes = [table.number for table in report.tables if table.whole is None]
    parts = {table.number: table.whole for table in report.tables if table.whole}
    assert len(wholes) == 23
    assert parts == {"2.1A": "2.1", "2.1B": "2.1", "2.2-chi-square": "2.2"}


def test_two_lines_of_headings_make_one_title(report: Report) -> None:
    """The spanning heading leads in tables 3.2 and 3.12."""
    titles = {t.number: [c.title for c in t.columns] for t in report.tables}
    assert titles["3.12"] == [
        "First Lockdown: Yes",
        "First Lockdown: No",
        "Third lockdown: Yes",
        "Third lockdown: No",
    ]
    assert titles["3.2"][2] == "Children/families: Yes"


def test_values_and_units_are_as_printed(report: Report) -> None:
    """Every percentage carries its sign, every count is whole; none is out of range."""
    statistics = [s for t in report.tables for r in t.rows for s in r.statistics]
    for statistic in statistics:
        assert ("%" in statistic.as_printed) == (statistic.unit is Unit.PERCENT)
        assert str(statistic.value).lstrip("0") in f"0{statistic.as_printed}"
        if statistic.unit is Unit.PERCENT:
            assert 0 <= statistic.value <= 100
    assert Counter(s.unit for s in statistics)[Unit.NUMBER] == 9


@pytest.mark.parametrize(
    ("table", "row", "key", "agency"),
    [
        ("2.1A", 1, "1", "education"),
        ("2.1A", 2, "2-2", "childrens-social-care"),
        ("2.1B", 5, "5", "police"),
        ("1.1", 3, "1", "mental-health"),
        ("3.3", 6, "1", "law"),
        ("3.10", 6, "2", "law"),
        ("3.3", 1, "1", None),
        ("2.5", 2, "1", None),
    ],
)
def test_a_statistic_speaks_of_the_agency_its_row_names(
    report: Report, table: str, row: int, key: str, agency: str | None
) -> None:
    """An agency's own row, or "Law only"; posts in schools are nobody's answers."""
    rows = {t.number: t.rows for t in report.tables}[table]
    statistic = next(s for s in rows[row - 1].statistics if s.key == key)
    assert statistic.of_agency == agency


def test_the_two_figures_of_a_cell_have_their_names(report: Report) -> None:
    """Table 2.1 prints deteriorated before improved (line 767)."""
    rows = {t.number: t.rows for t in report.tables}["2.1A"]
    first, second = rows[0].statistics[:2]
    assert (first.key, first.label, first.as_printed) == ("1", "deteriorated", "43%")
    assert (second.key, second.label, second.as_printed) == ("1-2", "improved", "18%")


def test_a_caption_without_a_table_is_refused(vocabulary: Vocabulary) -> None:
    """The message gives the line and quotes the caption."""
    source, _, passages = read(body="Table 1.1: Nothing here\n\nSome text.")
    with pytest.raises(
        SourceError, match=r"no table stands under the caption “Table 1\.1"
    ):
        find_tables(source, passages, vocabulary)


def test_a_table_printed_twice_is_refused(vocabulary: Vocabulary) -> None:
    """The message gives the second line."""
    table = "Table 1.1: A\n\n\tYes\nAll (n=2)\t50%\n\n"
    source, _, passages = read(body=table + table)
    with pytest.raises(SourceError, match=r"Table 1\.1 is printed already"):
        find_tables(source, passages, vocabulary)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.integers(1, 400))
def test_an_invented_row_is_read_to_its_last_cell(figures: list[int], n: int) -> None:
    """As many statistics as cells, in order, each with the row's n."""
    head = "".join(f"\tAnswer {letter}" for letter in "ABCDE"[: len(figures)])
    cells = "".join(f"\t{figure}%" for figure in figures)
    body = f"Table 1.1: A\n\n{head}\nAll of them (n={n}){cells}\n"
    source, _, passages = read(body=body)
    (table,) = find_tables(source, passages, base_vocabulary())
    statistics = table.rows[0].statistics
    assert [int(s.value) for s in statistics] == figures
    assert {s.sample_size for s in statistics} == {n}
    assert table.rows[0].title == "All of them"


# agencies


def test_agencies_are_counted_where_the_report_counts_them(report: Report) -> None:
    """417 respondents (line 284) and 67 interviewees (Table 1.1) in seven groups."""
    counts = {c.agency: (c.respondents, c.interviewees) for c in report.agency_counts}
    assert counts["health"] == (155, 15)
    assert counts["mental-health"] == (19, 8)
    assert sum(respondents for respondents, _ in counts.values()) == 417
    assert sum(interviewees for _, interviewees in counts.values()) == 67
    assert len(counts) == 7


@pytest.mark.parametrize("case", cases("namings.tsv"), ids=lambda case: case["text"])
def test_a_text_names_agencies(case: dict[str, str], vocabulary: Vocabulary) -> None:
    """The agencies and the words, in reading order."""
    namings = find_namings(case["text"], vocabulary)
    assert ",".join(f"{n.agency}={n.words}" for n in namings) == case["namings"]


def test_namings_have_their_cases() -> None:
    """Ten ways or more to name an agency, or not to."""
    assert len(cases("namings.tsv")) >= 10


def test_the_whole_system_is_no_agency(vocabulary: Vocabulary) -> None:
    """ "All agencies" is read as such, and names none."""
    assert is_system_wide("All Agencies should", vocabulary)
    assert not is_system_wide("Health should", vocabulary)
    assert find_namings("all agencies", vocabulary) == ()


def test_a_name_alone_stands_for_its_agency(vocabulary: Vocabulary) -> None:
    """Acronyms, plurals and small letters; part of an agency is not the agency."""
    assert agency_of("SPs", vocabulary) == "safeguarding-partnerships"
    assert agency_of("law", vocabulary) == "law"
    assert agency_of("Named Health", vocabulary) is None


# references and facts


def test_references_are_those_a_reader_lists(report: Report) -> None:
    """Every printed reference that leads somewhere, by the line it stands in."""
    lines = {p.key: p.span.first_line for p in report.passages}
    found = {
        (lines[reference.from_key], f"{reference.to_kind} {reference.to_key}")
        for reference in report.cross_references
    }
    assert found == {(int(case["line"]), case["to"]) for case in REFERENCES}
    assert len(found) > 80


def test_a_reference_that_leads_nowhere_is_kept_apart(report: Report) -> None:
    """Finding 3.20 refers to a figure 3.23, torn by a page break; there is none."""
    assert [(r.to_key, r.line) for r in report.dangling] == [("3.23", 427)]


def test_every_figure_and_table_is_referred_to(report: Report) -> None:
    """The prose refers to all figures and to all tables but the parts of 2.2."""
    referred = {f"{r.to_kind} {r.to_key}" for r in report.cross_references}
    figures = {f"figure {figure.number}" for figure in report.figures}
    tables = {f"table {table.number}" for table in report.tables}
    assert figures - referred == set()
    assert tables - referred == {"table 2.1", "table 2.2-chi-square"}


@pytest.mark.parametrize(
    "case", cases("cross_references.tsv"), ids=lambda case: case["text"]
)
def test_references_are_read(case: dict[str, str]) -> None:
    """Kind and number of each reference of an invented sentence."""
    found = [f"{kind} {key}" for kind, key, _ in references_in(case["text"])]
    assert ",".join(found) == case["references"]


def test_references_have_their_cases() -> None:
    """Eight ways or more to refer, or not to."""
    assert len(cases("cross_references.tsv")) >= 8


def test_the_cover_gives_the_facts(report: Report) -> None:
    """Title, four authors, publisher and month."""
    facts = report.facts
    assert facts.title == "Protecting Children at a Distance"
    assert facts.creators[0] == "Dr Jenny Driscoll"
    assert len(facts.creators) == 4
    assert (facts.publisher, facts.issued) == ("King's College London", "2021-06")


def test_a_cover_without_a_date_is_refused(report: Report) -> None:
    """The message says what the cover lacks."""
    undated = [
        replace(p, text="undated") if re.fullmatch(r"June \d+", p.text) else p
        for p in report.passages
    ]
    with pytest.raises(SourceError, match="no date"):
        find_facts(undated)
