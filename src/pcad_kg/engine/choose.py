"""Where the graph is → the engine that asks it."""

from typing import TYPE_CHECKING, TypeAlias

from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import QueryError
from pcad_kg.files import Place

if TYPE_CHECKING:
    from rdflib import Graph

# What the public functions ask: an engine, a graph of rdflib's, or the package's own.
Asked: TypeAlias = "Engine | Graph | None"


def open_engine(folder: Place | None = None, endpoint: str | None = None) -> Engine:
    """The engine for a folder of Turtle files, or for a SPARQL server.

    Args:
        folder: where the graph's files are; the package's own without it.
        endpoint: the address of a SPARQL 1.1 server's queries instead.

    Raises:
        GraphError: there is no whole graph in the folder.
        QueryError: both are given, or the address is none.
    """
    if endpoint is None:
        from pcad_kg.engine.oxigraph import Oxigraph

        return Oxigraph(folder)
    if folder is not None:
        raise QueryError("give a folder or an endpoint, not both")
    from pcad_kg.engine.endpoint import Endpoint

    return Endpoint(endpoint)


def engine_for(asked: Asked) -> Engine:
    """The engine itself, one for a graph of rdflib's, or one for the package's graph.

    Raises:
        GraphError: nothing is given and the package's own graph is not whole.
    """
    if asked is None:
        return open_engine()
    if isinstance(asked, Engine):
        return asked
    from pcad_kg.engine.memory import Rdflib

    return Rdflib(asked)
