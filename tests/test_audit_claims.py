"""What prose claims of more than it has: on invented cases, then on the report."""

from dataclasses import replace

import pytest

from pcad_kg.audit.absent import absent_discrepancies
from pcad_kg.audit.cross_references import cross_reference_discrepancies
from pcad_kg.audit.exceptions import exception_discrepancies
from pcad_kg.audit.scope import scope_discrepancies
from pcad_kg.audit.text_table import text_table_discrepancies
from pcad_kg.audit.twofold import twofold_discrepancies
from pcad_kg.model import Part, Report, Section, Span
from tests.papers import paper, table_of

TWO = (
    "70% (n=135) reported increased sharing of lesson plans within rural schools and"
    " increased scrutiny of lesson records at governing board level."
)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        (["67% reported more scrutiny of lesson records at governing board level."], 1),
        (["70% reported more scrutiny of lesson records at governing board level."], 0),
        (["67% reported more scrutiny of money."], 0),
        (["47% saw increased sharing of lesson plans between rural schools."], 0),
        (["47% saw increased sharing of lesson plans within rural schools."], 1),
        (
            [
                "47% saw increased sharing of lesson plans within rural schools.",
                "50% had increased sharing of lesson plans within rural schools.",
            ],
            0,
        ),
        ([TWO.replace("70%", "67%")], 0),
    ],
)
def test_one_share_of_two_things(others: list[str], found: int) -> None:
    """Another share of one of them, on which all other places agree."""
    report = paper(dict(enumerate([TWO, *others], start=2)))
    assert len(list(twofold_discrepancies(report))) == found


def test_one_share_of_two_things_in_words() -> None:
    """Both lines and both shares are told, and the thing as printed."""
    other = "Overall 67% reported scrutiny of lesson records at governing board level."
    (found,) = twofold_discrepancies(paper({2: other, 4: TWO}))
    assert found.at == (2, 4)
    assert found.comment == (
        "Line 4 gives one 70% for two things, of which “increased scrutiny of lesson"
        " records at governing board level” has 67% in line 2."
    )


LISTED = (
    "Of meetings (such as Case Conferences; Core group meetings and Court Hearings)"
    " most respondents felt that these meetings were better attended. See Table 9.1."
)


@pytest.mark.parametrize(
    ("text", "rows", "sisters", "found"),
    [
        (LISTED, "Case Conferences|Core Groups", 3, ["Court Hearings"]),
        (LISTED, "Case Conferences|Core Groups|Remote Court Hearings", 3, []),
        (LISTED, "Case Conferences|Core Groups", 2, []),
        (LISTED.replace("these", "some"), "Case Conferences|Core Groups", 3, []),
        (LISTED.replace("attended", "liked"), "Case Conferences|Core Groups", 3, []),
        (LISTED.replace("group", "team"), "Case Conferences|Core Groups", 3, ["Court"]),
    ],
)
def test_what_is_listed_has_a_row(
    text: str, rows: str, sisters: int, found: list[str]
) -> None:
    """Where the sister tables have one, and most are said to agree on all of these."""
    own = table_of(
        "Yes|No",
        [(title, "80|20") for title in rows.split("|")],
        title="Generally better attendance?",
    )
    own = replace(own, span=Span(0, 0, 9, 9))
    all_rows = [("Case Conferences", "80|20"), ("Court Hearings", "70|30")]
    others = [
        table_of("Yes|No", all_rows, number=f"9.{n}") for n in range(2, sisters + 2)
    ]
    report = replace(paper({2: text}), tables=(own, *others))
    told = [one.printed for one in absent_discrepancies(report)]
    assert [words.startswith(tuple(found)) for words in told] == [True] * len(found)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "Good staffing was difficult to find in all agencies.",
            "There, staffing levels remained high in all agencies.",
            1,
        ),
        (
            "Good staffing was difficult to find in all agencies.",
            "There, staffing levels remained low in all agencies.",
            0,
        ),
        (
            "Good staffing was difficult to find in all agencies.",
            "There, staffing levels remained high in some agencies.",
            0,
        ),
        (
            "Good staffing was difficult to find in all agencies.",
            "There, morale remained high in all agencies.",
            0,
        ),
        (
            "Access to staff was difficult in all agencies.",
            "There, staff morale remained high in all agencies.",
            0,
        ),
        (
            "Good staffing was difficult to find across all the agencies.",
            "There, staffing levels remained high in all seven agencies.",
            1,
        ),
    ],
)
def test_what_holds_in_all_agencies(one: str, other: str, found: int) -> None:
    """Is not both difficult and high."""
    told = [d.at for d in scope_discrepancies(paper({2: one, 3: other}))]
    assert told == [(2, 3)] * found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("consistently more", "Law and Schools were slightly less concerned than", 1),
        ("consistently more", "Law was also less concerned than", 0),
        ("consistently more", "Schools were slightly more concerned than", 0),
        ("somewhat more", "Schools were slightly less concerned than", 0),
    ],
)
def test_what_one_agency_always_says(one: str, other: str, found: int) -> None:
    """It does not say less of, in a section on the same matter."""
    lines = {
        2: f"Staff from Schools being {one} likely than other agencies to say that they"
        " find remote lessons problematic.",
        3: f"{other} others about warmth.",
    }
    report = paper(lines)
    for title, expected in (("Remote lessons", found), ("Meals", 0)):
        section = replace(report.sections[0], title=title)
        told = list(scope_discrepancies(replace(report, sections=(section,))))
        assert [one.at for one in told] == [(2, 3)] * expected


@pytest.mark.parametrize(("title", "found"), [("Moving Staff", 1), ("Meals", 0)])
def test_a_number_left_out_is_that_of_the_body(title: str, found: int) -> None:
    """Where the body numbers the section before the gap so."""
    sections = tuple(
        Section(key, name, part, "", Span(0, 0, line, line), number)
        for line, (key, name, part, number) in enumerate(
            (
                ("s-3-2", "Moving staff", Part.SUMMARY, "3-2"),
                ("s-3-4", "Training", Part.SUMMARY, "3-4"),
                ("3.3", title, Part.BODY, "3.3"),
            ),
            start=1,
        )
    )
    report = replace(paper({}), sections=sections)
    (one,) = cross_reference_discrepancies(report)
    assert one.at == ((1, 2, 3) if found else (1, 2))
    assert ("3-2 may be a slip for 3-3" in one.comment) is bool(found)


# On the real report


def test_claims_of_the_report(report: Report) -> None:
    """Each was opened in the source and holds; there is no other of its kind."""
    assert [one.at for one in twofold_discrepancies(report)] == [(304, 320, 954)]
    assert [one.at for one in scope_discrepancies(report)] == [
        (1659, 1834),
        (384, 1361),
    ]
    (absent,) = absent_discrepancies(report)
    assert (absent.printed, absent.at[:2]) == ("Emergency Court Hearings", (375, 1444))


def test_exceptions_of_the_report(report: Report) -> None:
    """The Summary's and the body's, each once; no claim on another statement's row."""
    found = [one.at for one in exception_discrepancies(report)]
    assert sorted(found) == [
        (375, 1470),
        (375, 1514),
        (375, 1529),
        (1188, 1196),
        (1459, 1470),
        (1521, 1529),
    ]
    thresholds = [one.at for one in text_table_discrepancies(report) if 1614 in one.at]
    assert thresholds == [(400, 1614, 1615), (1608, 1614, 1615)]
    assert not [one for one in text_table_discrepancies(report) if 1618 in one.at]
