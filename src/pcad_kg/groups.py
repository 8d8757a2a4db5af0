"""What a trail tells at each kind of start: steps under headings, down and up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pcad_kg.cited import (
    concept_at,
    item_at,
    kind_of,
    natural,
    value_at,
    whole_of,
)
from pcad_kg.engine.protocol import Engine, has, node_of, nodes_of
from pcad_kg.terms import DCTERMS, PCAD, RDF, RDFS, Iri
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


def _of_recommendation(engine: Engine, item: Iri, depth: int) -> list[Group]:
    kinds = (PCAD.EvidenceLink, PCAD.CounterLink)
    found = steps_down(engine, item, kinds, lambda end: below(engine, end, depth))
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


def _of_finding(engine: Engine, item: Iri, depth: int) -> list[Group]:
    def around(part: Iri) -> tuple[Step, ...]:
        return below(engine, part, depth) + above(engine, part, 1)

    return _told(
        *_down(engine, item, depth + 1),
        Group("Its lettered parts", "", _parts(engine, item, around)),
        *_whole(engine, item, lambda whole: above(engine, whole, 1)),
        *_up(engine, item, depth),
    )


def _of_evidence(engine: Engine, item: Iri, depth: int) -> list[Group]:
    def beyond(end: Iri) -> tuple[Step, ...]:
        return above(engine, end, 1)

    return _told(
        *_down(engine, item, depth + 2),
        *_up(engine, item, depth),
        Group("Its parts, and what rests on them", "", _parts(engine, item, beyond)),
        *_whole(engine, item, beyond),
        Group("The same words elsewhere", "", _repeats(engine, item, beyond)),
    )


def _of_agency(engine: Engine, agency: Iri, depth: int) -> list[Group]:
    def concerned(kind: str, basis: Iri) -> tuple[Step, ...]:
        return _concerned(engine, agency, kind, basis, depth)

    named, implied = PCAD.named, PCAD.implied
    return _told(
        Group("Recommendations that name it", "", concerned("Recommendation", named)),
        Group(
            "Recommendations that imply it", "", concerned("Recommendation", implied)
        ),
        Group("Findings that name it", "", concerned("Finding", named)),
        Group("Findings that imply it", "", concerned("Finding", implied)),
        Group("Recommendations to the whole system", "", _system_wide(engine)),
    )


Start = Callable[[Engine, Iri, int], list[Group]]
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


def _down(engine: Engine, item: Iri, depth: int) -> list[Group]:
    found = below(engine, item, depth)
    headings = {
        "grounded in": ("Grounded in", ""),
        "illustrated by": ("Illustrated by", ""),
        "countered by": ("Counter-evidence", "against"),
    }
    return [
        Group(heading, strength, tuple(s for s in found if s.relation == relation))
        for relation, (heading, strength) in headings.items()
    ]


def _up(engine: Engine, item: Iri, depth: int) -> list[Group]:
    """What rests on an item: recommendations by strength, findings, passages."""
    groups: dict[tuple[str, str], list[Step]] = {}
    headings = {
        "direct": "Recommendations it supports directly",
        "contextual": "Recommendations it supports as context",
        "counters": "Recommendations it speaks against",
    }
    for step in above(engine, item, depth):
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


def _parts(engine: Engine, item: Iri, beyond: Beyond) -> tuple[Step, ...]:
    """A finding's lettered parts, a table's parts and rows."""
    parts = [
        Step("part", item_at(part, engine), steps=beyond(part))
        for part in engine.subjects(DCTERMS.isPartOf, item)
        if kind_of(part, engine) in PARTED
    ]
    return tuple(sorted(parts, key=lambda step: natural(step.item.label)))


def _whole(engine: Engine, item: Iri, beyond: Beyond) -> list[Group]:
    """What a lettered part or a row is part of."""
    whole = whole_of(item, engine)
    if whole is None:
        return []
    step = Step("part of", item_at(whole, engine), steps=beyond(whole))
    return [Group("What it is part of", "", (step,))]


def _repeats(engine: Engine, item: Iri, beyond: Beyond) -> tuple[Step, ...]:
    """The quotes that repeat a quote or that it repeats; that is said of words only."""
    found = [
        Step(
            "repeats",
            item_at(other, engine),
            rationale=value_at(node, RDFS.comment, engine),
            link=str(node),
            steps=beyond(other),
        )
        for here, there in ((FROM, PCAD.to), (PCAD.to, FROM))
        for node in engine.subjects(here, item)
        if has(engine, node, RDF.type, PCAD.Repetition)
        for other in nodes_of(engine, node, there)
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def agency_links(engine: Engine, end: Iri, item: Iri) -> list[Iri]:
    """The links that tell that an item concerns an agency, from either end."""
    return [
        link
        for link in engine.subjects(end, item)
        if has(engine, link, RDF.type, PCAD.AgencyLink)
    ]


def _concerned(
    engine: Engine, agency: Iri, kind: str, basis: Iri, depth: int
) -> tuple[Step, ...]:
    """The items of a kind that concern an agency by name, or by what they imply."""
    found = [
        Step(
            "concerns",
            item_at(item, engine),
            origin=concept_at(link, PCAD.origin, engine),
            rationale=value_at(link, PCAD.rationale, engine),
            words=" … ".join(words_of(engine, link)),
            link=str(link),
            steps=above(engine, item, depth - 1),
        )
        for link in agency_links(engine, PCAD.to, agency)
        if has(engine, link, PCAD.basis, basis)
        and (item := node_of(engine, link, FROM))
        and kind_of(item, engine) == kind
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def _system_wide(engine: Engine) -> tuple[Step, ...]:
    found = [
        Step("concerns all", item_at(item, engine))
        for item in engine.subjects(PCAD.concernsAllAgencies)
        if kind_of(item, engine) == "Recommendation"
    ]
    return tuple(sorted(found, key=lambda step: natural(step.item.label)))


def words_of(engine: Engine, link: Iri) -> tuple[str, ...]:
    """The words that a link relies on, in the order of the text they stand in."""
    start = node_of(engine, link, FROM)
    text = value_at(start, PCAD.text, engine) if start else ""
    words = map(str, engine.objects(link, PCAD.relyingOn))
    return tuple(sorted(words, key=lambda phrase: (text.find(phrase), phrase)))
