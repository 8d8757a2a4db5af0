"""A SPARQL query cut into its tokens, and what it begins with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pcad_kg.errors import QueryError

# Each part is taken whole or not at all (`(?>`), and what could be a prefix is not
# looked at for ever, so that no text takes long to cut.
TOKEN = re.compile(
    r"""
    (?P<space> (?> \s+ | \#[^\n\r]* ) )
  | (?P<iri> < (?> (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9a-f]{4} | \\U[0-9a-f]{8} )* ) > )
  | (?P<string> (?>
        \"{3} (?: \"{0,2}+ (?: [^"\\] | \\. ) )*+ \"{3}
      | '{3} (?: '{0,2}+ (?: [^'\\] | \\. ) )*+ '{3}
      | "(?!"") (?: [^"\\\n\r] | \\. )*+ "
      | '(?!'') (?: [^'\\\n\r] | \\. )*+ '
      | "" | '' ) )
  | (?P<variable> [?$] \w+ )
  | (?P<blank> _: [\w.·-]* )
  | (?P<name> (?P<prefix> (?> [^\W\d_] [\w.·-]{0,80} )? ) :
      (?> (?: [\w.:·-] | %[0-9a-f]{2} | \\[_~.\-!$&'()*+,;=/?\#@%] )* ) )
  | (?P<language> @ (?> [a-z]+ (?: -[a-z0-9]+ )* ) )
  | (?P<word> (?> [^\W\d] [\w]* ) )
  | (?P<opening> [{(\[] )
  | (?P<closing> [})\]] )
  | (?P<other> [^"'\\] )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
KINDS = (
    "space word variable name iri string opening closing other language blank".split()
)
FORMS = ("select", "ask", "construct", "describe")
UPDATES = frozenset(
    "insert delete load clear drop create copy move add with using".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a query that is more than space."""

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Whether it is one of some bare words, in small or capital letters."""
        return self.kind == "word" and self.text.lower() in words


def tokens_of(query: str) -> Iterator[Token]:
    """The tokens of a query, without space and comments.

    Raises:
        QueryError: a string does not end, or a backslash stands where none may.
    """
    position = 0
    while position < len(query):
        found = TOKEN.match(query, position)
        if not found:
            line = query.count("\n", 0, position) + 1
            raise QueryError(
                f"not a SPARQL query: line {line} has a string that does not end or a"
                " backslash outside a string"
            )
        kind = next(k for k in KINDS if found[k] is not None)
        if kind != "space":
            yield Token(kind, found[0])
        position = found.end()


def end_of_prologue(tokens: Sequence[Token]) -> int:
    """Where the query proper starts, behind its prefixes and base."""
    place = 0
    while place < len(tokens):
        if tokens[place].is_word("prefix") and place + 2 < len(tokens):
            place += 3
        elif tokens[place].is_word("base"):
            place += 2
        else:
            break
    return place


def beginning_fault(tokens: Sequence[Token]) -> str:
    """What is wrong with how a query begins, or nothing.

    >>> beginning_fault(tuple(tokens_of("SELEC * {}")))
    'it begins with “SELEC” instead of SELECT, ASK, CONSTRUCT or DESCRIBE'
    >>> beginning_fault(tuple(tokens_of("PREFIX a: <https://example.org/> ASK {}")))
    ''
    """
    start = end_of_prologue(tokens)
    if start >= len(tokens):
        return "it is empty"
    first = tokens[start]
    if first.is_word(*FORMS):
        return ""
    if first.is_word(*UPDATES):
        return f"it is an update ({first.text.upper()}), and the graph is only read"
    *others, last = map(str.upper, FORMS)
    return (
        f"it begins with “{first.text[:40]}” instead of {', '.join(others)} or {last}"
    )
