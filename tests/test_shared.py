"""Two recommendations or findings → what they share, and what each has alone."""

import pytest

from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import UnknownItemError
from pcad_kg.shared import shared_evidence
from pcad_kg.shared_text import shared_list
from pcad_kg.show import text_of


def test_two_recommendations_share_a_quote(engine: Engine) -> None:
    """R17 by it directly, R31 as context: a scrutineer's wish for recognition."""
    shared = shared_evidence("R17", "r31", engine)
    assert [both.item.label for both in shared.both] == ["Quote L2660"]
    both = shared.both[0]
    assert (both.one.strength, both.other.strength) == ("direct", "contextual")
    assert both.one.rationale != both.other.rationale
    assert (len(shared.only_one), len(shared.only_other)) == (8, 16)


def test_the_other_way_round_is_the_same(engine: Engine) -> None:
    """With one and the other exchanged."""
    there = shared_evidence("R2", "R16", engine)
    back = shared_evidence("R16", "R2", engine)
    assert {b.item.iri for b in there.both} == {b.item.iri for b in back.both}
    assert "F3.14" in {both.item.label for both in there.both}
    assert set(there.only_one) == set(back.only_other)


def test_findings_are_compared_too(engine: Engine) -> None:
    """F3.13 and F3.14 rest on table 3.11, each on rows of its own."""
    shared = shared_evidence("F3.13", "F3.14", engine)
    assert "Table 3.11" in [both.item.label for both in shared.both]
    assert "Table 3.11 row 1" in [step.item.label for step in shared.only_one]


def test_a_comparison_fits_its_terminal(engine: Engine) -> None:
    """Both reasons are told; what each has alone is parted by strength."""
    text = text_of(shared_list(shared_evidence("R17", "R31", engine)), 80)
    assert max(map(len, text.splitlines())) <= 80
    for words in ("SHARED EVIDENCE (1)", "R17 direct:", "R31 contextual:"):
        assert words in text
    assert text.index("R17 ALONE (8)") < text.index("R31 ALONE (16)")
    nothing = text_of(shared_list(shared_evidence("R6", "R38", engine)), 80)
    assert "SHARED EVIDENCE (0): no item is evidence for both" in nothing


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("R17", "R99", "did you mean R9 or R38"),
        ("R17", "T3.11", "recommendations and findings are compared"),
        ("R17", "r17", "are the same"),
    ],
)
def test_what_cannot_be_compared(
    one: str, other: str, said: str, engine: Engine
) -> None:
    """It is said why."""
    with pytest.raises(UnknownItemError, match=said):
        shared_evidence(one, other, engine)
