"""What the user is reported when memory or the disk gave out, wherever that was noticed."""

import errno
import os

import duckdb
import pytest

from jobs.life.exhaustion import DISK_FULL_WORDS, to_user_error
from pipeline.errors import AnalysisError, PreprocessingError


def raised(error, *causes):
    """The error, raised while each of its causes was handled."""
    for cause in causes:
        error.__context__, error = cause, error
    return error


NO_ROOM = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("error", "code", "word", "retryable"),
    [
        (NO_ROOM, "PROCESSING_ERROR", "disk", True),
        (raised(PreprocessingError(), NO_ROOM), "PROCESSING_ERROR", "disk", True),
        (raised(AnalysisError(), duckdb.IOException(f"Could not write file: {DISK_FULL_WORDS}")),
         "PROCESSING_ERROR", "disk", True),
        (MemoryError(), "PROCESSING_ERROR", "memory", False),
        (raised(AnalysisError(), MemoryError()), "PROCESSING_ERROR", "memory", False),
        (raised(PreprocessingError(), MemoryError()), "PROCESSING_ERROR", "memory", False),
        (raised(PreprocessingError("Damaged."), MemoryError()), "PREPROCESSING_ERROR", "Damaged.", False),
        (PreprocessingError("No rows."), "PREPROCESSING_ERROR", "No rows.", False),
        (raised(AnalysisError("Odd."), KeyError("x")), "ANALYSIS_ERROR", "Odd.", True),
        (OSError(errno.EIO, "secret"), "PROCESSING_ERROR", "Something went wrong", True),
    ],
)  # fmt: skip
def test_the_lack_that_caused_an_error_is_told(error, code, word, retryable):
    reported = to_user_error(error)
    assert (reported["code"], reported["retryable"]) == (code, retryable)
    assert word in reported["message"]


def test_the_words_are_the_systems_own():
    assert os.strerror(errno.ENOSPC) == DISK_FULL_WORDS
