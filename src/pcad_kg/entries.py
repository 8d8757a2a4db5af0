"""A trail laid out for reading: under each heading entries, each with its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pcad_kg.cited import Item
from pcad_kg.groups import Group
from pcad_kg.trail import Trail
from pcad_kg.walk import RANK, Step
from pcad_kg.wording import doubted, quoted, reason, told

PLURALS = {
    "Finding": "Findings",
    "Table": "Tables and rows",
    "TableRow": "Tables and rows",
    "Figure": "Figures",
    "Passage": "Passages",
    "Quote": "Quotes",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with what is said of it: how it is reached, why, and by which words.

    `quoted` is what stands in the `source` before the words relied on, the words, and
    what stands behind them; on the way up the source is the item below. `doubts` are
    severities with what the audit says, each sentence once in a trail. `entries` are
    what the item is grounded in, who illustrates it and a table's rows, `against` is
    what speaks against it.
    """

    relation: str
    item: Item
    reason: str
    source: Item
    quoted: tuple[str, str, str]
    doubts: tuple[tuple[str, str], ...]
    entries: tuple["Entry", ...]
    against: tuple["Entry", ...]


# Entries under the name of their kind, which may be none.
Kinds = list[tuple[str, list[Entry]]]


def laid_out(trail: Trail, limit: int) -> list[tuple[Group, Kinds]]:
    """A trail's groups with their entries, of a recommendation's under each kind.

    Texts around the words relied on are shortened to `limit` characters.
    """
    said = {doubt.sentence for doubt in trail.item.doubts}
    return [(group, _by_kind(trail, group, limit, said)) for group in trail.groups]


def _by_kind(trail: Trail, group: Group, limit: int, said: set[str]) -> Kinds:
    if trail.item.kind != "Recommendation":
        return [("", entries_of(group.steps, trail.item, limit, said))]
    steps = sorted(group.steps, key=lambda step: RANK[step.item.kind])
    found = groupby(steps, key=lambda step: PLURALS[step.item.kind])
    kinds = [(name, list(steps)) for name, steps in found]
    return [
        (f"{name} ({len(steps)})", entries_of(steps, trail.item, limit, said))
        for name, steps in kinds
    ]


def entries_of(
    steps: Iterable[Step],
    below: Item,
    limit: int,
    said: set[str],
    *,
    is_nested: bool = False,
) -> list[Entry]:
    """Steps as entries, a table's rows beneath the table.

    What the audit says and is not yet `said` is told and joins it.
    """
    return [
        _entry(step, rows, below, limit, said, is_nested=is_nested)
        for step, rows in _hung(steps)
    ]


def _entry(
    step: Step,
    rows: list[Step],
    below: Item,
    limit: int,
    said: set[str],
    *,
    is_nested: bool,
) -> Entry:
    doubts = doubted(step.item, said)
    found = entries_of(rows, below, limit, said, is_nested=is_nested)
    beneath = [s for s in step.steps if s.relation != "countered by"]
    against = [s for s in step.steps if s.relation == "countered by"]
    return Entry(
        relation=told(step) if is_nested else "",
        item=step.item,
        reason=reason(step),
        source=below if step.is_up else step.item,
        quoted=quoted(step, below, limit),
        doubts=tuple(doubts),
        entries=(*found, *entries_of(beneath, step.item, limit, said, is_nested=True)),
        against=tuple(entries_of(against, step.item, limit, said, is_nested=True)),
    )


def _hung(steps: Iterable[Step]) -> list[tuple[Step, list[Step]]]:
    """Each step with the rows of its table that are among the steps."""
    found: list[tuple[Step, list[Step]]] = []
    tables: dict[str, list[Step]] = {}
    for step in steps:
        if step.item.kind == "TableRow" and step.item.whole in tables:
            tables[step.item.whole].append(step)
            continue
        rows: list[Step] = []
        if step.item.kind == "Table":
            tables[step.item.label] = rows
        found.append((step, rows))
    return found
