"""The file to be read: where it is, what its user calls it, how it begins, and what the user asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading.container import compression, is_workbook, unpack
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
    warnings: list[ReadingWarning] = []
    for depth in range(DEEPEST + 1):
        require_known(path)
        with path.open("rb") as file:
            kind = compression(file.read(16))
        if kind is None or (kind == "zip" and is_workbook(path)):
            return Source(path, options, folder, filename, size, only_head, tuple(warnings))
        target = folder / f"unpacked{depth}"
        remark = unpack(path, kind, target, 2 * HEAD_BYTES if only_head and not unpack_whole else None)
        if only_head and not unpack_whole and _is_packed(target):
            unpack(path, kind, target)
        if remark:
            warnings.append(warn("archive", remark, 0))
        path = target
        if path.stat().st_size == 0:
            raise PreprocessingError(
                "The compressed file holds an empty one.", "Pack it again, or upload the file itself."
            )
    raise PreprocessingError("The file is packed more than twice.", "Unpack it, and upload the table itself.")


def _is_packed(path: Path) -> bool:
    """Whether a file is compressed again, or a zip archive of another kind: not to be opened with its end cut off."""
    with path.open("rb") as file:
        return compression(file.read(16)) is not None
