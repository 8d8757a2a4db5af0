"""That a query keeps to the graph it is put to."""

import re

from pcad_kg.errors import QueryError

# `FROM` and `SERVICE` wherever they could stand, and escapes that could spell them;
# "pcad:from" is a term and "?from" a variable.
REACHES_OUT = re.compile(r"[:?$]\w+|(?P<out>from|service|\\u)", re.IGNORECASE)
NOT_ALLOWED = "SERVICE and FROM are not allowed: a query asks this graph"


def refuse_to_reach_out(text: str) -> None:
    """Refuse a query that would ask or read anything but this graph.

    Where a suspicious word could be a harmless one, in a string or a comment, rdflib's
    parser tells.

    Raises:
        QueryError: the query holds `SERVICE` or `FROM`, or is no SPARQL.
    """
    if any(found["out"] for found in REACHES_OUT.finditer(text)):
        from pcad_kg.engine.outside import reaches_outside

        if reaches_outside(text):
            raise QueryError(NOT_ALLOWED)
