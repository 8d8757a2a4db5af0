"""The named queries: what the header of each `.rq` file says of it."""

import re
import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pcad_kg.errors import QueryError
from pcad_kg.paths import data_folder
from pcad_kg.typed import quoted

FOLDERS = ("trails", "checks", "views")
HEADER = re.compile(
    r"^#\+ (?P<field>summary|question|for|param|example): (?P<value>.+)$", re.MULTILINE
)
COMMENT = re.compile(r"^#.*\n", re.MULTILINE)
COMMAND = ["pcad-kg", "ask"]
# The default of a parameter that may be left out and then limits nothing.
ANY = "any"
E = TypeVar("E", bound=StrEnum)


class Kind(StrEnum):
    """How the value of a parameter is looked up before it is bound."""

    ITEM = "item"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"
    AGENCY = "agency"
    ROLE = "role"
    REGION = "region"
    WORDS = "words"
    NUMBER = "number"


class Reader(StrEnum):
    """Who asks: the people a query is for."""

    PARTNER = "safeguarding partner"
    CIVIL_SERVANT = "civil servant"
    RESEARCHER = "researcher"
    INSPECTOR = "inspector"
    ENGINEER = "engineer"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: what it is bound to and an example of it.

    One with a default may be left out; the default "any" leaves it unbound.
    """

    name: str
    kind: Kind
    example: str
    description: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library, with what its header says of it."""

    name: str
    folder: str
    summary: str
    question: str
    readers: tuple[Reader, ...]
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    text: str

    @property
    def sparql(self) -> str:
        """The query without its comments, whose words could be taken for SPARQL."""
        return COMMENT.sub("", self.text)

    @property
    def is_check(self) -> bool:
        """Whether each row of it is a fault."""
        return self.folder == "checks"

    @property
    def example(self) -> dict[str, str]:
        """The parameters that its first example gives."""
        return example_parameters(self.name, self.examples[0])


def named_queries() -> tuple[NamedQuery, ...]:
    """The query library: trails, checks and views, by name.

    Raises:
        QueryError: a query lacks its header, or its header is not well formed.
    """
    folder = data_folder("queries")
    return tuple(
        _read_query(path)
        for kind in FOLDERS
        for path in sorted((folder / kind).glob("*.rq"))
    )


def queries_for(reader: str) -> tuple[NamedQuery, ...]:
    """The queries for one kind of reader, such as "researcher".

    Raises:
        QueryError: there is no such reader; all are named.
    """
    wanted = [known for known in Reader if reader.lower() in known]
    if len(wanted) != 1 or not reader:
        raise QueryError(f"--for {quoted(reader)}: write one of {', '.join(Reader)}")
    return tuple(query for query in named_queries() if wanted[0] in query.readers)


def find_query(name: str) -> NamedQuery:
    """The named query.

    Raises:
        QueryError: there is none of that name; the nearest is named.
    """
    folder = data_folder("queries")
    paths = {
        path.stem: path for kind in FOLDERS for path in folder.glob(f"{kind}/*.rq")
    }
    if name not in paths:
        near = get_close_matches(name, paths, n=1)
        hint = f"did you mean {near[0]}?" if near else "`pcad-kg ask` lists them"
        raise QueryError(f"{quoted(name)}: no query of that name; {hint}")
    return _read_query(paths[name])


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    fields: dict[str, list[str]] = {}
    for line in HEADER.finditer(text):
        fields.setdefault(line["field"], []).append(line["value"].strip())
    missing = {"summary", "question", "for", "example"} - fields.keys()
    if missing:
        raise QueryError(f"{path.name}: no `#+ {min(missing)}:` at its top")
    return NamedQuery(
        name=path.stem,
        folder=path.parent.name,
        summary=fields["summary"][0],
        question=fields["question"][0],
        readers=tuple(
            _one_of(Reader, reader.strip(), path)
            for reader in fields["for"][0].split(",")
        ),
        parameters=tuple(_parameter(path, p) for p in fields.get("param", [])),
        examples=tuple(fields["example"]),
        text=text,
    )


def example_parameters(name: str, command: str) -> dict[str, str]:
    """The parameters in a command such as `pcad-kg ask NAME -p agency=police`.

    >>> example_parameters("who", "pcad-kg ask who -p role='Named GP' -p below=30")
    {'role': 'Named GP', 'below': '30'}

    Raises:
        QueryError: it is no command that asks the query.
    """
    words = shlex.split(command)
    start, given = words[: len(COMMAND) + 1], words[len(COMMAND) + 1 :]
    pairs = [pair.partition("=") for pair in given[1::2]]
    is_whole = len(given) % 2 == 0 and all(flag == "-p" for flag in given[::2])
    if (
        start != [*COMMAND, name]
        or not is_whole
        or not all(sign for _, sign, _ in pairs)
    ):
        raise QueryError(f"{name}.rq: “{command}” is no command that asks it")
    return {parameter: value for parameter, _, value in pairs}


def _parameter(path: Path, value: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) not in (4, 5):
        raise QueryError(
            f"{path.name}: “{value}” is no parameter; write name | kind | example |"
            " what it is, and | its default where it may be left out"
        )
    name, kind, example, description, *default = parts
    return Parameter(name, _one_of(Kind, kind, path), example, description, *default)


def _one_of(choices: type[E], value: str, path: Path) -> E:
    try:
        return choices(value)
    except ValueError as error:
        known = ", ".join(choices)
        raise QueryError(f"{path.name}: “{value}” is none of {known}") from error
