"""Why a text is no SPARQL query, for whoever wrote it."""

import re
from collections.abc import Iterable

from pcad_kg.engine.protocol import in_one_line
from pcad_kg.engine.tokens import Token, beginning_fault, tokens_of
from pcad_kg.errors import QueryError

# Oxigraph says where it stopped and what its grammar would have gone on with, among
# which there may be a sentence: "error at 1:21: expected one of Prefix not found, [_]".
PARSER = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<said>.*)")
SENTENCE = re.compile(r"(?:^|one of |, )(?P<words>[A-Z][\w-]*(?: [\w-]+)+)(?=,|$)")
SHOWN = 30


def no_query(text: str, error: Exception) -> QueryError:
    """What to tell whoever wrote a text that a parser refuses.

    >>> str(no_query("SELEC * {}", ValueError("error at 1:6: expected [_]")))[:48]
    'not a SPARQL query: it begins with “SELEC” inste'
    """
    try:
        tokens = tuple(tokens_of(text))
    except QueryError as untold:
        return untold
    fault = beginning_fault(tokens) or _unbalanced(tokens) or _stopped(text, error)
    return QueryError(f"not a SPARQL query: {fault}")


def _unbalanced(tokens: Iterable[Token]) -> str:
    depth = 0
    for token in tokens:
        depth += (token.kind == "opening") - (token.kind == "closing")
        if depth < 0:
            return "a bracket closes that none opens"
    return "a bracket that opens is not closed" if depth else ""


def _stopped(text: str, error: Exception) -> str:
    """Where the parser stopped and before what words, or its own words."""
    said = in_one_line(error, 2000)
    found = PARSER.search(said)
    if found is None:
        return said[:200]
    line, column = int(found["line"]), int(found["column"])
    where = f"line {line}, column {column}"
    if sentence := SENTENCE.search(found["said"]):
        words = sentence["words"]
        return f"{where}: {words[0].lower()}{words[1:]}"
    lines = text.split("\n")[line - 1 :] or [""]
    rest = " ".join("\n".join([lines[0][column - 1 :], *lines[1:]]).split())
    if not rest:
        return "it is not whole where it ends; a term or a dot may be missing"
    shown = f"{rest[:SHOWN]}…" if len(rest) > SHOWN else rest
    return f"{where}: it cannot go on with “{shown}”"
