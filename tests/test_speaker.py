"""Attributions and introductions → who speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.model import AgencyFrom, Speaker, Vocabulary
from pcad_kg.paths import data_folder
from pcad_kg.speaker import find_attribution, find_introduced, read_attribution
from pcad_kg.vocabulary import read_turtle, vocabulary_of
from tests.conftest import cases

REAL = vocabulary_of(read_turtle(data_folder("ontology") / "schemes.ttl"))
ROLES = [(role, label) for role in REAL.roles for label in role.labels]
REGIONS = [(region, label) for region in REAL.regions for label in region.labels]


def expected(case: dict[str, str]) -> Speaker | None:
    """The speaker that a case asks for; none where nothing is to be read."""
    if case["from"] in ("unread", "nobody"):
        return None
    return Speaker(
        tuple(case["roles"].split(",")) if case["roles"] else (),
        case["region"] or None,
        case["agency"] or None,
        AgencyFrom(case["from"]) if case["from"] else None,
    )


@pytest.mark.parametrize(
    "case", cases("attributions.tsv"), ids=lambda case: case["words"]
)
def test_attributions_are_read(case: dict[str, str], schemes: Vocabulary) -> None:
    """Roles, region, agency and where it is from; none where a word is left over."""
    assert read_attribution(case["words"], schemes) == expected(case)


@pytest.mark.parametrize(
    "case", cases("introductions.tsv"), ids=lambda case: case["prose"]
)
def test_introductions_are_read(case: dict[str, str], schemes: Vocabulary) -> None:
    """Whom a sentence introduces before a quote; a share of people is nobody."""
    assert find_introduced(case["prose"], schemes) == expected(case)


def test_cases_are_there() -> None:
    """An empty table would pass every test on it."""
    assert len(cases("attributions.tsv")) >= 15
    assert len(cases("introductions.tsv")) >= 12


@given(
    roles=st.lists(st.sampled_from(ROLES), min_size=1, max_size=3),
    region=st.sampled_from(REGIONS),
    dash=st.sampled_from([" – ", " –", "– ", " — ", "-", " - ", "\n– "]),
    comma=st.sampled_from([", ", ",", " , "]),
    last=st.sampled_from(["", "."]),
)
def test_any_attribution_is_found_behind_its_quote(
    roles: list[tuple[object, str]],
    region: tuple[object, str],
    dash: str,
    comma: str,
    last: str,
) -> None:
    """All roles in order and the region, whatever dash and commas there are.

    A dash within the quote does not begin an attribution.
    """
    words = "‘We did – as ever – what we could.’"
    printed = comma.join([*(label for _, label in roles), region[1]])
    found = find_attribution(f"{words}{dash}{printed}{last}", REAL)
    assert found is not None
    assert found.quote_end == len(words)
    assert found.speaker.region == region[0].slug  # type: ignore[attr-defined]
    slugs = list(dict.fromkeys(role.slug for role, _ in roles))  # type: ignore[attr-defined]
    assert list(found.speaker.roles) == slugs


@given(st.text("abc – ’.\n", max_size=40))
def test_words_that_name_nobody_are_no_attribution(words: str) -> None:
    """Without a label there is no speaker, however many dashes there are."""
    assert find_attribution(words, REAL) is None


def test_spellings_lead_to_one_role(schemes: Vocabulary) -> None:
    """Capitals and typing do not make another role."""
    spellings = (
        "Designated Nurse for Safeguarding",
        "Designated nurse for Safeguarding",
        "Designated nurse for safeguarding",
    )
    found = {read_attribution(words, schemes) for words in spellings}
    assert len(found) == 1
