"""A lock on a file that the kernel lets go when its holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path

POLL_S = 0.05


class FileLock:
    """Shared by many or exclusive to one, among processes and among instances within one.

    A forked child holds it too until it closes or ends; a child started by ``exec`` does not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take_shared(self, timeout_s: float) -> bool:
        """Hold it together with others; False if somebody held it alone for all of ``timeout_s``."""
        return self._take(fcntl.LOCK_SH, timeout_s)

    def take_exclusive(self, timeout_s: float = 0.0) -> bool:
        """Hold it alone; False if somebody else held it for all of ``timeout_s``."""
        return self._take(fcntl.LOCK_EX, timeout_s)

    def release(self) -> None:
        """Let it go; does nothing if it isn't held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _take(self, kind: int, timeout_s: float) -> bool:
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                fcntl.flock(self._file, kind | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    self.release()
                    return False
                time.sleep(POLL_S)
