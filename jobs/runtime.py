"""Everything that the app needs to make stories by itself: its servers, its indexes, its workers."""

import atexit
import threading
from contextlib import ExitStack

import models
from jobs import backends
from jobs.previews import client as previews
from pipeline.workfolder import scratch
from services import home, servers, workers
from services.settings import settings

_lock = threading.Lock()
_running: "Runtime | None" = None


class Runtime:
    """What this process has started; ``undo`` ends it."""

    def __init__(self, undo: ExitStack) -> None:
        self._undo = undo

    def stop(self) -> None:
        """End the workers, who finish or hand back their jobs, and leave the servers. Calling it again does no harm."""
        global _running
        with _lock:
            if _running is self:
                _running = None
            undo = self._undo.pop_all()
        undo.close()


def start() -> Runtime:
    """Start what this process needs, or return what it has started already. Raises ``services.errors.ServiceError``.

    The workers come first: they load for seconds, and wait for the servers by themselves.
    """
    global _running
    with _lock:
        if _running is None:
            with ExitStack() as undo:
                found = undo.enter_context(servers.start(watch=True, meanwhile=workers.start))
                undo.enter_context(scratch(home.folder(settings().datastory_home, "work")))  # for previews of uploads
                undo.callback(workers.stop)
                chosen = backends.Backends(found.mongodb_uri, found.redis_url)
                backends.choose(chosen)
                chosen.connect()
                models.ensure_indexes()
                previews.start()
                undo.callback(previews.stop)
                _running = Runtime(undo.pop_all())
            atexit.register(_running.stop)
        return _running


def current() -> Runtime | None:
    """What this process has started, if anything."""
    return _running
