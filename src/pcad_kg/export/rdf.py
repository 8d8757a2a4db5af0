"""A view of the graph → RDF: Turtle, RDF/XML, JSON-LD, N-Quads with named graphs.

Literals are as the files write them: an engine that keeps 5 as an integer of no
particular kind answers with another datatype than the file has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize
from pyoxigraph import Triple as OxTriple

from pcad_kg.engine.oxigraph import Oxigraph, turtle_of
from pcad_kg.engine.oxterms import ox_of, term_of, written
from pcad_kg.engine.protocol import Engine
from pcad_kg.export.attributes import clean
from pcad_kg.export.jsonld import to_jsonld
from pcad_kg.export.project import DEFAULT, start_of
from pcad_kg.files import UNASKED
from pcad_kg.library import find_query
from pcad_kg.terms import PREFIXES, RDF, Iri, Literal, Term, Triple

Quads: TypeAlias = tuple[tuple[Triple, Iri], ...]
Key: TypeAlias = tuple[str, bool, str, str]
# Every triple with its named graph; servers keep one of all graphs besides.
GRAPHS = """
SELECT ?graph ?subject ?said ?value WHERE { GRAPH ?graph { ?subject ?said ?value } }
"""
NOT_NAMED = frozenset(PREFIXES["graph"] + name for name in (UNASKED, "union"))


def triples_of(
    engine: Engine, view: str = DEFAULT, root: str | None = None
) -> tuple[Triple, ...]:
    """What a view says, each triple once and in order, its literals exact.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    found = _exact(_constructed(engine, view, root), engine)
    exact = {_key(triple): triple for _, triple in found}
    return tuple(triple for _, triple in sorted(exact.items()))


def quads_of(engine: Engine, view: str = DEFAULT, root: str | None = None) -> Quads:
    """What a view says, each triple with every named graph that says it, in order.

    A triple that the view makes and no graph has is in the graph of the view's name.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    found = _exact(_constructed(engine, view, root), engine)
    graphs = _graphs(engine, {_key(triple) for triple, _ in found})
    made = [Iri(PREFIXES["graph"] + view)]
    quads = {
        (graph, _key(exact)): (exact, graph)
        for triple, exact in found
        for graph in graphs.get(_key(triple), made)
    }
    return tuple(quad for _, quad in sorted(quads.items()))


def turtle_of_view(engine: Engine, view: str, root: str | None = None) -> bytes:
    """A view as Turtle; as `triples_of` finds and refuses it."""
    return to_turtle(triples_of(engine, view, root))


def rdfxml_of_view(engine: Engine, view: str, root: str | None = None) -> bytes:
    """A view as RDF/XML; as `triples_of` finds and refuses it."""
    return to_rdfxml(triples_of(engine, view, root))


def jsonld_of_view(engine: Engine, view: str, root: str | None = None) -> bytes:
    """A view as JSON-LD, a tree; as `triples_of` finds and refuses it."""
    return to_jsonld(triples_of(engine, view, root))


def nquads_of_view(engine: Engine, view: str, root: str | None = None) -> bytes:
    """A view as N-Quads; as `quads_of` finds and refuses it."""
    return to_nquads(quads_of(engine, view, root))


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle, with the project's prefixes."""
    return turtle_of(triples).encode()


def to_rdfxml(triples: Iterable[Triple]) -> bytes:
    """Triples as RDF/XML; what XML forbids in a text is U+FFFD, as `clean` has it."""
    cleaned = (_ox((s, p, _clean(value))) for s, p, value in triples)
    prefixes = {**PREFIXES, "rdf": RDF.namespace}
    return serialize(cleaned, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""


def to_nquads(quads: Quads) -> bytes:
    """Triples with their named graphs as N-Quads, a line each."""
    made = (_ox_quad(triple, graph) for triple, graph in quads)
    return serialize(made, format=RdfFormat.N_QUADS) or b""


def _constructed(engine: Engine, view: str, root: str | None) -> tuple[Triple, ...]:
    start = start_of(engine, view, root)
    given: Mapping[str, Term] = {"item": start} if start else {}
    return engine.query(find_query(view).text, given).triples or ()


def _key(triple: Triple) -> Key:
    """What tells triples apart, and their order: types first, "5" not 5.

    Two literals of different datatypes are equal as strings.
    """
    subject, predicate, value = triple
    return subject, predicate != RDF.type, predicate, written(value)


def _ox(triple: Triple) -> OxTriple:
    subject, predicate, value = triple
    return OxTriple(NamedNode(subject), NamedNode(predicate), ox_of(value))


def _ox_quad(triple: Triple, graph: Iri) -> Quad:
    subject, predicate, value = _ox(triple)
    return Quad(subject, predicate, value, NamedNode(graph))


def _clean(value: Term) -> Term:
    if isinstance(value, Iri):
        return value
    return Literal(clean(value), value.datatype, value.language)


def _exact(found: Iterable[Triple], engine: Engine) -> list[tuple[Triple, Triple]]:
    """Each triple with the same as the files write it: mostly one, or several.

    Only Oxigraph's store answers otherwise than the files have it.
    """
    if not isinstance(engine, Oxigraph):
        return [(triple, triple) for triple in found]
    store, said = _Keeping(), defaultdict(list)
    for subject in {triple[0] for triple in found}:
        for predicate, value in engine.statements(subject):
            kept = subject, predicate, store.kept(value)
            said[_key(kept)].append((subject, predicate, value))
    return [(t, exact) for t in found for exact in said.get(_key(t), [t])]


class _Keeping:
    """What a store of Oxigraph's keeps of a literal, each found out once."""

    def __init__(self) -> None:
        self._store = Store()
        self._known: dict[str, Term] = {}

    def kept(self, value: Term) -> Term:
        if isinstance(value, Iri) or not (value.datatype or value.language):
            return value
        name = written(value)
        if name not in self._known:
            node = NamedNode("urn:x")
            self._store.clear()
            self._store.add(Quad(node, node, ox_of(value)))
            self._known[name] = term_of(next(iter(self._store)).object)
        return self._known[name]


def _graphs(engine: Engine, wanted: Collection[Key]) -> Mapping[Key, list[Iri]]:
    """The named graphs that say each triple, as the engine answers."""
    graphs: dict[Key, list[Iri]] = defaultdict(list)
    for graph, subject, said, value in engine.query(GRAPHS).cells:
        if graph in NOT_NAMED or not (graph and subject and said):
            continue
        term = value if isinstance(value, Iri | Literal) else Literal(value or "")
        key = _key((Iri(subject), Iri(said), term))
        if key in wanted:
            graphs[key].append(Iri(graph))
    return graphs
