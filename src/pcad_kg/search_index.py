"""Items → an index of their words, in memory."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import takewhile

from pcad_kg.errors import QueryError
from pcad_kg.search_items import COLUMNS, Entry
from pcad_kg.search_snippet import CLOSE, OPEN
from pcad_kg.search_words import Form, Part, alike, folded

# A hit in a label or title counts more than one in the words, one in a speaker hardly.
WEIGHTS = (8.0, 4.0, 1.0, 0.1, 0.4)
STEMMED, EXACT = "porter unicode61 remove_diacritics 2", "unicode61 remove_diacritics 2"


class Index:
    """The words of all items, to be searched in.

    Raises:
        QueryError: Python's SQLite was compiled without full-text search.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._has_words = False
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._fill("stems", STEMMED)

    def found(self, parts: Iterable[Part]) -> dict[int, float]:
        """The items that have every part and none that is left out, with their score.

        Items are named by their place in `entries`; a higher score fits better.
        """
        all_parts = tuple(parts)
        wanted = [part for part in all_parts if not part.is_left_out]
        scores = self._scores(" AND ".join(map(self._stemmed, wanted)))
        for part in wanted:
            if part.form is not Form.WORD:
                kept = self._matches(part)
                scores = {row: n for row, n in scores.items() if row in kept}
        for part in all_parts:
            if part.is_left_out:
                for row in self._matches(part):
                    scores.pop(row, None)
        return scores

    def highlighted(
        self, parts: Iterable[Part], rows: Iterable[int]
    ) -> dict[int, tuple[str, ...]]:
        """The columns of some items, with marks around what is found in them."""
        wanted = [self._stemmed(part) for part in parts if not part.is_left_out]
        columns = ", ".join(
            f"highlight(stems, {n}, '{OPEN}', '{CLOSE}')" for n in range(len(COLUMNS))
        )
        ids = ",".join(str(row + 1) for row in rows)
        found = self._database.execute(
            f"SELECT rowid, {columns} FROM stems"
            f" WHERE stems MATCH ? AND rowid IN ({ids})",
            (" OR ".join(wanted),),
        )
        return {row - 1: tuple(marked) for row, *marked in found}

    def knows(self, part: Part) -> bool:
        """Whether any item has a part."""
        return bool(self._matches(part))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that an item has, in small letters."""
        self._need_words()
        table = "CREATE VIRTUAL TABLE vocabulary USING fts5vocab('words', 'row')"
        self._database.execute(table)
        rows = self._database.execute("SELECT term FROM vocabulary ORDER BY term")
        return tuple(term for (term,) in rows)

    def _stemmed(self, part: Part) -> str:
        """A part in the stemmed index, where a start is every word it starts."""
        if part.form is Form.PHRASE:
            return part.sought
        if part.form is Form.WORD:
            return _any_of(alike(part.text))
        end = next(
            (n for n in range(len(part.text), 0, -1) if not part.text[n - 1].isalnum()),
            0,
        )
        before, start = part.text[:end], folded(part.text[end:])
        first = bisect_left(self.words, start)
        started = takewhile(lambda word: word.startswith(start), self.words[first:])
        return _any_of([before + word for word in started] or [part.text])

    def _matches(self, part: Part) -> set[int]:
        table = "stems" if part.form is Form.WORD else "words"
        if table == "words":
            self._need_words()
        sought = self._stemmed(part) if part.form is Form.WORD else part.sought
        select = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        return {row - 1 for (row,) in self._database.execute(select, (sought,))}

    def _scores(self, sought: str) -> dict[int, float]:
        weights = ", ".join(map(str, WEIGHTS))
        select = f"SELECT rowid, -bm25(stems, {weights}) FROM stems WHERE stems MATCH ?"
        return {row - 1: n for row, n in self._database.execute(select, (sought,))}

    def _need_words(self) -> None:
        """Fill the index of exact words, which most searches do without."""
        if not self._has_words:
            self._has_words = True
            self._fill("words", EXACT)

    def _fill(self, table: str, tokenizer: str) -> None:
        columns, values = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
        create = f"CREATE VIRTUAL TABLE {table} USING fts5({columns}"
        try:
            self._database.execute(f"{create}, tokenize='{tokenizer}')")
        except sqlite3.OperationalError as error:
            raise QueryError(
                "this Python's SQLite has no full-text search (FTS5); use a Python"
                " whose sqlite3 module was built with it"
            ) from error
        self._database.executemany(
            f"INSERT INTO {table} (rowid, {columns}) VALUES (?, {values})",
            ((n, *entry.columns) for n, entry in enumerate(self.entries, 1)),
        )


def _any_of(phrases: Iterable[str]) -> str:
    return f"({' OR '.join(Part(Form.PHRASE, phrase).sought for phrase in phrases)})"
