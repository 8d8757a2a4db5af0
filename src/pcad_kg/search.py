"""What a person types → the items of the report that say it, the best first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from pcad_kg.cited import Item, item_at
from pcad_kg.engine.choose import Asked, engine_for
from pcad_kg.errors import QueryError
from pcad_kg.lookup import plain
from pcad_kg.search_facets import Facetted, Filters
from pcad_kg.search_index import Index
from pcad_kg.search_items import (
    OTHER,
    TEXT,
    TITLE,
    TITLED,
    Entry,
    Kind,
    entries_of,
)
from pcad_kg.search_snippet import OPEN, Piece, pieces_of, shortened_around
from pcad_kg.search_words import Form, Part, folded, parts_of
from pcad_kg.wording import where

LIMIT = 20
# What the report asks for and what it found is told before how it is told in between.
BOOSTS = {Kind.RECOMMENDATION: 2.0, Kind.FINDING: 1.4}
IN_A_ROW = 2.0
# For how many missing words others are looked up.
MISSING = 3
RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found; a higher score fits better.

    `place` is its line, section and page in one, as a trail gives them.
    """

    iri: str
    kind: str
    label: str
    snippet: tuple[Piece, ...]
    place: str
    speaker: str
    first_line: int
    last_line: int
    section: str
    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """How many items were found and the best of them.

    `facets` count all that were found, by type, chapter, agency, role, region and
    strength, where that is asked for. Where nothing was found, `near` has each word
    that no item has, with words that are like it.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    near: dict[str, tuple[str, ...]]


class Searcher:
    """A graph to be searched in many times; the index is made at the first.

    Args:
        engine: an engine or a graph of rdflib's, which does not change meanwhile; the
            package's own without it.
    """

    def __init__(self, engine: Asked = None) -> None:
        self._engine = engine_for(engine)
        self._facetted = Facetted(self._engine)

    @cached_property
    def _index(self) -> Index:
        return Index(entries_of(self._engine))

    @cached_property
    def _by_label(self) -> dict[str, int]:
        """The items by their labels as they are looked up."""
        entries = enumerate(self._index.entries)
        return {"".join(entry.label.lower().split()): row for row, entry in entries}

    def search(
        self,
        typed: str,
        filters: Filters | None = None,
        *,
        limit: int = LIMIT,
        is_counted: bool = True,
    ) -> Hits:
        """The items that have all the words typed, the best first.

        A word is found in any of its forms, a phrase in quotation marks as it is
        written; `visit*` finds what starts so, and `-word` leaves out what has it. An
        item whose label is typed comes first.

        Args:
            typed: whatever a person types.
            filters: which items alone are asked for.
            limit: how many hits are told; the total and the facets count all.
            is_counted: whether facets are counted, which takes a moment.

        Raises:
            QueryError: there is no word to look for.
            UnknownItemError: a filter names nothing that there is.
        """
        parts = parts_of(typed)
        if all(part.is_left_out for part in parts):
            left = "only words to leave out" if parts else "no word to look for"
            raise QueryError(f"“{shown_typed(typed)}”: {left}; write one to find")
        fits = self._facetted.fitting(filters or Filters())
        named = self._by_label.get(plain(typed))
        scores = self._scores(parts, named)
        entries = self._index.entries
        ranked = sorted(
            (row for row in scores if fits(entries[row])),
            key=lambda row: (row != named, *_rank(entries[row], scores[row])),
        )
        hits = self._hits(parts, ranked[:limit], scores)
        counted = (entries[row] for row in ranked) if is_counted else ()
        return Hits(
            total=len(ranked),
            hits=hits,
            facets=self._facetted.counts(counted) if is_counted else {},
            near={} if ranked else self._near(parts),
        )

    def _scores(self, parts: Sequence[Part], named: int | None) -> dict[int, float]:
        """What has the words; with a label typed in short, what has it in full too."""
        entries, scores = self._index.entries, self._index.found(parts)
        if named is not None:
            label = Part(Form.PHRASE, entries[named].columns[0])
            in_full = self._index.found([label]) if label.text else {}
            scores = {named: 0.0, **in_full, **scores}
        in_a_row = self._in_a_row(parts)
        return {
            row: score
            * BOOSTS.get(entries[row].kind, 1.0)
            * (IN_A_ROW if row in in_a_row else 1.0)
            for row, score in scores.items()
        }

    def _in_a_row(self, parts: Sequence[Part]) -> Collection[int]:
        """The items that have several words one behind the other, as they are typed."""
        words = [part.text for part in parts if not part.is_left_out]
        is_plain = all(part.form is Form.WORD for part in parts)
        if len(words) < 2 or not is_plain:
            return ()
        return self._index.found([Part(Form.PHRASE, " ".join(words))])

    def _hits(
        self, parts: Iterable[Part], rows: list[int], scores: dict[int, float]
    ) -> tuple[Hit, ...]:
        marked = self._index.highlighted(parts, rows)
        return tuple(
            self._hit(self._index.entries[row], scores[row], marked.get(row))
            for row in rows
        )

    def _hit(self, entry: Entry, score: float, columns: tuple[str, ...] | None) -> Hit:
        item: Item = item_at(entry.iri, self._engine)
        return Hit(
            iri=item.iri,
            kind=entry.kind.value,
            label=entry.label,
            snippet=_snippet(entry.kind, columns or entry.columns),
            place=where(item),
            speaker=item.speaker,
            first_line=item.first_line,
            last_line=item.last_line,
            section=item.section,
            page=item.page,
            score=round(score, 2),
        )

    def _near(self, parts: Iterable[Part]) -> dict[str, tuple[str, ...]]:
        """The first words that no item has, each with the words that are like it."""
        unknown = (
            part.text
            for part in parts
            if not part.is_left_out
            and part.form is not Form.PHRASE
            and not self._index.knows(part)
        )
        return {word: self._alike(word) for word in islice(unknown, MISSING)}

    def _alike(self, word: str) -> tuple[str, ...]:
        """Words that are like one; a number is like no other, however it is written."""
        if not word.isalpha():
            return ()
        words = filter(str.isalpha, self._index.words)
        return tuple(get_close_matches(folded(word), words, n=3))


def hits_of(
    engine: Asked, typed: str, filters: Filters | None = None, *, limit: int = LIMIT
) -> Hits:
    """The items of a graph that have all the words typed, the best first.

    `Searcher` says what can be typed, and is quicker where there is more to search.

    Raises:
        QueryError: there is no word to look for.
        UnknownItemError: a filter names nothing that there is.
    """
    return Searcher(engine).search(typed, filters, limit=limit)


def marked(snippet: Iterable[Piece]) -> str:
    """A snippet in plain characters, with « » around what was found.

    >>> marked([Piece("a ", False), Piece("visit", True), Piece(" at home", False)])
    'a «visit» at home'
    """
    return "".join(f"«{p.text}»" if p.is_found else p.text for p in snippet)


def data_of(found: Hits) -> dict[str, object]:
    """What was found as plain data for JSON, with snippets as `marked` writes them."""
    hits = [{**asdict(hit), "snippet": marked(hit.snippet)} for hit in found.hits]
    return {**asdict(found), "hits": hits}


def shown_typed(typed: str) -> str:
    """What was typed in one short line."""
    return " ".join(typed.encode(errors="replace").decode().split())[:60]


def _rank(entry: Entry, score: float) -> tuple[float, int, int]:
    """Best first; of what fits about alike, recommendations and findings."""
    return -round(score, 1), RANKS[entry.kind], entry.line


def _snippet(kind: Kind, columns: tuple[str, ...]) -> tuple[Piece, ...]:
    """A title where there is one, and the words in which something is found.

    Where nothing is, as when a label was typed, an item's words tell what it is.
    """
    shown = [columns[TITLE]] if kind in TITLED else []
    found = [columns[n] for n in (TEXT, OTHER) if OPEN in columns[n]]
    if found or kind not in (Kind.TABLE, Kind.FIGURE):
        shown.append(found[0] if found else columns[TEXT])
    return pieces_of(" · ".join(shortened_around(words) for words in shown if words))
