"""Two readers: how far they agree, and what was settled."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.agreement import Agreement, Reading, Settlement, agreements
from pcad_kg.build import labelled_items, read_agreement
from pcad_kg.judgements import read_second_reading, read_settlements
from pcad_kg.model import Ground, Report, Stance, Strength, Support
from pcad_kg.paths import data_folder

GRAPH = data_folder("graph")
DIRECT, CONTEXTUAL = Strength.DIRECT, Strength.CONTEXTUAL


def support(recommendation: int, kind: str, key: str, strength: Strength) -> Support:
    """A judged support, for its place and strength alone."""
    return Support(
        recommendation, kind, key, Stance.FOR, strength, Ground.PROBLEM, "So.", "words"
    )


def of(found: tuple[Agreement, ...], kind: str, strength: str) -> Agreement:
    """The agreement on a kind and a strength."""
    return next(a for a in found if (a.kind, a.strength) == (kind, strength))


def test_agreement_is_counted_by_pairs(report: Report) -> None:
    """Of two links each, one in common: F1 of a half; a row counts as its table."""
    judged = replace(
        report,
        supports=(
            support(1, "finding", "2.1", DIRECT),
            support(1, "finding", "2.2", CONTEXTUAL),
            support(1, "row", "3.11/2", DIRECT),
            support(1, "quote", "l2834", DIRECT),
        ),
    )
    second = (
        Reading(1, "finding", "2.1", DIRECT),
        Reading(1, "finding", "2.3", CONTEXTUAL),
        Reading(1, "table", "3.11", CONTEXTUAL),
    )
    found = agreements(judged, second, ())
    assert of(found, "finding", "direct").f1 == 1
    assert of(found, "finding", "any").f1 == 0.5
    assert of(found, "table", "any").both == 1
    assert of(found, "table", "direct").both == 0
    assert of(found, "all", "any").first == 3


def test_the_first_reading_is_the_one_before_the_settlement(report: Report) -> None:
    """What was settled does not count as agreed."""
    judged = replace(report, supports=(support(1, "finding", "2.1", DIRECT),))
    settled = Settlement(1, "finding", "2.1", CONTEXTUAL, DIRECT, DIRECT, "So.")
    second = (Reading(1, "finding", "2.1", DIRECT),)
    assert of(agreements(judged, second, ()), "all", "direct").both == 1
    assert of(agreements(judged, second, (settled,)), "all", "direct").both == 0


def test_the_readers_of_the_real_report_agree(report: Report) -> None:
    """On direct links at 0.85 and more, of every kind."""
    found = read_agreement(report, GRAPH)
    assert len(found) == 8
    for row in found:
        assert row.f1 >= (0.85 if row.strength == "direct" else 0.8)
        assert row.kappa <= row.f1 + 0.01


def test_what_was_settled_holds(report: Report) -> None:
    """Each settled row is judged so; the two readers differed on it."""
    items = labelled_items(report)
    judged = {
        (s.recommendation, s.evidence_kind, s.evidence_key): s.strength
        for s in report.supports
    }
    settlements = read_settlements(GRAPH / "settlements.tsv", items)
    for row in settlements:
        place = (row.recommendation, row.evidence_kind, row.evidence_key)
        assert judged[place] is row.settled
        assert row.first is not row.second
    assert len(settlements) == 20


def test_the_second_reading_covers_every_recommendation(report: Report) -> None:
    """Findings, figures and tables, blind to the first."""
    second = read_second_reading(GRAPH / "second-reading.tsv", labelled_items(report))
    assert {reading.recommendation for reading in second} == set(range(1, 39))
    assert {reading.evidence_kind for reading in second} == {
        "finding",
        "figure",
        "table",
    }


@given(st.integers(0, 50), st.integers(0, 50), st.data())
def test_agreement_is_bounded(first: int, second: int, data: st.DataObject) -> None:
    """F1 from 0 to 1; kappa 1 where both have the same, never above."""
    both = data.draw(st.integers(0, min(first, second)))
    found = Agreement("all", "any", first, second, both, pairs=200)
    assert 0 <= found.f1 <= 1
    assert -1 <= found.kappa <= 1
    if first == second == both:
        assert found.f1 == 1
        assert found.kappa == pytest.approx(1)
