"""The bodies of the API, in camelCase; a story is in :mod:`api.document`."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from api import document
from api.body import Body
from models import JobStatus, StageStatus
from pipeline.options import MAX_TITLE_LENGTH
from pipeline.stages import StageName


class ErrorDetail(Body):
    """What happened, in the user's words, and what to do about it."""

    code: str
    message: str
    hint: str


class ErrorBody(Body):
    """Every error."""

    error: ErrorDetail


class Submitted(Body):
    """A job that was queued; ``statusUrl`` is where it is watched."""

    job_id: str
    status: JobStatus
    status_url: str


class JobStage(Body):
    """One stage of a job; ``seconds`` are those until now while it is under way."""

    name: StageName
    label: str
    status: StageStatus
    seconds: float | None


class JobFailure(ErrorDetail):
    """Why a job failed."""

    retryable: bool


class JobWebhook(Body):
    """Where the end of the job is told, and how far that is."""

    url: str
    state: Literal["waiting", "delivered", "given up"]
    attempts: int


class Job(Body):
    """A job. ``storyId`` is there once it is completed, ``error`` once it failed; ``etaSeconds`` if it can be told."""

    job_id: str
    filename: str
    title: str | None
    status: JobStatus
    progress: float = Field(ge=0, le=100)
    current_stage: StageName | None
    stages: list[JobStage]
    eta_seconds: float | None
    place_in_queue: int | None = None
    attempts: int
    max_attempts: int
    can_retry: bool
    can_cancel: bool
    story_id: str | None = None
    error: JobFailure | None = None
    webhook: JobWebhook | None = None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Jobs(Body):
    """The caller's jobs, newest first; ``next`` goes into ``before`` of the next call."""

    jobs: list[Job]
    next: str | None


class Renaming(Body):
    """Another title."""

    title: str = Field(min_length=1, max_length=MAX_TITLE_LENGTH)


class StoryEntry(Body):
    """A story in a list."""

    story_id: str
    job_id: str
    title: str
    created_at: datetime
    filename: str
    row_count: int
    column_count: int
    finding_count: int
    headline: str | None


class Stories(Body):
    """The caller's stories, newest first; ``next`` goes into ``before`` of the next call."""

    stories: list[StoryEntry]
    next: str | None


class CallbackProgress(Body):
    """How far an outside service is with one stage."""

    model_config = ConfigDict(title="Progress", extra="forbid")

    stage: StageName
    progress: float = Field(ge=0, le=100, description="How much of this stage is done, in percent.")


class CallbackResult(Body):
    """The story that an outside service made."""

    model_config = ConfigDict(title="Result", extra="forbid")

    result: document.StoryDocument


class CallbackError(Body):
    """Why an outside service could not make the story, as the user is told."""

    code: Literal["PREPROCESSING_ERROR", "ANALYSIS_ERROR", "NARRATIVE_GENERATION_ERROR", "VISUALIZATION_ERROR"] = (
        "ANALYSIS_ERROR"
    )
    message: str = Field(min_length=1, max_length=1000)
    hint: str = Field(min_length=1, max_length=1000)
    retryable: bool = False


class CallbackFailure(Body):
    """The end of a job that failed."""

    model_config = ConfigDict(title="Failure", extra="forbid")

    error: CallbackError


Callback = CallbackProgress | CallbackResult | CallbackFailure


class Health(Body):
    """Whether stories can be made at present."""

    status: Literal["ok", "degraded"]
    mongodb: bool
    redis: bool
    workers: int
    queued: int | None
    oldest_waiting_seconds: float | None = None
