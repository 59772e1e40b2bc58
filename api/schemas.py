"""The bodies of the API, in camelCase."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from models import JobStatus, StageStatus
from pipeline.stages import StageName
from pipeline.story import ColumnType

Scalar = str | bool | int | float | None
Text = Annotated[str, Field(max_length=100_000)]


class Body(BaseModel):
    """A body of the API; what it doesn't know is left out."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, ser_json_inf_nan="null")


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
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Jobs(Body):
    """The caller's jobs, newest first; ``next`` goes into ``before`` of the next call."""

    jobs: list[Job]
    next: str | None


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


class Column(Body):
    """One column of the data."""

    name: Text
    type: ColumnType
    unit: str | None = None
    missing: int = Field(0, ge=0)
    distinct: int = Field(0, ge=0)
    example: str | None = None


class ReadingWarning(Body):
    """One thing about the file that its owner should know."""

    kind: str
    text: Text
    rows: int = 0
    example: str | None = None


class Dataset(Body):
    """The facts of the file."""

    filename: str = Field(max_length=1000)
    row_count: int = Field(ge=0)
    column_count: int = Field(ge=0)
    file_size: int = Field(ge=0)
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    columns: list[Column] = Field(max_length=20_000)
    warnings: list[ReadingWarning] = Field(default=[], max_length=1000)


class Narratives(Body):
    """The text of a story, in Markdown."""

    summary: Text
    key_findings: Text
    recommendations: Text


class Finding(Body):
    """Something that is in the data; ``sql`` gives ``values`` again on a table named ``data``."""

    id: str = Field(max_length=200)
    kind: str = Field(max_length=200)
    headline: str = Field(max_length=2000)
    text: Text
    columns: list[str]
    values: dict[str, Scalar]
    n: int = Field(ge=0)
    sql: Text
    score: float
    test: str | None = None
    effect: str | None = None
    effect_size: float | None = None
    p_value: float | None = Field(None, ge=0, le=1)
    q_value: float | None = Field(None, ge=0, le=1)
    caveats: list[Text] = []
    chart_id: str | None = None


class Figure(BaseModel):
    """A Plotly figure."""

    model_config = ConfigDict(extra="allow")

    data: list[dict[str, Any]] = Field(max_length=1000)
    layout: dict[str, Any] = {}


class Chart(Body):
    """A chart with its Plotly figure."""

    chart_id: str = Field(max_length=200)
    kind: str = Field(max_length=200)
    title: str = Field(max_length=2000)
    alt_text: Text
    figure: Figure


class Tests(Body):
    """How many tests were run and how many kept, under which false-discovery rate."""

    run: int = Field(ge=0)
    kept: int = Field(ge=0)
    false_discovery_rate: float = Field(ge=0, le=1)


class Statistics(Body):
    """What was measured beyond the findings, as plain rows."""

    trends: list[dict[str, Any]] = []
    correlations: list[dict[str, Any]] = []
    distributions: list[dict[str, Any]] = []
    frequencies: list[dict[str, Any]] = []
    outliers: list[dict[str, Any]] = []
    tests: Tests
    notes: list[str] = []


class QualityNote(Body):
    """Something about the data's quality."""

    kind: str
    columns: list[str]
    text: Text
    values: dict[str, Scalar]


class Story(Body):
    """A story."""

    title: str = Field(min_length=1, max_length=1000)
    dataset: Dataset
    narratives: Narratives
    findings: list[Finding] = Field(max_length=500)
    charts: list[Chart] = Field(max_length=100)
    statistics: Statistics
    quality: list[QualityNote] = Field(max_length=5000)
    timings: Mapping[str, float]


class CallbackProgress(Body):
    """How far an outside service is with one stage."""

    model_config = ConfigDict(title="Progress", extra="forbid")

    stage: StageName
    progress: float = Field(ge=0, le=100, description="How much of this stage is done, in percent.")


class CallbackResult(Body):
    """The story that an outside service made."""

    model_config = ConfigDict(title="Result", extra="forbid")

    result: Story


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
