"""Lists of all items of a kind, by which a reader leafs through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pcad_kg.engine.protocol import node_of
from pcad_kg.serve.chapters import Chapter
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import DCTERMS, PCAD, SKOS, Iri


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list, with what it is part of and how much rests on it."""

    ref: Ref
    text: str
    place: Ref
    note: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Some items of a list under a heading, which has an anchor; one may have none."""

    key: str
    heading: str
    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of items under headings."""

    title: str
    lead: str
    groups: tuple[Group, ...]


LISTS = {
    "/finding": (
        "Findings",
        ("Finding",),
        "The numbered findings of the Summary, with their lettered parts.",
    ),
    "/table": ("Tables", ("Table",), "The report's tables, to the last cell."),
    "/figure": (
        "Figures",
        ("Figure",),
        "Captions only: the drawings are not in the text that was read.",
    ),
    "/question": (
        "Survey questions",
        ("Question",),
        "The questions of the survey, as the report prints them.",
    ),
    "/reference": ("Works cited", ("Reference",), "The report's list of references."),
    "/agency": (
        "Agencies, roles and regions",
        ("Agency", "Role", "Region"),
        "Who was asked and who speaks. No person is named or told apart: a quote hangs"
        " on its agency, role and region as printed, and on nothing else.",
    ),
}
HEADINGS = {"Agency": "Agencies", "Role": "Roles", "Region": "Regions"}


def list_page(desk: Desk, path: str) -> ListPage:
    """The data of a list's page."""
    title, kinds, lead = LISTS[path]
    return ListPage(title, lead, tuple(_groups(desk, kinds)))


def _groups(desk: Desk, kinds: tuple[str, ...]) -> Iterator[Group]:
    """Items under their kind where there are several, else where they stand."""
    for kind in kinds:
        items = _all(desk, kind)
        if kind in HEADINGS:
            yield _group(desk, kind, kind.lower(), HEADINGS[kind], items)
        elif kind == "Reference":
            yield _group(desk, kind, "", "", items)
        else:
            for chapter, found in groupby(items, partial(_chapter, desk)):
                yield _group(desk, kind, f"in-{chapter.key}", chapter.title, found)


def _chapter(desk: Desk, iri: Iri) -> Chapter:
    return desk.text.chapter_of(desk.item(iri).first_line)


def _group(
    desk: Desk, kind: str, key: str, heading: str, items: Iterable[Iri]
) -> Group:
    return Group(key, heading, tuple(_listed(desk, iri, kind) for iri in items))


def _all(desk: Desk, kind: str) -> list[Iri]:
    found = list(desk.classes[kind])
    if kind in HEADINGS:
        return sorted(found, key=desk.label)
    return sorted(found, key=lambda iri: desk.item(iri).first_line)


def _listed(desk: Desk, iri: Iri, kind: str) -> Listed:
    item = desk.item(iri)
    whole = node_of(desk.engine, iri, DCTERMS.isPartOf)
    text = item.title if kind in ("Table", "Figure") else item.text
    if kind in HEADINGS:
        text = desk.value(iri, SKOS.definition)
    return Listed(
        ref=Ref(desk.path(iri), item.label, kind),
        text=text,
        place=desk.place(item),
        note=_note(desk, iri, kind, item.sample),
        is_part=whole is not None and desk.kind(whole) == kind,
    )


def _note(desk: Desk, iri: Iri, kind: str, sample: str) -> str:
    """How many recommendations rest on it, or how many quotes are of it."""
    said = {
        "Agency": PCAD.voicedBy,
        "Role": PCAD.speakerRole,
        "Region": PCAD.speakerRegion,
    }.get(kind)
    if said is not None:
        return _counted(len(desk.engine.subjects(said, iri)), "quote")
    count = len(desk.engine.subjects(PCAD.supportedBy, iri))
    verb = "rests" if count == 1 else "rest"
    rests = f"{_counted(count, 'recommendation')} {verb} on it" if count else ""
    return " · ".join(filter(None, (sample, rests)))


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"
