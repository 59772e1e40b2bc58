"""Everything that the app needs to make stories by itself: its servers, its indexes, its workers."""

import atexit
import contextlib
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import models
from jobs import backends
from services import servers
from services.servers import Servers
from services.settings import settings

ROOT = Path(__file__).resolve().parent.parent
RESTART_PAUSE_S = 1.0
STOP_EXTRA_S = 15.0

log = logging.getLogger(__name__)

_lock = threading.Lock()
_running: "Runtime | None" = None


class Runtime:
    """The servers and the pool of workers of this process."""

    def __init__(self, found: Servers) -> None:
        self.servers = found
        self._stopped = threading.Event()
        self._pool: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep_pool, name="worker-pool", daemon=True)
        if settings().workers:
            self._pool = self._start_pool()
            self._keeper.start()

    def stop(self) -> None:
        """End the workers, who finish or hand back their jobs, and leave the servers. Calling it again does no harm."""
        global _running
        with _lock:
            if _running is self:
                _running = None
        if self._stopped.is_set():
            return
        self._stopped.set()
        if self._keeper.is_alive():
            self._keeper.join()
        if self._pool is not None:
            self._end(self._pool)
        self.servers.stop()

    def _start_pool(self) -> subprocess.Popen[bytes]:
        """The pool ends when the other end of its standard input is closed: by us, or by our death, whatever it is."""
        return subprocess.Popen(
            [sys.executable, "-m", "jobs.worker", "--with-owner"],
            cwd=ROOT,
            env={**os.environ, "DATASTORY_HOME": str(settings().datastory_home.absolute())},
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal reaches the app, which ends the pool in good order
        )

    def _keep_pool(self) -> None:
        """Replace a pool that was killed."""
        while not self._stopped.is_set():
            pool = self._pool
            assert pool is not None
            if pool.poll() is None:
                self._stopped.wait(RESTART_PAUSE_S / 4)
                continue
            log.warning("worker pool ended", extra={"code": pool.returncode})
            self._close(pool)
            if not self._stopped.wait(RESTART_PAUSE_S):
                self._pool = self._start_pool()

    def _end(self, pool: subprocess.Popen[bytes]) -> None:
        self._close(pool)
        try:
            pool.wait(settings().shutdown_grace_s + STOP_EXTRA_S)
        except subprocess.TimeoutExpired:
            pool.kill()
            pool.wait()

    @staticmethod
    def _close(pool: subprocess.Popen[bytes]) -> None:
        assert pool.stdin is not None
        with contextlib.suppress(OSError):
            pool.stdin.close()


def start() -> Runtime:
    """Start what this process needs, or return what it has started already. Raises ``services.errors.ServiceError``."""
    global _running
    with _lock:
        if _running is None:
            found = servers.start(watch=True)
            try:
                chosen = backends.Backends(found.mongodb_uri, found.redis_url)
                backends.choose(chosen)
                chosen.connect()
                models.ensure_indexes()
            except BaseException:
                found.stop()
                raise
            _running = Runtime(found)
            atexit.register(_running.stop)
        return _running


def current() -> Runtime | None:
    """What this process has started, if anything."""
    return _running
