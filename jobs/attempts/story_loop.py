"""The body of the process that makes stories, one after the other: the pipeline and nothing else.

Between two stories it restores everything as it found it, so that none knows anything of the one before.
"""

import contextvars
import gc
import logging
import os
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

import psutil

from jobs.attempts.pipe_messages import Failed, Finished, Progressed, StoryTask, TableRead, receive, send
from jobs.confined.confinement import limit_memory
from jobs.life.eta import TableShape
from jobs.life.exhaustion import to_user_error
from models.story import PackedStory, pack
from pipeline import Options
from pipeline.errors import DataStoryError
from pipeline.stages import ProgressCallback, StageName, StopWork
from pipeline.story import ColumnType, Dataset

MESSAGES_PER_S = 10
ANALYSED_TYPES = {ColumnType.NUMERIC, ColumnType.BOOLEAN, ColumnType.CATEGORICAL, ColumnType.DATETIME}

log = logging.getLogger(__name__)


class Pipeline(Protocol):
    """``pipeline.make_story``."""

    def __call__(
        self,
        path: Path,
        options: Options,
        progress: ProgressCallback,
        *,
        table_path: Path | None,
        on_read: Callable[[Dataset], None],
    ) -> Any:
        """The story of a file."""


def load_pipeline() -> Pipeline:
    """``make_story``, which :mod:`jobs.workers.preload` has loaded before the fork."""
    from pipeline.make import make_story

    return make_story


def serve(pipe: Connection, parent_end: Connection) -> None:
    """Carry out the tasks that come through ``pipe``, and report on each, until its other end is closed."""
    parent_end.close()
    random_state = _RandomState()
    while True:
        try:
            task = receive(pipe)
        except EOFError:
            return
        assert isinstance(task, StoryTask)
        random_state.restore()
        limit_memory(task.memory_bytes)
        try:
            contextvars.copy_context().run(_carry_out, task, pipe)
        except (BrokenPipeError, StopWork):
            log.info("supervisor gone", extra={"job_id": task.job_id})
            return


def _carry_out(task: StoryTask, pipe: Connection) -> None:
    """Make the story and say how it went, once this process is as it was before, as far as it can see to that."""
    own = psutil.Process()
    files = own.num_fds()
    with _working_in(task.folder):
        outcome = _make(task, pipe)
    gc.collect()  # what is only kept by a cycle, as a connection may be, must not outlive its story
    if isinstance(outcome, PackedStory):
        send(pipe, Finished(outcome, left_open=own.num_fds() > files))
    else:
        send(pipe, Failed(outcome))


def _make(task: StoryTask, pipe: Connection) -> PackedStory | dict[str, Any]:
    """The story, or the error that its user is told."""
    try:
        reporter = _Reporter(pipe)
        options, table = Options.from_json(task.options), task.table_path
        story = load_pipeline()(Path(task.path), options, reporter, table_path=table, on_read=reporter.report_table)
        return pack(story.to_document())
    except BrokenPipeError:  # nobody listens any more
        raise
    except DataStoryError as error:
        _log_failure(task, error)
        return to_user_error(error)
    except Exception as error:  # a process boundary: whatever went wrong is logged here and put into the user's words
        log.exception("pipeline failed", extra={"job_id": task.job_id})
        return to_user_error(error)


@contextmanager
def _working_in(folder: str) -> Iterator[None]:
    """Work in this folder: whatever is written on the way goes there and is deleted with it."""
    environment, earlier, scratch = dict(os.environ), Path.cwd(), tempfile.tempdir
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.chdir(folder)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        os.chdir(earlier)
        tempfile.tempdir = scratch
        for name in os.environ.keys() - environment.keys():
            del os.environ[name]
        os.environ.update(environment)


class _RandomState:
    """The random states of a process as it began, so that a story depends on its file alone."""

    def __init__(self) -> None:
        self._python = random.getstate()
        numpy = sys.modules.get("numpy")
        self._numpy = None if numpy is None else numpy.random.get_state()

    def restore(self) -> None:
        """Have the next story begin where the first one did."""
        random.setstate(self._python)
        if self._numpy is not None:
            sys.modules["numpy"].random.set_state(self._numpy)


def _log_failure(task: StoryTask, error: DataStoryError) -> None:
    """An error of the tree with its cause; the traceback of what is only a bad file would say nothing."""
    extra = {"job_id": task.job_id, "code": error.code, "reason": error.message}
    log.warning("pipeline stopped", extra=extra, exc_info=error if error.__cause__ else None)


class _Reporter:
    """A ProgressCallback that sends what is new, at most ``MESSAGES_PER_S`` times a second within a stage."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.stage: StageName | None = None
        self.next_at = 0.0

    def __call__(self, stage: StageName, fraction: float) -> None:
        at = time.monotonic()
        if stage == self.stage and 0.0 < fraction < 1.0 and at < self.next_at:
            return
        self.stage, self.next_at = stage, at + 1 / MESSAGES_PER_S
        send(self.pipe, Progressed(stage, fraction, at))

    def report_table(self, dataset: Dataset) -> None:
        """Send what the table is, as far as it decides how long its analysis takes."""
        kinds = [column.type for column in dataset.columns]
        dates = kinds.count(ColumnType.DATETIME)
        analysed = sum(kind in ANALYSED_TYPES for kind in kinds)
        send(self.pipe, TableRead(TableShape(dataset.row_count, analysed, dates)))
