"""A request to `/sparql` → what it asks, by the SPARQL 1.1 Protocol."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request

from pcad_kg.serve.body import body_of
from pcad_kg.serve.guard import READ_ONLY
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.refusals import RefusalError

FIELDS = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_FIELDS = 200
TAKEN = {"Accept-Post": f"{FIELDS}, {QUERY}"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks, of which graphs, and the form it names, if any."""

    query: str
    graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""


async def asked_by(request: Request, limits: Limits) -> Asked | None:
    """What a request asks; nothing where it asks for the endpoint's description.

    Raises:
        RefusalError: it is an update, or not as the protocol has it.
    """
    fields = fields_of(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0]
        fields = await _posted(request, kind.strip().lower(), fields, limits)
    if "update" in fields:
        raise RefusalError(403, READ_ONLY)
    queries = fields.get("query", [])
    if not queries and request.method != "POST":
        return None
    if len(queries) != 1:
        raise RefusalError(400, f"{len(queries)} queries came; send one as `query`")
    return Asked(
        queries[0],
        tuple(fields.get("default-graph-uri", ())),
        tuple(fields.get("named-graph-uri", ())),
        fields.get("format", [""])[0],
    )


def fields_of(encoded: bytes) -> dict[str, list[str]]:
    """The fields of a form or of an address.

    >>> fields_of(b"query=ASK%20%7B%7D&x=&x=1")
    {'query': ['ASK {}'], 'x': ['', '1']}

    Raises:
        RefusalError: they are no UTF-8, or too many.
    """
    try:
        text = encoded.decode()
        return parse_qs(text, True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        reason = f"the fields are not UTF-8, or more than {MOST_FIELDS}"
        raise RefusalError(400, reason) from error


async def _posted(
    request: Request, kind: str, fields: dict[str, list[str]], limits: Limits
) -> dict[str, list[str]]:
    """The fields with those that the body gives."""
    if kind == UPDATE:
        raise RefusalError(403, READ_ONLY)
    if kind not in (FIELDS, QUERY):
        reason = f"“{kind[:60]}” is not taken; send {QUERY} or {FIELDS}"
        raise RefusalError(415, reason, TAKEN)
    body = await body_of(request, limits)
    if kind == FIELDS:
        return _both(fields, fields_of(body))
    try:
        return _both(fields, {"query": [body.decode()]})
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the query is not UTF-8") from error


def _both(
    address: dict[str, list[str]], body: dict[str, list[str]]
) -> dict[str, list[str]]:
    """The fields of the address and of the body; what is in both counts twice."""
    names = dict.fromkeys((*address, *body))
    return {name: [*address.get(name, ()), *body.get(name, ())] for name in names}
