"""The query library as a person reads it in a terminal."""

import shlex
from collections.abc import Iterable, Iterator

from rich.console import Group
from rich.text import Text

from pcad_kg.library import NamedQuery, Reader

WIDTH = 80
FOLDERS_SAY = {
    "checks": "Checks: what must not be there (no row is good news; rows exit with 1)",
    "views": "Views: graphs made from the graph (Turtle)",
}
HINT = (
    "Ask with `pcad-kg ask NAME -p PARAMETER=VALUE`; `--for researcher` lists what is"
    " for one reader."
)


def query_list(queries: Iterable[NamedQuery]) -> Group:
    """The library: each question with what to type after `pcad-kg ask`.

    Trails stand under the first reader they are for, checks and views by themselves.
    """
    groups: dict[str, list[NamedQuery]] = {
        f"For a {reader}" if reader[0] not in "aeiou" else f"For an {reader}": []
        for reader in Reader
    }
    groups |= {title: [] for title in FOLDERS_SAY.values()}
    headings = dict(zip(Reader, groups, strict=False))
    for query in queries:
        heading = FOLDERS_SAY.get(query.folder, headings[query.readers[0]])
        groups[heading].append(query)
    parts = [
        part
        for heading, group in groups.items()
        if group
        for part in (Text(heading, style="bold"), *_entries(group), Text())
    ]
    return Group(*parts, Text(HINT))


def _entries(queries: Iterable[NamedQuery]) -> Iterator[Text]:
    for query in queries:
        yield Text(f"  {query.question}")
        for line in _command(query):
            yield Text(line, style="green")


def _command(query: NamedQuery) -> Iterator[str]:
    """The name and its parameters in lines that a narrow terminal holds."""
    line = f"    {query.name}"
    for name, value in query.example.items():
        parameter = f" -p {name}={shlex.quote(value)}"
        if len(line + parameter) > WIDTH:
            yield line
            line = "       "
        line += parameter
    yield line
