"""Word of processes that died: from the one that notices to the one that recovers jobs, on the same machine.

A worker is named ``pool/process id``, and so is the lease of the attempt that it makes.
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


def worker_name() -> str:
    """The name of this process, a worker of the pool."""
    return f"{_pool}/{os.getpid()}"


class DeadWorkers:
    """A pipe from the pool, which sees its workers die, to the process that recovers their jobs."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe()
        os.set_blocking(self.reader, False)
        os.set_blocking(self._writer, False)  # a full pipe must not stop a worker: the leases run out anyway

    def report(self, pid: int) -> None:
        """A worker has died, and its attempt with it."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, f"{_pool}/{pid}\n".encode())  # in one piece, being shorter than PIPE_BUF

    def names(self) -> Iterator[str]:
        """The names written since the last call."""
        try:
            written = os.read(self.reader, 65536)
        except BlockingIOError:
            return
        yield from written.decode().splitlines()
