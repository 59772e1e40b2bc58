"""A fork of this process that opens what strangers sent, and may be killed at any moment."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

import psutil

from jobs.confined.confinement import confine
from services.parent_death import die_with_parent

_context = multiprocessing.get_context("fork")


class ConfinedProcess:
    """One such process. Fork it before any connection is opened or thread is started."""

    def __init__(self, niceness: int, body: Callable[..., None], *arguments: Any) -> None:
        """Run ``body`` in it, with these arguments."""
        self._process = _context.Process(target=_enter, args=(os.getpid(), niceness, body, *arguments), daemon=True)
        self._process.start()
        self._usage = psutil.Process(self.pid)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    @property
    def sentinel(self) -> int:
        """A file descriptor that can be read once it has ended."""
        return self._process.sentinel

    def memory_bytes(self) -> int:
        """What it holds in memory, as far as it is known; what it shares with us since the fork included."""
        try:
            return int(self._usage.memory_info().rss)
        except psutil.Error:
            return 0

    def exit_code(self, timeout_s: float) -> int | None:
        """Its exit code, or the negative number of the signal that ended it; None if it hasn't ended in time."""
        self._process.join(timeout_s)
        return self._process.exitcode

    def kill(self) -> None:
        """End it at once, wherever it is. Calling it again does no harm."""
        self._process.kill()
        self._process.join()


def _enter(parent: int, niceness: int, body: Callable[..., None], *arguments: Any) -> None:
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(niceness)
    confine()
    body(*arguments)
