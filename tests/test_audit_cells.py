"""Shares that no people give: what is told of them, on invented cells and the real."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.audit.bounded import bounded_discrepancies
from pcad_kg.audit.found import exact_share, is_rounded
from pcad_kg.audit.fractions import fraction_discrepancies
from pcad_kg.audit.tables import table_discrepancies
from pcad_kg.audit.totals import total_discrepancies
from pcad_kg.audit.wholes import can_give, giving
from pcad_kg.model import Report, Row, Span, Table
from tests.audits import AGENCIES
from tests.papers import paper, statistics_of, table_of


@given(share=st.integers(0, 100), size=st.integers(1, 600))
def test_what_gives_a_share_is_all_that_rounds_to_it(share: int, size: int) -> None:
    """Every number of people from none to all, and no other."""
    printed = Decimal(share)
    every = [n for n in range(size + 1) if is_rounded(printed, exact_share(n, size))]
    assert giving(printed, size) == every
    assert can_give(printed, size) is bool(every)


def _told(lines: dict[int, str]) -> list[str]:
    """What is found in the fractions of some lines."""
    report = paper(lines)
    report = replace(report, statistics=statistics_of(report))
    return [one.comment for one in fraction_discrepancies(report)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ({2: "27/31 (82%) said yes."}, "it is 87.1%. 27/33 would be 82%."),
        (
            {2: "32/42 (76%) did (this included 11/17 (76%) from Law)."},
            "it is 64.7%. 13/17 would be 76%, and 32/42 beside it is also 76%.",
        ),
        (
            {2: "30/65 (40%) did.", 3: "22/55 (40%) did not."},
            "it is 46.2%. 30/75 would be 40%, and 22/55 in line 3 is also 40%.",
        ),
        (
            {2: "30/65 (40%) did.", 3: "22/55 (40%) did not.", 4: "30/65 (46%) did."},
            "it is 46.2%. 22/55 in line 3 is 40%.",
        ),
        ({2: "129/154 (89%) did."}, "it is 83.8%."),
        ({2: "3/28 (10%) did.", 3: "2/20 (10%) did."}, "10.7%, which rounds to 11%."),
    ],
)
def test_what_a_wrong_share_may_be(lines: dict[int, str], told: str) -> None:
    """A digit's slip, and a neighbour's share; nothing where neither explains it."""
    (comment,) = _told(lines)
    assert comment.endswith(told)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("63% of them agreed, and 68% of them did not (n=53).", 1),
        ("63% of them agreed, and 61% of them did not (n=53).", 0),
        ("63% of them (n=53) agreed, and 68% of them (n=53) did not.", 0),
    ],
)
def test_an_n_that_fits_the_share_before_it(sentence: str, found: int) -> None:
    """It may be the n of that share alone, if it is printed once."""
    told = " ".join(_told({2: sentence}))
    assert told.count("“n=53” stands behind 68%, which is 36/53") == found


def _sized(table: Table, sizes: Sequence[int]) -> Table:
    """A table whose rows have an n each."""
    rows = tuple(
        replace(
            row,
            sample_sizes=(size,),
            statistics=tuple(replace(c, sample_size=size) for c in row.statistics),
        )
        for row, size in zip(table.rows, sizes, strict=True)
    )
    return replace(table, rows=rows)


@pytest.mark.parametrize(
    ("label", "cells", "size", "found"),
    [
        ("Remote Core Groups", "87|13", 98, 1),
        ("Core Group", "87|13", 98, 1),
        ("Remote Core Groups", "87|13", 57, 0),
        ("Remote Core Groups", "88|12", 98, 0),
        ("Remote Hearings", "87|13", 98, 0),
    ],
)
def test_cells_of_a_sister_table(label: str, cells: str, size: int, found: int) -> None:
    """The same row with the very cells, where its n does give them, is named."""
    odd = _sized(table_of("Yes|No", [("Remote Core Groups", "87|13")]), [57])
    sister = _sized(table_of("Yes|No", [(label, cells)], number="9.2"), [size])
    report = replace(paper({}), tables=(odd, sister))
    first = next(fraction_discrepancies(report))
    assert [("row", "9.2/1") in first.items, "Table 9.2" in first.comment] == [
        bool(found)
    ] * 2


def test_what_does_not_add_up_is_told_once() -> None:
    """With the cell that no people give, what is left for it, and the prose on it."""
    rows = [("Calls", "50|43|7"), ("Home Visits", "60|37|7"), ("Talks", "50|43|7")]
    table = _sized(table_of("Remote|Mixed|Return", rows), [100, 59, 100])
    table = replace(table, span=Span(0, 0, 9, 9))
    report = paper({3: "As Table 9.1 shows, 60% wanted home visits so."})
    report = replace(report, tables=(table,))
    assert not list(fraction_discrepancies(report))
    (found,) = total_discrepancies(report)
    assert found.at == (2, 3)
    assert (
        "no whole number out of n=59 gives 60% (35/59 is 59.3% and 36/59 is 61.0%); 37%"
        " (22) and 7% (4) leave 33 of 59, which is 56%. Line 3 has 60% as well."
    ) in found.comment


def _of_agency(row: Row) -> Row:
    """A row whose two shares are of Law's people on one other agency."""
    cells = tuple(replace(c, of_agency="law", column=1) for c in row.statistics)
    return replace(row, statistics=cells)


@pytest.mark.parametrize(
    ("respondents", "cells", "found"),
    [
        (19, "9|46", 1),
        (19, "9|18", 0),
        (22, "9|45", 0),
        (71, "9|46", 0),
        (19, "0|46", 0),
    ],
)
def test_cells_of_an_agency(respondents: int, cells: str, found: int) -> None:
    """Some number of its respondents gives both shares of a cell."""
    table = table_of("Police|Health", [("Law", cells)])
    table = replace(table, rows=(_of_agency(table.rows[0]),))
    counts = (replace(AGENCIES[1], respondents=respondents),)
    report = replace(paper({}), tables=(table,), agency_counts=counts)
    told = [one.comment for one in bounded_discrepancies(report)]
    assert [
        "only 1/11 is 9%, while 5/11 is 45.45% and 6/11 is 54.55%" in comment
        for comment in told
    ] == [True] * found


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((0, 1, 2, 3, 4), "87% / 13%, 91% / 9%"),
        ((0, 1, 3, 4, 2), "87% / 13%, 91% / 9%"),
        ((3, 1, 0, 2, 4), "one pair the other way round: 91% / 9%, or 13% / 87%"),
        ((0, 2, 3, 1, 4), "one pair the other way round: 91% / 9%, or 13% / 87%"),
    ],
)
def test_which_pair_is_swapped(order: tuple[int, ...], expected: str) -> None:
    """It is told where the rows are sorted, and one pair stands in its place."""
    cells = ["88|12|84|16", "87|13|9|91", "81|19|88|12", "80|20|84|16", "42|58|29|71"]
    rows = [(f"Row {place}", cells[place]) for place in order]
    table = table_of("First: Yes|First: No|Third: Yes|Third: No", rows)
    (found,) = table_discrepancies(replace(paper({}), tables=(table,)))
    assert found.expected == expected
    is_sorted = "or" not in expected
    assert ("the pair to doubt is 9% / 91%" in found.comment) is is_sorted
    assert found.severity.value == ("error" if is_sorted else "minor")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("only those with experience of core groups answered", 1),
        ("only those with experience of conferences answered", 0),
        ("those with experience of core groups answered", 0),
    ],
)
def test_a_copied_n_and_who_was_asked(said: str, found: int) -> None:
    """Prose that says who alone answered is told with it."""
    rows = [("Remote Conferences", "37|63"), ("Remote Core Groups", "38|62")]
    odd = table_of("Yes|No", rows, size=185)
    others = [
        table_of("Yes|No", [("Core Groups", "40|60")], size=n, number=f"8.{n}")
        for n in (98, 105, 110)
    ]
    report = replace(paper({3: f"Of them {said}."}), tables=(odd, *others))
    (one,) = table_discrepancies(report)
    assert one.at == ((1, 2, 3) if found else (1, 2))
    assert ("line 3 says that only those" in one.comment) is bool(found)


# On the real report


def test_cells_of_the_report(report: Report) -> None:
    """Each was opened in the source: the pair of line 770, and what is told with it."""
    assert [one.at for one in bounded_discrepancies(report)] == [(770, 284)]
    fractions = {one.at: one.comment for one in fraction_discrepancies(report)}
    assert "very same 87% and 13%, which its n=98 does give" in fractions[1513, 1497]
    assert "“n=53” stands behind 68%, which is 36/53" in fractions[1845,]
    of_line = sorted(
        one.comment for one in fraction_discrepancies(report) if one.at == (1946,)
    )
    assert [
        comment.startswith(f"Line 1946 prints {printed}")
        for comment, printed in zip(of_line, ("153/217", "27/31 as 82%"), strict=True)
    ] == [True, True]
    assert not [at for at in fractions if at[0] == 1568]
    totals = {one.at: one.comment for one in total_discrepancies(report)}
    assert "leave 33 of 59, which is 56%. Line 1558 has 60%" in totals[1568, 1558]
    tables = {one.at: one for one in table_discrepancies(report)}
    assert tables[1681,].expected == "87% / 13%, 91% / 9%"
    assert (1543, 1544, 1438) in tables


def test_slips_of_the_report(report: Report) -> None:
    """What stands beside a wrong share, where it explains it."""
    told = {
        one.at[0]: one.comment.partition("%. ")[2]
        for one in fraction_discrepancies(report)
        if one.severity.value == "error"
    }
    assert told == {
        458: "",
        496: "13/17 would be 76%, and 32/42 beside it is also 76%.",
        1946: "27/33 would be 82%.",
        1968: "",
        2077: "13/17 would be 76%, and 32/42 beside it is also 76%.",
        2117: "22/55 in line 2119 is 40%.",
    }
