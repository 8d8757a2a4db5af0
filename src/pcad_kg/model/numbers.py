"""What the report counts: tables, their figures, and those of its prose."""

from dataclasses import dataclass
from decimal import Decimal

from pcad_kg.model.kinds import Unit
from pcad_kg.model.source import Span


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; `index` counts from 1 and leaves out the row labels."""

    index: int
    title: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statistic:
    """One printed figure: value, unit and n, with the characters as printed."""

    key: str
    as_printed: str
    value: Decimal
    unit: Unit
    span: Span
    column: int
    label: str | None = None
    sample_size: int | None = None
    of_agency: str | None = None

    @property
    def text(self) -> str:
        """The printed characters."""
        return self.as_printed


@dataclass(frozen=True, slots=True)
class ProseStatistic:
    """What a sentence counts, as far as it prints it; a range has two of each.

    `samples` are the n it holds for, `is_inherited` where the n stands elsewhere in the
    sentence; `value` is that of a `measure` ("mean", "median", "p").
    """

    key: str
    text: str
    span: Span
    section: str
    passage: str
    finding: str | None
    percentages: tuple[Decimal, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    counts: tuple[int, ...] = ()
    samples: tuple[int, ...] = ()
    is_inherited: bool = False
    value: Decimal | None = None
    measure: str | None = None
    qualifier: str | None = None
    of_agency: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `title` is its label without n and without "Law only"."""

    index: int
    title: str
    label: str
    text: str
    span: Span
    sample_sizes: tuple[int, ...]
    sample_as_printed: str | None
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns and rows, or the frame that holds its parts."""

    number: str
    title: str
    text: str
    span: Span
    section: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    whole: str | None = None
    sample_sizes: tuple[int, ...] = ()
    sample_as_printed: str | None = None
    exclusion: str | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many of an agency's people answered the survey and gave interviews."""

    agency: str
    respondents: int
    interviewees: int
