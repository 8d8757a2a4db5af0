"""What a store finds → the bytes of an answer, up to the limits of one."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from pcad_kg.serve.messages import Outcome, Reply
from pcad_kg.serve.steady import steadied
from pcad_kg.terms import PREFIXES

RESULTS = {
    "JSON": QueryResultsFormat.JSON,
    "XML": QueryResultsFormat.XML,
    "CSV": QueryResultsFormat.CSV,
    "TSV": QueryResultsFormat.TSV,
}
TRIPLES = {
    "TURTLE": RdfFormat.TURTLE,
    "N_TRIPLES": RdfFormat.N_TRIPLES,
    "RDF_XML": RdfFormat.RDF_XML,
    "JSON_LD": RdfFormat.JSON_LD,
}
# XML has no way to write these, not even escaped: U+0000 to U+001F, U+FFFE, U+FFFF.
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# A property is an element in RDF/XML, so a name must stand at the end of its address.
ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")
IN_XML = "XML cannot hold it, as {}; ask for another form"


class TooMuchError(Exception):
    """An answer has more rows or bytes than are given."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a worker may take for one answer."""

    seconds: float
    rows: int
    answer_bytes: int
    memory_bytes: int


class Capped(io.BytesIO):
    """Where an answer is written, up to its limits.

    Args:
        share: the most that it may be.
        is_lines: whether each row but the first line ends with a line end.
    """

    def __init__(self, share: Share, *, is_lines: bool = False) -> None:
        super().__init__()
        self._share = share
        self._is_lines = is_lines
        self.rows = -1  # the first line names the columns

    def write(self, data: bytes) -> int:  # type: ignore[override]  # no other is written
        """Keep a part.

        Raises:
            TooMuchError: a limit is passed.
        """
        if self._is_lines:
            self.rows += data.count(b"\n")
            refuse_rows(self.rows, self._share)
        refuse_bytes(self.tell() + len(data), self._share)
        return super().write(data)


def refuse_rows(rows: int, share: Share) -> None:
    """Refuse more rows than are given.

    Raises:
        TooMuchError: there are more.
    """
    if rows > share.rows:
        raise TooMuchError(f"more than {share.rows} rows; add a LIMIT or ask for less")


def refuse_bytes(size: int, share: Share) -> None:
    """Refuse a larger answer than is given.

    Raises:
        TooMuchError: it is larger.
    """
    if size > share.answer_bytes:
        most = share.answer_bytes
        raise TooMuchError(f"more than {most} bytes; add a LIMIT or ask for less")


def reply_of(
    found: QuerySolutions | QueryBoolean | QueryTriples, form: str, share: Share
) -> Reply:
    """The reply that holds what was found.

    Raises:
        TooMuchError: it is more than is given.
        ValueError: it cannot be written in that form.
    """
    if isinstance(found, QueryTriples):
        return _triples(found, TRIPLES[form], share)
    if isinstance(found, QueryBoolean):
        body = found.serialize(format=RESULTS[form])
        return Reply(Outcome.ANSWERED, rows=1, body=body or b"")
    return _rows(found, RESULTS[form], share)


def _rows(found: QuerySolutions, form: QueryResultsFormat, share: Share) -> Reply:
    """Rows are written with tabs first: there each is a line, and can be counted."""
    lines = Capped(share, is_lines=True)
    found.serialize(lines, QueryResultsFormat.TSV)
    if form == QueryResultsFormat.TSV:
        return Reply(Outcome.ANSWERED, rows=lines.rows, body=lines.getvalue())
    body = Capped(share)
    again = parse_query_results(lines.getvalue(), QueryResultsFormat.TSV)
    if not isinstance(again, QuerySolutions):
        raise ValueError("rows became something else")
    again.serialize(body, form)
    if form == QueryResultsFormat.XML:
        _refuse_marks(body.getvalue())
    return Reply(Outcome.ANSWERED, rows=lines.rows, body=body.getvalue())


def _triples(found: Iterable[Triple], form: RdfFormat, share: Share) -> Reply:
    kept = {str(triple): triple for triple in _counted(found, share)}
    if form == RdfFormat.RDF_XML:
        _refuse_properties(kept.values())
    body = Capped(share)
    ordered = (kept[written] for written in sorted(kept))
    serialize(ordered, body, form, prefixes=dict(sorted(PREFIXES.items())))
    if form == RdfFormat.RDF_XML:
        _refuse_marks(body.getvalue())
    return Reply(Outcome.ANSWERED, rows=len(kept), body=steadied(body.getvalue()))


def _counted(found: Iterable[Triple], share: Share) -> Iterator[Triple]:
    for number, triple in enumerate(found, start=1):
        refuse_rows(number, share)
        yield triple


def _refuse_marks(written: bytes) -> None:
    if found := NOT_XML.search(written):
        mark = f"it has the character U+{ord(found[0].decode()):04X}"
        raise ValueError(IN_XML.format(mark))


def _refuse_properties(triples: Iterable[Triple]) -> None:
    for property_ in {triple.predicate.value for triple in triples}:
        if not ELEMENT.search(property_):
            reason = f"<{property_[:100]}> does not end with a name"
            raise ValueError(IN_XML.format(reason))
