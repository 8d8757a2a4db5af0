"""Search: what was found with its facets, every state of it a URL; and its index."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pcad_kg.errors import PcadError
from pcad_kg.search import Hit, Searcher
from pcad_kg.search_facets import Facetted, Filters
from pcad_kg.search_items import OTHER, TEXT, TITLE, Entry, entries_of
from pcad_kg.serve.desk import Desk, Ref

FACETS = ("type", "chapter", "agency", "role", "region", "strength")
PER_PAGE, MOST = 20, 500
DIGITS = 4  # of a number that is read; Python reads no more than a few thousand
TYPE_NAMES = {
    "recommendation": "recommendations",
    "finding": "findings",
    "table": "tables",
    "row": "rows of tables",
    "figure": "figures",
    "question": "survey questions",
    "section": "sections",
    "quote": "quotes",
    "passage": "passages",
    "reference": "works cited",
    "acronym": "acronyms",
    "agency": "agencies",
}
PART_NAMES = {
    "front": "before the Summary",
    "summary": "Summary",
    "back": "References and resources",
}
STRENGTH_NAMES = {"direct": "direct evidence", "contextual": "contextual evidence"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many items have it, and the URL that chooses it."""

    value: str
    name: str
    count: int
    path: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An item that was found, as it is listed."""

    ref: Ref
    kind: str
    hit: Hit
    place: Ref


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A search: what was typed, what was found, by what it can be narrowed.

    `names` are what the values of each facet are called; `chosen` what is chosen, each
    with the search without it.
    """

    typed: str
    names: Mapping[str, Mapping[str, str]]
    chosen: tuple[tuple[str, Choice], ...]
    total: int
    hits: tuple[Found, ...]
    facets: tuple[tuple[str, tuple[Choice, ...]], ...]
    near: tuple[tuple[str, tuple[Ref, ...]], ...]
    more: str
    error: str


def search_page(
    desk: Desk, searcher: Searcher, query: Mapping[str, list[str]]
) -> SearchPage:
    """The data of a search's page; an error is told on it."""
    typed = " ".join(query.get("q", [])).strip()
    chosen = {
        name: values[0] for name in FACETS if (values := query.get(name)) and values[0]
    }
    names = names_of(desk)
    taken = tuple(_taken(typed, chosen, names))
    if not typed:
        return SearchPage("", names, taken, 0, (), (), (), "", "")
    limit = _limit(query)
    try:
        found = searcher.search(typed, _filters(chosen), limit=limit)
    except PcadError as error:
        return SearchPage(typed, names, taken, 0, (), (), (), "", str(error))
    hits = tuple(
        Found(
            Ref(desk.path(hit.iri), hit.label, _kind(hit)),
            hit.kind,
            hit,
            _place(desk, hit),
        )
        for hit in found.hits
    )
    more = {"q": typed, **chosen, "limit": str(limit + PER_PAGE)}
    return SearchPage(
        typed=typed,
        names=names,
        chosen=taken,
        total=found.total,
        hits=hits,
        facets=tuple(_facets(typed, chosen, found.facets, names)),
        near=tuple(
            (word, tuple(Ref(url({"q": other}), other) for other in others))
            for word, others in found.near.items()
        ),
        more=url(more) if found.total > limit < MOST else "",
        error="",
    )


def url(query: Mapping[str, str]) -> str:
    """The path of a search."""
    return f"/search?{urlencode(query)}"


def _limit(query: Mapping[str, list[str]]) -> int:
    written = "".join(query.get("limit", []))
    number = int(written) if written.isdecimal() and len(written) <= DIGITS else 0
    return min(MOST, number) or PER_PAGE


def _filters(chosen: Mapping[str, str]) -> Filters:
    return Filters(
        types=(chosen["type"],) if "type" in chosen else (),
        agency=chosen.get("agency", ""),
        region=chosen.get("region", ""),
        role=chosen.get("role", ""),
        chapter=chosen.get("chapter", ""),
        strength=chosen.get("strength", ""),
    )


def names_of(desk: Desk) -> dict[str, dict[str, str]]:
    """What the values of facets are called, where that is not by themselves."""
    chapters = {
        chapter.key.replace("-", " "): chapter.title
        for chapter in desk.text.chapters
        if chapter.key.startswith("appendix") or chapter.key.isdecimal()
    }
    return {
        "type": TYPE_NAMES,
        "chapter": {**chapters, **PART_NAMES},
        "strength": STRENGTH_NAMES,
    }


def _taken(
    typed: str, chosen: Mapping[str, str], names: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Choice]]:
    """What is chosen, with the search without it."""
    for name, value in chosen.items():
        rest = {k: v for k, v in chosen.items() if k != name}
        shown = names.get(name, {}).get(value, value)
        yield name, Choice(value, shown, 0, url({"q": typed, **rest}), is_chosen=True)


def _facets(
    typed: str,
    chosen: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    names: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for name in FACETS:
        choices = []
        for value, count in counts.get(name, {}).items():
            is_chosen = chosen.get(name) == value
            rest = {k: v for k, v in chosen.items() if k != name}
            state = {"q": typed, **rest, **({} if is_chosen else {name: value})}
            shown = names.get(name, {}).get(value, value)
            choices.append(Choice(value, shown, count, url(state), is_chosen))
        if choices:
            yield name, tuple(choices)


KIND_CLASSES = {"row": "TableRow"}


def _kind(hit: Hit) -> str:
    return KIND_CLASSES.get(hit.kind, hit.kind.capitalize())


def _place(desk: Desk, hit: Hit) -> Ref:
    return Ref(desk.line_path(hit.first_line) if hit.first_line else "", hit.place)


def search_index(desk: Desk) -> list[list[object]]:
    """Every item for a search without a server: link, kind, label, words, facets.

    The words are a title, the text and the speaker; the facets are lists of chapter,
    agency, role, region and strength. At the end is where it stands, and the link
    there.
    """
    facetted = Facetted(desk.engine)
    return [_row(desk, facetted, entry) for entry in entries_of(desk.engine)]


def _row(desk: Desk, facetted: Facetted, entry: Entry) -> list[object]:
    counts = facetted.counts((entry,))
    columns, item = entry.columns, desk.item(entry.iri)
    place = desk.place(item)
    return [
        desk.path(entry.iri),
        entry.kind.value,
        entry.label,
        columns[TITLE],
        columns[TEXT],
        item.speaker or columns[OTHER],
        entry.line,
        *(list(counts[name]) for name in FACETS[1:]),
        place.label,
        place.path,
    ]
