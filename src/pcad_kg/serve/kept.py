"""What was made once and is kept for whoever asks next, as far as there is room."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pcad_kg.serve.limits import MEGABYTE, Limits
from pcad_kg.serve.refusals import BusyError

MOST_BODIES = 512
MOST_BYTES = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Made:
    """A body that was made, and what is sent with it."""

    body: bytes
    type: str
    etag: str
    status: int = 200
    location: str = ""


class Kept:
    """Makes one body after the other, beside the loop that answers others.

    What was kept is given at once; for what must be made, some may wait for a while.

    Args:
        limits: how many may wait, and for how long.
        bodies: how many are kept.
        size: how many bytes they may have together.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        bodies: int = MOST_BODIES,
        size: int = MOST_BYTES,
    ) -> None:
        self._limits = limits or Limits()
        self._most = bodies
        self._room = size
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    async def once(
        self, name: Hashable, make: Callable[[], Made | None]
    ) -> Made | None:
        """What was made by a name before, or is made now and kept.

        Raises:
            BusyError: it must be made, and too many wait already or it took too long.
        """
        if made := self._known(name):
            return made
        async with self._turn():
            if made := self._known(name):
                return made
            made = await asyncio.to_thread(make)
        if made is not None:
            self._keep(name, made)
        return made

    async def afresh(self, make: Callable[[], Made | None]) -> Made | None:
        """What is made now, and not kept.

        Raises:
            BusyError: too many wait already, or the turn did not come in time.
        """
        async with self._turn():
            return await asyncio.to_thread(make)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Meanwhile nothing else is made.

        Raises:
            BusyError: too many wait already, or the turn did not come in time.
        """
        is_free = not self._one_at_a_time.locked()
        if self._waiting >= self._limits.waiting and not is_free:
            raise BusyError("too many pages are asked for; try again in a while")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                await self._one_at_a_time.acquire()
        except TimeoutError as error:
            raise BusyError("no page can be made now; try again in a while") from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._one_at_a_time.release()

    def _known(self, name: Hashable) -> Made | None:
        made = self._kept.get(name)
        if made is not None:
            self._kept.move_to_end(name)
        return made

    def _keep(self, name: Hashable, made: Made) -> None:
        self._kept[name] = made
        self._room -= len(made.body)
        while self._room < 0 or len(self._kept) > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._room += len(oldest.body)
