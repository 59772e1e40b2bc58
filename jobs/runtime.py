"""Everything that the app needs to make stories by itself: its servers, its indexes, its workers."""

import atexit
import threading
from contextlib import ExitStack

import models
from jobs import backends
from services import servers, workers
from services.servers import Servers

_lock = threading.Lock()
_running: "Runtime | None" = None


class Runtime:
    """The servers and the pool of workers of this process."""

    def __init__(self, found: Servers) -> None:
        self.servers = found
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the workers, who finish or hand back their jobs, and leave the servers. Calling it again does no harm."""
        global _running
        with _lock:
            if _running is self:
                _running = None
        if not self._stopped.is_set():
            self._stopped.set()
            workers.stop()
            self.servers.stop()


def start() -> Runtime:
    """Start what this process needs, or return what it has started already. Raises ``services.errors.ServiceError``.

    The workers come first: they load for seconds, and wait for the servers by themselves.
    """
    global _running
    with _lock:
        if _running is None:
            with ExitStack() as undo:
                undo.callback(workers.stop)
                found = undo.enter_context(servers.start(watch=True, meanwhile=workers.start))
                chosen = backends.Backends(found.mongodb_uri, found.redis_url)
                backends.choose(chosen)
                chosen.connect()
                models.ensure_indexes()
                undo.pop_all()
            _running = Runtime(found)
            atexit.register(_running.stop)
        return _running


def current() -> Runtime | None:
    """What this process has started, if anything."""
    return _running
