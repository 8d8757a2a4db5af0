"""What a query is, and whether it keeps to this graph: told before anything runs it.

The text is cut into tokens as SPARQL does. Oxigraph asks for no space after a keyword
(`SERVICEa:b{}` asks a server), so a bare word or a prefix need only begin or end like
`SERVICE` to be refused; variables, strings, comments, addresses and what follows the
colon of a name may hold the word as they like. Where the text cannot be cut, it is
refused. The workers, moreover, can open no socket.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from pcad_kg.engine.tokens import (
    UPDATES,
    Token,
    beginning_fault,
    end_of_prologue,
    tokens_of,
)
from pcad_kg.errors import QueryError
from pcad_kg.files import NAMES
from pcad_kg.serve.refusals import UpdateError
from pcad_kg.terms import PREFIXES

ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", re.IGNORECASE)
SERVICE = "service"
GRAPHS = frozenset(PREFIXES["graph"] + name for name in NAMES)
READ_ONLY = "this server is read-only: it takes queries, no updates"


class Asks(Enum):
    """What a query asks for."""

    ROWS = "select"
    TRUTH = "ask"
    TRIPLES = "construct"
    DESCRIPTION = "describe"


def checked(query: str, nesting: int = 100) -> Asks:
    """What a query asks for, once it is known to keep to this graph.

    >>> checked("PREFIX a: <https://example.org/> ASK { a:service ?from 'SERVICE' }")
    <Asks.TRUTH: 'ask'>

    Args:
        query: the text as it came.
        nesting: how deep brackets may stand in one another.

    Raises:
        UpdateError: it is an update.
        QueryError: it asks another server, reads a graph that is none of ours, is
            nested too deeply or is no SPARQL.
    """
    tokens = tuple(tokens_of(query))
    _refuse_nesting(tokens, nesting)
    _refuse_service(tokens)
    start = end_of_prologue(tokens)
    prefixes = PREFIXES | dict(_declared(tokens[:start]))
    asks = _asked(tokens, start)
    for graph in _graphs_read(tokens, prefixes):
        refuse_foreign(graph)
    return asks


def refuse_foreign(graph: str) -> None:
    """Refuse a graph that is none of ours: nothing is fetched.

    Raises:
        QueryError: it is another's.
    """
    if graph not in GRAPHS:
        raise QueryError(
            f"<{graph[:100]}> is no graph of this server, and none is fetched; its"
            f" graphs are <{PREFIXES['graph']}evidence> and the like"
        )


def _refuse_nesting(tokens: Iterable[Token], most: int) -> None:
    depth = 0
    for token in tokens:
        depth += (token.kind == "opening") - (token.kind == "closing")
        if depth > most:
            raise QueryError(f"brackets stand more than {most} deep; ask more plainly")


def _refuse_service(tokens: Iterable[Token]) -> None:
    for token in tokens:
        bare = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("name", "word") and SERVICE in bare.lower():
            raise QueryError(
                "SERVICE is not allowed: a query asks this graph alone (and no prefix"
                " may be called so)"
            )


def _declared(prologue: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """The prefixes that a query declares before it starts."""
    for place, token in enumerate(prologue):
        if token.is_word("prefix"):
            prefix, address = prologue[place + 1 : place + 3]
            yield prefix.text.removesuffix(":"), _address(address)


def _asked(tokens: tuple[Token, ...], start: int) -> Asks:
    if start < len(tokens) and tokens[start].is_word(*UPDATES):
        raise UpdateError(READ_ONLY)
    if fault := beginning_fault(tokens):
        raise QueryError(f"not a SPARQL query: {fault}")
    return Asks(tokens[start].text.lower())


def _graphs_read(tokens: tuple[Token, ...], prefixes: dict[str, str]) -> Iterator[str]:
    """The graphs that the query names with FROM and FROM NAMED."""
    for place, token in enumerate(tokens):
        if token.is_word("from"):
            rest = tokens[place + 1 : place + 3]
            named = [t for t in rest if not t.is_word("named")][:1]
            yield _iri(named[0], prefixes) if named else ""


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        return prefixes.get(prefix, f"{prefix}:") + local
    return _address(token)


def _address(token: Token) -> str:
    return ESCAPE.sub(_unescaped, token.text.strip("<>"))


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else ""
