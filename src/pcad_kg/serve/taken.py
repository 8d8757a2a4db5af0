"""Which fields of an address a page looks at."""

from collections.abc import Mapping
from functools import cache

from pcad_kg.library import named_queries
from pcad_kg.serve.finding import FACETS
from pcad_kg.serve.overview import FILTERS

QUERIES = "/queries/"
# The fields that a page looks at; those of a query's page are its parameters.
FIELDS = {
    "/": frozenset(FILTERS),
    "/search": frozenset(("q", "limit", *FACETS)),
    "/sparql": frozenset(("edit",)),
}


def taken(path: str, fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The fields that the page of a path looks at; without others it is the same.

    >>> taken("/search", {"q": ["police"], "type": [""], "x": ["1"]})
    {'q': ['police']}
    """
    wanted = FIELDS.get(path, frozenset())
    if fields and path.startswith(QUERIES):
        wanted = _parameters().get(path.removeprefix(QUERIES), wanted)
    return {k: values for k, values in fields.items() if k in wanted and any(values)}


@cache
def _parameters() -> dict[str, frozenset[str]]:
    """The names of each named query's parameters."""
    known = named_queries()
    return {query.name: frozenset(p.name for p in query.parameters) for query in known}
