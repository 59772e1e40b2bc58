"""The file to be read: where it is, what its user calls it, how it begins, and what the user asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import PreprocessingError
from pipeline.options import Options

HEAD_BYTES = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file on disk. With ``only_head`` no more than its first megabyte is looked at, for a preview."""

    path: Path
    options: Options
    only_head: bool = False

    def __post_init__(self) -> None:
        if self.size == 0:
            raise PreprocessingError(
                "The file is empty.", "Check that it was saved or downloaded completely, then upload it again."
            )

    @cached_property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size

    @cached_property
    def head(self) -> bytes:
        """The first megabyte."""
        with self.path.open("rb") as file:
            return file.read(HEAD_BYTES)

    @property
    def filename(self) -> str:
        """The name that its user knows."""
        return self.options.filename or self.path.name

    @property
    def truncated(self) -> bool:
        """Whether the file goes on after what is looked at."""
        return self.only_head and self.size > HEAD_BYTES

    def content(self) -> bytes:
        """All bytes, or the first megabyte."""
        return self.head if self.only_head else self.path.read_bytes()
