"""Real SPARQL servers and a scripted one for tests, on this machine alone."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"
LONGEST_START = 60.0  # seconds
VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {host}:{sql_port}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
DefaultHost = {host}:{port}
ServerPort = {host}:{port}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server takes graphs and where queries, and who may write."""

    store: str
    query: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as opened:
        opened.bind((HOST, 0))
        return int(opened.getsockname()[1])


def program(name: str, remedy: str) -> str:
    """The path of a program: beside this Python, or anywhere it is looked for.

    A test that needs it fails without it: a skipped test would prove nothing.
    """
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: {remedy}"
    return found


@contextmanager
def oxigraph() -> Iterator[Server]:
    """An Oxigraph server that keeps its graphs in memory."""
    command = program("oxigraph", "pip install -e '.[dev]'")
    port = free_port()
    with _running([command, "serve", "--bind", f"{HOST}:{port}"], Path.cwd(), port):
        address = f"http://{HOST}:{port}"
        yield Server(f"{address}/store", f"{address}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A new Virtuoso server, whose graphs lie in a folder."""
    command = program("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    port = free_port()
    settings = VIRTUOSO_INI.format(host=HOST, port=port, sql_port=free_port())
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    with _running([command, "-f", "-c", "virtuoso.ini"], folder, port):
        address = f"http://{HOST}:{port}"
        store = f"{address}/sparql-graph-crud-auth"
        yield Server(store, f"{address}/sparql", "dba", "dba")


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    try:
        _wait_for(process, port)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + LONGEST_START
    while True:
        assert process.poll() is None, f"{process.args!r} ended by itself"
        assert time.monotonic() < deadline, f"{process.args!r} does not listen"
        with socket.socket() as opened:
            if opened.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Request:
    """What a server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What a scripted server says; with status 0 it hangs up without a word."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Script:
    """A server that gives one reply after the other, the last for ever."""

    replies: list[Reply]
    address: str = ""
    requests: list[Request] = field(default_factory=list)

    def next(self, request: Request) -> Reply:
        """The reply to a request, which is written down."""
        self.requests.append(request)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def scripted(*replies: Reply) -> Iterator[Script]:
    """A server of the test's own."""
    script = Script(list(replies))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(self.command, self.path, dict(self.headers), body)
            reply = script.next(request)
            if not reply.status:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that hung up, as it does on what is too much."""

    with Quiet((HOST, 0), Handler) as server:
        script.address = f"http://{HOST}:{server.server_port}/sparql"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield script
        finally:
            server.shutdown()
