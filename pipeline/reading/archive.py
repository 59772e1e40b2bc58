"""Archives of files: which of their members is read, and how it is taken out."""

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from pipeline.errors import PreprocessingError

NO_TABLES = frozenset(  # by the ends of their names
    {".doc", ".docx", ".pdf", ".rtf", ".odt", ".ppt", ".pptx", ".md", ".jpg", ".jpeg", ".png", ".gif", ".svg", ".tif"}
    | {".mp3", ".mp4", ".exe", ".dll", ".py", ".r", ".js", ".css", ".eml", ".msg"}
)
MOST_LISTED = 3
MOST_MEMBERS = 10_000  # of a tape archive, which has no directory: all of it is walked through
LARGEST_HEADER = 1 << 20  # bytes of a member's names and dates
TAPE, TAPE_OFFSET = b"ustar", 257  # how a tape archive says what it is, and where


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    name: str
    size: int  # bytes, as the archive says
    stored: int  # bytes in the archive
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def is_tape(head: bytes) -> bool:
    """Whether a file that begins so is an archive of tar."""
    return head.startswith(TAPE, TAPE_OFFSET)


@contextmanager
def members_of(path: Path, kind: str) -> Iterator[list[Member]]:
    """The files in an archive, but for those that the systems of their makers put there."""
    opened = _members_of_zip(path) if kind == "zip" else _members_of_tape(path)
    with opened as members:
        yield [member for member in members if not _is_hidden(member.name)]


def choose(members: Sequence[Member]) -> tuple[Member, str | None]:
    """The largest of the files that may hold a table, and a remark about the others."""
    if not members:
        raise PreprocessingError("This archive is empty.", "Put the table's file into it, or upload that by itself.")
    tables = [member for member in members if Path(member.name).suffix.lower() not in NO_TABLES]
    if not tables:
        listed = ", ".join(Path(member.name).name for member in members[:MOST_LISTED])
        raise PreprocessingError(
            f"This archive holds no table: {listed}{', …' if len(members) > MOST_LISTED else ''}.",
            "Put the table into it as .xlsx or CSV, or upload that by itself.",
        )
    largest = max(tables, key=lambda member: member.size)
    if len(members) == 1:
        return largest, None
    return largest, f"The archive holds {len(members)} files; the largest, {Path(largest.name).name}, is read."


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or Path(name).name.startswith(".")


@contextmanager
def _members_of_zip(path: Path) -> Iterator[list[Member]]:
    with zipfile.ZipFile(path) as archive:
        yield [
            Member(found.filename, found.file_size, found.compress_size, lambda found=found: archive.open(found))  # type: ignore[misc]
            for found in archive.infolist()
            if not found.is_dir() and not stat.S_ISLNK(found.external_attr >> 16)
        ]


@contextmanager
def _members_of_tape(path: Path) -> Iterator[list[Member]]:
    stored = path.stat().st_size
    with _Tape(path) as file, tarfile.open(fileobj=file, mode="r:") as archive:
        walked = list(islice(archive, MOST_MEMBERS + 1))
        if len(walked) > MOST_MEMBERS:
            raise PreprocessingError(
                f"This archive holds more than {MOST_MEMBERS:,} files.", "Upload the table by itself."
            )
        yield [
            Member(found.name, found.size, stored, lambda found=found: closing(_content(archive, found)))  # type: ignore[misc]
            for found in walked
            if found.isreg()
        ]


def _content(archive: tarfile.TarFile, found: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(found)
    if content is None:
        raise tarfile.ReadError(found.name)
    return content


class _Tape(io.FileIO):
    """A file of which no more is read at once than a header takes, whatever length that claims for itself."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= LARGEST_HEADER:
            raise tarfile.ReadError("a header beyond all bounds")
        return super().read(size) or b""
