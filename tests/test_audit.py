"""The report checked against itself: all that is found, and its nodes."""

import re
from dataclasses import replace

import pytest
from rdflib import (
    Graph,
    Literal,
)
from rdflib.namespace import (
    RDF,
    RDFS,
)

from pcad_kg.audit import (
    Discrepancy,
    Severity,
    Topic,
    find_discrepancies,
)
from pcad_kg.audit.found import in_order
from pcad_kg.build import (
    COUNTS_TABLE,
    NAMES_TABLE,
)
from pcad_kg.disclosure import redacted
from pcad_kg.model import Report
from pcad_kg.names import (
    PCAD,
    REP,
    item,
)
from pcad_kg.notes import (
    NameKind,
    read_count_notes,
    read_names,
)
from pcad_kg.paths import data_folder
from pcad_kg.triplify import to_graph
from pcad_kg.triplify.discrepancies import discrepancy_triples
from tests.conftest import DATA, cases

NOTES = read_count_notes(data_folder("graph") / COUNTS_TABLE)
# How many fractions of prose are told, and how many places are masked.
FRACTIONS = 15
PLACES = 5
# How many cases each table of `tests/data/audit` has.
COUNTS = {
    "acronyms": 17,
    "answers": 8,
    "changes": 22,
    "claims": 39,
    "cuts": 10,
    "degrees": 5,
    "found": 188,
    "fractions": 14,
    "gaps": 5,
    "introductions": 6,
    "joint": 16,
    "left_in": 6,
    "minorities": 6,
    "names": 7,
    "periods": 9,
    "praised": 7,
    "questions": 9,
    "quotes": 21,
    "rankings": 7,
    "references": 15,
    "reported": 9,
    "rows": 11,
    "shown": 9,
    "sizes": 6,
    "themes": 8,
    "verdicts": 16,
    "wordings": 9,
}


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


def test_what_is_found_is_what_holds(found: tuple[Discrepancy, ...]) -> None:
    """Each line of the table was opened in the source and holds; none is lost."""
    assert [
        (one.severity.value, one.topic.value, one.at, one.comment) for one in found
    ] == [
        (
            case["severity"],
            case["kind"],
            tuple(int(line) for line in case["lines"].split()),
            case["comment"],
        )
        for case in cases("audit/found.tsv")
    ]


def test_every_table_of_cases_is_whole() -> None:
    """None has lost a case, and none is left out."""
    folder = DATA / "audit"
    assert {
        path.stem: len(cases(f"audit/{path.name}")) for path in folder.glob("*.tsv")
    } == COUNTS


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
    told = [
        one
        for one in found
        if one.topic is Topic.FRACTION and one.items[0][0] in ("finding", "passage")
    ]
    assert len(told) == FRACTIONS
    for one in told:
        printed = one.printed.partition(" (n=")[0]
        assert printed in report.source.lines[one.at[0] - 1].text


def test_no_masked_name_is_told(report: Report) -> None:
    """What redaction masks in quotes stands in no sentence of the audit either."""
    names = read_names(data_folder("graph") / NAMES_TABLE)
    masked = find_discrepancies(redacted(report, names), NOTES)
    told = " ".join(f"{one.printed} {one.expected} {one.comment}" for one in masked)
    places = [name.words for name in names if name.kind is NameKind.PLACE]
    assert len(places) == PLACES
    assert [words for words in places if words in told] == []


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
            Literal(
                "Line 496 prints 11/17 as 76%, but it is 64.7%. 13/17 would be 76%, and"
                " 32/42 beside it is also 76%.",
                lang="en",
            ),
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
