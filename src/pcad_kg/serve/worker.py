"""A process that answers queries one after the other, and can be ended at any time.

Oxigraph has no time limit, so what must not run for ever runs here. The process keeps
its own store; it can open no file and no socket once that is filled, takes no more than
its share of memory, and ends by itself if nobody ends it in time.
"""

import os
import re
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store

from pcad_kg.engine.faults import no_query
from pcad_kg.engine.protocol import in_one_line
from pcad_kg.engine.tokens import tokens_of
from pcad_kg.files import NAMES, UNASKED, graph_files
from pcad_kg.serve.messages import (
    Outcome,
    Question,
    Reply,
    read_question,
    written_reply,
)
from pcad_kg.serve.writing import Share, TooMuchError, reply_of
from pcad_kg.terms import PREFIXES

GRAPH = PREFIXES["graph"]
ASKED = frozenset(GRAPH + name for name in NAMES if name != UNASKED)
SERVICE = NamedNode(GRAPH + "service")
# A query that names one of these asks what the server is and offers.
DESCRIBING = re.compile(
    r"http://www\.w3\.org/ns/(?:shacl|dcat|sparql-service-description)\#"
    r"|http://rdfs\.org/ns/void\#|\bsh:"
)
OPEN_FILES = 3  # the two pipes and where errors go; a socket would be a fourth
AFTERWARDS = 2  # seconds that a worker has beyond the limit before it ends by itself


def filled_store(folder: Path | None, description: bytes) -> Store:
    """The graph twice: all that is asked in the default graph, and each file by name.

    Raises:
        GraphError: there is no whole graph in the folder.
    """
    store = Store()
    for path in graph_files(folder):
        graph = NamedNode(GRAPH + path.stem)
        store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=graph)
        if path.stem != UNASKED:
            store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=DefaultGraph())
    store.bulk_load(description, format=RdfFormat.TURTLE, to_graph=SERVICE)
    return store


def answered(store: Store, question: Question, share: Share) -> Reply:
    """The reply to a question."""
    try:
        found = store.query(
            question.query,
            prefixes=PREFIXES,
            default_graph=_default_graphs(question),
            named_graphs=_named_graphs(question),
        )
        return reply_of(found, question.form, share)
    except TooMuchError as error:
        return Reply(Outcome.TOO_MUCH, str(error))
    except SyntaxError as error:
        return Reply(Outcome.MALFORMED, str(no_query(question.query, error)))
    except (OSError, RuntimeError, ValueError) as error:
        return Reply(Outcome.FAILED, f"cannot be answered: {in_one_line(error)}")


def _default_graphs(
    question: Question,
) -> list[NamedNode | BlankNode | DefaultGraph] | None:
    """The graphs that make up the default graph; nothing for the store's own.

    All that is asked by default, graph by graph, is the store's own default graph:
    Oxigraph would need minutes for two dozen graphs.
    """
    if question.graphs and frozenset(question.graphs) != ASKED:
        return [NamedNode(graph) for graph in dict.fromkeys(question.graphs)]
    if question.graphs or question.named_graphs:
        return [DefaultGraph()] if question.graphs else []
    if DESCRIBING.search(question.query):
        return None if _has_dataset(question.query) else [DefaultGraph(), SERVICE]
    return None


def _has_dataset(query: str) -> bool:
    """Whether a query says itself what it is put to.

    >>> _has_dataset("SELECT * FROM graph:audit { ?s ?p ?o }")
    True
    >>> _has_dataset("ASK { ?from a:from ?o FILTER(?o != 'FROM') }")
    False
    """
    return "from" in query.lower() and any(
        token.is_word("from") for token in tokens_of(query)
    )


def _named_graphs(question: Question) -> list[NamedNode | BlankNode] | None:
    """The graphs that `GRAPH` may name; nothing for those that the query names itself.

    By default each file of the graph is one, and the server's description is none.
    """
    if question.graphs or question.named_graphs:
        return [NamedNode(graph) for graph in question.named_graphs]
    if _has_dataset(question.query):
        return None
    return [NamedNode(GRAPH + name) for name in NAMES]


def _shut_in(share: Share) -> None:
    """From here on the process opens nothing and takes no more than its memory."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _step_back()
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (share.memory_bytes, share.memory_bytes))


def _step_back() -> None:
    """Let the pages, which another process makes, go first from here on.

    A worker that answers stands behind one that starts, for which others wait.
    """
    if hasattr(os, "nice"):
        os.nice(5)


def _end_after(seconds: float) -> None:
    """Let the system end this process after a while; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def work(
    folder: Path | None, share: Share, end_in: BinaryIO, end_out: BinaryIO
) -> None:
    """Answer question after question until no more come.

    The first that is read is no question: it describes the server, for its store.
    """
    described = read_question(end_in)
    if described is None:
        return
    _step_back()
    store = filled_store(folder, described.query.encode())
    _shut_in(share)
    _say(end_out, Reply(Outcome.READY))
    while question := read_question(end_in):
        _end_after(share.seconds + AFTERWARDS)
        reply = answered(store, question, share)
        _end_after(0)
        _say(end_out, reply)


def _say(end: BinaryIO, reply: Reply) -> None:
    end.write(written_reply(reply))
    end.flush()


def main() -> None:
    """Work on the pipes that the server holds the other ends of."""
    seconds, rows, answer_bytes, memory_bytes, folder = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to hear
    share = Share(float(seconds), int(rows), int(answer_bytes), int(memory_bytes))
    work(Path(folder) if folder else None, share, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
