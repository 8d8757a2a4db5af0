"""What prose says of tables and charts against what they print, on invented cases."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pcad_kg.audit.changes import change_discrepancies
from pcad_kg.audit.exceptions import exception_discrepancies
from pcad_kg.audit.joint import joint_discrepancies
from pcad_kg.audit.minorities import minority_discrepancies
from pcad_kg.audit.shown import shown_discrepancies
from pcad_kg.audit.text_table import text_table_discrepancies
from pcad_kg.model import (
    Figure,
    Kind,
    Span,
    Table,
)
from tests.audits import AGENCIES, agree
from tests.conftest import cases
from tests.papers import (
    SECTION,
    paper,
    table_of,
)


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


@pytest.mark.parametrize(
    ("share", "also"),
    [
        ("42|58", ", though it is one in Table 9.2 row 1 (42%)."),
        ("61|39", "attended”."),
    ],
)
def test_an_exception_to_one_of_two_matters(share: str, also: str) -> None:
    """What does not hold of one table is told with the other that bears it out."""
    rows = [("Final Hearings", "61|39"), ("Case Conferences", "93|7")]
    told = table_of("Yes|No", rows, title="Better attended")
    rows = [("Remote Final Hearings", share), ("Case Conferences", "93|7")]
    other = table_of("Yes|No", rows, title="Generally efficient", number="9.2")
    tables = tuple(replace(t, span=Span(0, 0, 99, 99)) for t in (told, other))
    report = paper(
        {
            2: "Most respondents felt that meetings were better attended and efficient"
            " (the only exception being Final Hearings). See Table 9.1."
        }
    )
    (found,) = exception_discrepancies(replace(report, tables=tables))
    assert found.comment.endswith(also)


def test_what_stands_up_to_the_table_is_on_it() -> None:
    """A paragraph between the one that names a table and the table, and no other."""
    rows = [("Remote Final Hearings", "14|86"), ("Remote Meetings", "41|59")]
    table = table_of("Yes|No", rows, title="Difficult access")
    claim = "Access was difficult in each for approximately 40%."
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


@pytest.mark.parametrize("case", cases("audit/minorities.tsv"), ids=str)
def test_minorities(case: dict[str, str]) -> None:
    """A minority that a table of pairs has as most, a majority that it has as few."""
    tables = [
        _pairs(f"9.{n}", told) for n, told in enumerate(case["pairs"].split("|"), 1)
    ]
    report = replace(paper({2: case["text"]}), tables=tuple(tables))
    agree(case, minority_discrepancies(report))


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
