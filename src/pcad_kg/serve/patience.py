"""A connection that does not wait for its client for ever."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from pcad_kg.serve.limits import Limits

LINE = b"too many connections at once; try again in a while\n"
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
) % (len(LINE), LINE)


class Patient(H11Protocol):
    """A connection that ends where its client sends no whole request in time, takes
    nothing of an answer, or is one too many.

    Uvicorn only ends those that are idle between two requests.
    """

    limits: ClassVar[Limits]
    _since = 0.0
    _left = 0
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent
        """Begin to wait for a request, unless too many do."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            transport.write(FULL)
            transport.close()
            return
        self._since = self.loop.time()
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _look_later(self) -> None:
        pause = self.limits.client_seconds / 2
        self._look = self.loop.call_later(pause, self._look_at_it)

    def _look_at_it(self) -> None:
        left, before = self.transport.get_write_buffer_size(), self._left
        self._left = left
        if left:
            self._since = self.loop.time()
        if self._is_late() or (left and left == before):
            self.transport.abort()
        else:
            self._look_later()

    def _is_late(self) -> bool:
        is_asked = self.cycle is not None and not self.cycle.response_complete
        waited = self.loop.time() - self._since
        return not is_asked and waited >= self.limits.client_seconds


def patient(limits: Limits) -> type[Patient]:
    """The connections of a server with some limits."""
    return type("Connection", (Patient,), {"limits": limits})
