"""The time a job takes, reckoned from the stage times of earlier jobs, and the time it still has to go."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from jobs.life.forecast import Observation, predicted_s
from models import Job, JobStatus, StageStatus, StageTimes, now
from pipeline.stages import STAGES

MAX_JOBS = 200  # latest jobs that are looked at
MIN_KNOWN = 3  # jobs without which nothing is predicted
CACHE_S = 5.0
MIN_BYTES = 3_000  # under this the size doesn't matter
MIN_S = 0.001
SAVING = "saving"  # what a job takes beside its stages: to save the story, and what is between them
PARTS = (*(stage.name.value for stage in STAGES), SAVING)
READING = PARTS[0]
OWN_PACE = 0.4  # of the time left of a stage goes by its own pace, the rest by how long it runs already
MIN_SHARE_LEFT = 0.5  # of what is not done yet: a stage that takes longer than predicted isn't as good as done

_cache: tuple[float, list[StageTimes]] | None = None


@dataclass(frozen=True)
class TableShape:
    """What is known of a table once it is read: its rows, the columns that are analysed, and those with dates."""

    rows: int
    columns: int
    dates: int


def format_of(filename: str) -> str:
    """The extension of a file's name, in small letters; empty where it has none."""
    _, dot, extension = filename.rpartition(".")
    return extension.lower() if dot else ""


def predict(size: int, filename: str) -> dict[str, float]:
    """Seconds that each part of a job with this file of ``size`` bytes should take; empty while too little is known."""
    known, extension = _recent(), format_of(filename)
    formats = sorted({times.format for times in known if times.format})
    wanted = _file_features(size, extension, formats)
    features = [_file_features(times.size, times.format, formats) for times in known]
    return _by_part(PARTS, known, features, wanted)


def refine(predicted: Mapping[str, float], table: TableShape, reading_s: float) -> dict[str, float]:
    """The same once the table is read, which took ``reading_s`` seconds: its shape says more than its bytes.

    How long it took to read tells besides how fast the machine is at present.
    """
    known = [times for times in _recent() if times.rows is not None]
    features = [
        _table_features(TableShape(times.rows, times.columns, times.dates), times.seconds.get(READING, 0.0))
        for times in known
    ]
    later = _by_part(PARTS[1:], known, features, _table_features(table, reading_s))
    return {**predicted, READING: reading_s, **later} if later else dict(predicted)


def record(job: Job, seconds: Mapping[str, float], table: TableShape | None = None) -> None:
    """Remember how long the stages of a completed job took; at its first completion only."""
    if job.upload is None or len(seconds) < len(STAGES):
        return
    moment = now()
    took = ((job.finished_at or moment) - (job.started_at or moment)) / timedelta(seconds=1)
    parts = {**seconds, SAVING: max(took - sum(seconds.values()), 0.0)}
    values = {"size": job.upload.size, "format": format_of(job.filename), "seconds": parts, "at": moment}
    StageTimes.record(job.id, values | (asdict(table) if table else {}))


def remaining(job: Job) -> float | None:
    """Seconds until a job that is worked on is done; None if nothing is known, or nothing is left to do.

    A stage under way is reckoned from its own pace as soon as it has one, and more so the further it is.
    """
    if job.state is not JobStatus.PROCESSING or not job.predicted:
        return None
    moment = now()
    left: float = job.predicted.get(SAVING, 0.0)
    for stage in job.stages:
        predicted = job.predicted.get(stage.name, 0.0)
        if stage.status == StageStatus.PENDING:
            left += predicted
        elif stage.status == StageStatus.PROCESSING and stage.started_at:
            elapsed = max((moment - stage.started_at).total_seconds(), 0.0)
            left += _left_of_stage(predicted, elapsed, stage.fraction)
    return left


def total(job: Job) -> float | None:
    """Seconds that the whole job should take; None if nothing is known."""
    return sum(job.predicted.values()) if job.predicted else None


def _left_of_stage(predicted: float, elapsed: float, fraction: float) -> float:
    """What is left of a stage, whose whole is taken between what was predicted and what its pace says, by logarithms:
    the further it is, the nearer to its pace.
    """
    by_pace = elapsed / fraction if fraction > 0.0 else predicted
    whole: float = max(by_pace, MIN_S) ** fraction * max(predicted, MIN_S) ** (1 - fraction)
    left = OWN_PACE * whole * (1 - fraction) + (1 - OWN_PACE) * (whole - elapsed)
    return max(left, MIN_SHARE_LEFT * whole * (1 - fraction))


def _by_part(
    parts: Sequence[str], known: Sequence[StageTimes], features: Sequence[Sequence[float]], wanted: Sequence[float]
) -> dict[str, float]:
    """The predicted seconds of the parts; empty while too little is known."""
    if len(known) < MIN_KNOWN:
        return {}
    predicted = {}
    for part in parts:
        times = [Observation(one, k.seconds[part]) for one, k in zip(features, known, strict=True) if part in k.seconds]
        if times:
            predicted[part] = predicted_s(times, wanted)
    return predicted


def _file_features(size: int, extension: str | None, formats: Sequence[str]) -> list[float]:
    """What a file tells beforehand: its size, and its format, since a compressed one holds more."""
    return [math.log(max(size, MIN_BYTES)), *(float(extension == one) for one in formats)]


def _table_features(table: TableShape, reading_s: float) -> list[float]:
    counts = (table.rows, table.columns, table.dates)
    return [*(math.log1p(count) for count in counts), math.log(max(reading_s, MIN_S))]


def _recent() -> list[StageTimes]:
    """The latest jobs, newest first."""
    global _cache
    if _cache is None or time.monotonic() - _cache[0] > CACHE_S:
        _cache = (time.monotonic(), StageTimes.latest(MAX_JOBS))
    return _cache[1]
