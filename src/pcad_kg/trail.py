"""Any item or agency → what it stands on and what rests on it, down to the words."""

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SKOS

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
from pcad_kg.errors import UnknownItemError
from pcad_kg.groups import GROUPS, Group, agency_links, words_of
from pcad_kg.lookup import EXAMPLES, start_of
from pcad_kg.names import PCAD
from pcad_kg.store import load_graph
from pcad_kg.walk import FROM, Step

DEEPEST = 3
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
    graph: Graph | None = None,
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
        graph: the graph to walk; the package's own without it.
        depth: from a recommendation 1 is its evidence, 2 also what that is grounded in,
            3 also the quotes; from elsewhere so many steps away.
        only: leave out all but what is "direct", "contextual" or "against".

    Raises:
        UnknownItemError: there is no such item, or no trail starts from it.
    """
    graph = load_graph() if graph is None else graph
    start = start_of(label, graph)
    kind = kind_of(start, graph)
    if kind not in GROUPS:
        raise UnknownItemError(f"{label}: no trail starts there; write {EXAMPLES}")
    groups = GROUPS[kind](graph, start, depth)
    return Trail(
        item=item_at(start, graph),
        grade=_grade(graph, start, RDFS.label),
        grade_words=_grade(graph, start, SKOS.definition),
        agencies=_concerns(graph, start),
        is_system_wide=(start, PCAD.concernsAllAgencies, None) in graph,
        questions=_questions(graph, start),
        groups=tuple(g for g in groups if only in (None, g.strength)),
        reference=report_reference(graph),
    )


def _concerns(graph: Graph, item: URIRef) -> tuple[Concern, ...]:
    """The agencies that an item concerns: those it names first, each by its name."""
    found = [
        Concern(
            agency=label_at(agency, graph),
            basis=concept_at(link, PCAD.basis, graph),
            words=words_of(graph, link),
            rationale=value_at(link, PCAD.rationale, graph),
            iri=str(agency),
            link=str(link),
        )
        for link in agency_links(graph, FROM, item)
        if isinstance(agency := graph.value(link, PCAD.to), URIRef)
    ]
    return tuple(sorted(found, key=lambda c: (c.basis != "named", c.agency)))


def _grade(graph: Graph, item: URIRef, predicate: URIRef) -> str:
    grade = graph.value(item, PCAD.evidenceGrade)
    return value_at(grade, predicate, graph) if isinstance(grade, URIRef) else ""


def _questions(graph: Graph, item: URIRef) -> tuple[str, ...]:
    """The survey questions that an item answers or charts, as printed."""
    questions = (
        value_at(question, PCAD.text, graph)
        for question in graph.objects(item, PCAD.answers)
        if isinstance(question, URIRef)
    )
    return tuple(sorted(set(questions)))
