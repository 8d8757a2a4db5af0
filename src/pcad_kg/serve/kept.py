"""What was made once and is kept for whoever asks next, as far as there is room."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from pcad_kg.serve.limits import MEGABYTE

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

    Args:
        bodies: how many are kept.
        size: how many bytes they may have together.
    """

    def __init__(self, bodies: int = MOST_BODIES, size: int = MOST_BYTES) -> None:
        self._most = bodies
        self._room = size
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def once(
        self, name: Hashable, make: Callable[[], Made | None]
    ) -> Made | None:
        """What was made by a name before, or is made now and kept."""
        if made := self._known(name):
            return made
        async with self._one_at_a_time:
            if made := self._known(name):
                return made
            made = await asyncio.to_thread(make)
        if made is not None:
            self._keep(name, made)
        return made

    async def afresh(self, make: Callable[[], Made | None]) -> Made | None:
        """What is made now, and not kept."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(make)

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
