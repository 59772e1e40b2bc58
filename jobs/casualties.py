"""Word of processes that died: from the one that notices to the one that recovers jobs, on the same machine.

An attempt is named ``pool/worker/attempt``: the pool's name and two process ids, so that the name of a dead worker is
the beginning of the names of its attempts.
"""

import contextlib
import os
import socket
from collections.abc import Iterator
from uuid import uuid4

_pool = ""


def name_pool() -> str:
    """Name this process and the ones that it forks as a pool of their own."""
    global _pool
    _pool = f"{socket.gethostname()}-{uuid4().hex[:8]}"
    return _pool


def attempt_name() -> str:
    """The name of an attempt that this process, a child of a worker, makes."""
    return f"{_pool}/{os.getppid()}/{os.getpid()}"


class Casualties:
    """A pipe that many write the names of dead processes to, and one reads."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe()
        os.set_blocking(self.reader, False)
        os.set_blocking(self._writer, False)  # a full pipe must not stop a worker: the leases run out anyway

    def report_worker(self, pid: int) -> None:
        """A worker has died, and its attempt with it."""
        self._write(f"{_pool}/{pid}/")

    def report_attempt(self, pid: int) -> None:
        """A child of this worker has died."""
        self._write(f"{_pool}/{os.getpid()}/{pid}")

    def names(self) -> Iterator[str]:
        """The names written since the last call."""
        try:
            written = os.read(self.reader, 65536)
        except BlockingIOError:
            return
        yield from written.decode().splitlines()

    def _write(self, name: str) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, f"{name}\n".encode())  # in one piece, being shorter than PIPE_BUF
