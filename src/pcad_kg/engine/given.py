"""A SPARQL query whose variables are given values, as the text that any server takes.

The SPARQL protocol has no parameters, so each value is written in its variable's place.
"""

import re
from collections.abc import Mapping
from enum import Enum

from pcad_kg.engine.oxterms import written
from pcad_kg.errors import QueryError
from pcad_kg.terms import Term

# What a query is read by, the longest first: `<?a&&?b>` is an IRI to SPARQL as well.
TOKEN = re.compile(
    r"""
    (?P<still> \#[^\n\r]*                                   # a comment
      | <[^<>"{}|^`\\\x00-\x20]*>                           # <https://example.org/#a>
      | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3}
      | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
      | " (?: [^"\\\n\r] | \\. )* "
      | ' (?: [^'\\\n\r] | \\. )* '
      | [\w.-]*: (?: [\w.:%·-] | \\. )*                     # pcad:from
      | @[\w-]+ )
    | (?P<asked> \bbound \s* \( \s* [?$] (?P<bound>\w+) \s* \) )
    | [?$] (?P<variable>\w+)
    | (?P<mark> [{}()*] )
    | (?P<word> [a-z]\w* )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class Place(Enum):
    """Where in a query a variable stands, as far as its value is written otherwise."""

    SELECTED = "select"
    GROUPED = "group"
    ORDERED = "order"
    NAMED = "as"
    LISTED = "values"
    ELSEWHERE = ""


STARTS = {place.value: place for place in Place if place.value}
CLAUSES = (Place.SELECTED, Place.GROUPED, Place.ORDERED)
ENDS = ("where", "having", "limit", "offset")


def with_values(text: str, bindings: Mapping[str, Term]) -> str:
    """A query with each given variable's value in its place, bound where selected.

    >>> from pcad_kg.terms import Literal
    >>> with_values('SELECT ?a ?b { ?b ?c ?a } # ?a', {"a": Literal("x")})
    'SELECT ("x" AS ?a) ?b { ?b ?c "x" } # ?a'

    Raises:
        QueryError: the query gives the variable a value itself, or a value cannot be
            written so that every server reads it as meant.
    """
    for name, term in bindings.items():
        # Some servers read "\u0022" as an escaped quotation mark that ends the string.
        if r"\u" in term.lower():
            raise QueryError(rf"{name}: \u cannot be asked of a server; leave it out")
    values = {name: written(term) for name, term in bindings.items()}
    return _Writer(values).written(text) if values else text


class _Writer:
    """One reading of a query from front to back."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._place = Place.ELSEWHERE
        self._depth = 0
        self._takes_all = False
        self._used: set[str] = set()

    def written(self, text: str) -> str:
        self._used = {
            token["variable"] or token["bound"] for token in TOKEN.finditer(text)
        } & set(self._values)
        return TOKEN.sub(self._replaced, text)

    def _replaced(self, token: re.Match[str]) -> str:
        if token["variable"]:
            return self._variable(token["variable"], token[0])
        if token["asked"]:
            return "true" if token["bound"] in self._values else token[0]
        if token["mark"]:
            return self._mark(token[0])
        if token["word"]:
            self._word(token[0].lower())
        return token[0]

    def _variable(self, name: str, variable: str) -> str:
        place = self._place
        if place is Place.NAMED:
            self._place = Place.ELSEWHERE
        if name not in self._values:
            return variable
        if place in (Place.NAMED, Place.LISTED):
            raise QueryError(f"{variable}: the query gives it a value itself")
        value = self._values[name]
        if self._depth or place not in CLAUSES:
            return value
        if place is Place.SELECTED:
            return f"({value} AS {variable})"
        return f"(STR({value}))"  # Virtuoso takes a bare number for a column's

    def _word(self, word: str) -> None:
        if word in STARTS and not (self._depth and self._place in CLAUSES):
            self._place, self._depth = STARTS[word], 0
        elif word in ENDS and not self._depth:
            self._place = Place.ELSEWHERE

    def _mark(self, mark: str) -> str:
        if mark == "*":
            self._takes_all |= self._place is Place.SELECTED and not self._depth
        elif mark == "(":
            self._depth += self._place in CLAUSES
        elif mark == ")":
            self._depth -= self._place in CLAUSES
        elif not self._depth:
            self._place = Place.ELSEWHERE
        return mark + self._bound() if mark == "{" else mark

    def _bound(self) -> str:
        """What binds the values in a group whose SELECT takes all there is."""
        if self._depth or not self._takes_all:
            return ""
        self._takes_all = False
        return "".join(
            f" BIND({self._values[name]} AS ?{name})" for name in sorted(self._used)
        )
