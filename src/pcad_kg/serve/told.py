"""A trail as pages tell it: entries with links, reasons, words, numbers and doubts."""

from collections import Counter
from dataclasses import dataclass

from pcad_kg.cited import Item
from pcad_kg.entries import Entry, laid_out
from pcad_kg.serve.desk import Desk, Ref, anchor_of
from pcad_kg.serve.numbers import Bar, bars_of
from pcad_kg.trail import Trail, evidence_trail
from pcad_kg.walk import Step
from pcad_kg.wording import caption

LIMIT = 420
# Their text says all of them, where a caption is cut.
IN_FULL = ("Recommendation", "Finding")
GROUNDS = ("problem", "remedy", "demand")


@dataclass(frozen=True, slots=True)
class Told:
    """An item on a page: why it is there, by which words, and what hangs on it.

    The words of `item` are those of a recommendation or a finding, in full.
    `before`, `words` and `after` are an excerpt of what is printed, `speaker` who says
    it and `place` where; `doubts` are severities with sentences.
    """

    anchor: str
    relation: str
    item: Ref
    caption: str
    ground: str
    reason: str
    before: str
    words: str
    after: str
    speaker: str
    place: Ref
    origin: str
    bars: tuple[Bar, ...]
    doubts: tuple[tuple[str, str], ...]
    entries: tuple["Told", ...]
    against: tuple["Told", ...]

    @property
    def is_quoting(self) -> bool:
        """Whether there is an excerpt."""
        return bool(self.before or self.words or self.after)


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """Entries under a heading, of a recommendation's under each kind of item."""

    anchor: str
    heading: str
    strength: str
    count: int
    empty: str
    kinds: tuple[tuple[str, tuple[Told, ...]], ...]


def trail_of(desk: Desk, item: Item, depth: int = 3) -> Trail:
    """The trail of an item, or of an agency."""
    label = f"agency:{item.iri.rpartition('/')[2]}"
    return evidence_trail(
        label if item.kind == "Agency" else item.label, desk.engine, depth=depth
    )


def told_groups(
    desk: Desk, trail: Trail, told: frozenset[str] = frozenset()
) -> tuple[ToldGroup, ...]:
    """A trail's groups with their entries.

    Of disagreements whose sentences are `told` on the page already, entries give the
    number alone.
    """
    groups = []
    for group, kinds in laid_out(trail, LIMIT):
        steps = {step.item.iri: step for step in group.steps}
        groups.append(
            ToldGroup(
                anchor=group.heading.lower().replace(" ", "-").replace(",", ""),
                heading=group.heading,
                strength=group.strength,
                count=len(group.steps),
                empty=group.empty,
                kinds=tuple(
                    (name, tuple(_told(desk, entry, steps, told) for entry in entries))
                    for name, entries in kinds
                ),
            )
        )
    return tuple(groups)


def _told(
    desk: Desk, entry: Entry, steps: dict[str, Step], told: frozenset[str]
) -> Told:
    item = entry.item
    step = steps.get(item.iri)
    before, words, after = entry.quoted
    is_whole = not (before or after)
    speaker = entry.source.speaker if any(entry.quoted) else ""
    ground, reason = _reason(entry)
    return Told(
        anchor=anchor_of(step.link) if step and step.link else "",
        relation=entry.relation,
        item=Ref(
            desk.path(item.iri),
            item.label,
            item.kind,
            item.text if item.kind in IN_FULL else "",
        ),
        caption="" if item.kind == "Quote" and any(entry.quoted) else caption(item),
        ground=ground,
        reason=reason,
        before=words if is_whole else before,
        words="" if is_whole else words,
        after="" if is_whole else after,
        speaker=speaker,
        place=desk.place(item),
        origin=step.origin if step else "",
        bars=bars_of(desk, item) if item.kind in ("Finding", "TableRow") else (),
        doubts=_doubts(entry, told),
        entries=tuple(
            _told(desk, one, steps if _is_row(one.item, item) else {}, told)
            for one in entry.entries
        ),
        against=tuple(_told(desk, one, {}, told) for one in entry.against),
    )


def _reason(entry: Entry) -> tuple[str, str]:
    """The ground that a reason begins with, if any, and the rest of it."""
    ground, _, reason = entry.reason.partition(": ")
    return (ground, reason) if ground in GROUNDS else ("", entry.reason)


def _doubts(entry: Entry, told: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """What the audit says of an entry; in one count what is told already."""
    if not told:
        return entry.doubts
    new = {doubt for doubt in entry.item.doubts if doubt.sentence not in told}
    old = Counter(d.severity for d in entry.item.doubts if d not in new)
    counts = ", ".join(
        f"{count} {severity}{'s' if severity == 'error' and count > 1 else ''}"
        for severity, count in old.items()
    )
    kept = [
        (severity, said)
        for severity, said in entry.doubts
        if any(said.endswith(doubt.sentence) for doubt in new)
    ]
    counted = [(next(iter(old)), f"≠ {counts}: told above")] if old else []
    return (*kept, *counted)


def _is_row(item: Item, table: Item) -> bool:
    """Whether an entry is a row beneath its table, which a link of its own leads to."""
    return item.kind == "TableRow" and item.whole == table.label
