"""A pipeline that does what its file says, line by line, so that tests decide what happens in each stage.

``<stage> <deed> [number]``, with ``end`` for what is done after the last stage: ``work 0.5`` (seconds, with progress),
``mark PATH``, ``wait PATH`` (until the file is there), ``kill``, ``hang``, ``memory``, ``fill 200`` (megabytes),
``raise``, ``unreadable``, ``spill``, ``soil`` (change whatever a process keeps), ``state PATH`` (write it down),
``keep 250`` (megabytes, after the story too), ``keep_open``.
"""

import decimal
import json
import os
import random
import signal
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline import Options
from pipeline.errors import AnalysisError, PreprocessingError
from pipeline.stages import STAGES, ProgressCallback, StageName
from pipeline.story import Column, ColumnType, Dataset

STEP_S = 0.005
DATASET = Dataset("deeds.csv", 12, 3, 100, "csv", None, None, (Column("a", ColumnType.NUMERIC),) * 3)
KEPT: list[Any] = []  # for as long as the process lives


def make_story(
    path: Path,
    options: Options,
    progress: ProgressCallback,
    *,
    table_path: Path | None = None,
    on_read: Callable[..., None],
) -> "FakeStory":
    """Does the deeds of every stage, in order; the table is the file itself."""
    deeds = [line.split() for line in path.read_text().splitlines() if line]
    for stage in STAGES:
        progress(stage.name, 0.0)
        for name, deed, *rest in deeds:
            if name == stage.name:
                DEEDS[deed](stage.name, progress, *rest)
        progress(stage.name, 1.0)
        if stage is STAGES[0]:
            on_read(DATASET)
            if table_path is not None:
                table_path.write_bytes(path.read_bytes())
    for name, deed, *rest in deeds:
        if name == "end":
            DEEDS[deed](STAGES[-1].name, progress, *rest)
    return FakeStory(options)


def work(stage: StageName, progress: ProgressCallback, seconds: str) -> None:
    started, wanted = time.monotonic(), float(seconds)
    while (done := time.monotonic() - started) < wanted:
        progress(stage, done / wanted)
        time.sleep(STEP_S)


def mark(_stage: StageName, _progress: ProgressCallback, path: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{os.getpid()}\n")


def wait(_stage: StageName, _progress: ProgressCallback, path: str) -> None:
    while not Path(path).exists():
        time.sleep(STEP_S)


def kill(_stage: StageName, _progress: ProgressCallback) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(_stage: StageName, _progress: ProgressCallback) -> None:
    """In C code that never lets go of the interpreter: a backtracking pattern."""
    import re

    re.match(r"(a+)+$", "a" * 60 + "b")


def memory(_stage: StageName, _progress: ProgressCallback) -> None:
    raise MemoryError


def fill(_stage: StageName, _progress: ProgressCallback, megabytes: str) -> None:
    """Take so much memory, and hold it."""
    held = bytearray(os.urandom(1024)) * (int(megabytes) * 1024)
    while held:
        time.sleep(STEP_S)


def spill(_stage: StageName, _progress: ProgressCallback) -> None:
    """Temporary files such as a scan's."""
    import tempfile

    for _ in range(3):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(b"x" * 1000)
    Path("relative.tmp").write_text("x")


def soil(_stage: StageName, _progress: ProgressCallback) -> None:
    """Change what a process keeps of one piece of work for the next."""
    import numpy as np

    os.environ["HOME"] = "/changed"
    os.environ["ADDED"] = "1"
    del os.environ["LANG"]
    tempfile.tempdir = "/nowhere"
    os.chdir("/")
    random.seed(1)
    np.random.seed(1)
    decimal.getcontext().prec = 3
    warnings.simplefilter("error")


def state(_stage: StageName, _progress: ProgressCallback, path: str) -> None:
    """Write down everything that ``soil`` changes, with this story's own folder left out."""
    import numpy as np

    folder = Path.cwd()
    found = {
        "process": os.getpid(),
        "environment": {key: value for key, value in os.environ.items() if value != str(folder)},
        "temporary_files": [tempfile.gettempdir() == str(folder), os.environ["TMPDIR"] == str(folder)],
        "works_in": folder.parent.name,
        "dice": [random.random(), np.random.random()],
        "precision": decimal.getcontext().prec,
        "warnings": [str(entry) for entry in warnings.filters],
    }
    with Path(path).open("a") as file:
        file.write(json.dumps(found) + "\n")


def keep(_stage: StageName, _progress: ProgressCallback, megabytes: str) -> None:
    """Hold so much memory for ever, as a library's cache may."""
    KEPT.append(bytearray(os.urandom(1024)) * (int(megabytes) * 1024))


def keep_open(_stage: StageName, _progress: ProgressCallback) -> None:
    """Leave a database open."""
    import duckdb

    KEPT.append(duckdb.connect("left.duckdb"))


def fail(_stage: StageName, _progress: ProgressCallback) -> None:
    raise AnalysisError("The analysis met something odd.", "Look closer.")


def unreadable(_stage: StageName, _progress: ProgressCallback) -> None:
    raise PreprocessingError("This is not a table.", "Save it as CSV.")


def unexpected(_stage: StageName, _progress: ProgressCallback) -> None:
    raise KeyError("secret detail")


DEEDS: dict[str, Callable[..., None]] = {
    "work": work,
    "mark": mark,
    "wait": wait,
    "kill": kill,
    "hang": hang,
    "memory": memory,
    "fill": fill,
    "spill": spill,
    "soil": soil,
    "state": state,
    "keep": keep,
    "keep_open": keep_open,
    "raise": fail,
    "unreadable": unreadable,
    "unexpected": unexpected,
}


class FakeStory:
    """A story with the least that is kept of one."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def to_document(self) -> dict[str, Any]:
        return {
            "title": self.options.title or "A story",
            "dataset": {"filename": self.options.filename, "rowCount": 12, "columnCount": 3},
            "findings": [{"headline": "Sales rose"}, {"headline": "Costs fell"}],
            "narratives": {},
        }
