"""The triples of a view as an engine, so that an item is cited from them alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pcad_kg.engine.protocol import Answer
from pcad_kg.errors import QueryError
from pcad_kg.terms import Iri, Term, Triple


class Held:
    """Triples looked up by either end: thousands of lookups cost no query each."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Iri, list[tuple[Iri, Term]]] = defaultdict(list)
        self._by_value: dict[tuple[Iri, Term], list[Iri]] = defaultdict(list)
        self._by_predicate: dict[Iri, list[Iri]] = defaultdict(list)
        self._by_pair: dict[tuple[Iri, Iri], list[Term]] = defaultdict(list)
        for subject, predicate, value in dict.fromkeys(triples):
            self._by_subject[subject].append((predicate, value))
            self._by_value[predicate, value].append(subject)
            self._by_predicate[predicate].append(subject)
            self._by_pair[subject, predicate].append(value)

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The values that a node has, in no order."""
        return self._by_pair.get((subject, predicate), [])

    def subjects(self, predicate: Iri, value: Term | None = None) -> list[Iri]:
        """The nodes that have a value, or any value; each once, in no order."""
        if value is not None:
            return self._by_value.get((predicate, value), [])
        return list(dict.fromkeys(self._by_predicate.get(predicate, [])))

    def statements(self, subject: Iri) -> list[tuple[Iri, Term]]:
        """All that is said of a node: predicates with values, in no order."""
        return self._by_subject.get(subject, [])

    def query(
        self,
        text: str,  # noqa: ARG002
        bindings: Mapping[str, Term] | None = None,  # noqa: ARG002
    ) -> Answer:
        """No answer: what is held is looked up, not queried.

        Raises:
            QueryError: always.
        """
        raise QueryError("a view is looked up, not queried: ask the whole graph")
