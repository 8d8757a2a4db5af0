"""Whether a SPARQL query asks or reads anything but the graph it is put to."""

from collections.abc import Iterator

from pyparsing import ParseResults
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from pcad_kg.engine.faults import no_query
from pcad_kg.terms import PREFIXES


def parsed(text: str) -> Query:
    """A query as rdflib runs it.

    Raises:
        QueryError: the text is no SPARQL query.
    """
    try:
        return prepareQuery(text, initNs=PREFIXES)
    except Exception as error:  # the parser raises its own, undocumented kinds
        raise no_query(text, error) from error


def reaches_outside(text: str) -> bool:
    """Whether a query names a graph to read (`FROM`) or a server to ask (`SERVICE`).

    Raises:
        QueryError: the text is no SPARQL query.
    """
    algebra = parsed(text).algebra
    return bool(algebra.get("datasetClause")) or any(
        part.name == "ServiceGraphPattern" for part in _parts(algebra)
    )


def _parts(part: object) -> Iterator[CompValue]:
    """Every part of a parsed query, whatever it hides in."""
    if isinstance(part, CompValue):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list | tuple | set | ParseResults):
        for value in part:
            yield from _parts(value)
