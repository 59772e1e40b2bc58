"""The page's side: has a file looked at by a process beside this one, which is started again when it has died."""

import atexit
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Self

from jobs.confined.confinement import KEPT
from jobs.errors import PreviewUnavailable
from jobs.workers.preload import WITHOUT_THREADS
from pipeline import Options
from pipeline.errors import DataStoryError
from services.settings import settings

if TYPE_CHECKING:
    from pipeline.reading import Preview
    from pipeline.story import Subject

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0  # for the answer: the server ends a look after 20 s, and one may have to wait for others
MOST_REPLY_BYTES = 16 << 20
FRESH_S = 10.0  # that a look may be asked for after it began; a process whose answer nobody takes is ended
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


class Look:
    """One look at a file, which begins here and now: the preview first, then what a story of it would be about.

    The file must stay until the preview is there. Each part is waited for where it is first asked for, and kept.
    """

    def __init__(self, path: Path, options: Options) -> None:
        from jobs.previews.messages import TASK, PreviewTask  # with the readers, for which no start should wait

        self.options = options
        self._began_at = time.monotonic()
        folder = tempfile.mkdtemp(prefix="datastory-")
        self._leave = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # whatever has been killed
        self._pipe = Connection(_ask().detach())
        self._preview: Preview | DataStoryError | None = None
        self._subject: Subject | None = None
        memory_bytes = settings().job_memory_mb * 1024 * 1024
        task = PreviewTask(str(path.absolute()), folder, memory_bytes, options.to_json())
        with suppress(OSError):  # of a process that has died already nothing comes
            self._pipe.send_bytes(TASK.dump_json(task))

    @classmethod
    def ahead(cls, path: Path, options: Options) -> Self | None:
        """A look that somebody will ask for soon; None where it can't begin at once."""
        if _server is None:
            return None
        try:
            return cls(path, options)
        except OSError as error:
            log.warning("no look ahead", extra={"reason": str(error)})
            return None

    @property
    def is_fresh(self) -> bool:
        """Whether what it has seen is here, or will be."""
        return self._preview is not None or time.monotonic() - self._began_at < FRESH_S

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to wait for any more: it has been seen, or refused."""
        return self._preview is not None or self._pipe.closed or self._pipe.poll(0)

    def preview(self) -> "Preview":
        """The beginning of the file as it would be read.

        Raises :class:`~pipeline.errors.PreprocessingError` where :func:`~pipeline.reading.read` would, and
        :class:`~jobs.errors.PreviewUnavailable` where looking takes too long or more memory than there is.
        """
        if self._preview is None:
            self._preview = self._received()
            self._leave()
        if isinstance(self._preview, DataStoryError):
            raise self._preview
        return self._preview

    def has_subject(self, within_s: float) -> bool:
        """Whether :meth:`subject` waits for nothing, or for nothing any more ``within_s`` seconds from now."""
        self.preview()
        return self._pipe.closed or self._pipe.poll(within_s)

    def subject(self) -> "Subject | None":
        """What a story of it would be about; None where that can't be said."""
        from jobs.previews.messages import SUBJECT

        self.preview()
        if not self._pipe.closed:
            said = self._next()
            self._pipe.close()
            self._subject = None if said is None else SUBJECT.validate_json(said)
        return self._subject

    def _received(self) -> "Preview | DataStoryError":
        from jobs.previews.messages import REPLY

        said = self._next()
        try:
            return PreviewUnavailable() if said is None else REPLY.validate_json(said).preview()
        except DataStoryError as error:
            return error

    def _next(self) -> bytes | None:
        try:
            return self._pipe.recv_bytes(MOST_REPLY_BYTES) if self._pipe.poll(PATIENCE_S) else None
        except (EOFError, OSError) as error:  # it died, or was ended
            log.warning("preview died", extra={"reason": str(error)})
            return None


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
