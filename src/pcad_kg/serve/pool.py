"""Several workers, of which each may be ended and replaced without harm to others."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from pcad_kg.errors import GraphError
from pcad_kg.paths import PACKAGE
from pcad_kg.serve.limits import KILOBYTE, MEGABYTE, Limits
from pcad_kg.serve.messages import (
    SIZE,
    Outcome,
    Question,
    Reply,
    read_reply,
    written_question,
)
from pcad_kg.serve.refusals import BusyError

PAUSE = 1.0  # seconds before a worker that did not start is started again
UNHEARD = 64 * KILOBYTE  # of what a worker said that is thrown away at a time


class _Worker:
    """A process that answers, seen from the server."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._reading = asyncio.Lock()

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    async def hear(self) -> Reply:
        """The next reply.

        Raises:
            asyncio.IncompleteReadError: the process has ended.
        """
        pipe = self._process.stdout
        assert pipe is not None
        async with self._reading:
            size = int.from_bytes(await pipe.readexactly(SIZE), "big")
            reply, length = read_reply(await pipe.readexactly(size))
            body = await pipe.readexactly(length)
        return Reply(reply.outcome, reply.said, reply.rows, body)

    async def ask(self, question: Question) -> Reply:
        """The reply to a question.

        Raises:
            OSError, asyncio.IncompleteReadError: the process has ended.
        """
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(written_question(question))
        await pipe.drain()
        return await self.hear()

    async def end(self) -> None:
        """End the process at once, if it has not ended, and wait until it is gone."""
        pipe = self._process.stdout
        if pipe is None or not pipe.at_eof():
            with suppress(ProcessLookupError):
                self._process.kill()
        # A process is known to be gone once all it said has been read, so what an
        # asker who left has not heard is heard here.
        async with self._reading:
            while pipe is not None and await pipe.read(UNHEARD):
                pass
        await self._process.wait()


class Pool:
    """The workers of a server.

    Args:
        limits: what one request may take, and how many there are.
        folder: where the graph's files are; the package's own without it.
        description: what the server says of itself, in Turtle.
    """

    def __init__(
        self, limits: Limits, folder: Path | None = None, description: str = ""
    ) -> None:
        self._limits = limits
        self._folder = folder
        self._description = description
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._slow = 0
        self._closed = asyncio.Event()

    @property
    def workers(self) -> int:
        """How many workers there are now, idle or not."""
        return sum(worker.is_alive for worker in self._all)

    async def start(self) -> None:
        """Start all workers, and return when each can answer.

        Raises:
            GraphError: they cannot start.
        """
        await asyncio.gather(*(self._add() for _ in range(self._limits.workers)))

    async def close(self) -> None:
        """End all workers."""
        self._closed.set()
        # A process whose start is broken off would be nobody's.
        await asyncio.gather(*self._replacing)
        await asyncio.gather(*(worker.end() for worker in self._all))
        self._all.clear()

    async def ask(self, question: Question) -> Reply:
        """The reply of the first worker that is free.

        One that takes too long, dies, or whose asker has gone is replaced.

        Raises:
            BusyError: too many wait already, or none was free in time.
        """
        worker = await self._free()
        is_whole = False
        try:
            seconds = self._limits.seconds
            async with asyncio.timeout(seconds):
                reply = await self._reply(worker, question)
            is_whole = True
            return reply
        except TimeoutError:
            return Reply(
                Outcome.TOO_MUCH,
                f"more than {seconds:g} seconds, so it was ended; ask for less",
            )
        except (OSError, asyncio.IncompleteReadError):
            most = self._limits.memory_bytes // MEGABYTE
            return Reply(
                Outcome.TOO_MUCH,
                f"nested too deeply or more than {most} MB of memory, so it was ended;"
                " ask more plainly",
            )
        finally:
            if is_whole:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)

    async def _reply(self, worker: _Worker, question: Question) -> Reply:
        """A worker's reply, if it is quick or not too many others are slow.

        Raises:
            BusyError: it is slow, and as many workers as may be are busy with such.
            OSError, asyncio.IncompleteReadError: the process has ended.
        """
        reply = asyncio.create_task(worker.ask(question))
        try:
            await asyncio.wait({reply}, timeout=self._limits.quick_seconds)
            if reply.done():
                return reply.result()
            if self._slow >= self._limits.slow:
                raise BusyError("too many slow questions at once; try again in a while")
            self._slow += 1
            try:
                return await reply
            finally:
                self._slow -= 1
        finally:
            reply.cancel()

    async def _free(self) -> _Worker:
        while not self._waiting and not self._idle.empty():
            if worker := self._living(self._idle.get_nowait()):
                return worker
        if self._waiting >= self._limits.waiting:
            raise BusyError("too many questions at once; try again in a while")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                while True:
                    if worker := self._living(await self._idle.get()):
                        return worker
        except TimeoutError as error:
            raise BusyError("all are busy; try again in a while") from error
        finally:
            self._waiting -= 1

    def _living(self, worker: _Worker) -> _Worker | None:
        """A worker that waited; nothing, but another soon, where it died meanwhile."""
        if worker.is_alive:
            return worker
        self._replace(worker)
        return None

    def _replace(self, worker: _Worker) -> None:
        self._all.discard(worker)
        task = asyncio.create_task(self._replaced(worker))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replaced(self, worker: _Worker) -> None:
        """Start another, as often as it takes: what it lacks may be there again."""
        await worker.end()
        while not self._closed.is_set():
            with suppress(GraphError, OSError):
                await self._add()
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), PAUSE)

    async def _add(self) -> None:
        limits = self._limits
        numbers = limits.seconds, limits.rows, limits.answer_bytes, limits.memory_bytes
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "pcad_kg.serve.worker", *map(str, numbers)),
            str(self._folder or ""),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )
        worker = _Worker(process)
        self._all.add(worker)
        try:
            await worker.ask(Question(self._description, ""))
        except BaseException as error:
            self._all.discard(worker)
            await worker.end()
            if isinstance(error, OSError | asyncio.IncompleteReadError):
                raise GraphError(
                    "a process that answers queries does not start; is there memory"
                    " for it, and is the graph whole?"
                ) from error
            raise
        self._idle.put_nowait(worker)


def _environment() -> dict[str, str]:
    """Ours, in which a worker finds the package as we did."""
    places = str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
