"""No client keeps a connection, or the place of another's, for ever."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests

from pcad_kg.serve.kept import Kept, Made
from pcad_kg.serve.limits import Limits
from tests.serving import PATIENCE, Site, serving

LIMITS = Limits(seconds=1, workers=1, client_seconds=0.5, connections=20)
MOST_PARTS = 1000  # that a client says or hears before it gives up
HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
    b"Content-Type: application/sparql-query\r\n\r\n"
)
ALL = "SELECT%20*%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%2050000"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A server of little patience, started once."""
    with serving(LIMITS) as started:
        yield started


def connected(site: Site) -> socket.socket:
    """A connection to a server."""
    host, _, port = site.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def heard_until_the_end(connection: socket.socket, drop: bytes = b"") -> bytes:
    """All that is heard until the server ends the connection, which must happen.

    Meanwhile the client says a little more whenever nothing is to be heard.
    """
    heard = b""
    if drop:
        connection.settimeout(0.05)
    for _ in range(MOST_PARTS):
        try:
            part = connection.recv(65536)
            if not part:
                return heard
            heard += part
        except TimeoutError:
            if not drop:
                break
            connection.sendall(drop)
        except ConnectionError:
            return heard
    raise AssertionError(f"the connection does not end; heard {heard[:200]!r}")


@pytest.mark.parametrize(
    ("said", "drop", "answer"),
    [
        (b"", b"", b""),
        (b"GET / HT", b"", b""),
        (HEAD, b"X-Slow: 1\r\n", b""),
        (HEAD + b"\r\nGET", b"", b"HTTP/1.1 200 OK"),
        (HEAD + b"Content-Length: 100000\r\n\r\n", b"x", b"HTTP/1.1 200 OK"),
        (POST + b"ASK", b"", b"HTTP/1.1 408 "),
        (POST, b" ", b"HTTP/1.1 408 "),
    ],
    ids=["nothing", "a word", "line by line", "half a second", "body", "half", "drops"],
)
def test_who_says_nothing_whole_is_left(
    site: Site, said: bytes, drop: bytes, answer: bytes
) -> None:
    """No request, half a one, or one that never ends: the connection does."""
    with connected(site) as connection:
        connection.sendall(said)
        heard = heard_until_the_end(connection, drop)
    assert heard.startswith(answer)
    assert bool(heard) == bool(answer)
    assert site.get("/health").status_code == 200


def push(connection: socket.socket) -> None:
    """Send for ever."""
    while True:
        connection.send(b"x" * 1024)


def test_who_takes_nothing_of_an_answer_is_left(site: Site) -> None:
    """A large answer that nobody reads is thrown away, with its connection."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        host, _, port = site.address.removeprefix("http://").partition(":")
        connection.connect((host, int(port)))
        asked = f"GET /sparql?query={ALL} HTTP/1.1\r\nHost: x\r\n\r\n"
        connection.sendall(asked.encode())
        connection.settimeout(PATIENCE)
        assert connection.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 200"
        with pytest.raises(ConnectionError):
            push(connection)
    assert site.get("/health").status_code == 200


def test_who_is_one_too_many_is_told() -> None:
    """503 and when to come again; there is room again once others have gone."""
    with serving(Limits(workers=1, connections=20)) as site, ExitStack() as many:
        for _ in range(20):
            many.enter_context(connected(site)).sendall(HEAD)
        response = requests.get(f"{site.address}/health", timeout=PATIENCE)
        assert response.status_code == 503
        assert response.text == "too many connections at once; try again in a while\n"
        assert response.headers["retry-after"] == "10"
        many.close()
        answers = (site.get("/health").status_code for _ in range(1000))
        assert 200 in answers


def test_what_was_made_is_kept_while_there_is_room() -> None:
    """The oldest goes first; what is too large for the room is made again."""
    made: list[str] = []

    def make(name: str, size: int) -> Made:
        made.append(name)
        return Made(b"x" * size, "text/plain", name)

    async def asked() -> None:
        kept = Kept(bodies=3, size=100)
        for name, size in [("a", 40), ("b", 40), ("a", 40), ("c", 40), ("b", 40)]:
            body = await kept.once(name, lambda n=name, s=size: make(n, s))
            assert body is not None
            assert body.etag == name
        for _ in "12":
            await kept.once("large", lambda: make("large", 101))
        assert await kept.once("nothing", lambda: None) is None
        both = [kept.once("d", lambda: make("d", 1)) for _ in "12"]
        await asyncio.gather(*both)

    asyncio.run(asked())
    assert made == ["a", "b", "c", "b", "large", "large", "d"]
