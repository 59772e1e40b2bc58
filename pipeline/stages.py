"""The four stages of a story, in order. Whatever shows or counts stages reads this."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class StageName(StrEnum):
    """A stage's name in the API, the database and the logs."""

    UPLOADING = "uploading"
    ANALYZING = "analyzing"
    GENERATING_NARRATIVE = "generating_narrative"
    CREATING_VISUALIZATIONS = "creating_visualizations"


@dataclass(frozen=True)
class Stage:
    """One stage: its name, what the status page calls it, its key in ``Story.timings``."""

    name: StageName
    label: str
    explanation: str
    timing: str
    default_share: float  # of a job's time, until earlier jobs have shown better


STAGES: tuple[Stage, ...] = (
    Stage(StageName.UPLOADING, "Uploading", "Reading the file and recognising its columns", "reading", 0.35),
    Stage(StageName.ANALYZING, "Analyzing", "Testing what is really in the data", "analysis", 0.45),
    Stage(StageName.GENERATING_NARRATIVE, "Generating", "Writing it up and checking every number", "narrative", 0.05),
    Stage(StageName.CREATING_VISUALIZATIONS, "Visualizing", "Drawing the charts", "charts", 0.15),
)


class StopWork(BaseException):
    """What a :data:`ProgressCallback` raises to stop the work; no Exception, so nothing on the way takes it for one."""


ProgressCallback = Callable[[StageName, float], None]
"""Called with a stage and how much of its work is done, 0.0 to 1.0."""


def ignore_progress(stage: StageName, fraction: float) -> None:
    """The :data:`ProgressCallback` of a caller that doesn't watch."""
