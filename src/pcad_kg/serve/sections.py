"""Sections with what stands in them, and the list of acronyms, as data of pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcad_kg.cited import Item, natural
from pcad_kg.engine.protocol import node_of
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.serve.items import Doubted, doubts_of
from pcad_kg.terms import DCTERMS, PCAD, RDF, SKOS, Iri, local_name


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section: what it is part of, its own sections, and what stands in it.

    `speakers` are those of its quotes by where these are shown.
    """

    item: Item
    place: Ref
    within: tuple[Ref, ...]
    sections: tuple[Ref, ...]
    groups: tuple[tuple[str, tuple[Ref, ...]], ...]
    resting: tuple[Ref, ...]
    doubts: tuple[Doubted, ...]
    speakers: Mapping[str, str]


SECTION_KINDS = (
    ("Recommendation", "Recommendations"),
    ("Finding", "Findings"),
    ("Table", "Tables"),
    ("Figure", "Figures"),
    ("Question", "Survey questions"),
    ("Quote", "Quotes"),
    ("Reference", "Works"),
)


def section_page(desk: Desk, iri: str) -> SectionPage:
    """The data of a section's page."""
    standing = [
        node
        for section in _sections_below(desk, iri)
        for node in desk.engine.subjects(PCAD.inSection, section)
    ]
    by_kind = _by_kind(desk, standing)
    resting = {
        start
        for node in standing
        for start in desk.engine.subjects(PCAD.directlySupportedBy, node)
    }
    item = desk.item(iri)
    return SectionPage(
        item=item,
        place=desk.place(item),
        within=desk.sections_above(node_of(desk.engine, Iri(iri), DCTERMS.isPartOf)),
        sections=_sections_in(desk, iri),
        groups=tuple(
            (name, desk.refs(dict.fromkeys(by_kind[kind])))
            for kind, name in SECTION_KINDS
            if kind in by_kind
        ),
        resting=desk.refs(resting),
        doubts=doubts_of(desk, item),
        speakers={
            desk.path(node): desk.item(node).speaker
            for node in by_kind.get("Quote", ())
        },
    )


def _by_kind(desk: Desk, standing: list[Iri]) -> dict[str, list[Iri]]:
    """What stands in a section by its kind; of a wording its recommendation too."""
    wordings = {
        whole for node in standing for whole in desk.nodes(node, PCAD.wordingOf)
    }
    found: dict[str, list[Iri]] = {}
    for node in (*standing, *wordings):
        found.setdefault(desk.kind(node), []).append(node)
    return found


def _sections_in(desk: Desk, iri: str) -> tuple[Ref, ...]:
    found = [
        node
        for node in desk.engine.subjects(DCTERMS.isPartOf, Iri(iri))
        if desk.kind(node) == "Section"
    ]
    found.sort(key=lambda node: (desk.item(node).first_line, natural(node)))
    return tuple(Ref(desk.path(n), desk.label(n), "Section") for n in found)


def _sections_below(desk: Desk, iri: str) -> list[Iri]:
    found = [Iri(iri)]
    for section in found:
        found += [
            node
            for node in desk.engine.subjects(DCTERMS.isPartOf, section)
            if desk.kind(node) == "Section" and node not in found
        ]
    return found


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym of the report's list, with its place."""

    key: str
    notation: str
    name: str
    place: Ref
    doubts: tuple[Doubted, ...]


def acronyms(desk: Desk) -> tuple[Acronym, ...]:
    """The report's list of acronyms, by letter."""
    found = [
        Acronym(
            local_name(node),
            desk.value(node, SKOS.notation),
            desk.value(node, SKOS.prefLabel),
            desk.place(desk.item(node)),
            doubts_of(desk, desk.item(node)),
        )
        for node in desk.engine.subjects(RDF.type, PCAD.Acronym)
    ]
    return tuple(sorted(found, key=lambda acronym: acronym.notation.lower()))
