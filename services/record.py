"""The note a keeper leaves about itself and its server, for those who come after."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

CLOCK_TOLERANCE_S = 2.0


@dataclass(frozen=True)
class ProcessMark:
    """A process that can't be mistaken for a later one with the same number."""

    pid: int
    created: float  # seconds since 1970

    @classmethod
    def of(cls, pid: int) -> "ProcessMark":
        """The mark of a running process."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The process, or None if it has ended."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < CLOCK_TOLERANCE_S
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


@dataclass(frozen=True)
class Record:
    """Who keeps the server, and how it is reached."""

    keeper: ProcessMark
    port: int | None = None  # None until it has been started once
    program: str | None = None
    server: ProcessMark | None = None  # None unless it is running
    error: tuple[str, str] | None = None  # message and hint of why it could not be started

    @property
    def ready(self) -> bool:
        """Whether the server takes connections."""
        return self.server is not None and self.keeper.process() is not None

    def write(self, path: Path) -> None:
        """Replace the note at once, so that nobody reads half of it."""
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(path)


def read(path: Path) -> Record | None:
    """The note, or None if there is none that can be read."""
    try:
        fields = json.loads(path.read_text())
        marks = {name: ProcessMark(**fields[name]) if fields[name] else None for name in ("keeper", "server")}
        error = tuple(fields["error"]) if fields["error"] else None
        return Record(**{**fields, **marks, "error": error})
    except (OSError, ValueError, TypeError, KeyError):
        return None
