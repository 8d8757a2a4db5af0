"""Who is quoted, in which words, and the vocabulary that tells who it is."""

from dataclasses import dataclass

from pcad_kg.model.kinds import AgencyFrom, QuoteKind
from pcad_kg.model.source import Span


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the vocabulary; text is read by its `labels`, its own among them.

    `excluded` are phrases that only look like it, `notations` its printed initials,
    `hidden` what only attributions cut it down to; a role `works_for` an agency.
    """

    slug: str
    label: str
    labels: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    works_for: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The agencies, roles, regions and whole-system phrases that extractors read by.

    Equal to itself alone, so that looking up what was made for it hashes no label.
    """

    agencies: tuple[Concept, ...]
    all_agencies: Concept
    roles: tuple[Concept, ...] = ()
    regions: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the report prints of who speaks; never who that is."""

    roles: tuple[str, ...] = ()
    region: str | None = None
    agency: str | None = None
    agency_from: AgencyFrom | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a respondent or an interviewee, without marks and attribution."""

    key: str
    kind: QuoteKind
    text: str
    span: Span
    section: str
    passage: str
    speaker: Speaker
    attribution: str | None = None
    theme: str | None = None
