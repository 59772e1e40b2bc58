"""The file to be read: where it is, what its user calls it, how it begins, and what the user asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading.container import ARCHIVES, HEAD, compression, is_workbook, unpack
from pipeline.reading.foreign import require_known
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

HEAD_BYTES = 1 << 20
DEEPEST = 2  # a .csv.gz in a .zip is still unpacked


@dataclass(frozen=True)
class Source:
    """A file on disk. With ``only_head`` no more than its first megabyte is looked at, for a preview."""

    path: Path  # of the file itself, unpacked if it was compressed
    options: Options
    folder: Path  # for temporary files
    filename: str
    file_size: int  # bytes, as the user knows it
    only_head: bool = False
    warnings: tuple[ReadingWarning, ...] = ()

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
    def extension(self) -> str:
        """The last part of the name, lower case: it breaks ties where the content doesn't."""
        return Path(self.filename).suffix[1:].lower()

    @property
    def truncated(self) -> bool:
        """Whether the file goes on after what is looked at."""
        return self.only_head and self.size > HEAD_BYTES

    def content(self) -> bytes:
        """All bytes, or the first megabyte."""
        return self.head if self.only_head else self.path.read_bytes()


def open_source(
    path: Path, options: Options, folder: Path, *, only_head: bool = False, unpack_whole: bool = False
) -> Source:
    """The file, unpacked into ``folder`` if it is compressed; for a preview only its beginning is, unless asked."""
    filename = options.filename or path.name
    size = path.stat().st_size
    if size == 0:
        raise PreprocessingError(
            "The file is empty.", "Check that it was saved or downloaded completely, then upload it again."
        )
    beginning = 2 * HEAD_BYTES if only_head and not unpack_whole else None
    warnings: list[ReadingWarning] = []
    kinds: list[str] = []
    while _packings(kinds) <= DEEPEST:
        kind = _packed_as(path)
        if kind is None:
            return Source(path, options, folder, filename, size, only_head, tuple(warnings))
        target = folder / f"unpacked{len(kinds)}"
        kinds.append(kind)
        remark = _unpacked(path, kind, target, beginning)
        if remark:
            warnings.append(warn("archive", remark, 0))
        path = target
    raise PreprocessingError("The file is packed more than twice.", "Unpack it, and upload the table itself.")


def _packed_as(path: Path) -> str | None:
    """How a file is packed; None for one that is read as it is."""
    with path.open("rb") as file:
        kind = compression(file.read(HEAD))
    if kind != "tar":  # whose first member stands in it as it is
        require_known(path)
    return None if kind == "zip" and is_workbook(path) else kind


def _unpacked(path: Path, kind: str, target: Path, beginning: int | None) -> str | None:
    """Unpack a file, or only its beginning; what is packed again can't be opened with its end cut off."""
    remark = unpack(path, kind, target, beginning)
    if beginning and _is_packed(target):
        unpack(path, kind, target)
    if target.stat().st_size == 0:
        raise PreprocessingError("The compressed file holds an empty one.", "Pack it again, or upload the file itself.")
    return remark


def _packings(kinds: Sequence[str]) -> int:
    """How often a file was packed; a tape archive and what compresses it are one, as in .tar.gz."""
    pairs = zip(kinds, ["", *kinds], strict=False)
    return sum(kind != "tar" or outer in ("", *ARCHIVES) for kind, outer in pairs)


def _is_packed(path: Path) -> bool:
    """Whether a file is compressed again, or an archive of another kind."""
    with path.open("rb") as file:
        return compression(file.read(HEAD)) is not None
