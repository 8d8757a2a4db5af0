"""How far two readers agree on what supports which recommendation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pcad_kg.model import Report, Stance, Strength, Support

KINDS = ("finding", "figure", "table")
Pair = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One judgement of the second reader."""

    recommendation: int
    evidence_kind: str
    evidence_key: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Settlement:
    """A difference between the readers, with what each said and what holds."""

    recommendation: int
    evidence_kind: str
    evidence_key: str
    first: Strength
    second: Strength
    settled: Strength
    rationale: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many links of a kind and strength each reader has, and both; F1 and kappa."""

    kind: str
    strength: str
    first: int
    second: int
    both: int
    pairs: int

    @property
    def f1(self) -> float:
        """Twice what both have, by what each has; 1 where neither has any."""
        total = self.first + self.second
        return 2 * self.both / total if total else 1.0

    @property
    def kappa(self) -> float:
        """Cohen's kappa over every pair of a recommendation and an item of the kind."""
        neither = self.pairs - self.first - self.second + self.both
        observed = (self.both + neither) / self.pairs
        one, other = self.first / self.pairs, self.second / self.pairs
        expected = one * other + (1 - one) * (1 - other)
        return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def agreements(
    report: Report, second: Iterable[Reading], settlements: Iterable[Settlement]
) -> tuple[Agreement, ...]:
    """The readers' agreement per kind and strength, and over all kinds.

    The first reading is the judged links as they were before the two were settled; a
    row counts as its table, and the stronger of two judgements of a table as its own.
    """
    one = first_reading(report.supports, settlements)
    other = _strongest(
        (_pair(r.recommendation, r.evidence_kind, r.evidence_key), r.strength)
        for r in second
    )
    items = _items_of(report)
    return tuple(
        _agreement(one, other, strength, kinds, items)
        for strength in ("direct", "any")
        for kinds in (*((kind,) for kind in KINDS), KINDS)
    )


def first_reading(
    supports: Iterable[Support], settlements: Iterable[Settlement]
) -> Mapping[Pair, Strength]:
    """What the first reader held for a recommendation, before the settlement."""
    before = {
        (s.recommendation, s.evidence_kind, s.evidence_key): s.first
        for s in settlements
    }
    return _strongest(
        (
            _pair(s.recommendation, s.evidence_kind, s.evidence_key),
            before.get((s.recommendation, s.evidence_kind, s.evidence_key), s.strength),
        )
        for s in supports
        if s.stance is Stance.FOR
    )


def _pair(recommendation: int, kind: str, key: str) -> Pair:
    if kind == "row":
        return recommendation, "table", key.partition("/")[0]
    return recommendation, kind, key


def _strongest(judged: Iterable[tuple[Pair, Strength]]) -> Mapping[Pair, Strength]:
    found: dict[Pair, Strength] = {}
    for pair, strength in judged:
        if pair[1] in KINDS and found.get(pair) is not Strength.DIRECT:
            found[pair] = strength
    return found


def _items_of(report: Report) -> Mapping[str, int]:
    """How many items of a kind each reader could have chosen."""
    return {
        "finding": len(report.findings),
        "figure": len(report.figures),
        "table": len(report.tables),
    }


def _agreement(
    one: Mapping[Pair, Strength],
    other: Mapping[Pair, Strength],
    strength: str,
    kinds: tuple[str, ...],
    items: Mapping[str, int],
) -> Agreement:
    def held(reading: Mapping[Pair, Strength]) -> set[Pair]:
        return {
            pair
            for pair, judged in reading.items()
            if pair[1] in kinds and strength in ("any", judged.value)
        }

    recommendations = len({pair[0] for pair in (*one, *other)})
    return Agreement(
        kind="all" if len(kinds) > 1 else kinds[0],
        strength=strength,
        first=len(held(one)),
        second=len(held(other)),
        both=len(held(one) & held(other)),
        pairs=recommendations * sum(items[kind] for kind in kinds),
    )
