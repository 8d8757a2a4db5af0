"""Any item or agency → what it stands on and what rests on it, down to the words."""

from dataclasses import dataclass

from pcad_kg.cited import (
    Item,
    Reference,
    concept_at,
    item_at,
    kind_of,
    label_at,
    report_reference,
    value_at,
)
from pcad_kg.engine.choose import Asked, engine_for
from pcad_kg.engine.protocol import Engine, node_of, nodes_of
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.groups import GROUPS, Group, agency_links, words_of
from pcad_kg.lookup import EXAMPLES, start_of
from pcad_kg.terms import PCAD, RDFS, SKOS, Iri
from pcad_kg.walk import FROM, Step

DEEPEST = 3
STRENGTHS = ("direct", "contextual", "against")
ONLY = ("direct", "contextual", "against")


@dataclass(frozen=True, slots=True)
class Concern:
    """An agency that an item is about, and whether it names or implies it."""

    agency: str
    basis: str
    words: tuple[str, ...]
    rationale: str
    iri: str
    link: str


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a trail starts, its grade, whom it concerns, and what it leads to."""

    item: Item
    grade: str
    grade_words: str
    agencies: tuple[Concern, ...]
    is_system_wide: bool
    questions: tuple[str, ...]
    groups: tuple[Group, ...]
    reference: Reference

    @property
    def label(self) -> str:
        """The label of the item it starts from."""
        return self.item.label

    def steps(self, strength: str) -> tuple[Step, ...]:
        """The steps of the groups that have a strength: "direct", "against"."""
        return tuple(s for g in self.groups if g.strength == strength for s in g.steps)


def evidence_trail(
    label: str,
    engine: Asked = None,
    *,
    depth: int = DEEPEST,
    only: str | None = None,
) -> Trail:
    """The trail of an item ("R16", "F2.7.b", "T3.11", "Q:L2834") or "agency:police".

    From a recommendation it leads down: direct evidence, contextual, and what speaks
    against it, each by kind in the report's order. From evidence it leads up to what
    rests on it; from a finding both ways.

    Args:
        label: the item's label; small letters and short names are forgiven.
        engine: an engine or a graph of rdflib's; the package's own without it.
        depth: from a recommendation 1 is its evidence, 2 also what that is grounded in,
            3 also the quotes; from elsewhere so many steps away.
        only: leave out all but what is "direct", "contextual" or "against".

    Raises:
        UnknownItemError: there is no such item, or no trail starts from it.
        QueryError: `depth` or `only` is none of these.
    """
    if depth not in range(1, DEEPEST + 1):
        raise QueryError(f"depth {depth}: expected 1 to {DEEPEST}")
    if only not in (None, *STRENGTHS):
        raise QueryError(f"only “{only}”: expected one of {', '.join(STRENGTHS)}")
    engine = engine_for(engine)
    start = start_of(label, engine)
    kind = kind_of(start, engine)
    if kind not in GROUPS:
        raise UnknownItemError(f"{label}: no trail starts there; write {EXAMPLES}")
    groups = GROUPS[kind](engine, start, depth)
    return Trail(
        item=item_at(start, engine),
        grade=_grade(engine, start, RDFS.label),
        grade_words=_grade(engine, start, SKOS.definition),
        agencies=_concerns(engine, start),
        is_system_wide=bool(engine.objects(start, PCAD.concernsAllAgencies)),
        questions=_questions(engine, start),
        groups=tuple(g for g in groups if only in (None, g.strength)),
        reference=report_reference(engine),
    )


def _concerns(engine: Engine, item: Iri) -> tuple[Concern, ...]:
    """The agencies that an item concerns: those it names first, each by its name."""
    found = [
        Concern(
            agency=label_at(agency, engine),
            basis=concept_at(link, PCAD.basis, engine),
            words=words_of(engine, link),
            rationale=value_at(link, PCAD.rationale, engine),
            iri=str(agency),
            link=str(link),
        )
        for link in agency_links(engine, FROM, item)
        if (agency := node_of(engine, link, PCAD.to))
    ]
    return tuple(sorted(found, key=lambda c: (c.basis != "named", c.agency)))


def _grade(engine: Engine, item: Iri, predicate: Iri) -> str:
    grade = node_of(engine, item, PCAD.evidenceGrade)
    return value_at(grade, predicate, engine) if grade else ""


def _questions(engine: Engine, item: Iri) -> tuple[str, ...]:
    """The survey questions that an item answers or charts, as printed."""
    questions = (
        value_at(question, PCAD.text, engine)
        for question in nodes_of(engine, item, PCAD.answers)
    )
    return tuple(sorted(set(questions)))
