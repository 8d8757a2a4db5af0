"""The hand-edited tables of judged links, each row checked against the items' words."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pcad_kg.agreement import Reading, Settlement
from pcad_kg.edited import Known, entries_in
from pcad_kg.errors import JudgementError
from pcad_kg.model import (
    Basis,
    Concern,
    Ground,
    Grounding,
    Illustration,
    Origin,
    Stance,
    Strength,
    Support,
    Voice,
)

SUPPORT_COLUMNS = (
    "recommendation",
    "evidence",
    "stance",
    "strength",
    "ground",
    "rationale",
    "words",
)
GROUNDING_COLUMNS = ("finding", "evidence", "verdict", "rationale", "words")
ILLUSTRATION_COLUMNS = ("finding", "quote", "stance", "rationale", "words")
CONCERN_COLUMNS = ("item", "agency", "rationale", "words")
READING_COLUMNS = ("recommendation", "evidence", "strength", "ground", "note")
SETTLEMENT_COLUMNS = (
    "recommendation",
    "evidence",
    "first",
    "second",
    "settled",
    "rationale",
)

# The source that the readers of `judgements.tsv` had in hand.
JUDGED_ON = "729249ddd53c4edb4bf5f4bbbc2873d8f7e34780115e0513f3eddde96f26ea6a"


class Verdict(StrEnum):
    """Whether a place reports the same result as a finding."""

    YES = "yes"
    NO = "no"


def read_supports(path: Path, items: Mapping[str, Known]) -> tuple[Support, ...]:
    """The judged evidence for and against recommendations, in the order of the file.

    Raises:
        JudgementError: a row names an unknown item, words that are not printed there, a
            value not allowed, or an edge twice.
    """
    supports: list[Support] = []
    for entry in entries_in(path, SUPPORT_COLUMNS, 2):
        recommendation = entry.known("recommendation", items, "recommendation")
        evidence = entry.known("evidence", items)
        supports.append(
            Support(
                recommendation=int(recommendation.key),
                evidence_kind=evidence.kind,
                evidence_key=evidence.key,
                stance=entry.choice("stance", Stance),
                strength=entry.choice("strength", Strength),
                ground=entry.choice("ground", Ground),
                rationale=entry.rationale(),
                words=entry.words(evidence),
            )
        )
    return tuple(supports)


def read_groundings(
    path: Path, items: Mapping[str, Known]
) -> tuple[tuple[Grounding, Verdict], ...]:
    """The judged groundings of findings, those that a reader rejects among them.

    Raises:
        JudgementError: as for `read_supports`.
    """
    groundings: list[tuple[Grounding, Verdict]] = []
    for entry in entries_in(path, GROUNDING_COLUMNS, 2):
        finding = entry.known("finding", items, "finding")
        evidence = entry.known("evidence", items)
        grounding = Grounding(
            finding=finding.key,
            to_kind=evidence.kind,
            to_key=evidence.key,
            origin=Origin.JUDGED,
            rationale=entry.rationale(),
            words=entry.words(evidence),
        )
        groundings.append((grounding, entry.choice("verdict", Verdict)))
    return tuple(groundings)


def read_illustrations(
    path: Path, items: Mapping[str, Known]
) -> tuple[Illustration, ...]:
    """The quotes that say what a finding says, or the opposite.

    Raises:
        JudgementError: as for `read_supports`.
    """
    found: list[Illustration] = []
    for entry in entries_in(path, ILLUSTRATION_COLUMNS, 2):
        finding = entry.known("finding", items, "finding")
        quote = entry.known("quote", items, "quote")
        found.append(
            Illustration(
                from_kind=finding.kind,
                from_key=finding.key,
                quote=quote.key,
                voice=entry.choice("stance", Voice),
                origin=Origin.JUDGED,
                rationale=entry.rationale(),
                words=entry.words(quote, "quote"),
            )
        )
    return tuple(found)


def read_implied_concerns(
    path: Path, items: Mapping[str, Known], agencies: frozenset[str]
) -> tuple[Concern, ...]:
    """The agencies that an item concerns without naming them.

    Raises:
        JudgementError: as for `read_supports`, or an agency is unknown.
    """
    found: list[Concern] = []
    for entry in entries_in(path, CONCERN_COLUMNS, 2):
        item = entry.known("item", items)
        if entry.cells["agency"] not in agencies:
            raise JudgementError(
                f"{entry.where}: “{entry.cells['agency']}” is no agency; expected one"
                f" of {', '.join(sorted(agencies))}"
            )
        found.append(
            Concern(
                item_kind=item.kind,
                item_key=item.key,
                agency=entry.cells["agency"],
                words=(entry.words(item, "item"),),
                basis=Basis.IMPLIED,
                rationale=entry.rationale(),
            )
        )
    return tuple(found)


def read_second_reading(path: Path, items: Mapping[str, Known]) -> tuple[Reading, ...]:
    """What the second reader holds to support which recommendation.

    Raises:
        JudgementError: a row names an unknown item or a value not allowed.
    """
    return tuple(
        Reading(
            recommendation=int(
                entry.known("recommendation", items, "recommendation").key
            ),
            evidence_kind=entry.known("evidence", items).kind,
            evidence_key=entry.known("evidence", items).key,
            strength=entry.choice("strength", Strength),
        )
        for entry in entries_in(path, READING_COLUMNS, 2)
    )


def read_settlements(path: Path, items: Mapping[str, Known]) -> tuple[Settlement, ...]:
    """The differences between the readers, with what holds and why.

    Raises:
        JudgementError: a row names an unknown item, a value not allowed, or no reason.
    """
    return tuple(
        Settlement(
            recommendation=int(
                entry.known("recommendation", items, "recommendation").key
            ),
            evidence_kind=entry.known("evidence", items).kind,
            evidence_key=entry.known("evidence", items).key,
            first=entry.choice("first", Strength),
            second=entry.choice("second", Strength),
            settled=entry.choice("settled", Strength),
            rationale=entry.rationale(),
        )
        for entry in entries_in(path, SETTLEMENT_COLUMNS, 2)
    )
