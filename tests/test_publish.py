"""The graph's files → the named graphs of a server."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from pcad_kg.cli import main
from pcad_kg.engine.endpoint import UNION, Endpoint
from pcad_kg.engine.wire import Wire
from pcad_kg.errors import EndpointError, GraphError
from pcad_kg.files import NAMES
from pcad_kg.publish import (
    parts_of,
    plan,
    publish,
    query_address_of,
    summary_of,
    union_of,
)
from pcad_kg.terms import PREFIXES
from tests.servers import Reply, Server, oxigraph, scripted

RESULTS = {"Content-Type": "application/sparql-results+json"}
EX = "https://example.org/"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """An empty server."""
    with oxigraph() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole graph of one triple a file; that of `quotes` is written twice."""
    for name in NAMES:
        text = f"<{EX}{name}> <{EX}p> 1 .\n" * (2 if name == "quotes" else 1)
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")
    return tmp_path


def result(count: int) -> Reply:
    """The answer to a count."""
    cell = {"type": "literal", "value": str(count)}
    body = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": cell}]}}
    return Reply(200, json.dumps(body).encode(), RESULTS)


def test_each_file_becomes_a_named_graph(folder: Path, server: Server) -> None:
    """25 and their union without the proposed; publishing twice gives the same."""
    told: list[str] = []
    first = publish(parts_of(folder), server.store, notify=told.append)
    assert told == [*NAMES, "union", "count"]
    assert first.is_whole
    assert [(g.name, g.triples) for g in first.graphs[:-1]] == [(n, 1) for n in NAMES]
    assert (first.graphs[-1].graph, first.graphs[-1].there) == (UNION, len(NAMES) - 1)
    assert first.query_address == server.query
    assert publish(parts_of(folder), server.store) == first


def test_what_a_graph_held_before_is_gone(folder: Path, server: Server) -> None:
    """A graph is replaced as a whole; those of others stay."""
    other = f"graph={EX}other"
    wire = Wire(server.store)
    triple = f"<{EX}a> <{EX}b> <{EX}c> .".encode()
    wire.send("PUT", triple, {"Content-Type": "text/turtle"}, other)
    quotes = f"graph={PREFIXES['graph']}quotes"
    wire.send("PUT", triple, {"Content-Type": "text/turtle"}, quotes)
    assert publish(parts_of(folder), server.store).is_whole
    counts = Endpoint(server.query).counts([f"{EX}other"])
    assert counts == {f"{EX}other": 1}


def test_a_graph_that_is_there_in_part_is_told(folder: Path) -> None:
    """The server took it and has nothing of it."""
    taken = [Reply(204)] * len(NAMES)
    counts = [result(1)] * (len(NAMES) - 1)
    union = [Reply(204), result(0), result(len(NAMES) - 1)]
    with scripted(*taken, union[0], *counts, *union[1:]) as script:
        found = publish(parts_of(folder), script.address)
    assert not found.is_whole
    assert summary_of(found).splitlines()[-3::2] == [
        "       1  vocabulary            but 0 on the server",
        f"{script.address}: not all is there; publish again",
    ]
    assert [g.name for g in found.graphs if not g.is_whole] == [NAMES[-1]]
    put = script.requests[0]
    asked = parse_qs(urlsplit(put.path).query)
    assert (put.method, asked) == ("PUT", {"graph": [f"{PREFIXES['graph']}audit"]})
    assert put.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert put.body == (folder / "audit.ttl").read_bytes()


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Reply(401), "it asks who you are"),
        (Reply(405), "look at what the address ends in"),
        (Reply(413), "too large"),
        (Reply(500, b"disk full"), "disk full"),
    ],
)
def test_a_refusal_ends_it(folder: Path, refusal: Reply, said: str) -> None:
    """At the graph that is refused, with the server's reason."""
    told: list[str] = []
    with (
        scripted(Reply(204), refusal) as script,
        pytest.raises(EndpointError, match=said),
    ):
        publish(parts_of(folder), script.address, notify=told.append)
    assert told == list(NAMES[:2])


def test_a_graph_that_is_not_whole_is_not_sent(folder: Path) -> None:
    """A missing file, or one that is no Turtle, is told before anything is sent."""
    (folder / "quotes.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(GraphError, match="not valid Turtle"):
        parts_of(folder)
    (folder / "quotes.ttl").unlink()
    with pytest.raises(GraphError, match="missing"):
        parts_of(folder)


def test_the_union_is_all_but_the_proposed(folder: Path) -> None:
    """A triple that stands in two files counts once."""
    shutil.copy(folder / "audit.ttl", folder / "tables.ttl")
    text, count = union_of(parts_of(folder))
    assert count == len(NAMES) - 2 == len(text.splitlines())
    assert b"proposed" not in text


@pytest.mark.parametrize(
    ("store", "query"),
    [
        ("http://h:7878/store", "http://h:7878/query"),
        ("http://h:8890/sparql-graph-crud-auth", "http://h:8890/sparql"),
        ("https://h:8182/sparql/gsp/", "https://h:8182/sparql"),
        ("http://h/repositories/x/rdf-graphs/service", "http://h/repositories/x"),
        ("http://h:3030/ds/data", "http://h:3030/ds/query"),
        ("http://h:7001/?access-token=a", "http://h:7001/?access-token=a"),
    ],
)
def test_the_query_address_is_guessed(store: str, query: str) -> None:
    """For servers that are well known; else it is the same."""
    assert query_address_of(store) == query


def test_a_plan_sends_nothing(folder: Path) -> None:
    """Each graph with its triples, and where it would go."""
    with scripted(Reply(500)) as script:
        lines = summary_of(plan(parts_of(folder), script.address)).splitlines()
    assert lines[0] == "       1  audit"
    assert len(lines) == len(NAMES) + 1
    assert f"would be put to {script.address}" in lines[-1]
    assert script.requests == []


def test_the_command_says_whether_all_is_there(folder: Path, server: Server) -> None:
    """0 and where to ask; 1 where a graph is not whole; 2 where there is no server."""
    arguments = ["publish", "--graph", str(folder), "--endpoint"]
    found = CliRunner().invoke(main, [*arguments, server.store])
    assert found.exit_code == 0
    assert found.output.endswith(f"trail R16 --endpoint {server.query}\n")
    planned = CliRunner().invoke(main, [*arguments, server.store, "--dry-run"])
    assert (planned.exit_code, len(planned.output.splitlines())) == (0, len(NAMES) + 1)
    replies = [Reply(204)] * (len(NAMES) + 1)
    with scripted(*replies, result(0)) as script:
        part = CliRunner().invoke(main, [*arguments, script.address, "--json"])
    assert part.exit_code == 1
    assert json.loads(part.output)["graphs"][0]["there"] == 0
    none = CliRunner().invoke(main, [*arguments, "http://127.0.0.1:9/store"])
    assert none.exit_code == 2
    assert "is it running?" in none.output
