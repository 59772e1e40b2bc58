"""The pool of workers of this process: a process of its own, replaced when it is killed, ended with us."""

import atexit
import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from services.settings import settings

ROOT = Path(__file__).resolve().parent.parent
POLL_S = 0.25
RESTART_DELAYS_S = (1.0, 2.0, 5.0, 15.0)  # before a pool that ended is replaced; longer while none lives for long
MIN_LIFETIME_S = 30.0
EXTRA_GRACE_S = 15.0  # that it has to end after its workers' grace

log = logging.getLogger(__name__)

_lock = threading.Lock()
_running: "WorkerPool | None" = None


class WorkerPool:
    """Runs ``python -m jobs.worker``, which this package knows no more of than that it takes seconds to load."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep, name="worker-pool", daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """End the workers, who finish or hand back their jobs. Calling it again does no harm."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        self._keeper.join()
        self._close(self._process)
        self._process.terminate()  # a pool that is still loading doesn't look at its input
        try:
            self._process.wait(settings().shutdown_grace_s + EXTRA_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        """The pool ends when the other end of its standard input is closed: by us, or by our death, whatever it is."""
        return subprocess.Popen(
            [sys.executable, "-m", "jobs.worker", "--with-owner"],
            cwd=ROOT,
            env={**os.environ, "DATASTORY_HOME": str(settings().datastory_home.absolute())},
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal reaches the app, which ends the pool in good order
        )

    def _keep(self) -> None:
        """Replace a pool that was killed, or that could not start."""
        failures, started = 0, time.monotonic()
        while not self._stopped.wait(POLL_S):
            code = self._process.poll()
            if code is None:
                continue
            log.warning("worker pool ended", extra={"code": code})
            self._close(self._process)
            failures = 0 if time.monotonic() - started > MIN_LIFETIME_S else failures + 1
            if not self._stopped.wait(RESTART_DELAYS_S[min(failures, len(RESTART_DELAYS_S) - 1)]):
                self._process, started = self._start(), time.monotonic()

    @staticmethod
    def _close(process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()


def start() -> WorkerPool | None:
    """Start the pool of this process, or return the one that runs; None where ``WORKERS`` is 0."""
    global _running
    with _lock:
        if _running is None and settings().workers:
            _running = WorkerPool()
            atexit.register(stop)
        return _running


def stop() -> None:
    """End the pool of this process, if it has one."""
    global _running
    with _lock:
        ending, _running = _running, None
    if ending is not None:
        ending.stop()
