"""The process that makes the story of one attempt: the pipeline and nothing else, so it may be killed at any moment.

It knows no database and no queue. What it has to say goes through a pipe to the process that supervises the attempt.
"""

import json
import logging
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from jobs.death import die_with_parent
from jobs.exhaustion import explained
from models.story import PackedStory, pack
from pipeline import Options
from pipeline.errors import DataStoryError
from pipeline.stages import Progress, StageName, StopWork
from pipeline.story import ColumnType

MESSAGES_PER_S = 20
NICENESS = 10  # pages and status calls on the same machine come before the work on a story

log = logging.getLogger(__name__)
_context = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Order:
    """What is to be made: the story of the file ``path``, working in ``folder``; ``options`` as of :class:`Options`."""

    job_id: str
    path: str
    folder: str
    options: dict[str, Any]


@dataclass(frozen=True)
class Progressed:
    """A stage has come this far, ``age`` ago."""

    stage: StageName
    fraction: float
    age: timedelta


@dataclass(frozen=True)
class Failed:
    """The pipeline raised an error that the user is shown."""

    error: dict[str, Any]


@dataclass(frozen=True)
class Made:
    """The story."""

    story: PackedStory


class AnalystDiedError(Exception):
    """The process is dead, and couldn't say why."""


class Analyst:
    """The supervisor's side of the process."""

    def __init__(self) -> None:
        """Fork, before any connection is opened or thread is started; the child waits for :meth:`begin`."""
        self._pipe, theirs = _context.Pipe()
        self._process = _context.Process(target=_run, args=(theirs, self._pipe, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    def memory_bytes(self) -> int:
        """What it holds in memory, as far as it is known; what it shares with us since the fork included."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def begin(self, order: Order) -> None:
        """Have the story made. Raises :class:`AnalystDiedError`."""
        with self._pipe_to_the_living():
            self._pipe.send_bytes(json.dumps(asdict(order)).encode())

    def messages(self, timeout_s: float) -> Iterator[Progressed | Failed | Made]:
        """What it says; waits up to ``timeout_s`` for the first. Raises :class:`AnalystDiedError`."""
        while True:
            with self._pipe_to_the_living():
                if not self._pipe.poll(timeout_s):
                    return
                message = _message(json.loads(self._pipe.recv_bytes()), self._pipe)
            yield message
            timeout_s = 0.0

    def kill(self) -> int | None:
        """End it at once, wherever it is. Returns its exit code; a negative one is the signal that it died of."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        return self._process.exitcode

    @contextmanager
    def _pipe_to_the_living(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(1.0)  # it may take a moment to be gone
            raise AnalystDiedError(f"exit code {self._process.exitcode}") from None


def _message(said: dict[str, Any], pipe: Connection) -> Progressed | Failed | Made:
    if "stage" in said:
        age = timedelta(seconds=max(time.monotonic() - said["at"], 0.0))
        return Progressed(StageName(said["stage"]), said["fraction"], age)
    if "error" in said:
        return Failed(said["error"])
    return Made(PackedStory(**said["story"], body=pipe.recv_bytes()))


def load_pipeline() -> Callable[[Path, Options, Progress], Any]:
    """``make_story``, which :mod:`jobs.preload` has loaded before the fork."""
    from pipeline.make import make_story

    return make_story


def _run(pipe: Connection, theirs: Connection, parent: int) -> None:
    """Wait for the order, carry it out, and say how it went."""
    die_with_parent(parent)
    theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        order = Order(**json.loads(pipe.recv_bytes()))
    except EOFError:  # the job was not ours to take
        return
    try:
        _make(order, pipe)
    except (BrokenPipeError, StopWork):
        log.info("supervisor gone", extra={"job_id": order.job_id})


def _make(order: Order, pipe: Connection) -> None:
    # Whatever is written on the way goes into the attempt's own folder, which is deleted with it.
    os.environ["TMPDIR"] = tempfile.tempdir = order.folder
    os.nice(NICENESS)
    os.chdir(order.folder)
    try:
        story = load_pipeline()(Path(order.path), _options(order.options), _Reporter(pipe))
        packed = pack(story.to_document())
    except DataStoryError as error:
        _log_failure(order, error)
        _say(pipe, error=explained(error))
    except Exception as error:  # a process boundary: whatever went wrong is logged here and told in the user's words
        log.exception("pipeline failed", extra={"job_id": order.job_id})
        _say(pipe, error=explained(error))
    else:
        _say(pipe, story={name: value for name, value in vars(packed).items() if name != "body"})
        pipe.send_bytes(packed.body)


def _log_failure(order: Order, error: DataStoryError) -> None:
    """An error of the tree with its cause; the traceback of what is only a bad file would say nothing."""
    extra = {"job_id": order.job_id, "code": error.code, "reason": error.message}
    log.warning("pipeline stopped", extra=extra, exc_info=error if error.__cause__ else None)


def _options(values: dict[str, Any]) -> Options:
    types = {column: ColumnType(kind) for column, kind in values["types"].items()}
    return Options(**{**values, "types": types})


class _Reporter:
    """The pipeline's Progress: sends what is new, no more than ``MESSAGES_PER_S`` times a second within a stage."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.stage: StageName | None = None
        self.next = 0.0

    def __call__(self, stage: StageName, fraction: float) -> None:
        at = time.monotonic()
        if stage == self.stage and 0.0 < fraction < 1.0 and at < self.next:
            return
        self.stage, self.next = stage, at + 1 / MESSAGES_PER_S
        _say(self.pipe, stage=stage.value, fraction=fraction, at=at)


def _say(pipe: Connection, **message: Any) -> None:
    pipe.send_bytes(json.dumps(message).encode())
