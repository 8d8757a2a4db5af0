"""Everything that was read out of the source, as one value."""

from dataclasses import dataclass

from pcad_kg.model.items import (
    Acronym,
    Figure,
    Finding,
    Question,
    Recommendation,
    Reference,
)
from pcad_kg.model.kinds import Grade
from pcad_kg.model.links import (
    Answer,
    Citation,
    Concern,
    CrossReference,
    Grounding,
    Illustration,
    Repetition,
    Support,
)
from pcad_kg.model.numbers import AgencyCount, ProseStatistic, Table
from pcad_kg.model.source import Facts, Passage, Section, Source
from pcad_kg.model.voices import Quote


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was read out of the source, and the links between its items."""

    source: Source
    facts: Facts
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    # items
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    statistics: tuple[ProseStatistic, ...] = ()
    quotes: tuple[Quote, ...] = ()
    questions: tuple[Question, ...] = ()
    references: tuple[Reference, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    agency_counts: tuple[AgencyCount, ...] = ()
    # how they hang together
    cross_references: tuple[CrossReference, ...] = ()
    dangling: tuple[CrossReference, ...] = ()
    citations: tuple[Citation, ...] = ()
    answers: tuple[Answer, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    concerns: tuple[Concern, ...] = ()
    system_wide: tuple[tuple[str, str], ...] = ()
    supports: tuple[Support, ...] = ()
    groundings: tuple[Grounding, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    grades: tuple[tuple[int, Grade], ...] = ()
