"""One recommendation → its evidence."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from pcad_kg.errors import UnknownItemError
from pcad_kg.show import shortened, text_of, trail_tree
from pcad_kg.trail import Trail, evidence_trail, natural


@pytest.fixture(scope="module")
def trail(graph: Graph) -> Trail:
    """The trail of R16."""
    return evidence_trail("R16", graph)


def test_a_trail_leads_down_to_numbers_and_lines(trail: Trail) -> None:
    """R16 → F3.14 → table 3.11 row 6: agree 34% of 284, line 1618."""
    evidence = {e.label: e for e in trail.evidence}
    assert list(evidence) == ["F3.13", "F3.14"]
    assert evidence["F3.14"].ground == "demand"
    places = {place.label: place for place in evidence["F3.14"].places}
    row = places["Table 3.11 row 6"]
    assert (row.sample, row.first_line) == ("n=284", 1618)
    assert row.figures == (
        "Strongly disagree 0%",
        "Disagree 11%",
        "Neither agree nor disagree 17%",
        "Agree 34%",
        "Strongly Agree 38%",
    )


def test_a_trail_names_the_agencies(trail: Trail) -> None:
    """By their names, in order."""
    assert trail.agencies == ("Health", "Safeguarding Partnerships")


def test_direct_comes_before_contextual(graph: Graph) -> None:
    """In every recommendation's trail, each in the order of the report."""
    for number in range(1, 39):
        evidence = evidence_trail(f"R{number}", graph).evidence
        keys = [(e.strength != "direct", natural(e.label)) for e in evidence]
        assert keys == sorted(keys)


def test_a_recommendation_without_findings_says_so(graph: Graph) -> None:
    """R17 stands on no numbered finding."""
    trail = evidence_trail("R17", graph)
    assert trail.evidence == ()
    assert trail.is_system_wide
    assert "No numbered finding" in text_of(trail_tree(trail), 80)


def test_a_finding_has_a_trail_of_its_own(graph: Graph) -> None:
    """F2.12.a leads to row 1 of table 2.3."""
    trail = evidence_trail("f2.12.a", graph)
    assert [place.label for place in trail.places] == ["Table 2.3", "Table 2.3 row 1"]
    assert trail.evidence == ()


@pytest.mark.parametrize("label", ["Table 3.11", "Passage L654"])
def test_a_trail_starts_from_a_recommendation_or_a_finding(
    label: str, graph: Graph
) -> None:
    """Other items are refused with an example."""
    with pytest.raises(UnknownItemError, match="such as R16"):
        evidence_trail(label, graph)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_tree_fits_its_terminal(trail: Trail, width: int) -> None:
    """No line is wider; every label, number and line of the trail is shown."""
    text = text_of(trail_tree(trail), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.replace("│", " ").split())
    for evidence in trail.evidence:
        assert evidence.label in flat
        assert evidence.rationale in flat
    assert "L1618" in flat
    assert "(n=284)" in flat


def test_rows_hang_under_their_table(trail: Trail) -> None:
    """A row is one level deeper than the table it is of."""
    lines = text_of(trail_tree(trail), 100).splitlines()
    table = next(line for line in lines if "Table 3.11  Agreement" in line)
    row = next(line for line in lines if "Table 3.11 row 1" in line)
    assert row.index("Table") == table.index("Table") + 4


def test_a_trail_is_plain_data(trail: Trail) -> None:
    """It turns into dictionaries and strings for JSON."""
    data = asdict(trail)
    assert data["evidence"][0]["places"][0]["label"] == "Table 3.11"


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_numbers_sort_as_numbers(numbers: list[int]) -> None:
    """F2.9 before F2.10."""
    labels = [f"F2.{number}.b" for number in numbers]
    assert sorted(labels, key=natural) == [
        f"F2.{number}.b" for number in sorted(numbers)
    ]


@given(st.text(alphabet="ab ,", max_size=80), st.integers(5, 30))
def test_a_long_text_is_cut_after_a_word(text: str, limit: int) -> None:
    """Short texts stay; long ones end in dots and never in half a word."""
    cut = shortened(text, limit)
    assert cut == text or cut.endswith("…")
    assert len(cut) <= limit + 2
