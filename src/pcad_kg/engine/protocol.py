"""What an engine offers, and an answer as plain data, the same whichever gave it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pcad_kg.terms import Iri, Term, Triple, shown

ALL_COLUMNS = re.compile(r"SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT or ASK with their columns, or the triples of a CONSTRUCT.

    A cell is a term, or nothing where it is not bound; an ASK has one, "true" or
    "false".
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    triples: tuple[Triple, ...] | None = None

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows as a reader sees them: IRIs of ours by their prefix."""
        return tuple(tuple(map(shown, row)) for row in self.cells)


@runtime_checkable
class Engine(Protocol):
    """A graph that answers: what is said of a node, who says it, and SPARQL.

    The graph is the union of all named graphs but what is only proposed.
    """

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The values that a node has, in no order."""

    def subjects(self, predicate: Iri, value: Term | None = None) -> list[Iri]:
        """The nodes that have a value, or any value; each once, in no order."""

    def statements(self, subject: Iri) -> list[tuple[Iri, Term]]:
        """All that is said of a node: predicates with values, in no order."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer of a SPARQL query, some of whose variables are given a value.

        A variable that is given a value is one of those that the query selects.

        Raises:
            QueryError: it is no SPARQL, reaches outside, or cannot be answered.
        """


def value_of(engine: Engine, subject: Iri, predicate: Iri) -> Term | None:
    """A node's value, the first in writing where it has several, or nothing."""
    return min(engine.objects(subject, predicate), default=None)


def nodes_of(engine: Engine, subject: Iri, predicate: Iri) -> list[Iri]:
    """The nodes among a node's values."""
    return [v for v in engine.objects(subject, predicate) if isinstance(v, Iri)]


def node_of(engine: Engine, subject: Iri, predicate: Iri) -> Iri | None:
    """The node that is a node's value, the first in writing, or nothing."""
    return min(nodes_of(engine, subject, predicate), default=None)


def has(engine: Engine, subject: Iri, predicate: Iri, value: Term) -> bool:
    """Whether a node has a value."""
    return value in engine.objects(subject, predicate)


def in_order_of(text: str, answer: Answer) -> Answer:
    """The columns of `SELECT *`, which come in no order, as the text names them."""
    if answer.triples is not None or not ALL_COLUMNS.search(text):
        return answer
    order = sorted(
        range(len(answer.columns)), key=lambda n: _first_place(text, answer.columns[n])
    )
    return Answer(
        tuple(answer.columns[n] for n in order),
        tuple(tuple(row[n] for n in order) for row in answer.cells),
    )


def _first_place(text: str, variable: str) -> int:
    place = re.search(rf"[?$]{variable}\b", text)
    return place.start() if place else len(text)


def in_one_line(error: Exception, limit: int = 200) -> str:
    """What an engine says of an error, in one line."""
    return " ".join(str(error).split())[:limit]
