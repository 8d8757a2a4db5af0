"""Invented cases of the audit: what they share."""

from collections.abc import Iterable

from pcad_kg.audit import Discrepancy
from pcad_kg.model import AgencyCount

AGENCIES = (
    AgencyCount("health", 155, 15),
    AgencyCount("law", 71, 6),
    AgencyCount("education", 56, 10),
)


def agree(case: dict[str, str], found: Iterable[Discrepancy]) -> None:
    """Whether what is found is what a case expects: one of its severity, or nothing."""
    told = list(found)
    assert [one.severity.value for one in told] == (
        [case["severity"]] if case["severity"] else []
    ), told
    for one in told:
        assert case["words"] in one.comment
