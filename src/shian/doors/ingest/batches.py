"""A bounded queue before a few writers. While a batch is being written the next one gathers, so its size follows the load.

In a flood a writer also waits a moment before it takes what is there: a batch costs some milliseconds as such, whoever is in it.
Who comes alone waits for nobody.

A caller is answered when the transaction of its batch is on disk, and told 503 when the queue is full: what was
acknowledged is never lost, and what was not may be sent again under the same id.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from shian.loop.actions import Answered, Handed

log = logging.getLogger("shian.ingest")
FLOOD = 16  # so many requests in one batch, and the next one gathers
Write = Callable[[Sequence[Handed], str], list[Answered]]


class Full(Exception):
    """More waits than the writers will get through in good time."""


class Unsaid(Exception):
    """The database did not say whether it kept them: nobody may be told that it did."""


@dataclass
class Waiting:
    """The sheets of one request, and the caller who waits for their verdicts."""

    handed: Sequence[Handed]
    language: str
    answer: "asyncio.Future[list[Answered]]"


class Batches:
    """The queue and its writers, each with a thread and so a database connection of its own."""

    def __init__(self, write: Write, *, waiting: int, batch: int, writers: int, gathering: float = 0.0) -> None:
        self._write, self._most_waiting, self._most_written, self._writers = write, waiting, batch, writers
        self._gathering = gathering  # seconds
        self._queue: deque[Waiting] = deque()
        self._sheets = 0
        self._open = True
        self._arrived = asyncio.Event()
        self._threads = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._writing()) for _ in range(self._writers)]

    async def stop(self) -> None:
        """Take nothing more, write what waits, then end."""
        self._open = False
        self._arrived.set()
        await asyncio.gather(*self._tasks)
        self._threads.shutdown()

    @property
    def full(self) -> bool:
        """Whether not even one sheet more would be taken: asked before a sheet is read, for then that work is spared."""
        return not self._open or self._sheets >= self._most_waiting

    async def put(self, handed: Sequence[Handed], language: str) -> list[Answered]:
        """Wait in the queue and return the verdicts. Raises Full, or Unsaid. A long list is taken where nothing waits."""
        if not self._open or (self._sheets and self._sheets + len(handed) > self._most_waiting):
            raise Full
        waiting = Waiting(handed, language, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._sheets += len(handed)
        self._arrived.set()
        return await waiting.answer

    async def _writing(self) -> None:
        before = 0  # requests in the batch before
        while self._queue or self._open:
            if before >= FLOOD and self._open and self._sheets < self._most_written:
                await asyncio.sleep(self._gathering)
            if self._queue:
                batch = self._next()
                before = len(batch)
                await self._written(batch)
            else:
                before = 0
                self._arrived.clear()
                await self._arrived.wait()

    def _next(self) -> list[Waiting]:
        """As many waiting requests as one transaction takes, all of one language: a refusal is a sentence."""
        taken = [self._queue.popleft()]
        sheets = len(taken[0].handed)
        while self._queue and self._queue[0].language == taken[0].language:
            sheets += len(self._queue[0].handed)
            if sheets > self._most_written:
                break
            taken.append(self._queue.popleft())
        return taken

    async def _written(self, batch: list[Waiting]) -> None:
        handed = [one for waiting in batch for one in waiting.handed]
        try:
            work = asyncio.get_running_loop().run_in_executor(self._threads, self._write, handed, batch[0].language)
            _answer(batch, await work)
        except Exception:
            log.exception("a batch of %d sheets was not written", len(handed))
            _leave_unsaid(batch)
        finally:
            self._sheets -= len(handed)


def _answer(batch: list[Waiting], verdicts: list[Answered]) -> None:
    start = 0
    for waiting in batch:
        end = start + len(waiting.handed)
        if not waiting.answer.done():
            waiting.answer.set_result(verdicts[start:end])
        start = end


def _leave_unsaid(batch: list[Waiting]) -> None:
    for waiting in batch:
        if not waiting.answer.done():
            waiting.answer.set_exception(Unsaid())
