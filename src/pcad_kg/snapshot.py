"""A graph as it is now, for a program that asks it very often and changes nothing.

Lookups are answered from one dictionary a predicate, made when first needed; SPARQL by
Oxigraph, on the same triples.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions, Variable
from rdflib import BNode, Graph, Literal, URIRef
from rdflib import Variable as RdfVariable
from rdflib.paths import Path
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import Identifier, Node

from pcad_kg.errors import GraphError
from pcad_kg.load import Terms, Triple

Pattern: TypeAlias = tuple[Node | None, Node | None, Node | None]
OxTerm: TypeAlias = NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal


def snapshot(triples: Iterable[Triple]) -> Graph:
    """A graph of these triples, each given once, that answers fast and stays as it is.

    Raises:
        GraphError: when asked in SPARQL, a term is none that RDF allows.
    """
    return _Graph(Snapshot(triples))


class _Graph(Graph):
    """rdflib's graph with a short way to what is asked most."""

    def __init__(self, store: "Snapshot") -> None:
        super().__init__(store=store, bind_namespaces="none")
        self._snapshot = store

    def objects(
        self,
        subject: Node | list[Node] | None = None,
        predicate: Path | Node | None = None,
        unique: bool = False,
    ) -> Generator[Node, None, None]:
        """The values of a node, or of several or all."""
        if (
            isinstance(predicate, URIRef)
            and subject is not None
            and not isinstance(subject, list)
        ):
            yield from self._snapshot.values_of(predicate).get(subject, ())
        else:
            yield from super().objects(subject, predicate, unique)


class Snapshot(Store):
    """The triples of a graph, to be looked up and asked; nothing can be added."""

    # pyshacl holds whatever it validates for a dataset, and asks for its one graph.
    context_aware = True
    graph_aware = True

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__()
        pairs: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, predicate, value in triples:
            pairs[predicate].append((subject, value))
        self._pairs = dict(pairs)
        self._values: dict[Node, dict[Node, list[Node]]] = {}
        self._subjects: dict[Node, dict[Node, list[Node]]] = {}

    def add_graph(self, graph: Graph) -> None:
        """The one graph is there already."""

    def __len__(self, context: Graph | None = None) -> int:
        return sum(map(len, self._pairs.values()))

    def triples(
        self,
        triple_pattern: Pattern,
        context: Graph | None = None,  # noqa: ARG002
    ) -> Iterator[tuple[Triple, Iterator[None]]]:
        """The triples that match, each with the graphs it is in, of which none is."""
        subject, predicate, value = triple_pattern
        for asked in self._pairs if predicate is None else (predicate,):
            for found, its_value in self._matching(subject, asked, value):
                yield (found, asked, its_value), iter(())

    def _matching(
        self, subject: Node | None, predicate: Node, value: Node | None
    ) -> Iterable[tuple[Node, Node]]:
        if subject is not None:
            found = self.values_of(predicate).get(subject, ())
            return [(subject, v) for v in found if value is None or v == value]
        if value is not None:
            return [(s, value) for s in self._subjects_of(predicate).get(value, ())]
        return self._pairs.get(predicate, ())

    def values_of(self, predicate: Node) -> Mapping[Node, list[Node]]:
        """The values of each node by a predicate."""
        if predicate not in self._values:
            index = self._values[predicate] = defaultdict(list)
            for subject, value in self._pairs.get(predicate, ()):
                index[subject].append(value)
        return self._values[predicate]

    def _subjects_of(self, predicate: Node) -> Mapping[Node, list[Node]]:
        if predicate not in self._subjects:
            index = self._subjects[predicate] = defaultdict(list)
            for subject, value in self._pairs.get(predicate, ()):
                index[value].append(subject)
        return self._subjects[predicate]

    def query(  # type: ignore[override]
        self,
        query: str,
        initNs: Mapping[str, object],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_: object,
    ) -> Result:
        """The rows of a SELECT, in the terms of the graph.

        Raises:
            NotImplementedError: rdflib has to answer, from `triples`: the query is no
                SELECT, or it tells terms apart that are one number to Oxigraph, and
                the graph has such.
            GraphError: a term is none that RDF allows.
        """
        store, terms = self._asked
        if "SAMETERM" in query and self._merged:
            raise NotImplementedError
        solutions = store.query(
            query,
            prefixes={prefix: str(namespace) for prefix, namespace in initNs.items()},
            substitutions={Variable(n): _to_ox(v) for n, v in initBindings.items()},
        )
        if not isinstance(solutions, QuerySolutions):
            raise NotImplementedError
        result = Result("SELECT")
        names = [RdfVariable(variable.value) for variable in solutions.variables]
        result.vars = names
        result.bindings = [
            {
                name: terms[term]
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }
            for solution in solutions
        ]
        return result

    @cached_property
    def _merged(self) -> bool:
        """Whether Oxigraph takes two of the triples for one."""
        return len(self._asked[0]) < len(self)

    @cached_property
    def _asked(self) -> tuple[pyoxigraph.Store, "_Spelt"]:
        """The triples in Oxigraph, and its terms as the graph spells them."""
        terms = _OxTerms()
        store = pyoxigraph.Store()
        try:
            store.extend(
                Quad(terms[subject], terms[predicate], terms[value])  # type: ignore[arg-type]
                for predicate, pairs in self._pairs.items()
                for subject, value in pairs
            )
        except (TypeError, ValueError) as error:
            raise GraphError(f"the graph cannot be asked: {error}") from error
        return store, _Spelt(terms)


class _OxTerms(dict[Node, OxTerm]):
    """rdflib's terms as Oxigraph's, each made once."""

    def __missing__(self, node: Node) -> OxTerm:
        made = self[node] = _to_ox(node)
        return made


def _to_ox(node: Node) -> OxTerm:
    if isinstance(node, URIRef):
        return NamedNode(node)
    if isinstance(node, Literal):
        if node.language:
            return pyoxigraph.Literal(node, language=node.language)
        datatype = NamedNode(node.datatype) if node.datatype else None
        return pyoxigraph.Literal(node, datatype=datatype)
    if isinstance(node, BNode):
        return pyoxigraph.BlankNode(node)
    raise TypeError(f"{node!r} is neither an IRI nor a literal nor a blank node")


class _Spelt(Terms):
    """Oxigraph's terms as a graph spells them: a store keeps 83.0 as 83."""

    def __init__(self, terms: Mapping[Node, OxTerm]) -> None:
        super().__init__(
            (term, node) for node, term in terms.items() if isinstance(node, Identifier)
        )

    def _made(self, term: object) -> Identifier:
        spelt = self._as_stored.get(term)
        return super()._made(term) if spelt is None else spelt

    @cached_property
    def _as_stored(self) -> Mapping[object, Identifier]:
        """The literals by what a store makes of them."""
        spellings = sorted(
            (term for term in self if isinstance(term, pyoxigraph.Literal)), key=str
        )
        store = pyoxigraph.Store()
        store.extend(
            Quad(NamedNode(f"urn:n:{number}"), NamedNode("urn:is"), term)
            for number, term in enumerate(spellings)
        )
        return {
            quad.object: self[spellings[int(quad.subject.value.split(":")[-1])]]
            for quad in store
        }
