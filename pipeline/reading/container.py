"""Compressed files: what is in them, taken out within bounds."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pipeline.errors import PreprocessingError
from pipeline.reading import sheets
from pipeline.reading.archive import choose, is_tape, members_of

LIMIT = 4 << 30  # bytes that may come out of one file
HIGHEST_RATIO = 150  # of what comes out to what is stored; text packs to a fiftieth at best
FREE_BYTES = 64 << 20  # up to so much, the ratio doesn't matter
CHUNK = 1 << 20
MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
EXTENSIONS = ("gz", "bz2", "xz", "zst", "zip", "tar", "tgz")
HEAD = 512  # bytes that tell
# What the libraries raise for archives that are damaged, locked or packed in a way that they don't know.
DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    pa.ArrowException,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
    MemoryError,
)
ARCHIVES = ("zip", "tar")
WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "[Content_Types].xml", "content.xml")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def compression(head: bytes) -> str | None:
    """How a file is compressed, by its first bytes; of which HEAD are needed; "zip" may be a workbook too."""
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if is_tape(head):
        return "tar"
    return next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)


def unpack(path: Path, kind: str, target: Path, only: int | None = None) -> str | None:
    """Write what ``path`` holds to ``target``; of several members the largest. ``only`` so many bytes, for a preview.

    Returns a remark about members that were left out. Raises PreprocessingError for what is damaged, locked, empty or
    far larger than it seems.
    """
    stored = path.stat().st_size
    try:
        if kind in ARCHIVES:
            with members_of(path, kind) as members:
                member, remark = choose(members)
                if member.size > LIMIT or _is_bomb(member.size, member.stored):
                    raise _too_large()
                with member.open() as packed:
                    _copy(packed, target, stored, only)
            return remark
        with _opened(path, kind) as packed:
            _copy(packed, target, stored, only)
    except DAMAGE as error:
        if "password" in str(error):
            raise PreprocessingError(
                "This archive is protected with a password.", "Unpack it and upload the file in it."
            ) from error
        raise PreprocessingError(
            "This compressed file is damaged or incomplete.", "Pack it again, or upload the file that is in it."
        ) from error
    return None


def is_workbook(path: Path) -> bool:
    """Whether a zip archive is a workbook of Excel or OpenDocument."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in WORKBOOK_PARTS for name in archive.namelist())
    except DAMAGE:
        return True  # damaged: the reader of workbooks says so


def require_sound_workbook(path: Path) -> None:
    """Refuse a workbook that is far larger inside than it seems or spans too much, or whose XML defines entities.

    Raises PreprocessingError; one of DAMAGE for one that is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > LIMIT or _is_bomb(size, path.stat().st_size):
            raise _too_large()
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and not member.flag_bits & 1:
                with archive.open(member) as part:
                    if b"<!DOCTYPE" in part.read(4096):
                        raise PreprocessingError(
                            "This workbook has definitions in it that no spreadsheet program writes.",
                            "Open it in Excel, save it again, then upload the new file.",
                        )
        sheets.require_bounded(archive)


@contextmanager
def _opened(path: Path, kind: str) -> Iterator[_Readable]:
    if kind == "xz":
        with lzma.open(path) as packed:
            yield packed
        return
    with pa.OSFile(str(path)) as file, pa.CompressedInputStream(file, kind) as packed:
        yield packed


def _copy(packed: _Readable, target: Path, stored: int, only: int | None) -> None:
    written = 0
    with target.open("wb") as file:
        while chunk := packed.read(CHUNK if only is None else min(CHUNK, only - written)):
            file.write(chunk)
            written += len(chunk)
            if only is not None and written >= only:
                return
            if written > LIMIT or _is_bomb(written, stored):
                raise _too_large()


def _is_bomb(size: int, stored: int) -> bool:
    return size > FREE_BYTES and size > HIGHEST_RATIO * max(stored, 1)


def _too_large() -> PreprocessingError:
    return PreprocessingError(
        "This compressed file is far larger inside than it seems; it can't be unpacked here.",
        "Unpack it yourself, and upload the part that you need as CSV.",
    )
