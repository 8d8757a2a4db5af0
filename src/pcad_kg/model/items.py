"""What the report numbers or lists: recommendations, findings, figures, works."""

import re
from dataclasses import dataclass

from pcad_kg.model.kinds import Place
from pcad_kg.model.source import Span

# The key of an item that is known by its line: "l654", "l732-2".
AT_LINE = re.compile(r"l\d")


@dataclass(frozen=True, slots=True)
class Wording:
    """A recommendation as one place of the report prints it."""

    number: int
    place: Place
    text: str
    span: Span
    section: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation with its wordings; `chosen` is the one that speaks for it."""

    number: int
    wordings: tuple[Wording, ...]
    chosen: Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """A numbered finding of the Summary, or a lettered part of one."""

    number: str
    letter: str | None
    text: str
    span: Span
    section: str

    @property
    def key(self) -> str:
        """`2.7`, or `2.7.b` for a lettered part."""
        return f"{self.number}.{self.letter}" if self.letter else self.number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's caption; the drawing itself is not in the source."""

    number: str
    title: str
    text: str
    span: Span
    section: str
    sample_sizes: tuple[int, ...]
    sample_as_printed: str | None
    exclusion: str | None
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey as one place prints it; `note` counts its answers."""

    key: str
    text: str
    span: Span
    section: str
    passage: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of references, the case, or a resource of the study."""

    key: str
    label: str
    text: str
    span: Span
    section: str
    title: str
    authors: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Acronym:
    """An entry of the printed list of acronyms."""

    key: str
    text: str
    span: Span
    section: str
    notation: str
    meaning: str


def label_of(kind: str, key: str) -> str:
    """An item's short name, as viewers show it and judgement tables write it.

    >>> label_of("finding", "2.7.b"), label_of("row", "3.11/2")
    ('F2.7.b', 'Table 3.11 row 2')
    >>> label_of("passage", "l654")
    'Passage L654'
    """
    match kind:
        case "recommendation":
            return f"R{key}"
        case "finding":
            return f"F{key}"
        case "row":
            return f"Table {key.replace('/', ' row ')}"
    return f"{kind.capitalize()} {key.upper() if AT_LINE.match(key) else key}"
