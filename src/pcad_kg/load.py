"""A Turtle file → its triples as rdflib's terms, many times faster than rdflib reads.

rdflib holds the graph, Oxigraph's parser reads it. The terms are those that rdflib's
own parser makes, with two exceptions: a string is the same with `^^xsd:string` and
without, and a language tag is in small letters.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat
from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier, Node

from pcad_kg.errors import GraphError
from pcad_kg.files import fault_of, reason_of

Triple: TypeAlias = tuple[Node, Node, Node]
STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Meanwhile Python looks for no cyclic garbage.

    Among hundreds of thousands of terms that are all kept, the search would take as
    long as making them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Terms(dict[object, Identifier]):
    """Oxigraph's terms as rdflib's, each made once: most occur many times."""

    def __missing__(self, term: object) -> Identifier:
        """The term, made and kept.

        Raises:
            ValueError: rdflib has no such term.
        """
        made = self[term] = self._made(term)
        return made

    def _made(self, term: object) -> Identifier:
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        if isinstance(term, pyoxigraph.Literal):
            if term.language:
                return Literal(term.value, lang=term.language)
            if term.datatype == STRING:
                return Literal(term.value)
            return Literal(term.value, datatype=URIRef(term.datatype.value))
        if isinstance(term, pyoxigraph.BlankNode):
            return BNode(term.value)
        raise ValueError("a triple as the value of another is not supported")


def triples_in(path: Path, terms: Terms | None = None) -> Iterator[Triple]:
    """The triples of one Turtle file, as they are written.

    Args:
        terms: what several files' terms are kept in, where they are read together.

    Raises:
        GraphError: the file cannot be read or is not Turtle.
    """
    made = Terms() if terms is None else terms
    try:
        for quad in pyoxigraph.parse(
            path=path,
            format=RdfFormat.TURTLE,
            base_iri=path.resolve().as_uri(),
            rename_blank_nodes=True,
        ):
            yield made[quad.subject], made[quad.predicate], made[quad.object]
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({reason_of(error)})") from error
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not valid Turtle: {fault_of(error)}") from error
