"""The graph's files → the named graphs of a server, and what is there afterwards."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, parse, serialize

from pcad_kg.engine.endpoint import UNION, Endpoint
from pcad_kg.engine.wire import Wire, shown_address
from pcad_kg.errors import GraphError
from pcad_kg.files import UNASKED, fault_of, graph_files, reason_of
from pcad_kg.terms import PREFIXES, local_name

TURTLE = "text/turtle; charset=utf-8"
# How the address of graphs ends on servers that take queries at another one:
# Virtuoso, Neptune, GraphDB and RDF4J, Fuseki, Oxigraph.
QUERY_ADDRESSES = (
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql/gsp", "/sparql"),
    ("/rdf-graphs/service", ""),
    ("/data", "/query"),
    ("/store", "/query"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the graph and the named graph that it becomes."""

    name: str
    graph: str
    path: Path
    triples: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A named graph with its file's triples and those that the server then has.

    Where nothing was sent it is not known how many are there.
    """

    name: str
    graph: str
    triples: int
    there: int | None

    @property
    def is_whole(self) -> bool:
        """Whether the server has as many as the file."""
        return self.triples == self.there


@dataclass(frozen=True, slots=True)
class Publication:
    """What was loaded, and where it can be asked."""

    address: str
    query_address: str
    graphs: tuple[Loaded, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every graph is there to the last triple."""
        return all(graph.is_whole for graph in self.graphs)


Notify = Callable[[str], None]


def silent(step: str) -> None:
    """Tell nobody."""


def parts_of(folder: Path | None = None) -> tuple[Part, ...]:
    """The graph's files as named graphs, each with its number of triples.

    Args:
        folder: where the files are; the package's own without it.

    Raises:
        GraphError: there is no whole graph in the folder, or a file is no Turtle.
    """
    return tuple(
        Part(path.stem, PREFIXES["graph"] + path.stem, path, _count(path))
        for path in graph_files(folder)
    )


def _count(path: Path) -> int:
    try:
        return len(set(parse(path=path, format=RdfFormat.TURTLE)))
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({reason_of(error)})") from error
    except SyntaxError as error:
        raise GraphError(f"{path}: not valid Turtle: {fault_of(error)}") from error


def query_address_of(address: str) -> str:
    """Where a server that takes graphs at an address takes queries, as far as known.

    >>> query_address_of("http://localhost:7878/store")
    'http://localhost:7878/query'
    >>> query_address_of("http://localhost:7200/repositories/pcad/rdf-graphs/service")
    'http://localhost:7200/repositories/pcad'
    >>> query_address_of("http://localhost:7001/")
    'http://localhost:7001/'
    """
    path, mark, query = address.partition("?")
    for ending, other in QUERY_ADDRESSES:
        if path.rstrip("/").endswith(ending):
            return path.rstrip("/").removesuffix(ending) + other + mark + query
    return address


def publish(
    parts: tuple[Part, ...],
    address: str,
    query_address: str | None = None,
    notify: Notify = silent,
) -> Publication:
    """What a server has after each graph was put in the place of what was there.

    Each is replaced as a whole, by the SPARQL 1.1 Graph Store HTTP Protocol, and then
    counted: doing it twice gives the same. The graphs of others are left alone. Last
    comes `graph:union`, all but what is only proposed, which servers ask at once.

    Args:
        parts: the graph's files, of `parts_of`.
        address: where the server takes graphs.
        query_address: where it takes queries; guessed from the address without it.
        notify: is told the name of each graph before it is sent, and "count".

    Raises:
        EndpointError: the server refuses a graph or breaks off; some may be loaded.
    """
    query_address = query_address or query_address_of(address)
    endpoint = Endpoint(query_address)
    store = Wire(address)
    sent = {}
    for part in parts:
        notify(part.name)
        _put(store, part.graph, part.path.read_bytes())
        sent[part.graph] = part.triples
    notify(local_name(UNION))
    text, sent[UNION] = union_of(parts)
    _put(store, UNION, text)
    notify("count")
    loaded = _loaded(endpoint, sent)
    return Publication(store.address, shown_address(query_address), tuple(loaded))


def plan(
    parts: Iterable[Part], address: str, query_address: str | None = None
) -> Publication:
    """What `publish` would send, and where to, without a request.

    Raises:
        EndpointError: an address is none of a server's.
    """
    graphs = (Loaded(part.name, part.graph, part.triples, None) for part in parts)
    query_address = query_address or query_address_of(address)
    return Publication(
        shown_address(address), shown_address(query_address), tuple(graphs)
    )


def summary_of(found: Publication) -> str:
    """A publication in lines: each graph, what is missing, where to ask."""
    width = max(len(graph.name) for graph in found.graphs)
    lines = [f"{g.triples:>8,}  {g.name:<{width}}{_gap(g)}" for g in found.graphs]
    if all(graph.there is None for graph in found.graphs):
        end = f"would be put to {found.address} and counted at {found.query_address}"
    elif found.is_whole:
        end = f"All are there: pcad-kg trail R16 --endpoint {found.query_address}"
    else:
        end = f"{found.address}: not all is there; publish again"
    return "\n".join(line.rstrip() for line in [*lines, end]) + "\n"


def _gap(graph: Loaded) -> str:
    if graph.there is None or graph.is_whole:
        return ""
    return f"  but {graph.there:,} on the server"


def union_of(parts: Iterable[Part]) -> tuple[bytes, int]:
    """All that is asked as one Turtle text, and its number of triples."""
    triples = {
        quad.triple
        for part in parts
        if part.name != UNASKED
        for quad in parse(path=part.path, format=RdfFormat.TURTLE)
    }
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    return text or b"", len(triples)


def _put(store: Wire, graph: str, text: bytes) -> None:
    store.send("PUT", text, {"Content-Type": TURTLE}, urlencode({"graph": graph}))


def _loaded(endpoint: Endpoint, sent: Mapping[str, int]) -> Iterator[Loaded]:
    there = endpoint.counts(sent)
    for graph, triples in sent.items():
        yield Loaded(local_name(graph), graph, triples, there[graph])
