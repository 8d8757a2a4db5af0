"""The named queries: what the header of each `.rq` file says of it."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pcad_kg.errors import QueryError
from pcad_kg.paths import data_folder

FOLDERS = ("trails", "checks", "views")
# How a parameter's value is looked up before it is bound.
KINDS = ("item", "agency", "text", "number")
HEADER = re.compile(r"^#\+ (?P<field>summary|question|param): (?P<value>.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: what it is bound to and an example of it."""

    name: str
    kind: str
    example: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library, with what its header says of it."""

    name: str
    folder: str
    summary: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries() -> tuple[NamedQuery, ...]:
    """The query library: trails, checks and views, by name.

    Raises:
        QueryError: a query lacks its header.
    """
    folder = data_folder("queries")
    return tuple(
        _read_query(path)
        for kind in FOLDERS
        for path in sorted((folder / kind).glob("*.rq"))
    )


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    fields: dict[str, list[str]] = {}
    for line in HEADER.finditer(text):
        fields.setdefault(line["field"], []).append(line["value"].strip())
    if "summary" not in fields or "question" not in fields:
        raise QueryError(f"{path.name}: no `#+ summary:` or `#+ question:` at its top")
    return NamedQuery(
        name=path.stem,
        folder=path.parent.name,
        summary=fields["summary"][0],
        question=fields["question"][0],
        parameters=tuple(_parameter(path, p) for p in fields.get("param", [])),
        text=text,
    )


def _parameter(path: Path, value: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 4 or parts[1] not in KINDS:
        raise QueryError(
            f"{path.name}: “{value}” is no parameter; write name | kind | example |"
            f" what it is, where the kind is {', '.join(KINDS)}"
        )
    return Parameter(*parts)


def find_query(name: str) -> NamedQuery:
    """The named query.

    Raises:
        QueryError: there is none of that name.
    """
    queries = {query.name: query for query in named_queries()}
    if name not in queries:
        near = get_close_matches(name, queries, n=1)
        hint = f"did you mean {near[0]}?" if near else "`pcad-kg ask` lists them"
        raise QueryError(f"{name}: no query of that name; {hint}")
    return queries[name]
