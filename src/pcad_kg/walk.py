"""One step along the graph's links, down to evidence or up to what rests on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pcad_kg.cited import KINDS, Item, concept_at, item_at, natural, value_at
from pcad_kg.engine.protocol import Engine, has, node_of
from pcad_kg.errors import GraphError
from pcad_kg.terms import PCAD, RDF, Iri

FROM = PCAD["from"]
# Each kind of link, as it is said of the item it comes from and of the one it leads to.
DOWN = {
    PCAD.EvidenceLink: "supported by",
    PCAD.GroundingLink: "grounded in",
    PCAD.IllustrationLink: "illustrated by",
    PCAD.CounterLink: "countered by",
}
UP = {
    PCAD.EvidenceLink: "supports",
    PCAD.GroundingLink: "grounds",
    PCAD.IllustrationLink: "illustrates",
    PCAD.CounterLink: "counters",
}
AGAINST = ("countered by", "counters")
RELATIONS = (*DOWN.values(), *UP.values())
STRENGTHS = ("direct", "contextual", "")
RANK = {kind: KINDS.index(kind) for kind in KINDS} | {"TableRow": KINDS.index("Table")}


@dataclass(frozen=True, slots=True)
class Step:
    """An item that a link leads to: how, why, by which words; and what lies beyond."""

    relation: str
    item: Item
    strength: str = ""
    ground: str = ""
    origin: str = ""
    rationale: str = ""
    words: str = ""
    link: str = ""
    steps: tuple["Step", ...] = ()

    @property
    def is_up(self) -> bool:
        """Whether the item rests on the other, not the other way round."""
        return self.relation in UP.values()

    @property
    def is_against(self) -> bool:
        """Whether the item speaks against the other."""
        return self.relation in AGAINST


Beyond = Callable[[Iri], tuple[Step, ...]]


def nothing(item: Iri) -> tuple[Step, ...]:  # noqa: ARG001
    """No step beyond an item."""
    return ()


def steps_down(
    engine: Engine, item: Iri, kinds: Iterable[Iri], beyond: Beyond = nothing
) -> tuple[Step, ...]:
    """The items that links of some kinds lead to from an item, in the report's order.

    Raises:
        GraphError: a link leads nowhere.
    """
    return in_order(
        _step(engine, link, PCAD.to, DOWN[kind], beyond)
        for kind in kinds
        for link in _links(engine, FROM, item, kind)
    )


def steps_up(engine: Engine, item: Iri, beyond: Beyond = nothing) -> tuple[Step, ...]:
    """The items that links lead from to an item, in the report's order.

    Raises:
        GraphError: a link comes from nowhere.
    """
    return in_order(
        _step(engine, link, FROM, UP[kind], beyond)
        for kind in UP
        for link in _links(engine, PCAD.to, item, kind)
    )


def below(engine: Engine, item: Iri, depth: int) -> tuple[Step, ...]:
    """What an item is grounded in (from depth 2), and quotes for and against (from 3).

    The depth is counted from a recommendation.
    """
    kinds = [
        *([PCAD.GroundingLink] if depth > 1 else []),
        *([PCAD.IllustrationLink, PCAD.CounterLink] if depth > 2 else []),
    ]
    return steps_down(engine, item, kinds, lambda end: below(engine, end, depth))


def above(engine: Engine, item: Iri, depth: int) -> tuple[Step, ...]:
    """What rests on an item, and on that, to a depth."""
    if depth < 1:
        return ()
    return steps_up(engine, item, lambda start: above(engine, start, depth - 1))


def evidence_of(engine: Engine, item: Iri) -> tuple[Step, ...]:
    """Every item that a link leads to from an item, and nothing beyond."""
    return steps_down(engine, item, DOWN)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps by relation, then strength, then kind, then as the report prints them."""
    return tuple(sorted(steps, key=_order))


def _order(step: Step) -> tuple[int, int, int, int, list[object]]:
    item = step.item
    return (
        RELATIONS.index(step.relation),
        STRENGTHS.index(step.strength),
        RANK.get(item.kind, len(KINDS)),
        item.first_line,
        natural(item.label),
    )


def _links(engine: Engine, end: Iri, item: Iri, kind: Iri) -> list[Iri]:
    return [
        link for link in engine.subjects(end, item) if has(engine, link, RDF.type, kind)
    ]


def _step(engine: Engine, link: Iri, end: Iri, relation: str, beyond: Beyond) -> Step:
    target = node_of(engine, link, end)
    if target is None:
        raise GraphError(f"{link}: the link leads nowhere; run `pcad-kg build`")
    return Step(
        relation=relation,
        item=item_at(target, engine),
        strength=concept_at(link, PCAD.strength, engine),
        ground=concept_at(link, PCAD.ground, engine),
        origin=concept_at(link, PCAD.origin, engine),
        rationale=value_at(link, PCAD.rationale, engine),
        words=value_at(link, PCAD.relyingOn, engine),
        link=str(link),
        steps=beyond(target),
    )
