"""What can go wrong with a job, as a tree.

DataStoryError (PROCESSING_ERROR, retryable)
├── OptionsError (BAD_REQUEST)                            a choice of the user: not one that there is
├── PreprocessingError (PREPROCESSING_ERROR)             the file: unreadable, empty, too small, too large, encrypted
├── AnalysisError (ANALYSIS_ERROR, retryable)
├── NarrativeGenerationError (NARRATIVE_GENERATION_ERROR, retryable)
├── VisualizationError (VISUALIZATION_ERROR, retryable)
├── WorkerLostError (WORKER_LOST, retryable)             the worker died too often
└── JobTimeoutError (TIMEOUT, retryable)                 the work took longer than it may
"""

from typing import ClassVar


class DataStoryError(Exception):
    """An error that a user is shown.

    ``message`` says what happened in the user's words, ``hint`` what to do about it, ``retryable`` whether the same
    work might succeed if it is tried again.
    """

    code: ClassVar[str] = "PROCESSING_ERROR"
    retryable: ClassVar[bool] = True
    default_message: ClassVar[str] = "Something went wrong while the story was made."
    default_hint: ClassVar[str] = "Try again. If it happens again, try a smaller part of the file."

    def __init__(self, message: str | None = None, hint: str | None = None) -> None:
        self.message = message or self.default_message
        self.hint = hint or self.default_hint
        super().__init__(self.message)

    def to_document(self) -> dict[str, str | bool]:
        """The error as the API and the database hold it."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "retryable": self.retryable}


class OptionsError(DataStoryError):
    """A choice of the user can't be understood."""

    code = "BAD_REQUEST"
    retryable = False
    default_message = "This choice can't be understood."
    default_hint = "See /api/docs for what may be chosen."


class PreprocessingError(DataStoryError):
    """The file can't be turned into a table. Trying again won't help; changing the file will."""

    code = "PREPROCESSING_ERROR"
    retryable = False
    default_message = "This file can't be read as a table."
    default_hint = "Save it as CSV or Excel with one header row, then upload it again."


class AnalysisError(DataStoryError):
    """The table was read, but its analysis failed."""

    code = "ANALYSIS_ERROR"
    default_message = "The analysis of this table failed."


class NarrativeGenerationError(DataStoryError):
    """The findings could not be put into words."""

    code = "NARRATIVE_GENERATION_ERROR"
    default_message = "The text of the story could not be written."


class VisualizationError(DataStoryError):
    """The charts could not be drawn."""

    code = "VISUALIZATION_ERROR"
    default_message = "The charts of the story could not be drawn."


class WorkerLostError(DataStoryError):
    """The processes that worked on the job died, as often as a job may be attempted."""

    code = "WORKER_LOST"
    default_message = "The computer working on this story stopped, more than once."
    default_hint = (
        "Try again in a few minutes. If it happens again, the file may need more memory than there is: try fewer rows."
    )


class JobTimeoutError(DataStoryError):
    """The work took longer than a job may."""

    code = "TIMEOUT"
    default_message = "Making this story took longer than is allowed."
    default_hint = "Try again, or upload a file with fewer rows or columns."
