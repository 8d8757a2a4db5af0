"""Namings: labels tried by their first letter find what all of them find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.naming import _Reader, label_pattern

LABELS = [
    "health",
    "Health visitor",
    "School",
    "schools’ nurse",
    "’s",
    "23 teams",
    "éa",
]
PARTS = [
    *LABELS,
    *map(str.upper, LABELS),
    "healthy",
    "visitor",
    "ſchool",
    " ",
    "s",
    ".",
]


def flat(labels: list[tuple[str, str, str | None]]) -> re.Pattern[str]:
    """All labels side by side, the longest first."""
    ordered = sorted(labels, key=lambda label: (-len(label[0]), label[0]))
    groups = "|".join(f"(?P<g{n}>{words})" for n, (_, words, _) in enumerate(ordered))
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)")


READ_BY = [(label, label_pattern(label), label) for label in LABELS]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_a_reader_finds_what_a_flat_expression_finds(text: str) -> None:
    """Whatever letters, marks and digits a label begins with, in small and capitals."""
    expected = [(m.lastgroup, m[0]) for m in flat(READ_BY).finditer(text)]
    reader = _Reader.of(READ_BY)
    found = [(m.lastgroup, m[0]) for m in reader.pattern.finditer(text)]
    assert found == expected
