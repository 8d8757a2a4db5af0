"""Two recommendations or findings → the evidence they share, and each alone."""

from dataclasses import dataclass

from pcad_kg.cited import Item, item_at, kind_of
from pcad_kg.engine.choose import Asked, engine_for
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import UnknownItemError
from pcad_kg.lookup import item_of
from pcad_kg.terms import Iri
from pcad_kg.walk import Step, evidence_of

COMPARED = ("Recommendation", "Finding")


@dataclass(frozen=True, slots=True)
class Both:
    """An item that two rest on, with how and why each does."""

    item: Item
    one: Step
    other: Step


@dataclass(frozen=True, slots=True)
class Shared:
    """Two items, what both rest on, and what each of them rests on alone."""

    one: Item
    other: Item
    both: tuple[Both, ...]
    only_one: tuple[Step, ...]
    only_other: tuple[Step, ...]


def shared_evidence(one: str, other: str, engine: Asked = None) -> Shared:
    """What two recommendations or findings share, evidence against among it.

    Each part is in the order of the first's evidence: direct first, then by kind.

    Raises:
        UnknownItemError: there is no such item, it is of another kind, or both are one.
    """
    engine = engine_for(engine)
    first, second = (_compared(label, engine) for label in (one, other))
    if first == second:
        raise UnknownItemError(f"{one} and {other} are the same: name two items")
    mine = {step.item.iri: step for step in evidence_of(engine, first)}
    theirs = {step.item.iri: step for step in evidence_of(engine, second)}
    return Shared(
        one=item_at(first, engine),
        other=item_at(second, engine),
        both=tuple(
            Both(step.item, step, theirs[iri])
            for iri, step in mine.items()
            if iri in theirs
        ),
        only_one=tuple(step for iri, step in mine.items() if iri not in theirs),
        only_other=tuple(step for iri, step in theirs.items() if iri not in mine),
    )


def _compared(label: str, engine: Engine) -> Iri:
    item = item_of(label, engine)
    if kind_of(item, engine) not in COMPARED:
        raise UnknownItemError(
            f"{label}: recommendations and findings are compared, such as R17 and R31"
        )
    return item
