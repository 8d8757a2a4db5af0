"""The report checked against itself: each kind on invented cases, then all on it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF, RDFS

from pcad_kg.audit import Discrepancy, Severity, Topic, find_discrepancies
from pcad_kg.audit.acronyms import acronym_discrepancies
from pcad_kg.audit.captions import caption_discrepancies
from pcad_kg.audit.changes import change_discrepancies
from pcad_kg.audit.cross_references import cross_reference_discrepancies
from pcad_kg.audit.exceptions import exception_discrepancies
from pcad_kg.audit.found import in_order
from pcad_kg.audit.fractions import fraction_discrepancies
from pcad_kg.audit.groups import group_discrepancies
from pcad_kg.audit.joint import joint_discrepancies
from pcad_kg.audit.printed_lists import printed_list_discrepancies
from pcad_kg.audit.questions import question_discrepancies
from pcad_kg.audit.quotes import quote_discrepancies
from pcad_kg.audit.references import reference_discrepancies
from pcad_kg.audit.shown import shown_discrepancies
from pcad_kg.audit.summary_body import summary_body_discrepancies
from pcad_kg.audit.tables import table_discrepancies
from pcad_kg.audit.text_table import text_table_discrepancies
from pcad_kg.audit.totals import total_discrepancies
from pcad_kg.audit.verdicts import verdict_discrepancies
from pcad_kg.audit.wordings import wording_discrepancies
from pcad_kg.build import COUNTS_TABLE, NAMES_TABLE
from pcad_kg.disclosure import redacted
from pcad_kg.extract.references import find_citations, find_references
from pcad_kg.model import (
    Acronym,
    AgencyCount,
    Answer,
    CrossReference,
    Figure,
    Grounding,
    Kind,
    Origin,
    Part,
    Question,
    QuoteKind,
    Report,
    Section,
    Span,
    Table,
)
from pcad_kg.names import PCAD, REP, item
from pcad_kg.notes import NameKind, read_count_notes, read_names
from pcad_kg.paths import data_folder
from pcad_kg.repeat import find_repetitions
from pcad_kg.triplify import to_graph
from pcad_kg.triplify.discrepancies import discrepancy_triples
from tests.conftest import cases
from tests.papers import (
    SECTION,
    finding_at,
    grounded_in,
    paper,
    quote_of,
    recommendation_of,
    statistics_of,
    table_of,
)

NOTES = read_count_notes(data_folder("graph") / COUNTS_TABLE)
AGENCIES = (
    AgencyCount("health", 155, 15),
    AgencyCount("law", 71, 6),
    AgencyCount("education", 56, 10),
)


def agree(case: dict[str, str], found: Iterable[Discrepancy]) -> None:
    """Whether what is found is what a case expects: one of its severity, or nothing."""
    told = list(found)
    assert [one.severity.value for one in told] == (
        [case["severity"]] if case["severity"] else []
    ), told
    for one in told:
        assert case["words"] in one.comment


@pytest.mark.parametrize("case", cases("audit/fractions.tsv"), ids=str)
def test_fractions(case: dict[str, str]) -> None:
    """Half up and half down are both right; a step off is minor, more an error."""
    report = paper({2: case["sentence"]})
    report = replace(report, statistics=statistics_of(report))
    found = list(fraction_discrepancies(report))
    assert [one.severity.value for one in found] == [case["severity"]][
        : bool(case["severity"])
    ]
    assert [one.expected for one in found] == [case["expected"]][
        : bool(case["expected"])
    ]


@pytest.mark.parametrize("case", cases("audit/rows.tsv"), ids=str)
def test_rows_add_up(case: dict[str, str]) -> None:
    """To 100% within rounding, and by whole numbers that make up n."""
    sound = [("sound", _sound(case["columns"]))] * 4
    size = int(case["sizes"])
    table = table_of(case["columns"], [*sound, ("odd", case["cells"])])
    odd = replace(
        table.rows[-1],
        statistics=tuple(
            replace(cell, sample_size=size) for cell in table.rows[-1].statistics
        ),
    )
    table = replace(table, rows=(*table.rows[:-1], odd))
    agree(case, total_discrepancies(replace(paper({}), tables=(table,))))


def _sound(columns: str) -> str:
    """Cells that add up, as far as their columns are of one whole."""
    count = columns.count("|") + 1
    if columns == "Used|Helped":
        return "91|68"
    return {2: "50|50", 3: "50|30|20", 4: "50|50|60|40"}[count]


def test_counts_add_up(report: Report) -> None:
    """Table 2.2 does, to the last total; with one count changed it does not."""
    table = next(t for t in report.tables if t.number == "2.2")
    assert not list(total_discrepancies(replace(report, tables=(table,))))
    row = table.rows[0]
    more = replace(row.statistics[0], value=row.statistics[0].value + 1)
    changed = replace(row, statistics=(more, *row.statistics[1:]))
    wrong = replace(table, rows=(changed, *table.rows[1:]))
    found = list(total_discrepancies(replace(report, tables=(wrong,))))
    assert [one.expected for one in found] == ["117", "6"]
    shares = list(fraction_discrepancies(replace(report, tables=(wrong,))))
    assert ["Table 2.2" in one.comment for one in shares].count(True) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("282 responses from Health (155), Law (71), Education (56) came.", []),
        ("292 responses from Health (155), Law (71), Education (56) came.", ["282"]),
        ("29 responses from Health (15), Law (7) came.", []),
    ],
)
def test_groups_make_up_the_whole(text: str, expected: list[str]) -> None:
    """Where a sentence counts every agency's respondents."""
    report = paper({2: text})
    agencies = {"155": "health", "71": "law", "56": "education", "15": "health"}
    found = tuple(
        replace(s, of_agency=agencies.get(s.text), span=replace(s.span, begin=place))
        for place, s in enumerate(statistics_of(report))
    )
    report = replace(report, statistics=found, agency_counts=AGENCIES)
    assert [one.expected for one in group_discrepancies(report)] == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [("n=93", ["at most 89"]), ("n=89", []), ("n=40", [])]
)
def test_a_question_has_no_more_answers_than_people(
    asked: str, expected: list[str]
) -> None:
    """80% of 111 who agreed are 89 whom a second question is put to."""
    report = paper(
        {
            2: "We asked whether schools did more [n=111]. 80% of respondents agreed.",
            3: f"Those who agreed were asked why. Half of them ({asked}) knew.",
        }
    )
    report = replace(report, statistics=statistics_of(report))
    assert [one.expected for one in group_discrepancies(report)] == expected


def test_an_agency_has_no_more_answers_than_respondents() -> None:
    """Nor has a figure more than the agencies that it does not exclude."""
    report = paper({2: "Of them 60/72 (83%) agreed.", 3: "Of them 60/71 (85%) agreed."})
    statistics = tuple(
        replace(s, of_agency="law") for s in statistics_of(report) if s.denominator
    )
    figures = tuple(
        Figure(n, "", "", Span(0, 0, 9, 9), SECTION, (size,), None, None, ("health",))
        for n, size in (("1.1", 128), ("1.2", 127))
    )
    report = replace(
        report, statistics=statistics, figures=figures, agency_counts=AGENCIES
    )
    found = list(group_discrepancies(report))
    assert [(one.at, one.expected) for one in found] == [
        ((2,), "at most 71"),
        ((9,), "at most 127"),
    ]


@pytest.mark.parametrize(
    ("cells", "found"),
    [("87|13|9|91", 1), ("87|13|91|9", 0), ("87|13|60|40", 0), ("87|13|50|50", 0)],
)
def test_swapped_columns(cells: str, found: int) -> None:
    """A row that leaps as no other does, and would not with one pair turned round."""
    others = ["88|12|84|16", "81|19|88|12", "80|20|84|16", "42|58|29|71"]
    rows = [("Staff", cells), *(("Other", other) for other in others)]
    table = table_of("First: Yes|First: No|Third: Yes|Third: No", rows)
    report = replace(paper({}), tables=(table,))
    assert len(list(table_discrepancies(report))) == found


@pytest.mark.parametrize(("size", "found"), [(185, 1), (120, 0)])
def test_copied_n(size: int, found: int) -> None:
    """The n of the row above, far from what the row has in other tables."""
    rows = [("Remote Conferences", "37|63"), ("Remote Core Groups", "38|62")]
    odd = table_of("Yes|No", rows, size=size)
    others = [
        table_of("Yes|No", [("Core Groups", "40|60")], size=n, number=f"8.{n}")
        for n in (98, 105, 110)
    ]
    report = replace(paper({}), tables=(odd, *others))
    assert len(list(table_discrepancies(report))) == found


@pytest.mark.parametrize("case", cases("audit/claims.tsv"), ids=str)
def test_claims_on_tables(case: dict[str, str]) -> None:
    """What a passage says of the table that it names, against the table's cells."""
    rows = [tuple(row.split("=")) for row in case["rows"].split(";")]
    table = table_of(case["columns"], [(r[0], r[1]) for r in rows], title=case["title"])
    table = replace(table, span=Span(0, 0, 99, 99))
    report = paper({2: f"{case['text']} See Table 9.1."})
    report = replace(report, tables=(table,))
    rules = (text_table_discrepancies, exception_discrepancies, change_discrepancies)
    agree(case, (one for rule in rules for one in rule(report)))


def test_what_stands_up_to_the_table_is_on_it() -> None:
    """A paragraph between the one that names a table and the table, and no other."""
    rows = [("Remote Final Hearings", "14|86"), ("Remote Meetings", "41|59")]
    table = table_of("Yes|No", rows, title="Difficult access")
    claim = "Access was difficult for approximately 40%."
    report = paper({1: "See Table 9.1.", 2: claim, 3: "Table 9.1: Difficult access"})
    caption = replace(report.passages[2], kind=Kind.CAPTION)
    report = replace(report, passages=(*report.passages[:2], caption))
    for line, lines_found in ((3, [2]), (4, [])):
        at = replace(table, span=Span(0, 0, line, line))
        found = text_table_discrepancies(replace(report, tables=(at,)))
        assert [one.at[0] for one in found] == lines_found


@pytest.mark.parametrize("case", cases("audit/changes.tsv"), ids=str)
def test_changes(case: dict[str, str]) -> None:
    """Which way, and how far, from the number before on the same matter."""
    agree(case, change_discrepancies(paper({2: case["text"]})))


def _pairs(number: str, told: str) -> Table:
    """A table of pairs from "Strategic;Law>Health=10/35", a row for each."""
    level, *pairs = told.split(";")
    names = sorted({pair.split("=")[0].split(">")[1] for pair in pairs})
    table = table_of("|".join(names), [(pair, "0|0") for pair in pairs], title=level)
    rows = []
    for row, pair in zip(table.rows, pairs, strict=True):
        (who, other), shares = pair.split("=")[0].split(">"), pair.split("=")[1]
        labels = ("deteriorated", "improved")
        cells = zip(row.statistics, labels, shares.split("/"), strict=True)
        statistics = tuple(
            replace(
                cell,
                value=Decimal(share),
                label=label,
                column=names.index(other) + 1,
                of_agency=who.lower(),
            )
            for cell, label, share in cells
        )
        rows.append(replace(row, statistics=statistics))
    return replace(table, number=number, rows=tuple(rows))


@pytest.mark.parametrize("case", cases("audit/joint.tsv"), ids=str)
def test_claims_on_joint_working(case: dict[str, str]) -> None:
    """All or most agencies with one, one with all, and one pair's shares."""
    tables = [
        _pairs(f"9.{n}", told) for n, told in enumerate(case["pairs"].split("|"), 1)
    ]
    report = replace(paper({2: case["text"]}), tables=tuple(tables))
    agree(case, joint_discrepancies(report))


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


@pytest.mark.parametrize(
    ("label", "others", "found"),
    [
        ("Final Hearings (n=22)", "Final Hearings (n=36 – Law only)", 1),
        ("Final Hearings (n=22 – Law only)", "Final Hearings (n=36 – Law only)", 0),
        ("Final Hearings (Law only) (n=22)", "Final Hearings (n=36 – Law only)", 0),
        ("Final Hearings (n=22)", "Final Hearings (n=36)", 0),
    ],
)
def test_a_row_is_marked_as_elsewhere(label: str, others: str, found: int) -> None:
    """As one agency's only, where three other tables or more mark it so."""
    tables = []
    for place in range(4):
        table = table_of("Yes|No", [("Final Hearings", "40|60")], number=f"8.{place}")
        row = replace(table.rows[0], label=label if place == 0 else others)
        tables.append(replace(table, rows=(row,)))
    report = replace(paper({}), tables=tuple(tables))
    assert len(list(table_discrepancies(report))) == found
    fewer = replace(report, tables=tuple(tables[:3]))
    assert not list(table_discrepancies(fewer))


@pytest.mark.parametrize("case", cases("audit/shown.tsv"), ids=str)
def test_claims_on_who_answered(case: dict[str, str]) -> None:
    """All agencies and all respondents, where a caption leaves somebody out."""
    excludes = tuple(filter(None, case["excludes"].split(",")))
    table = table_of(
        "Yes|No",
        [("Row", "50|50")],
        title="Impact on staff",
        exclusion=(case["exclusion"], excludes),
    )
    table = replace(table, span=Span(0, 0, 99, 99))
    report = paper({2: f"{case['text']} (Table 9.1)."})
    report = replace(report, tables=(table,), agency_counts=AGENCIES)
    agree(case, shown_discrepancies(report))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In relation to key differences, Law were more likely to train online.", 1),
        ("In relation to key differences, Health were more likely to train so.", 0),
        ("In relation to key differences, courts were more likely to hear it.", 0),
        ("Later Law were more likely to train online.", 0),
    ],
)
def test_who_is_left_out_says_nothing(text: str, found: int) -> None:
    """An agency that a chart leaves out is not set beside others beneath it."""
    report = paper({1: "Figure 3.7: Mode of training", 2: text})
    caption = replace(report.passages[0], kind=Kind.CAPTION)
    figure = Figure(
        "3.7",
        "Likely training",
        "",
        caption.span,
        SECTION,
        (),
        None,
        "not answered by Law",
        ("law",),
    )
    report = replace(report, passages=(caption, report.passages[1]), figures=(figure,))
    assert len(list(shown_discrepancies(report))) == found


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
    assert len(list(summary_body_discrepancies(report))) == found


@pytest.mark.parametrize(("share", "found"), [("27/44 (61%)", 1), ("28/50 (56%)", 0)])
def test_fractions_in_a_row_are_those_of_the_body(share: str, found: int) -> None:
    """Each is held against the passage that begins with its group."""
    case = {
        "finding": "It was raised for disabled children, and carers in prison, where"
        " 30/65(46%) and 28/50(56%) respectively felt it worse.",
        "passage": f"Carers in prison were at risk. Most of them ({share}) felt it.",
    }
    assert len(list(verdict_discrepancies(_grounded(case)))) == found


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


@pytest.mark.parametrize("case", cases("audit/quotes.tsv"), ids=str)
def test_quotes(case: dict[str, str]) -> None:
    """Words, speakers and masks of the body against those of the appendix."""
    tail = " and that is what many of us had long hoped for – "
    here, there = (case[name].replace(" – ", tail) for name in ("here", "there"))
    quotes = (
        quote_of(2, here, QuoteKind.BLOCK),
        quote_of(9, there, QuoteKind.APPENDIX),
    )
    report = replace(paper({}), quotes=quotes, repetitions=find_repetitions(quotes))
    assert len(report.repetitions) == 1
    agree(case, quote_discrepancies(report))


def test_two_comments_of_the_appendices_may_differ() -> None:
    """They are two answers."""
    quotes = tuple(
        quote_of(
            line, f"School kept all the children in {what} – Nurse, {region}", kind
        )
        for line, what, region, kind in (
            (8, "sight", "Wales", QuoteKind.APPENDIX),
            (9, "view", "London", QuoteKind.APPENDIX),
        )
    )
    report = replace(paper({}), quotes=quotes, repetitions=find_repetitions(quotes))
    assert not list(quote_discrepancies(report))


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
    """A name with the listed initials and one word that is another."""
    report = paper({2: f"They liked {case['text']}."})
    meaning = case["meaning"]
    acronym = Acronym("x", meaning, Span(0, 0, 1, 1), SECTION, "X", meaning)
    found = list(acronym_discrepancies(replace(report, acronyms=(acronym,))))
    assert [one.printed for one in found] == list(filter(None, [case["words"]]))


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
    section = replace(section, start_page=100)
    report = replace(report, dangling=(), sections=(section,))
    assert not list(cross_reference_discrepancies(report))


def test_keys_are_by_line_and_severity_comes_first() -> None:
    """A second of a kind on one line has a number."""
    one = Discrepancy(Topic.TOTAL, Severity.MINOR, (4,), (), "a", "b", "C.")
    two = replace(one, severity=Severity.ERROR, comment="D.")
    three = replace(one, topic=Topic.FRACTION)
    assert [found.key for found in in_order((one, two, three))] == [
        "total-l4",
        "fraction-l4",
        "total-l4-2",
    ]


# On the real report


@pytest.fixture(scope="module")
def found(report: Report) -> tuple[Discrepancy, ...]:
    """All that the audit finds."""
    return find_discrepancies(report, NOTES)


# Each was opened in the source and holds.
ERRORS = """
    fraction-l458 fraction-l496 fraction-l1946 fraction-l1968 fraction-l2077
    fraction-l2117 total-l1568 table-l1681 summary-body-l315 summary-body-l320
    summary-body-l488 summary-body-l500 summary-body-l508 summary-body-l857
    text-table-l375 text-table-l400 text-table-l410 text-table-l410-2 text-table-l1188
    text-table-l1608 text-table-l1671 text-table-l1671-2 text-table-l1805 wording-l388
    cross-reference-l427 quote-l792 quote-l936 quote-l1871
""".split()


def test_the_errors_are_those_that_hold(found: tuple[Discrepancy, ...]) -> None:
    """No other, and none lost."""
    assert [one.key for one in found if one.severity is Severity.ERROR] == ERRORS


def test_how_many_are_minor_and_editorial(found: tuple[Discrepancy, ...]) -> None:
    """By kind, so that a new false alarm is seen."""
    counted = Counter((one.severity.value, one.topic.value) for one in found)
    minor = {
        topic: n for (severity, topic), n in counted.items() if severity == "minor"
    }
    editorial = {
        t: n for (severity, t), n in counted.items() if severity == "editorial"
    }
    assert minor == {
        "fraction": 18,
        "total": 11,
        "table": 1,
        "summary-body": 2,
        "text-table": 13,
        "wording": 5,
        "cross-reference": 2,
        "quote": 4,
        "count": 11,
        "reference": 4,
        "acronym": 1,
    }
    assert editorial == {
        "quote": 59,
        "cross-reference": 6,
        "wording": 7,
        "text-table": 2,
        "table": 1,
        "reference": 1,
    }


def test_each_says_where_what_and_why(
    found: tuple[Discrepancy, ...], report: Report
) -> None:
    """Lines of the source, what is printed and expected, and a whole sentence."""
    for one in found:
        assert all(1 <= line <= len(report.source.lines) for line in one.at), one
        assert all((one.printed, one.expected, one.items)), one
        assert re.match(r"^\S.*\.$", one.comment), one
        assert ".." not in one.comment.replace("...", ""), one
        assert "{" not in one.comment, one


def test_keys_are_unique(found: tuple[Discrepancy, ...]) -> None:
    """And their order is that of severity."""
    assert len({one.key for one in found}) == len(found) > 150
    order = [list(Severity).index(one.severity) for one in found]
    assert order == sorted(order)


def test_fractions_are_printed_where_it_says(
    found: tuple[Discrepancy, ...], report: Report
) -> None:
    """The characters stand on the line, spaces apart."""
    for one in found:
        if one.topic is Topic.FRACTION and one.items[0][0] in ("finding", "passage"):
            printed = one.printed.partition(" (n=")[0]
            assert printed in report.source.lines[one.at[0] - 1].text


def test_no_masked_name_is_told(report: Report) -> None:
    """What redaction masks in quotes stands in no sentence of the audit either."""
    names = read_names(data_folder("graph") / NAMES_TABLE)
    masked = find_discrepancies(redacted(report, names), NOTES)
    told = " ".join(f"{one.printed} {one.expected} {one.comment}" for one in masked)
    for name in names:
        if name.kind is NameKind.PLACE:
            assert name.words not in told


@pytest.fixture(scope="module")
def audited(found: tuple[Discrepancy, ...]) -> Graph:
    """The discrepancies as a graph."""
    return to_graph(map(discrepancy_triples, found))


def test_a_discrepancy_is_a_node(audited: Graph) -> None:
    """With all that the contract promises."""
    node = REP["discrepancy/fraction-l496"]
    assert set(audited.predicate_objects(node)) == {
        (RDF.type, PCAD.Discrepancy),
        (RDFS.label, Literal("Fraction L496")),
        (PCAD.discrepancyKind, Literal("fraction")),
        (PCAD.severity, Literal("error")),
        (PCAD["at"], Literal(496)),
        (PCAD.concerns, REP["finding/4.15"]),
        (PCAD.concerns, REP["statistic/l496-2"]),
        (PCAD.printed, Literal("11/17 (76%)")),
        (PCAD.expected, Literal("11/17 (65%)")),
        (
            RDFS.comment,
            Literal("Line 496 prints 11/17 as 76%, but it is 64.7%.", lang="en"),
        ),
    }


def test_each_concerns_items_of_the_graph(
    audited: Graph, found: tuple[Discrepancy, ...], graph: Graph
) -> None:
    """Every item that a discrepancy leads to has a place in the report."""
    assert len(set(audited.subjects(RDF.type, PCAD.Discrepancy))) == len(found)
    for concerned in set(audited.objects(None, PCAD.concerns)):
        assert (concerned, PCAD.firstLine, None) in graph, concerned
    assert (None, None, item("row", "3.12/2")) in audited
