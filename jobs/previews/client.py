"""The page's side: has a file looked at by a process beside this one, which is started again when it has died."""

import atexit
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from jobs.confined.confinement import KEPT
from jobs.errors import PreviewUnavailable
from jobs.workers.preload import WITHOUT_THREADS
from pipeline import Options
from services.settings import settings

if TYPE_CHECKING:
    from pipeline.reading import Preview

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0  # for the answer: the server ends a look after 20 s, and one may have to wait for others
MOST_REPLY_BYTES = 16 << 20
SETTINGS_KEPT = ("LOG_LEVEL",)

log = logging.getLogger(__name__)

_lock = threading.Lock()
_server: "_Server | None" = None


class _Server:
    """``python -m jobs.previews.server``, with nothing in its environment that a file of a stranger may not know."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name) or name in SETTINGS_KEPT}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jobs.previews.server", str(theirs.fileno())],
                cwd=ROOT,
                env={**WITHOUT_THREADS, **kept},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal reaches the app, which ends it
            )

    def ask(self) -> socket.socket:
        """A socket to a process of its own for one file. Raises OSError where the server is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.control, [b"."], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def stop(self) -> None:
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start() -> None:
    """Have the server load, if it isn't there yet."""
    with _lock:
        _started()


def stop() -> None:
    """End the server, and with it whatever it looks at. Calling it again does no harm."""
    global _server
    with _lock:
        ending, _server = _server, None
    if ending is not None:
        ending.stop()


def preview(path: Path, options: Options) -> "Preview":
    """The beginning of a file as it would be read.

    Raises :class:`~pipeline.errors.PreprocessingError` where :func:`~pipeline.reading.read` would, and
    :class:`~jobs.errors.PreviewUnavailable` where looking takes too long or more memory than there is.
    """
    from jobs.previews.messages import REPLY, TASK, PreviewTask  # with the readers, for which no start should wait

    memory_bytes = settings().job_memory_mb * 1024 * 1024
    with (
        tempfile.TemporaryDirectory(prefix="datastory-", ignore_cleanup_errors=True) as folder,  # goes if it is killed
        Connection(_ask().detach()) as pipe,
    ):
        task = PreviewTask(str(path.absolute()), folder, memory_bytes, options.to_json())
        try:
            pipe.send_bytes(TASK.dump_json(task))
            said = pipe.recv_bytes(MOST_REPLY_BYTES) if pipe.poll(PATIENCE_S) else None
        except (EOFError, OSError) as error:  # it died, or was ended
            log.warning("preview died", extra={"reason": str(error)})
            said = None
    if said is None:
        raise PreviewUnavailable
    return REPLY.validate_json(said).preview()


def _ask() -> socket.socket:
    """A socket to a process for one file; the server is started again if it has died."""
    with _lock:
        try:
            return _started().ask()
        except OSError:
            log.warning("preview server ended")
            return _started().ask()


def _started() -> _Server:
    global _server
    if _server is not None and _server.process.poll() is not None:
        with suppress(OSError):
            _server.control.close()
        _server = None
    if _server is None:
        _server = _Server()
        atexit.register(stop)
    return _server
