"""What goes through the pipe between a worker and its story process: JSON objects, each with its ``type``."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

from jobs.life.eta import TableShape
from models.story import PackedStory
from pipeline.stages import StageName


@dataclass(frozen=True)
class StoryTask:
    """To the story process: make the story of the file ``path``, working in ``folder``, in ``memory_bytes``.

    ``options`` are those of :meth:`pipeline.Options.to_json`.
    """

    type: ClassVar[str] = "task"
    job_id: str
    path: str
    folder: str
    memory_bytes: int
    options: dict[str, Any]

    @property
    def table_path(self) -> Path:
        """Where the typed table is to be left."""
        return Path(self.folder) / "table.parquet"


@dataclass(frozen=True)
class Progressed:
    """A stage has come this far; ``measured_at`` is of the monotonic clock, which all processes of a machine share."""

    type: ClassVar[str] = "progress"
    stage: StageName
    fraction: float
    measured_at: float

    @property
    def age(self) -> timedelta:
        """How long ago it was measured."""
        return timedelta(seconds=max(time.monotonic() - self.measured_at, 0.0))


@dataclass(frozen=True)
class TableRead:
    """The file is read, and its table has this shape."""

    type: ClassVar[str] = "table"
    shape: TableShape


@dataclass(frozen=True)
class Failed:
    """The pipeline raised an error that the user is shown."""

    type: ClassVar[str] = "error"
    error: dict[str, Any]


@dataclass(frozen=True)
class Finished:
    """The story is made; ``left_open`` says that a file stayed open after it."""

    type: ClassVar[str] = "story"
    story: PackedStory
    left_open: bool


Message = StoryTask | Progressed | TableRead | Failed | Finished


def send(pipe: Connection, message: Message) -> None:
    """Send one message; a story's compressed body follows it as it is. Raises OSError where the other end is gone."""
    fields = asdict(message)
    body = fields["story"].pop("body") if isinstance(message, Finished) else None
    pipe.send_bytes(json.dumps({"type": message.type, **fields}).encode())
    if body is not None:
        pipe.send_bytes(body)


def receive(pipe: Connection) -> Message:
    """The next message. Raises EOFError or OSError where the other end is gone, ValueError for an unknown type."""
    fields: dict[str, Any] = json.loads(pipe.recv_bytes())
    kind = fields.pop("type")
    if kind == Finished.type:
        return Finished(PackedStory(**fields["story"], body=pipe.recv_bytes()), fields["left_open"])
    return _decoded(kind, fields)


def _decoded(kind: str, fields: Mapping[str, Any]) -> Message:
    match kind:
        case StoryTask.type:
            return StoryTask(**fields)
        case Progressed.type:
            return Progressed(StageName(fields["stage"]), fields["fraction"], fields["measured_at"])
        case TableRead.type:
            return TableRead(TableShape(**fields["shape"]))
        case Failed.type:
            return Failed(fields["error"])
    raise ValueError(f"a message of unknown type {kind!r}")
