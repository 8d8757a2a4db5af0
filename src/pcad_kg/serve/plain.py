"""Pages of what has no page of its own: a thing, an answer to a query, a refusal."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pcad_kg.serve.desk import Ref
from pcad_kg.serve.made import FORMS
from pcad_kg.serve.paths import path_of
from pcad_kg.serve.render import Head, Renderer
from pcad_kg.terms import Iri, Term, Triple, shown

MOST_ROWS = 500
TRIPLE = ("Thing", "Property", "Value")


@dataclass(frozen=True, slots=True)
class Plain:
    """What such a page shows: a line, a table and its caption, a text."""

    line: str = ""
    caption: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Ref]] = ()
    text: str = ""
    is_refusal: bool = False


def description_page(iri: Iri, triples: Iterable[Triple]) -> str:
    """What is said of a thing, as a table."""
    said = sorted(set(triples))
    more = len(said) - MOST_ROWS
    view = Plain(
        line=f"The first {MOST_ROWS}; {more} statements more." if more > 0 else "",
        caption=f"What is said of {shown(iri)}",
        columns=TRIPLE,
        rows=[[_cell(term) for term in triple] for triple in said[:MOST_ROWS]],
    )
    path = path_of(iri) or "/"
    return _made(Head(path, shown(iri), iri=iri, forms=FORMS, width="wide"), view)


def answer_page(body: bytes, *, is_rows: bool) -> str:
    """The answer to a query: rows, which are given in JSON, or triples in Turtle."""
    view = _rows(body) if is_rows else Plain(caption="Answer", text=body.decode())
    return _made(Head("/sparql", "Answer", "/queries", width="wide"), view)


def _rows(body: bytes) -> Plain:
    found = json.loads(body)
    if "boolean" in found:
        return Plain("Yes." if found["boolean"] else "No.")
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    return Plain(
        line=f"{len(rows)} rows; at most {MOST_ROWS} are shown.",
        caption="Answer",
        columns=columns,
        rows=[_row(row, columns) for row in rows[:MOST_ROWS]],
    )


def _row(
    row: Mapping[str, Mapping[str, str]], columns: Iterable[str]
) -> tuple[Ref, ...]:
    cells = (row.get(column, {"type": "literal", "value": ""}) for column in columns)
    return tuple(
        _cell(Iri(cell["value"]) if cell["type"] == "uri" else cell["value"])
        for cell in cells
    )


def refusal_page(status: int, line: str) -> str:
    """A refusal, for whoever reads pages."""
    title = "Nothing is here" if status == 404 else f"This cannot be had ({status})"
    return _made(Head("/", title), Plain(line, is_refusal=True))


def _cell(term: Term | str) -> Ref:
    path = path_of(term) if isinstance(term, Iri) else None
    return Ref(path or "", shown(term))


def _made(head: Head, view: Plain) -> str:
    return _renderer().html("plain.html", head, view=view)


@cache
def _renderer() -> Renderer:
    return Renderer(is_static=False)
