"""Pages that need no template: of what has no page of its own, and of refusals."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from pcad_kg.serve.paths import path_of
from pcad_kg.terms import Iri, Term, Triple, shown

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<main>
<h1>{title}</h1>
{body}
<p><a href="/">To the start</a></p>
</main>
</body>
</html>
"""
MOST_ROWS = 500


def description_page(iri: Iri, triples: Iterable[Triple]) -> str:
    """What is said of a thing, as a table."""
    said = sorted(set(triples))
    rows = "\n".join(
        f"<tr><td>{_cell(s)}</td><td>{_cell(p)}</td><td>{_cell(o)}</td></tr>"
        for s, p, o in said[:MOST_ROWS]
    )
    more = len(said) - MOST_ROWS
    note = f"<p>And {more} statements more.</p>" if more > 0 else ""
    head = "<tr><th>Thing</th><th>Property</th><th>Value</th></tr>"
    body = f"<table>\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
    return FRAME.format(title=escape(shown(iri)), body=body + note)


def answer_page(body: bytes, *, is_rows: bool) -> str:
    """The answer to a query: rows, which are given in JSON, or triples in Turtle."""
    if not is_rows:
        text = f"<pre>{escape(body.decode())}</pre>"
        return FRAME.format(title="Answer", body=text)
    found = json.loads(body)
    if "boolean" in found:
        text = f"<p>{'Yes' if found['boolean'] else 'No'}.</p>"
        return FRAME.format(title="Answer", body=text)
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    lines = "\n".join(_row(row, columns) for row in rows[:MOST_ROWS])
    note = f"<p>{len(rows)} rows; at most {MOST_ROWS} are shown.</p>\n"
    table = (
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>"
    )
    return FRAME.format(title="Answer", body=note + table)


def _row(row: Mapping[str, Mapping[str, str]], columns: Iterable[str]) -> str:
    cells = (row.get(column, {"type": "literal", "value": ""}) for column in columns)
    terms = (Iri(c["value"]) if c["type"] == "uri" else c["value"] for c in cells)
    return f"<tr>{''.join(f'<td>{_cell(term)}</td>' for term in terms)}</tr>"


def refusal_page(status: int, line: str) -> str:
    """A refusal, for whoever reads pages."""
    title = "Nothing is here" if status == 404 else f"This cannot be had ({status})"
    return FRAME.format(title=escape(title), body=f"<p>{escape(line)}</p>")


def _cell(term: Term | str) -> str:
    path = path_of(term) if isinstance(term, Iri) else None
    words = escape(shown(term))
    return words if path is None else f'<a href="{escape(path)}">{words}</a>'
