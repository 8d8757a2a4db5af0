"""The hand-edited tables of judged links, each row checked against the items' words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pcad_kg.agreement import Reading, Settlement
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
NAME_COLUMNS = ("words", "kind", "rationale")
COUNT_COLUMNS = ("place", "printed", "found", "rationale")

# The source that the readers of `judgements.tsv` had in hand.
JUDGED_ON = "729249ddd53c4edb4bf5f4bbbc2873d8f7e34780115e0513f3eddde96f26ea6a"

Choice = TypeVar("Choice", bound=StrEnum)


class NameKind(StrEnum):
    """What a name in a quote gives away."""

    PLACE = "place"
    EMPLOYER = "employer"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class IdentifyingName:
    """Words that tell where a respondent works, judged so by a reader."""

    words: str
    kind: NameKind
    rationale: str


@dataclass(frozen=True, slots=True)
class CountNote:
    """Why a place prints more or fewer comments than it counts."""

    printed: int
    found: int
    rationale: str


class Verdict(StrEnum):
    """Whether a place reports the same result as a finding."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Known:
    """An item that a row may name: its kind, key and words."""

    kind: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row of a table with where it stands, for messages."""

    where: str
    cells: Mapping[str, str]

    def known(
        self, column: str, items: Mapping[str, Known], kind: str | None = None
    ) -> Known:
        label = self.cells[column]
        if label not in items or kind not in (None, items[label].kind):
            wanted = kind or "item"
            raise JudgementError(
                f"{self.where}: {column} “{label}” is no {wanted} of the report;"
                " write its label, such as R16, F2.7.b, Table 3.11 row 2, Passage L654"
            )
        return items[label]

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        try:
            return kind(self.cells[column])
        except ValueError as error:
            allowed = ", ".join(kind)
            raise JudgementError(
                f"{self.where}: {column} is “{self.cells[column]}”; expected {allowed}"
            ) from error

    def words(self, evidence: Known, column: str = "evidence") -> str:
        words = self.cells["words"]
        if not words or words not in evidence.text:
            raise JudgementError(
                f"{self.where}: the words “{words}” are not printed in"
                f" {self.cells[column]}; copy them from its text"
            )
        return words

    def filled(self, column: str) -> str:
        if not self.cells[column].strip():
            raise JudgementError(f"{self.where}: {column} is empty; fill it in")
        return self.cells[column]

    def number(self, column: str) -> int:
        if not self.cells[column].isdecimal():
            raise JudgementError(
                f"{self.where}: {column} is “{self.cells[column]}”; expected a number"
            )
        return int(self.cells[column])

    def rationale(self) -> str:
        if not self.cells["rationale"].endswith("."):
            raise JudgementError(
                f"{self.where}: the rationale is no sentence; say why the link holds"
            )
        return self.cells["rationale"]


def read_supports(path: Path, items: Mapping[str, Known]) -> tuple[Support, ...]:
    """The judged evidence for and against recommendations, in the order of the file.

    Raises:
        JudgementError: a row names an unknown item, words that are not printed there, a
            value not allowed, or an edge twice.
    """
    supports: list[Support] = []
    for entry in _entries(path, SUPPORT_COLUMNS, 2):
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
    for entry in _entries(path, GROUNDING_COLUMNS, 2):
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
    for entry in _entries(path, ILLUSTRATION_COLUMNS, 2):
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
    for entry in _entries(path, CONCERN_COLUMNS, 2):
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
        for entry in _entries(path, READING_COLUMNS, 2)
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
        for entry in _entries(path, SETTLEMENT_COLUMNS, 2)
    )


def read_names(path: Path) -> tuple[IdentifyingName, ...]:
    """The names that could identify a respondent, in the order of the file.

    Raises:
        JudgementError: a row has no words, a kind not allowed, or no reason.
    """
    return tuple(
        IdentifyingName(
            words=entry.filled("words"),
            kind=entry.choice("kind", NameKind),
            rationale=entry.rationale(),
        )
        for entry in _entries(path, NAME_COLUMNS, 1)
    )


def read_count_notes(path: Path) -> dict[str, CountNote]:
    """Why printed counts differ from the comments, by the key of the section.

    Raises:
        JudgementError: a row's counts are no numbers, or it has no reason.
    """
    return {
        entry.filled("place"): CountNote(
            printed=entry.number("printed"),
            found=entry.number("found"),
            rationale=entry.rationale(),
        )
        for entry in _entries(path, COUNT_COLUMNS, 1)
    }


def _entries(
    path: Path, columns: tuple[str, ...], key_columns: int
) -> Iterator[_Entry]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path}: cannot be read as UTF-8 ({error})") from error
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise JudgementError(
            f"{path.name}, line 1: expected the columns {', '.join(columns)}, with tabs"
        )
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        where = f"{path.name}, line {number}"
        if len(cells) != len(columns):
            raise JudgementError(
                f"{where}: {len(cells)} cells; expected {len(columns)}, parted by tabs"
            )
        key = tuple(cells[:key_columns])
        if key in seen:
            raise JudgementError(
                f"{where}: {' → '.join(key)} stands on line {seen[key]} already;"
                " keep one of the two"
            )
        seen[key] = number
        yield _Entry(where, dict(zip(columns, cells, strict=True)))
