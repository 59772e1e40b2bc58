"""The body of the process that looks at one file."""

import logging
import os
import tempfile
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobs.confined.confinement import limit_cpu, limit_memory
from jobs.life.exhaustion import out_of_memory, to_user_error
from jobs.previews.messages import REPLY, SUBJECT, TASK, PreviewReply, PreviewTask
from pipeline import Options
from pipeline.analysis.glance import subject_at_a_glance
from pipeline.errors import DataStoryError
from pipeline.reading import Preview, preview
from pipeline.story import Subject

if TYPE_CHECKING:
    import duckdb

CPU_LIMIT_S = 8  # a megabyte of any table takes less than one second

log = logging.getLogger(__name__)


def look(descriptor: int, database: "duckdb.DuckDBPyConnection") -> None:
    """Do the task that comes through this socket, answer through it, and be done. ``database`` is an empty one.

    The preview is sent before what a story would be about is looked for, so that the page can show it meanwhile.
    """
    with Connection(descriptor) as pipe:
        try:
            task = TASK.validate_json(pipe.recv_bytes())
            options = Options.from_json(task.options)
            seen = _seen(task, options)
            pipe.send_bytes(REPLY.dump_json(PreviewReply.of(seen)))
            if isinstance(seen, Preview):
                pipe.send_bytes(SUBJECT.dump_json(subject_of(seen, options, database)))
        except (EOFError, OSError):
            log.info("page gone before its preview")


def _seen(task: PreviewTask, options: Options) -> Preview | dict[str, Any]:
    tempfile.tempdir = os.environ["TMPDIR"] = task.folder
    limit_cpu(CPU_LIMIT_S)
    limit_memory(task.memory_bytes)
    try:
        with warnings.catch_warnings():
            return preview(Path(task.path), options)
    except DataStoryError as error:
        return to_user_error(error)
    except MemoryError:
        return out_of_memory()
    except Exception as error:  # a process boundary: whatever went wrong is logged here and put into the user's words
        log.exception("preview failed")
        return to_user_error(error)


def subject_of(seen: Preview, options: Options, database: "duckdb.DuckDBPyConnection") -> Subject | None:
    """What a story of it would be about; None where that can't be said, for the preview is worth showing without."""
    try:
        return subject_at_a_glance(seen.typed, seen.dataset, options, database)
    except Exception:
        log.exception("no subject at a glance")
        return None
