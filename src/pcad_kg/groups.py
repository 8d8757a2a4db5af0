"""What a trail tells at each kind of start: steps under headings, down and up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from pcad_kg.cited import (
    concept_at,
    item_at,
    kind_of,
    natural,
    value_at,
    whole_of,
)
from pcad_kg.names import PCAD
from pcad_kg.walk import FROM, Beyond, Step, above, below, steps_down

EVIDENCE = ("Table", "TableRow", "Figure", "Passage", "Quote")
PARTED = ("Finding", "Table", "TableRow")


@dataclass(frozen=True, slots=True)
class Group:
    """Steps under one heading; `strength` is "direct", "contextual", "against", ""."""

    heading: str
    strength: str
    steps: tuple[Step, ...]
    empty: str = ""


def _of_recommendation(graph: Graph, item: URIRef, depth: int) -> list[Group]:
    kinds = (PCAD.EvidenceLink, PCAD.CounterLink)
    found = steps_down(graph, item, kinds, lambda end: below(graph, end, depth))
    return [
        Group(
            "Direct evidence",
            "direct",
            _which(found, lambda s: s.strength == "direct" and not s.is_against),
            "Nothing in the report speaks for it directly.",
        ),
        Group(
            "Contextual evidence",
            "contextual",
            _which(found, lambda s: s.strength != "direct" and not s.is_against),
            "Nothing in the report is its context.",
        ),
        Group(
            "Counter-evidence",
            "against",
            _which(found, lambda s: s.is_against),
            "None was found.",
        ),
    ]


def _of_finding(graph: Graph, item: URIRef, depth: int) -> list[Group]:
    def around(part: URIRef) -> tuple[Step, ...]:
        return below(graph, part, depth) + above(graph, part, 1)

    return _told(
        *_down(graph, item, depth + 1),
        Group("Its lettered parts", "", _parts(graph, item, around)),
        *_whole(graph, item, lambda whole: above(graph, whole, 1)),
        *_up(graph, item, depth),
    )


def _of_evidence(graph: Graph, item: URIRef, depth: int) -> list[Group]:
    def beyond(end: URIRef) -> tuple[Step, ...]:
        return above(graph, end, 1)

    return _told(
        *_down(graph, item, depth + 2),
        *_up(graph, item, depth),
        Group("Its parts, and what rests on them", "", _parts(graph, item, beyond)),
        *_whole(graph, item, beyond),
        Group("The same words elsewhere", "", _repeats(graph, item, beyond)),
    )


def _of_agency(graph: Graph, agency: URIRef, depth: int) -> list[Group]:
    def concerned(kind: str, basis: URIRef) -> tuple[Step, ...]:
        return _concerned(graph, agency, kind, basis, depth)

    named: URIRef = PCAD.named
    implied: URIRef = PCAD.implied
    return _told(
        Group("Recommendations that name it", "", concerned("Recommendation", named)),
        Group(
            "Recommendations that imply it", "", concerned("Recommendation", implied)
        ),
        Group("Findings that name it", "", concerned("Finding", named)),
        Group("Findings that imply it", "", concerned("Finding", implied)),
        Group("Recommendations to the whole system", "", _system_wide(graph)),
    )


Start = Callable[[Graph, URIRef, int], list[Group]]
GROUPS: dict[str, Start] = {
    "Recommendation": _of_recommendation,
    "Finding": _of_finding,
    "Agency": _of_agency,
    **dict.fromkeys(EVIDENCE, _of_evidence),
}


def _told(*groups: Group) -> list[Group]:
    return [group for group in groups if group.steps]


def _which(
    steps: Iterable[Step], is_wanted: Callable[[Step], bool]
) -> tuple[Step, ...]:
    return tuple(step for step in steps if is_wanted(step))


def _down(graph: Graph, item: URIRef, depth: int) -> list[Group]:
    found = below(graph, item, depth)
    headings = {
        "grounded in": ("Grounded in", ""),
        "illustrated by": ("Illustrated by", ""),
        "countered by": ("Counter-evidence", "against"),
    }
    return [
        Group(heading, strength, tuple(s for s in found if s.relation == relation))
        for relation, (heading, strength) in headings.items()
    ]


def _up(graph: Graph, item: URIRef, depth: int) -> list[Group]:
    """What rests on an item: recommendations by strength, findings, passages."""
    groups: dict[tuple[str, str], list[Step]] = {}
    headings = {
        "direct": "Recommendations it supports directly",
        "contextual": "Recommendations it supports as context",
        "counters": "Recommendations it speaks against",
    }
    for step in above(graph, item, depth):
        if step.item.kind == "Recommendation":
            strength = "against" if step.is_against else step.strength
            heading = headings["counters" if step.is_against else step.strength]
        else:
            kind = f"{step.item.kind}s"
            strength = "against" if step.is_against else ""
            doing = "speaks against" if step.is_against else step.relation
            heading = f"{kind} it {doing}"
        groups.setdefault((heading, strength), []).append(step)
    return [Group(*key, tuple(steps)) for key, steps in groups.items()]


def _parts(graph: Graph, item: URIRef, beyond: Beyond) -> tuple[Step, ...]:
    """A finding's lettered parts, a table's parts and rows."""
    parts = [
        Step("part", item_at(part, graph), steps=beyond(part))
        for part in graph.subjects(DCTERMS.isPartOf, item)
        if isinstance(part, URIRef) and kind_of(part, graph) in PARTED
    ]
    return tuple(sorted(parts, key=lambda step: natural(step.item.label)))


def _whole(graph: Graph, item: URIRef, beyond: Beyond) -> list[Group]:
    """What a lettered part or a row is part of."""
    whole = whole_of(item, graph)
    if whole is None:
        return []
    step = Step("part of", item_at(whole, graph), steps=beyond(whole))
    return [Group("What it is part of", "", (step,))]


def _repeats(graph: Graph, item: URIRef, beyond: Beyond) -> tuple[Step, ...]:
    """The quotes that repeat a quote or that it repeats; that is said of words only."""
    found = [
        Step(
            "repeats",
            item_at(other, graph),
            rationale=value_at(node, RDFS.comment, graph),
            link=str(node),
            steps=beyond(other),
        )
        for here, there in ((FROM, PCAD.to), (PCAD.to, FROM))
        for node in graph.subjects(here, item)
        if isinstance(node, URIRef) and (node, RDF.type, PCAD.Repetition) in graph
        for other in graph.objects(node, there)
        if isinstance(other, URIRef)
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def agency_links(graph: Graph, end: URIRef, item: URIRef) -> list[URIRef]:
    """The links that tell that an item concerns an agency, from either end."""
    return [
        link
        for link in graph.subjects(end, item)
        if isinstance(link, URIRef) and (link, RDF.type, PCAD.AgencyLink) in graph
    ]


def _concerned(
    graph: Graph, agency: URIRef, kind: str, basis: URIRef, depth: int
) -> tuple[Step, ...]:
    """The items of a kind that concern an agency by name, or by what they imply."""
    found = [
        Step(
            "concerns",
            item_at(item, graph),
            origin=concept_at(link, PCAD.origin, graph),
            rationale=value_at(link, PCAD.rationale, graph),
            words=" … ".join(words_of(graph, link)),
            link=str(link),
            steps=above(graph, item, depth - 1),
        )
        for link in agency_links(graph, PCAD.to, agency)
        if (link, PCAD.basis, basis) in graph
        and isinstance(item := graph.value(link, FROM), URIRef)
        and kind_of(item, graph) == kind
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def _system_wide(graph: Graph) -> tuple[Step, ...]:
    found = [
        Step("concerns all", item_at(item, graph))
        for item in graph.subjects(PCAD.concernsAllAgencies)
        if isinstance(item, URIRef) and kind_of(item, graph) == "Recommendation"
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def words_of(graph: Graph, link: URIRef) -> tuple[str, ...]:
    """The words that a link relies on, in the order of the text they stand in."""
    start = graph.value(link, FROM)
    text = value_at(start, PCAD.text, graph) if isinstance(start, URIRef) else ""
    words = map(str, graph.objects(link, PCAD.relyingOn))
    return tuple(sorted(words, key=lambda phrase: (text.find(phrase), phrase)))
