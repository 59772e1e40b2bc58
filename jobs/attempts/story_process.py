"""The supervisor's side of the process that makes stories, which may be killed at any moment.

It knows no database and no queue. What it has to say goes through a pipe to the process that supervises the attempt.
It makes one story after the other as long as each leaves it as it was; see :mod:`jobs.attempts.story_loop`.
"""

import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

import psutil

from jobs.attempts import story_loop
from jobs.attempts.story_loop import Order
from jobs.life.eta import Table
from models.story import PackedStory
from pipeline.stages import StageName

STORIES_MAX = 50  # that one process makes, so that what leaks slowly never adds up
GROWN_MAX_BYTES = 200 * 1024 * 1024  # that it may hold more than at its start; the first story already takes 70 MB

_context = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Progressed:
    """A stage has come this far, ``age`` ago."""

    stage: StageName
    fraction: float
    age: timedelta


@dataclass(frozen=True)
class Failed:
    """The pipeline raised an error that the user is shown."""

    error: dict[str, Any]


@dataclass(frozen=True)
class Made:
    """The story; ``left_open`` tells that a file stayed open after it."""

    story: PackedStory
    left_open: bool


class AnalystDiedError(Exception):
    """The process is dead, and couldn't say why."""


class Analyst:
    """One process that makes stories."""

    def __init__(self) -> None:
        """Fork, before any connection is opened or thread is started; the child waits for :meth:`begin`."""
        self._pipe, theirs = _context.Pipe()
        self._process = _context.Process(target=story_loop.serve, args=(theirs, self._pipe, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()
        self._seen = psutil.Process(self.pid)
        self._bytes_at_start = self.memory_bytes()
        self._stories = 0

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    @property
    def alive(self) -> bool:
        """Whether it hasn't been ended by :meth:`kill`."""
        return not self._pipe.closed

    def memory_bytes(self) -> int:
        """What it holds in memory, as far as it is known; what it shares with us since the fork included."""
        try:
            return int(self._seen.memory_info().rss)
        except psutil.Error:
            return 0

    def begin(self, order: Order) -> None:
        """Have the story made. Raises :class:`AnalystDiedError`."""
        with self._pipe_to_the_living():
            self._pipe.send_bytes(json.dumps(asdict(order)).encode())

    def messages(self, timeout_s: float) -> Iterator[Progressed | Table | Failed | Made]:
        """What it says; waits up to ``timeout_s`` for the first. Raises :class:`AnalystDiedError`."""
        while True:
            with self._pipe_to_the_living():
                if not self._pipe.poll(timeout_s):
                    return
                message = _message(json.loads(self._pipe.recv_bytes()), self._pipe)
            yield message
            timeout_s = 0.0

    def release(self, made: Made) -> None:
        """Keep it for the next story if this one left it as it was, else end it."""
        self._stories += 1
        grown = self.memory_bytes() - self._bytes_at_start
        if made.left_open or grown > GROWN_MAX_BYTES or self._stories >= STORIES_MAX:
            self.kill()

    def kill(self) -> None:
        """End it at once, wherever it is. Calling it again does no harm."""
        if self.alive:
            self._process.kill()
            self._process.join()
            self._pipe.close()

    @contextmanager
    def _pipe_to_the_living(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(1.0)  # it may take a moment to be gone
            raise AnalystDiedError(f"exit code {self._process.exitcode}") from None


def _message(said: dict[str, Any], pipe: Connection) -> Progressed | Table | Failed | Made:
    if "stage" in said:
        age = timedelta(seconds=max(time.monotonic() - said["at"], 0.0))
        return Progressed(StageName(said["stage"]), said["fraction"], age)
    if "rows" in said:
        return Table(**said)
    if "error" in said:
        return Failed(said["error"])
    return Made(PackedStory(**said["story"], body=pipe.recv_bytes()), said["left_open"])
