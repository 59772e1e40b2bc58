"""What a story can't be made for the lack of, told in the user's words: memory, and room on the disk."""

import errno
from collections.abc import Iterator
from typing import Any

from pipeline.errors import DataStoryError, PreprocessingError

DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
MONGODB_DISK_FULL = 14031  # OutOfDiskSpace
DUCKDB_OUT_OF_MEMORY = "OutOfMemoryException"  # by name: this module is loaded where DuckDB isn't
DISK_FULL_WORDS = "No space left on device"  # as DuckDB and databases pass the system's words on in errors of their own


def to_user_error(error: Exception) -> dict[str, Any]:
    """What the user is told of an error, as a document of the tree: the lack that caused it, where one did.

    A stage tells of whatever befell it as its own error, and a file may look damaged for want of room to unpack it.
    """
    causes = list(_chain(error))
    if any(is_disk_full(cause) for cause in causes):
        return disk_full()
    if any(map(_is_lack_of_memory, causes)) and not _is_about_the_file(error):
        return out_of_memory()
    return error.to_document() if isinstance(error, DataStoryError) else DataStoryError().to_document()


def out_of_memory() -> dict[str, Any]:
    """The error of a file that takes too much memory. Trying again wouldn't help."""
    message, hint = "Making this story took more memory than there is.", "Upload a file with fewer rows or columns."
    return {**DataStoryError(message, hint).to_document(), "retryable": False}


def disk_full() -> dict[str, Any]:
    """The error of work that found no room for its temporary files."""
    message = "The disk of the computer that makes the stories is full."
    return DataStoryError(message, "Try again later. If it happens again, tell whoever runs this app.").to_document()


def is_disk_full(error: BaseException) -> bool:
    """Whether an error says that there was no room, be it of the system, of DuckDB or of a database."""
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return True
    return getattr(error, "code", None) == MONGODB_DISK_FULL or DISK_FULL_WORDS in str(error)


def _is_lack_of_memory(error: BaseException) -> bool:
    """Whether an error says that there was no memory, be it of Python, of Arrow or of DuckDB."""
    return isinstance(error, MemoryError) or type(error).__name__ == DUCKDB_OUT_OF_MEMORY


def _is_about_the_file(error: Exception) -> bool:
    """Whether the reader has said what is wrong with the file: a damaged archive may ask for any amount of memory."""
    return isinstance(error, PreprocessingError) and error.message != error.default_message


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
