"""What recommendations would be left with if an item, or all of a table, fell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pcad_kg.cited import natural
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.grade import INTERVIEW_SECTION, ORDER, kind_of
from pcad_kg.model import Grade, Ground, Stance, Strength, Support

# The kinds of evidence, as the grades know them.
KINDS = {"TableRow": "row"}
# What is part of a whole so that it falls with it; a quote outlives its passage.
PARTS = {"Table": ("Table", "TableRow"), "Finding": ("Finding",)}
FALLING = ("Table", "Figure", "Finding", "Passage", "Quote")


@dataclass(frozen=True, slots=True)
class Prop:
    """A link to evidence for a recommendation, and the grade it is enough for.

    Both ends are keys of nodes.
    """

    source: str
    target: str
    is_direct: bool
    grade: Grade


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence graph as lookups: what supports, grounds and is part of what.

    `grounds` are a finding's own; where it has none, those of its lettered parts, or of
    the finding that it is part of. `whole` leads from a row or part to what it is part
    of.
    """

    nodes: Mapping[str, Node]
    sections: Mapping[str, str]
    supports: tuple[Prop, ...]
    grounds: Mapping[str, frozenset[str]]
    whole: Mapping[str, str]

    def with_parts(self, key: str) -> set[str]:
        """An item, its rows and parts, and theirs."""
        parts = [part for part, whole in self.whole.items() if whole == key]
        return {key}.union(*(self.with_parts(part) for part in parts))

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The labels of nodes, in order."""
        return tuple(sorted((self.nodes[key].label for key in keys), key=natural))


@dataclass(frozen=True, slots=True)
class Harm:
    """A recommendation's direct evidence and grade before and after a fall."""

    recommendation: str
    lost: int
    left: int
    before: Grade
    after: Grade

    @property
    def is_bare(self) -> bool:
        """Whether nothing would speak for it directly any more."""
        return self.left == 0

    @property
    def drop(self) -> int:
        """By how many grades it would sink."""
        return ORDER.index(self.after) - ORDER.index(self.before)


@dataclass(frozen=True, slots=True)
class Fall:
    """An item that falls, the findings that fall with it, and whom that would harm."""

    item: Node
    with_it: tuple[str, ...]
    harms: tuple[Harm, ...]

    @property
    def bare(self) -> tuple[str, ...]:
        """The recommendations that would be left without direct evidence."""
        return tuple(harm.recommendation for harm in self.harms if harm.is_bare)

    @property
    def dropped(self) -> tuple[Harm, ...]:
        """Those that would keep direct evidence, of a lower grade."""
        return tuple(h for h in self.harms if h.drop and not h.is_bare)


def evidence_of(drawing: Drawing, sections: Mapping[str, str]) -> Evidence:
    """The lookups of an evidence drawing; sections are by the keys of nodes."""
    nodes = {node.key: node for node in drawing.nodes}
    whole = {
        edge.source: edge.target
        for edge in drawing.edges
        if edge.kind == "part of"
        and nodes[edge.source].kind in PARTS.get(nodes[edge.target].kind, ())
    }
    interviews = frozenset(
        key.removeprefix("passage/")
        for key, section in sections.items()
        if section.endswith(INTERVIEW_SECTION)
    )
    props = (
        _prop(e, nodes, interviews) for e in drawing.edges if e.kind == "supported by"
    )
    return Evidence(
        nodes, sections, tuple(props), _grounds(drawing.edges, whole), whole
    )


def _prop(edge: Edge, nodes: Mapping[str, Node], interviews: frozenset[str]) -> Prop:
    node = nodes[edge.target]
    key = node.key.partition("/")[2]
    support = Support(
        recommendation=0,
        evidence_kind=KINDS.get(node.kind, node.kind.lower()),
        evidence_key=key,
        stance=Stance.FOR,
        strength=Strength.DIRECT,
        ground=Ground.PROBLEM,
        rationale="",
        words=edge.words,
    )
    grade = kind_of(support, {key: node.text}, interviews)
    return Prop(edge.source, edge.target, edge.strength == "direct", grade)


def _grounds(
    edges: Iterable[Edge], whole: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    own: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.kind == "grounded in":
            own[edge.source].add(edge.target)
    of_parts: dict[str, set[str]] = defaultdict(set)
    for part, parent in whole.items():
        of_parts[parent] |= own.get(part, set())
    findings = {*own, *(end for pair in whole.items() for end in pair)}
    return {
        key: frozenset(own.get(key) or of_parts.get(key) or own[whole[key]])
        for key in sorted(findings)
        if own.get(key) or of_parts.get(key) or own.get(whole.get(key, ""))
    }


def falls_of(evidence: Evidence) -> tuple[Fall, ...]:
    """Every item whose fall would take direct evidence, the most harmful first.

    First by how many recommendations would be left bare, then by how many grades would
    be lost, then by links.
    """
    found = (
        fall_of(key, evidence)
        for key, node in evidence.nodes.items()
        if node.kind in FALLING
    )
    return tuple(sorted((fall for fall in found if fall.harms), key=_harmfulness))


def fall_of(key: str, evidence: Evidence) -> Fall:
    """The fall of an item with its rows and of findings grounded in nothing else."""
    fallen = evidence.with_parts(key)
    findings = {
        finding
        for finding, grounds in evidence.grounds.items()
        if grounds <= fallen and finding not in fallen
    }
    harms = (
        _harm(recommendation, fallen | findings, evidence)
        for recommendation in _recommendations(evidence)
    )
    return Fall(
        evidence.nodes[key],
        evidence.labels(findings & evidence.nodes.keys()),
        tuple(harm for harm in harms if harm.lost),
    )


def _recommendations(evidence: Evidence) -> list[str]:
    return [k for k, node in evidence.nodes.items() if node.kind == "Recommendation"]


def _harm(recommendation: str, fallen: set[str], evidence: Evidence) -> Harm:
    before = [
        p for p in evidence.supports if p.source == recommendation and p.is_direct
    ]
    after = [prop for prop in before if prop.target not in fallen]
    return Harm(
        evidence.nodes[recommendation].label,
        len(before) - len(after),
        len(after),
        _strongest(before),
        _strongest(after),
    )


def _strongest(props: Iterable[Prop]) -> Grade:
    kinds = {prop.grade for prop in props}
    return next((grade for grade in ORDER if grade in kinds), Grade.NO_EVIDENCE)


def _harmfulness(fall: Fall) -> tuple[int, int, int, list[object]]:
    return (
        -len(fall.bare),
        -sum(harm.drop for harm in fall.harms),
        -sum(harm.lost for harm in fall.harms),
        natural(fall.item.label),
    )
