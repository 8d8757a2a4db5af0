"""No query harms the server, another's request, or anybody else's machine."""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import parse

from pcad_kg.cli.giving import serve
from pcad_kg.errors import QueryError
from pcad_kg.files import graph_files
from pcad_kg.serve import run
from pcad_kg.serve.guard import GRAPHS, Asks, checked
from pcad_kg.serve.limits import MEGABYTE, Limits
from pcad_kg.serve.messages import Outcome, Question
from pcad_kg.serve.pool import Pool
from pcad_kg.serve.refusals import BusyError, ServeError
from tests.serving import PATIENCE, Site, serving

LIMITS = Limits(seconds=1, rows=110_000, workers=2, waiting=2)
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROW = "SELECT * WHERE { ?s ?p ?o } LIMIT 1"
RUNAWAYS = {
    "cross product": CROSS,
    "sorted cross product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?d",
    "path without ends": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<a:b>)+ ?b . ?c (!<a:b>)+ ?d }"
    ),
    "optional cross products": (
        "SELECT (COUNT(?i) AS ?n) WHERE { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL"
        " { ?g ?h ?i FILTER(?a != ?i && ?c != ?g) } } }"
    ),
    "long strings": (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?t)"
        " WHERE { ?a ?b ?c . ?d ?e ?f }"
    ),
    "not exists": (
        "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f"
        " FILTER NOT EXISTS { ?a ?x ?y . ?y ?z ?d } }"
    ),
    "cross product of triples": (
        "CONSTRUCT { ?a ?e ?f . ?d ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f }"
    ),
}
HERE = "http://127.0.0.1:{port}/"
DISGUISES = (
    "SELECT * {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe sIlEnT <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE<{here}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE#x\n<{here}> {{ ?s ?p ?o }} }}",
    "PREFIX a: <{here}> SELECT * {{ SERVICEa:b {{ ?s ?p ?o }} }}",
    "PREFIX : <{here}> SELECT * {{ SERVICE:b {{ ?s ?p ?o }} }}",
    "PREFIX service: <{here}> SELECT * {{ SERVICE service:b {{ ?s ?p ?o }} }}",
    "BASE <{here}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{here}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{here}> }} SERVICE?x{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 'x'SERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 2.0e1SERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b trueSERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ OPTIONAL {{ MINUS {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }} }}",
    "DESCRIBE ?s {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE <{here}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER('\"' = \"'\") SERVICE <{here}> {{ ?s ?p ?o }} # '\n }}",
    "SELECT * {{ FILTER(1 <2) SERVICE <{here}> {{ ?s ?p ?o }} FILTER(2> 1) }}",
    "SELECT * {{ ?a <b#> 'c' SERVICE <{here}> {{ ?s ?p ?o }} # '''\n }}",
    "SELECT * FROM <{here}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{here}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "PREFIX graph: <{here}> SELECT * FROM graph:evidence {{ ?s ?p ?o }}",
    "LOAD <{here}>",
    "LOAD SILENT <{here}> INTO GRAPH <a:b>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
)
WORDS = (
    "{ } ( ) < > . ; ?x $service a SELECT FROM SERVICE service:a a:service 'SERVICE'"
    ' """ \' \\ # <a:b> @en ^^ 1.0e1 _:b \\u0053 · é 🦋 |'
).split()
FIELDS = (
    "query update default-graph-uri named-graph-uri format q limit type agency edit x"
).split()
LONG_NUMBER = r"[0-9]{5000}"  # more digits than Python reads as a number
HEADERS = (
    "content-security-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A server of narrow limits, started once."""
    with serving(LIMITS) as started:
        yield started


@contextmanager
def listener() -> Iterator[socket.socket]:
    """A socket that hears whoever calls it."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.setblocking(False)
        yield opened


def heard(opened: socket.socket) -> bool:
    """Whether anybody has called; a call is there before its caller goes on."""
    try:
        opened.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@contextmanager
def asking(site: Site) -> Iterator[socket.socket]:
    """A connection on which a runaway was asked before anything that comes later."""
    host, _, port = site.address.removeprefix("http://").partition(":")
    query = requests.utils.quote(CROSS)
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as opened:
        opened.sendall(
            f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        yield opened


def test_others_go_on_beside_a_runaway() -> None:
    """While it runs, a query and a page come as ever."""
    limits = Limits(seconds=3600, workers=2)
    with serving(limits) as started, asking(started) as asker:
        assert started.ask(ROW).status_code == 200
        assert started.get("/recommendation/16.ttl").status_code == 200
        asker.setblocking(False)
        with pytest.raises(BlockingIOError):
            asker.recv(1)


@pytest.mark.parametrize("runaway", RUNAWAYS)
def test_a_runaway_is_ended_and_others_go_on(site: Site, runaway: str) -> None:
    """It is ended at its limit, and a page and a query come as ever."""
    with ThreadPoolExecutor() as beside:
        running = beside.submit(site.ask, RUNAWAYS[runaway])
        assert site.ask(ROW).status_code == 200
        assert site.get("/recommendation/16.ttl").status_code == 200
        response = running.result()
    assert response.status_code == 422, response.text
    assert response.text.count("\n") == 1
    assert "seconds=1, rows=110000" in response.headers["pcad-limits"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 1000 + "}" * 1000,
        "ASK { FILTER(" + "(" * 1000 + "1" + ")" * 1000 + ") }",
        "ASK { FILTER(" + "!" * 100_000 + "true) }",
        "ASK { FILTER(" + "-" * 100_000 + "1) }",
        "ASK { FILTER(1" + "+1" * 50_000 + ") }",
        "ASK { ?s " + "^" * 100_000 + "<a:b> ?o }",
        "ASK { ?s <a:b>" + "/<a:b>" * 20_000 + " ?o }",
        "ASK { " + "{} UNION " * 20_000 + "{} }",
        "ASK { ?s ?p ?o FILTER REGEX(?o, '" + "(a{1,99}){1,99}" * 50 + "') }",
        "ASK { ?s ?p ?o FILTER REGEX(?o, '(a*)*(a|aa)+$') }",
        "ASK { VALUES ?x { " + "1 " * 100_000 + "} }",
    ],
    ids=lambda query: query[:24].strip(),
)
def test_what_is_deep_or_long_ends(site: Site, query: str) -> None:
    """Deep nesting, long chains and huge patterns are answered or refused, and others
    are answered after them."""
    response = site.post(query, "application/sparql-query")
    assert response.status_code in (200, 400, 422)
    assert site.ask(ROW).status_code == 200


def test_rows_and_bytes_have_limits() -> None:
    """More rows or triples than are given are refused, not cut; the limit is named."""
    limits = Limits(seconds=60, rows=10_000, workers=1, answer_bytes=2 * MEGABYTE)
    pairs = "WHERE { ?a a pcad:Quote . ?b a pcad:Quote }"
    words = "SELECT ?t ?u WHERE { ?a pcad:text ?t . ?b pcad:text ?u } LIMIT 10000"
    rows, size = "10000 rows; add a LIMIT", "2097152 bytes; add a LIMIT"
    with serving(limits) as started:
        for query, most in (
            (f"SELECT ?a ?b {pairs}", rows),
            (f"CONSTRUCT {{ ?a <a:b> ?b }} {pairs}", rows),
            (words, size),
        ):
            response = started.ask(query)
            assert response.status_code == 422
            assert response.text.startswith(f"more than {most}")


def test_the_whole_graph_is_within_the_limits() -> None:
    """By default, all there is can be had in one answer, what is proposed included."""
    triples = sum(1 for path in graph_files() for _ in parse(path=path))
    assert Limits().rows > triples > 100_000


def test_too_many_at_once_are_sent_away(site: Site) -> None:
    """Where two run and two wait, the others hear 503 and when to come again."""
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(site.ask, [CROSS] * 8))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) >= 4
    assert {answer.status_code for answer in answers} == {422, 503}
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}
    assert site.ask(ROW).status_code == 200


def test_nobody_outside_hears_of_a_query(site: Site) -> None:
    """29 ways to make a server call out: each is refused, and no call comes."""
    with listener() as opened:
        here = HERE.format(port=opened.getsockname()[1])
        queries = [disguise.format(here=here) for disguise in DISGUISES]
        assert len(queries) == 29
        answers = [site.post({"query": query}) for query in queries]
        assert {answer.status_code for answer in answers} <= {400, 403}
        for name in ("default-graph-uri", "named-graph-uri"):
            fields = {"query": ROW, name: here}
            assert site.get("/sparql", params=fields).status_code == 400
            assert site.post(fields).status_code == 400
        assert not heard(opened)
        # It would have heard:
        with socket.create_connection(opened.getsockname()):
            assert heard(opened)


def test_workers_themselves_cannot_call_out() -> None:
    """Where the guard fails, the process that runs the query can open no socket."""

    async def asked(queries: list[str]) -> list[Outcome]:
        pool = Pool(Limits(workers=1))
        await pool.start()
        try:
            replies = [await pool.ask(Question(query, "CSV")) for query in queries]
        finally:
            await pool.close()
        assert pool.workers == 0
        return [reply.outcome for reply in replies]

    with listener() as opened:
        here = HERE.format(port=opened.getsockname()[1])
        queries = [d.format(here=here) for d in DISGUISES if "CONSTRUCT" not in d]
        outcomes = asyncio.run(asked([*queries[:10], ROW]))
        # SILENT turns what failed into nothing.
        assert outcomes.count(Outcome.FAILED) == 9
        assert outcomes[-1] is Outcome.ANSWERED
        assert not heard(opened)


def test_a_question_nobody_waits_for_is_ended() -> None:
    """Where the asker goes, the worker is replaced long before the time is over."""

    async def asked() -> Outcome:
        pool = Pool(Limits(workers=1, seconds=3600, waiting_seconds=PATIENCE))
        await pool.start()
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(pool.ask(Question(CROSS, "CSV")), 0.5)
            return (await pool.ask(Question(ROW, "CSV"))).outcome
        finally:
            await pool.close()

    assert asyncio.run(asked()) is Outcome.ANSWERED


def test_who_leaves_in_mid_answer_takes_no_worker_away() -> None:
    """Of a large answer a part has come, more than is held back: another answers."""

    async def asked() -> Outcome:
        pool = Pool(Limits(workers=1))
        await pool.start()
        try:
            (worker,) = pool._all
            pipe = worker._process.stdout
            assert pipe is not None
            everything = Question("SELECT * WHERE { ?s ?p ?o }", "CSV")
            running = asyncio.create_task(pool.ask(everything))
            while len(vars(pipe)["_buffer"]) <= 300_000:
                await asyncio.sleep(0)
                assert not running.done()
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            return (await pool.ask(Question(ROW, "CSV"))).outcome
        finally:
            await asyncio.wait_for(pool.close(), PATIENCE)

    assert asyncio.run(asked()) is Outcome.ANSWERED


def test_a_pool_closes_while_it_is_asked() -> None:
    """Whoever still waits for an answer hears that there is none."""

    async def asked() -> Outcome:
        pool = Pool(Limits(workers=1))
        await pool.start()
        running = asyncio.create_task(pool.ask(Question(CROSS, "CSV")))
        await asyncio.sleep(0)
        await asyncio.wait_for(pool.close(), PATIENCE)
        return (await running).outcome

    assert asyncio.run(asked()) is Outcome.TOO_MUCH


def test_workers_that_are_killed_are_replaced() -> None:
    """Where idle ones died, the next question waits for another instead of failing."""

    async def asked() -> list[Outcome]:
        pool = Pool(Limits(workers=2))
        await pool.start()
        try:
            for process in children():
                os.kill(process, signal.SIGKILL)
            while pool.workers:
                await asyncio.sleep(0)  # until it is known here
            replies = [await pool.ask(Question(ROW, "CSV")) for _ in "123"]
            assert 1 <= pool.workers <= 2
            return [reply.outcome for reply in replies]
        finally:
            await pool.close()

    assert asyncio.run(asked()) == [Outcome.ANSWERED] * 3


def children() -> list[int]:
    """The processes that this one has started."""
    own = Path(f"/proc/self/task/{os.getpid()}/children")
    found = [int(number) for number in own.read_text(encoding="ascii").split()]
    return [process for process in found if b"serve.worker" in command_of(process)]


def command_of(process: int) -> bytes:
    """What a process was started as."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_worker_that_does_not_start_is_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it lacked may be there again: the pool never shrinks for good."""
    start = asyncio.create_subprocess_exec
    failures = 4
    monkeypatch.setattr("pcad_kg.serve.pool.PAUSE", 0.01)

    async def start_or_fail(*arguments: str, **options: int) -> object:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise OSError("no room for a process")
        return await start(*arguments, **options)

    async def asked() -> Outcome:
        pool = Pool(Limits(workers=1, waiting_seconds=60))
        await pool.start()
        monkeypatch.setattr(asyncio, "create_subprocess_exec", start_or_fail)
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(pool.ask(Question(CROSS, "CSV")), 0.1)
            return (await pool.ask(Question(ROW, "CSV"))).outcome
        finally:
            await pool.close()

    assert asyncio.run(asked()) is Outcome.ANSWERED
    assert failures == -1


def test_workers_end_with_their_server() -> None:
    """A server that is killed leaves no process behind, not even one that counts."""
    with serving(Limits(seconds=1, workers=2)) as started:
        own = Path(f"/proc/{started.process.pid}/task/{started.process.pid}/children")
        workers = own.read_text(encoding="ascii").split()
        assert len(workers) == 2
        ends = [os.pidfd_open(int(worker)) for worker in workers]
        with asking(started) as asker:
            assert started.get("/health").status_code == 200
            started.process.kill()
            assert begin_of(asker) == b""
        for end in ends:
            ended, _, _ = select.select([end], [], [], PATIENCE)
            os.close(end)
            assert ended == [end]


def test_a_worker_is_left_to_quick_questions() -> None:
    """Of three that never end one is let run; the others go, and a quick one is
    answered."""

    async def asked() -> tuple[Outcome, list[type[BaseException]]]:
        pool = Pool(Limits(workers=2, seconds=120, quick_seconds=0.2))
        await pool.start()
        runaways = [
            asyncio.create_task(pool.ask(Question(CROSS, "CSV"))) for _ in "123"
        ]
        try:
            await asyncio.sleep(0)  # they come first
            reply = await pool.ask(Question(ROW, "CSV"))
            ended = [task for task in runaways if task.done()]
            return reply.outcome, [type(task.exception()) for task in ended]
        finally:
            for task in runaways:
                task.cancel()
            await asyncio.gather(*runaways, return_exceptions=True)
            await pool.close()

    assert asyncio.run(asked()) == (Outcome.ANSWERED, [BusyError, BusyError])


def test_a_pool_that_is_full_says_so() -> None:
    """With one worker and nobody allowed to wait, the second question is refused."""

    async def asked() -> None:
        pool = Pool(Limits(workers=1, waiting=0, seconds=60))
        await pool.start()
        running = asyncio.create_task(pool.ask(Question(CROSS, "CSV")))
        await asyncio.sleep(0)
        try:
            with pytest.raises(BusyError):
                await pool.ask(Question(ROW, "CSV"))
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await pool.close()

    asyncio.run(asked())


def test_long_addresses_and_bodies_are_refused(site: Site) -> None:
    """414 for an address, 413 for a body, told beforehand or not."""
    response = site.ask("ASK {} # " + "x" * LIMITS.url_bytes)
    assert response.status_code == 414
    assert response.text == (
        "the address is longer than 16384 bytes; send the query by POST\n"
    )
    assert site.get("/" + "x" * 100_000).status_code == 414
    body = b"ASK {} #" + b"x" * LIMITS.body_bytes
    kind = "application/sparql-query"
    assert site.post(body, kind).status_code == 413
    parts = iter([body[:100_000], body[100_000:200_000], body[200_000:]])
    unannounced = requests.post(
        f"{site.address}/sparql", parts, headers={"Content-Type": kind}, timeout=30
    )
    assert unannounced.status_code == 413
    assert site.post(body[: LIMITS.body_bytes], kind).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/recommendation/16", 200),
        ("GET", "/recommendation/16.ttl", 200),
        ("GET", "/assets/style.css", 200),
        ("GET", "/assets/../app.py", 404),
        ("GET", "/assets/%2e%2e/app.py", 404),
        ("GET", "/health", 200),
        ("GET", "/sparql?query=ASK%7B%7D", 200),
        ("GET", "/sparql?query=x", 400),
        ("GET", "/nothing", 404),
        ("PUT", "/nothing", 405),
        ("OPTIONS", "/sparql", 204),
        ("GET", "/" + "x" * LIMITS.url_bytes, 414),
    ],
)
def test_every_answer_is_made_safe(
    site: Site, method: str, path: str, status: int
) -> None:
    """Whatever the answer, it has the headers, runs no script of others, names no
    software."""
    response = site.get(path, method=method)
    assert response.status_code == status
    assert [name for name in HEADERS if name not in response.headers] == []
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in response.headers
    assert "set-cookie" not in response.headers


def test_what_is_asked_is_never_markup(site: Site) -> None:
    """A path with a script in it comes back as text."""
    response = site.get("/<script>alert(1)</script>", "text/html")
    assert response.status_code == 404
    assert "&lt;script&gt;" in response.text
    assert "<script>alert" not in response.text


def test_bad_sparql_is_told_in_one_line(site: Site) -> None:
    """400 with one line that says where."""
    response = site.ask("SELECT ?x WHERE {\n ?x ?y ?z } LIMIT all")
    assert response.status_code == 400
    assert response.text.startswith("not a SPARQL query: line 2, column 19: it cannot")
    assert response.text.count("\n") == 1


def test_health_counts_the_workers(site: Site) -> None:
    """It is well while somebody answers."""
    assert site.ask(ROW).status_code == 200
    state = json.loads(site.get("/health").text)
    assert state["status"] == "ok"
    assert 1 <= state["workers"] <= 2


@pytest.mark.parametrize("query", ["ASK {}", "SELECT * FROM graph:audit { ?s ?p ?o }"])
def test_what_keeps_to_the_graph_may_be_asked(query: str) -> None:
    """Words in strings, comments, names and variables are nobody's business."""
    assert checked(query) in (Asks.TRUTH, Asks.ROWS)
    harmless = (
        '{ ?service a:service \'SERVICE\' ; <a:service> """\n FROM """ } # SERVICE'
    )
    prologue = "PREFIX a: <a:> # SERVICE\n"
    assert checked(f"{prologue}SELECT ?from {harmless}") is Asks.ROWS
    assert len(GRAPHS) == 25


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20), st.sampled_from(["", " "]))
def test_the_guard_answers_or_refuses(words: list[str], gap: str) -> None:
    """Whatever is asked, the guard says what it is or why not, and nothing else."""
    query = gap.join(("ASK", " ", *words))
    try:
        found: Asks | str = checked(query)
    except QueryError as error:
        found = str(error)
    assert found is Asks.TRUTH or "\n" not in str(found)


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=60) | st.from_regex(LONG_NUMBER, fullmatch=True),
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40),
    st.sampled_from(FIELDS),
)
def test_no_field_or_header_breaks_the_server(
    site: Site, value: str, accept: str, name: str
) -> None:
    """Any text as a field, a path or an Accept header: never a fault of ours."""
    fields = {"q": b"police", name: value.encode("utf-8", "replace")}
    headers = {"Accept": accept.strip().encode("latin-1")}
    for path in ("/", "/sparql", "/search", f"/{requests.utils.quote(value)}"):
        response = requests.get(
            site.address + path, fields, headers=headers, timeout=30
        )
        assert response.status_code < 500


def test_other_machines_are_let_in_aloud(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Loopback alone is listened at unless another host is given, which is told."""
    monkeypatch.setattr(run, "_run", lambda *_: None)
    run.serve(port=0)
    assert capsys.readouterr().err == ""
    run.serve("0.0.0.0", 0)
    said = capsys.readouterr().err
    assert said.startswith("pcad-kg: other machines can reach http://0.0.0.0:")
    assert said.count("\n") == 1


def test_what_keeps_it_from_starting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is taken, a host that is none, a library that is missing."""
    with listener() as opened:
        port = opened.getsockname()[1]
        with pytest.raises(ServeError, match=f"^127.0.0.1:{port}: address already in"):
            run.serve(port=port)
    with pytest.raises(ServeError, match="no such host or port"):
        run.serve("nowhere.invalid")
    monkeypatch.setattr(run, "LIBRARIES", ("no_such_library",))
    with pytest.raises(ServeError, match=r"run `pip install 'pcad-kg\[serve\]'`"):
        run.serve(port=0)


def test_the_server_stops_when_it_is_told() -> None:
    """SIGTERM during a runaway: the server ends by itself, with 0, workers and all."""
    with serving(Limits(seconds=1, workers=1)) as started, asking(started) as asker:
        assert started.get("/health").status_code == 200
        started.process.terminate()
        assert started.process.wait(timeout=PATIENCE) == 0
        assert begin_of(asker) in (b"HTTP/1.1 422", b"")


def begin_of(asker: socket.socket) -> bytes:
    """How an answer begins; nothing where the connection ends without one."""
    try:
        return asker.recv(len("HTTP/1.1 200"))
    except ConnectionError:
        return b""


def test_nothing_else_loads_the_server() -> None:
    """The package and its command line import no part of it."""
    code = (
        "import sys, pcad_kg, pcad_kg.cli;"
        "print([m for m in ('starlette', 'uvicorn', 'jinja2', 'anyio',"
        " 'pcad_kg.serve.app') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_command_and_the_server_have_the_same_limits() -> None:
    """What `serve --help` shows as defaults is what a server without options does."""
    shown = {option.name: option.default for option in serve.params}
    assert (shown["timeout"], shown["rows"]) == (Limits().seconds, Limits().rows)
