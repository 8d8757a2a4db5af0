"""A request to a server → its reply, or one line that says why there is none."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

from pcad_kg.engine.login import HOW_TO, Login
from pcad_kg.errors import EndpointError
from pcad_kg.typed import quoted

TRIES = 4
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds
CONNECT_SECONDS, READ_SECONDS = 10.0, 300.0
MOST_BYTES = 256 * 1024 * 1024
PASSING = (429, 502, 503, 504)
MARKUP = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]*>", re.S | re.I)
REASONS = {
    401: f"it asks who you are; {HOW_TO}",
    403: f"it does not allow this; {HOW_TO} of one who may",
    404: "nothing is there; look at what the address ends in",
    405: "it does not take this kind of request; look at what the address ends in",
    413: "what was sent is too large for it",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent: the media type, the headers and the bytes."""

    kind: str
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """A line to one address of a server, kept open from request to request.

    What may pass (429, 502, 503, 504, a connection that breaks) is tried again, after
    as long as the server says or twice as long each time: a request must therefore be
    one that may be sent twice. No redirect is followed, so that credentials go nowhere
    else.

    Args:
        address: the address, with http or https.
        login: who we are; of the environment without it.
        wait: sleeps for some seconds.
        most_bytes: the size from which a reply is not read.

    Raises:
        EndpointError: the address is none of a server's, or holds a password.
    """

    def __init__(
        self,
        address: str,
        login: Login | None = None,
        *,
        wait: Callable[[float], None] = time.sleep,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.address = shown_address(address)
        self._address = address
        self._login = login or Login.of_environment()
        self._wait = wait
        self._most_bytes = most_bytes
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=False,
            maxsize=1,
        )

    def send(
        self, method: str, body: bytes, headers: Mapping[str, str], query: str = ""
    ) -> Reply:
        """The reply to a request whose address has a query added.

        Raises:
            EndpointError: there is no reply, or one that refuses.
        """
        address = with_query(self._address, query)
        wait = FIRST_WAIT
        for tries_left in reversed(range(TRIES)):
            try:
                response = self._sent(method, address, body, headers)
                if response.status not in PASSING or not tries_left:
                    return self._reply(response)
                asked = response.headers.get("Retry-After")
                response.drain_conn()
                response.release_conn()
            except ProtocolError as error:
                if not tries_left:
                    raise self._failure(error) from error
                asked = None
            except HTTPError as error:
                raise self._failure(error) from error
            self._wait(min(_seconds(asked) or wait, LONGEST_WAIT))
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _sent(
        self, method: str, address: str, body: bytes, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        """A response whose body is still to be read, after a login if that is asked."""
        response = self._request(method, address, body, headers)
        challenge = response.headers.get("WWW-Authenticate", "")
        if response.status == 401 and self._login.answers(challenge):
            response.drain_conn()
            response.release_conn()
            return self._request(method, address, body, headers)
        return response

    def _request(
        self, method: str, address: str, body: bytes, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        return self._pool.request(
            method,
            address,
            body=body,
            headers={
                "Accept-Encoding": "gzip",
                "User-Agent": "pcad-kg",
                **headers,
                **self._login.header(method, address),
            },
            preload_content=False,
            redirect=False,
        )

    def _reply(self, response: BaseHTTPResponse) -> Reply:
        body = response.read(self._most_bytes + 1, decode_content=True)
        if len(body) > self._most_bytes:
            response.close()
            megabytes = self._most_bytes / 1024 / 1024
            raise self._error(f"more than {megabytes:g} MB came; ask for less")
        response.release_conn()
        status = response.status
        if status in (200, 201, 204):
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
            return Reply(kind.lower(), response.headers, body)
        if status == 206:
            raise self._error("only a part of the answer came; the server cut it short")
        if 300 <= status < 400:
            there = response.headers.get("Location", "")
            raise self._error(f"moved to {without_secrets(there)}; give that address")
        said = _said(body)
        reason = REASONS.get(status, f"status {status}")
        if status == 401 and self._login.is_given:
            reason = "it does not accept who you say you are"
        raise self._error(": ".join(filter(None, (reason, said))))

    def _failure(self, error: HTTPError) -> EndpointError:
        if isinstance(error, NameResolutionError):
            reason = "no such host; look for a misprint"
        elif isinstance(error, NewConnectionError):  # a child of the next one
            reason = "no server answers there; is it running?"
        elif isinstance(error, ConnectTimeoutError):
            reason = f"no answer within {CONNECT_SECONDS:g} seconds"
        elif isinstance(error, ReadTimeoutError):
            reason = f"no answer within {READ_SECONDS:g} seconds; ask for less"
        elif isinstance(error, SSLError):
            reason = f"no safe connection ({_said(str(error).encode())})"
        else:
            reason = f"the connection broke {TRIES} times"
        return self._error(reason)

    def _error(self, reason: str) -> EndpointError:
        return EndpointError(f"{self.address}: {reason}")


def shown_address(address: str) -> str:
    """An address as messages show it, without what could be a secret in its query.

    Raises:
        EndpointError: it is no http(s) address, or holds a name or password.
    """
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_address = is_address and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if "@" in address.partition("?")[0]:
        raise EndpointError(f"no name or password in the address, please: {HOW_TO}")
    if not is_address or any(character.isspace() for character in address):
        shown = quoted(without_secrets(address))
        raise EndpointError(f"{shown}: not an http(s) address of a server")
    return without_secrets(address)


def without_secrets(address: str) -> str:
    """An address without its query and without a name and password.

    >>> without_secrets("https://me:secret@example.org/sparql?key=secret")
    'https://example.org/sparql'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.partition("?")[0].rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def with_query(address: str, query: str) -> str:
    """An address with something added to its query.

    >>> with_query("https://example.org/store?key=1#top", "graph=a")
    'https://example.org/store?key=1&graph=a'
    """
    parts = urlsplit(address)
    joined = "&".join(filter(None, (parts.query, query)))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, joined, ""))


def _seconds(asked: str | None) -> float | None:
    """How long a server asks us to wait, if it says so in a way that can be read."""
    try:
        return urllib3.Retry().parse_retry_after(asked) if asked else None
    except HTTPError:
        return None


def _said(body: bytes) -> str:
    """What a server says in a refusal: one line, without markup and control marks."""
    text = MARKUP.sub(" ", body[:20_000].decode("utf-8", "replace"))
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:200]
