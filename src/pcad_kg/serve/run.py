"""`pcad-kg serve`: the server, from its start to its stop."""

import asyncio
import ipaddress
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.serve.limits import KILOBYTE, Limits
from pcad_kg.serve.refusals import ServeError

LIBRARIES = ("starlette", "uvicorn", "jinja2")
HOST, PORT = "127.0.0.1", 8000
LINE_AND_HEADERS = 256 * KILOBYTE  # more than an address may have, to say so kindly
WAITING_SOCKETS = 256


def serve(
    host: str = HOST,
    port: int = PORT,
    *,
    limits: Limits | None = None,
    folder: Path | None = None,
    address: str | None = None,
) -> None:
    """Serve a graph until Ctrl-C or SIGTERM; where, is printed once it answers.

    Args:
        host: the name or number to listen at; other machines reach any but loopback.
        port: the port; 0 for any that is free.
        limits: what one request may take.
        folder: where the graph's files are; the package's own without it.
        address: how the outside names the server, where that is not host and port.

    Raises:
        ServeError: a library is missing, or nothing can listen there.
        GraphError: the graph is not whole.
    """
    require_libraries()
    with listening(host, port) as opened:
        here = address_of(opened, host)
        if not is_loopback(opened):
            print(f"pcad-kg: other machines can reach {here}", file=sys.stderr)
        _run(opened, here, address or here, limits or Limits(), folder)


def require_libraries() -> None:
    """Refuse to start without the libraries of the extra.

    Raises:
        ServeError: one is not installed.
    """
    for library in LIBRARIES:
        if find_spec(library) is None:
            raise ServeError(
                f"{library} is not installed; run `pip install 'pcad-kg[serve]'`"
            )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens.

    Raises:
        ServeError: there is no such host, or the port is taken.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        opened = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError, OverflowError) as error:
        raise ServeError(f"{host}:{port}: no such host or port") from error
    with opened:
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(where)
            opened.listen(WAITING_SOCKETS)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "no such port"
            line = f"{host}:{port}: {reason.lower()}; give another --port or --host"
            raise ServeError(line) from error
        yield opened


def address_of(opened: socket.socket, host: str) -> str:
    """How a browser reaches a listening socket."""
    port = opened.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_loopback(opened: socket.socket) -> bool:
    """Whether this machine alone can reach a socket."""
    return ipaddress.ip_address(opened.getsockname()[0]).is_loopback


def _run(
    opened: socket.socket,
    here: str,
    address: str,
    limits: Limits,
    folder: Path | None,
) -> None:
    import uvicorn

    from pcad_kg.serve.app import app_of
    from pcad_kg.serve.pages import Pages
    from pcad_kg.serve.patience import patient

    engine = Oxigraph(folder)
    app = app_of(engine, Pages(engine), folder=folder, address=address, limits=limits)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",
        h11_max_incomplete_event_size=LINE_AND_HEADERS,
        http=patient(limits),
        loop="asyncio",
        timeout_graceful_shutdown=int(limits.seconds) + 1,
    )

    class Server(uvicorn.Server):
        """A server that says when it answers, and stops without a complaint."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"{here} (Ctrl-C ends it)", flush=True)

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            with _ended_by(self.handle_exit):
                yield

    server = Server(config)
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[opened]))
    if not server.started:
        raise ServeError("the server does not start; its log says why")


@contextmanager
def _ended_by(stop: "signal._HANDLER") -> Iterator[None]:
    """Meanwhile Ctrl-C and SIGTERM ask the server to stop."""
    ends = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(end, stop) for end in ends]
    try:
        yield
    finally:
        for end, handler in zip(ends, before, strict=True):
            signal.signal(end, handler)
