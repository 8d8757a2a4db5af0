"""Fractions, totals, groups of people and the cells of tables, on invented cases."""

from dataclasses import replace

import pytest

from pcad_kg.audit.fractions import fraction_discrepancies
from pcad_kg.audit.groups import group_discrepancies
from pcad_kg.audit.tables import table_discrepancies
from pcad_kg.audit.totals import total_discrepancies
from pcad_kg.model import (
    Figure,
    Report,
    Span,
)
from tests.audits import AGENCIES, agree
from tests.conftest import cases
from tests.papers import (
    SECTION,
    paper,
    statistics_of,
    table_of,
)


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
