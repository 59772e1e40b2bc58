"""The supervisor's side of the process that makes stories, which may be killed at any moment.

It knows no database and no queue. What it has to say goes through a pipe to the process that supervises the attempt.
It makes one story after the other as long as each leaves it as it was; see :mod:`jobs.attempts.story_loop`.
"""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from jobs.attempts import story_loop
from jobs.attempts.pipe_messages import Finished, Message, StoryTask, receive, send

MAX_STORIES = 50  # that one process makes, so that what leaks slowly never adds up
MAX_GROWTH_BYTES = 200 * 1024 * 1024  # that it may hold more than at its start; the first story already takes 70 MB

_context = multiprocessing.get_context("fork")


class ChildDiedError(Exception):
    """The process is dead, and couldn't say why."""


class StoryProcess:
    """One process that makes stories."""

    def __init__(self) -> None:
        """Fork, before any connection is opened or thread is started; the child waits for :meth:`begin`."""
        self._pipe, child_end = _context.Pipe()
        ends = (child_end, self._pipe, os.getpid())
        self._process = _context.Process(target=story_loop.serve, args=ends, daemon=True)
        self._process.start()
        child_end.close()
        self._usage = psutil.Process(self.pid)
        self._bytes_at_start = self.memory_bytes()
        self._story_count = 0

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
            return int(self._usage.memory_info().rss)
        except psutil.Error:
            return 0

    def begin(self, task: StoryTask) -> None:
        """Have the story made. Raises :class:`ChildDiedError`."""
        with self._noticing_death():
            send(self._pipe, task)

    def messages(self, timeout_s: float) -> Iterator[Message]:
        """What it says; waits up to ``timeout_s`` for the first. Raises :class:`ChildDiedError`."""
        while True:
            with self._noticing_death():
                if not self._pipe.poll(timeout_s):
                    return
                message = receive(self._pipe)
            yield message
            timeout_s = 0.0

    def release(self, finished: Finished) -> None:
        """Keep it for the next story if this one left it as it was, else end it."""
        self._story_count += 1
        growth = self.memory_bytes() - self._bytes_at_start
        if finished.left_open or growth > MAX_GROWTH_BYTES or self._story_count >= MAX_STORIES:
            self.kill()

    def kill(self) -> None:
        """End it at once, wherever it is. Calling it again does no harm."""
        if self.alive:
            self._process.kill()
            self._process.join()
            self._pipe.close()

    @contextmanager
    def _noticing_death(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(1.0)  # it may take a moment to be gone
            raise ChildDiedError(f"exit code {self._process.exitcode}") from None
