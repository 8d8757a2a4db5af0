"""A recommendation, finding, table, figure, quote … as the data of its page."""

from dataclasses import dataclass

from pcad_kg.cited import SEVERITIES, Doubt, Item
from pcad_kg.engine.protocol import node_of
from pcad_kg.groups import GROUPS
from pcad_kg.serve.cite import Citation, citations_of
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.serve.drawn import Picture, picture_of
from pcad_kg.serve.facts import Fact, facts_of
from pcad_kg.serve.grids import Grid, grid_of
from pcad_kg.serve.numbers import Bar, bars_of
from pcad_kg.serve.told import ToldGroup, told_groups, trail_of
from pcad_kg.serve.wordings import Wording, wordings_of
from pcad_kg.terms import DCTERMS, PCAD, SKOS, Iri
from pcad_kg.trail import Concern, Trail

NAMES = {
    "TableRow": "Row of a table",
    "Reference": "Work cited",
    "Question": "Survey question",
}
TRAILED = ("Recommendation", "Finding")
KINDS = ("Finding", "Table", "TableRow", "Figure", "Passage", "Quote")
# The words beside an item that tell why it is there, each a concept of the vocabulary.
MARKS = ("direct", "contextual", "problem", "remedy", "demand", "named", "implied")


@dataclass(frozen=True, slots=True)
class Doubted:
    """A disagreement of the report with itself: how grave, in a sentence, and where."""

    severity: str
    sentence: str
    path: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Concerned:
    """An agency that an item is about: named or implied, why, and by which words."""

    agency: Ref
    basis: str
    rationale: str
    words: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Glance:
    """How many items of each kind support a recommendation, by strength."""

    strength: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """All that the page of an item shows."""

    item: Item
    title: str
    kind: str
    place: Ref
    within: tuple[Ref, ...]
    grade: str
    grade_words: str
    glances: tuple[Glance, ...]
    wordings: tuple[Wording, ...]
    facts: tuple[Fact, ...]
    concerns: tuple[Concerned, ...]
    is_system_wide: bool
    bars: tuple[Bar, ...]
    grid: Grid | None
    parts: tuple[Ref, ...]
    groups: tuple[ToldGroup, ...]
    marks: tuple[tuple[str, str], ...]
    picture: Picture | None
    doubts: tuple[Doubted, ...]
    disputes: tuple[Doubted, ...]
    citations: tuple[Citation, ...]
    has_trail_files: bool
    before: Ref | None
    after: Ref | None


def item_page(desk: Desk, iri: str) -> ItemPage:
    """The data of an item's page."""
    item = desk.item(iri)
    kind = desk.kind(iri)
    trail = trail_of(desk, item) if kind in GROUPS else None
    before, after = _neighbours(desk, iri, kind)
    is_recommendation = kind == "Recommendation"
    disputes = _disputes(desk, trail) if trail and is_recommendation else ()
    doubts = doubts_of(desk, item)
    told = frozenset(d.sentence for d in (*disputes, *doubts))
    return ItemPage(
        item=item,
        title=desk.title(iri),
        kind=NAMES.get(kind, kind),
        place=desk.place(item),
        within=_within(desk, iri),
        grade=trail.grade if trail else "",
        grade_words=trail.grade_words if trail else "",
        glances=glances_of(trail) if trail and is_recommendation else (),
        wordings=wordings_of(desk, iri) if is_recommendation else (),
        facts=tuple(facts_of(desk, iri, item)),
        concerns=tuple(_concerned(desk, c) for c in trail.agencies) if trail else (),
        is_system_wide=trail.is_system_wide if trail else False,
        bars=bars_of(desk, item) if kind in ("Finding", "TableRow", "Passage") else (),
        grid=grid_of(desk, item) if kind == "Table" else None,
        parts=_parts(desk, iri) if kind == "Table" else (),
        groups=told_groups(desk, trail, told) if trail else (),
        marks=marks_of(desk),
        picture=picture_of(trail) if trail and is_recommendation else None,
        doubts=doubts,
        disputes=disputes,
        citations=citations_of(desk.reference, item),
        has_trail_files=kind in TRAILED,
        before=before,
        after=after,
    )


def marks_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The words beside items and what each means."""
    return tuple((name, desk.value(PCAD[name], SKOS.definition)) for name in MARKS)


def doubts_of(desk: Desk, item: Item) -> tuple[Doubted, ...]:
    """Where the report disagrees with itself on an item."""
    return tuple(
        Doubted(doubt.severity, doubt.sentence, desk.path(doubt.iri))
        for doubt in item.doubts
    )


def _disputes(desk: Desk, trail: Trail) -> tuple[Doubted, ...]:
    """Errors and minor disagreements on what a recommendation rests on directly."""
    found: dict[Doubt, list[Ref]] = {}
    own = {doubt.iri for doubt in trail.item.doubts}
    for step in trail.steps("direct"):
        for doubt in step.item.doubts:
            if doubt.severity != "editorial" and doubt.iri not in own:
                found.setdefault(doubt, []).append(desk.ref(step.item.iri))
    ordered = sorted(found, key=lambda doubt: SEVERITIES.index(doubt.severity))
    return tuple(
        Doubted(d.severity, d.sentence, desk.path(d.iri), tuple(found[d]))
        for d in ordered
    )


def glances_of(trail: Trail) -> tuple[Glance, ...]:
    """What a recommendation rests on, counted by strength and kind."""
    return tuple(
        Glance(
            strength,
            tuple(
                (kind, count)
                for kind in KINDS
                if (count := sum(s.item.kind == kind for s in trail.steps(strength)))
            ),
        )
        for strength in ("direct", "contextual", "against")
    )


def _concerned(desk: Desk, concern: Concern) -> Concerned:
    return Concerned(
        agency=Ref(desk.path(concern.iri), concern.agency, "Agency"),
        basis=concern.basis,
        rationale=concern.rationale,
        words=concern.words,
        anchor=desk.path(concern.link).partition("#")[2],
    )


def _within(desk: Desk, iri: str) -> tuple[Ref, ...]:
    """What an item is part of: its sections from the outermost, its table."""
    section = node_of(desk.engine, Iri(iri), PCAD.inSection)
    found = list(desk.sections_above(section))
    whole = node_of(desk.engine, Iri(iri), DCTERMS.isPartOf)
    if whole is not None and desk.kind(whole) in ("Table", "Finding"):
        found.append(Ref(desk.path(whole), desk.label(whole), desk.kind(whole)))
    return tuple(found)


def _parts(desk: Desk, iri: str) -> tuple[Ref, ...]:
    """The tables that are parts of a table."""
    parts = desk.engine.subjects(DCTERMS.isPartOf, Iri(iri))
    return desk.refs(p for p in parts if desk.kind(p) == "Table")


def _neighbours(desk: Desk, iri: str, kind: str) -> tuple[Ref | None, Ref | None]:
    """The items before and after it, among those of its kind."""
    if kind == "TableRow":
        whole = node_of(desk.engine, Iri(iri), DCTERMS.isPartOf)
        family = [
            row
            for row in desk.classes[kind]
            if node_of(desk.engine, row, DCTERMS.isPartOf) == whole
        ]
    else:
        family = list(desk.classes.get(kind, ()))
    if iri not in family:
        return None, None
    at = family.index(Iri(iri))
    before = desk.ref(family[at - 1], 60) if at else None
    after = desk.ref(family[at + 1], 60) if at + 1 < len(family) else None
    return before, after
