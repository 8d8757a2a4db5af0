"""The graph's Turtle files, asked by Oxigraph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    RdfFormat,
    Store,
    parse,
)
from pyoxigraph import Triple as OxTriple
from pyoxigraph import serialize as serialized

from pcad_kg.engine.bounds import refuse_to_reach_out
from pcad_kg.engine.faults import no_query
from pcad_kg.engine.given import with_values
from pcad_kg.engine.oxterms import answer_of, ox_of, term_of, written
from pcad_kg.engine.protocol import (
    Answer,
    in_one_line,
    in_order_of,
)
from pcad_kg.errors import GraphError, QueryError
from pcad_kg.files import UNASKED, Place, fault_of, graph_files, reason_of
from pcad_kg.terms import PREFIXES, RDF, Iri, Term, Triple

NAMES_GRAPHS = re.compile(r"\bgraph\b", re.IGNORECASE)


class Oxigraph:
    """The graph of a folder of Turtle files, read when it is first asked.

    Args:
        folder: where the files are; the package's own without it.

    Raises:
        GraphError: there is no graph in the folder, or a file of it is missing.
    """

    def __init__(self, folder: Place | None = None) -> None:
        self._files = graph_files(folder)

    @cached_property
    def _union(self) -> Store:
        """All that is asked by default, in one graph."""
        store = Store()
        for path in self._files:
            if path.stem != UNASKED:
                _load(store, path)
        return store

    @cached_property
    def _dataset(self) -> Store:
        """Each file as the named graph of its name."""
        store = Store()
        for path in self._files:
            _load(store, path, _graph_of(path))
        return store

    @property
    def _asked(self) -> list[NamedNode | BlankNode | DefaultGraph]:
        """The named graphs that make up the default graph."""
        return [_graph_of(path) for path in self._files if path.stem != UNASKED]

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The values that a node has, in no order."""
        found = self._union.quads_for_pattern(
            NamedNode(subject), NamedNode(predicate), None
        )
        return [term_of(quad.object) for quad in found]

    def subjects(self, predicate: Iri, value: Term | None = None) -> list[Iri]:
        """The nodes that have a value, or any value; each once, in no order."""
        found = self._union.quads_for_pattern(
            None, NamedNode(predicate), None if value is None else ox_of(value)
        )
        subjects = (quad.subject for quad in found)
        return list(
            dict.fromkeys(Iri(s.value) for s in subjects if isinstance(s, NamedNode))
        )

    @cached_property
    def _written(self) -> Mapping[str, list[tuple[Iri, Term]]]:
        """What is said of each node as the files write it.

        A store keeps 5 as an integer of no particular kind and 1.50 as 1.5.
        """
        found: dict[str, list[tuple[Iri, Term]]] = defaultdict(list)
        for path in self._files:
            if path.stem != UNASKED:
                for quad in parse(path=path, format=RdfFormat.TURTLE):
                    said = Iri(quad.predicate.value), term_of(quad.object)
                    found[getattr(quad.subject, "value", "")].append(said)
        return found

    def statements(self, subject: Iri) -> list[tuple[Iri, Term]]:
        """All that is said of a node as the files write it, in their order."""
        return self._written.get(subject, [])

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer of a SPARQL query, some of whose variables are given a value.

        Raises:
            QueryError: it is no SPARQL, reaches outside, or cannot be answered.
        """
        refuse_to_reach_out(text)
        asked = with_values(text, bindings or {})
        try:
            found = (
                self._dataset.query(asked, prefixes=PREFIXES, default_graph=self._asked)
                if NAMES_GRAPHS.search(text)
                else self._union.query(asked, prefixes=PREFIXES)
            )
            return in_order_of(text, answer_of(found))
        except SyntaxError as error:
            raise no_query(text, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            reason = in_one_line(error)
            raise QueryError(f"the query cannot be answered: {reason}") from error


def turtle_of(triples: Iterable[Triple]) -> str:
    """Triples as Turtle, in order and with the project's prefixes."""
    made = (
        OxTriple(NamedNode(subject), NamedNode(predicate), ox_of(value))
        for subject, predicate, value in sorted(triples, key=_order)
    )
    used = dict(sorted(PREFIXES.items()))
    return (serialized(made, format=RdfFormat.TURTLE, prefixes=used) or b"").decode()


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, value = triple
    return subject, predicate != RDF.type, predicate, written(value)


def _graph_of(path: Path) -> NamedNode:
    return NamedNode(PREFIXES["graph"] + path.stem)


def _load(store: Store, path: Path, graph: NamedNode | None = None) -> None:
    try:
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=graph or DefaultGraph())
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({reason_of(error)})") from error
    except SyntaxError as error:
        raise GraphError(f"{path}: not valid Turtle: {fault_of(error)}") from error
