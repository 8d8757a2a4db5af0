"""What readers noted of names that identify a respondent, and of printed counts."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pcad_kg.edited import entries_in

NAME_COLUMNS = ("words", "kind", "rationale")
COUNT_COLUMNS = ("place", "printed", "found", "rationale")


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
        for entry in entries_in(path, NAME_COLUMNS, 1)
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
        for entry in entries_in(path, COUNT_COLUMNS, 1)
    }
