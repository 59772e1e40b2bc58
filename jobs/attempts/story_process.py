"""The supervisor's side of the process that makes stories, which may be killed at any moment.

It knows no database and no queue. What it has to say goes through a pipe to the process that supervises the attempt.
It makes one story after the other as long as each leaves it as it was; see :mod:`jobs.attempts.story_loop`.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager

from jobs.attempts import story_loop
from jobs.attempts.pipe_messages import Finished, Message, StoryTask, receive, send
from jobs.confined.process import ConfinedProcess

NICENESS = 10  # pages and status calls on the same machine come before the work on a story
MAX_STORIES = 50  # that one process makes, so that what leaks slowly never adds up
MAX_GROWTH_BYTES = 200 * 1024 * 1024  # that it may hold more than at its start; the first story already takes 70 MB


class ChildDiedError(Exception):
    """The process is dead, and couldn't say why; a negative ``exit_code`` is that of the signal which ended it."""

    def __init__(self, exit_code: int | None) -> None:
        self.exit_code = exit_code
        super().__init__(f"exit code {exit_code}")


class StoryProcess(ConfinedProcess):
    """One process that makes stories."""

    def __init__(self) -> None:
        """Fork, before any connection is opened or thread is started; the child waits for :meth:`begin`."""
        self._pipe, child_end = multiprocessing.Pipe()
        super().__init__(NICENESS, story_loop.serve, child_end, self._pipe)
        child_end.close()
        self._bytes_at_start = self.memory_bytes()
        self._story_count = 0

    @property
    def alive(self) -> bool:
        """Whether it hasn't been ended by :meth:`kill`."""
        return not self._pipe.closed

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
            super().kill()
            self._pipe.close()

    @contextmanager
    def _noticing_death(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise ChildDiedError(self.exit_code(1.0)) from None  # it may take a moment to be gone
