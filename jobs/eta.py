"""The time a job takes, reckoned from the stage times of earlier jobs by the size of their files."""

import math
import time
from collections.abc import Mapping, Sequence

from models import Job, JobStatus, StageStatus, StageTimes, now
from pipeline.stages import STAGES

KEPT = 200  # latest jobs that are looked at
KNOWN_MIN = 3  # jobs without which nothing is predicted
CACHE_S = 5.0
BANDWIDTH = 0.7  # in natural logarithms of bytes: half or twice the size counts 0.6 times as much
SHORTEST_S = 0.001
FLOOR_BYTES = 10_000  # under this the size doesn't matter

_cache: tuple[float, list[StageTimes]] | None = None


def predict(size: int) -> dict[str, float]:
    """Seconds that each stage of a file of ``size`` bytes should take; empty while too little is known."""
    known = _known()
    if len(known) < KNOWN_MIN:
        return {}
    sizes = [_log_size(times.size) for times in known]
    return {
        stage.name.value: _predicted(sizes, [times.seconds.get(stage.name.value) for times in known], _log_size(size))
        for stage in STAGES
    }


def record(job: Job, seconds: Mapping[str, float]) -> None:
    """Remember how long the stages of a completed job took; at its first completion only."""
    if job.upload is not None and len(seconds) == len(STAGES):
        values = {"size": job.upload.size, "seconds": dict(seconds), "at": now()}
        StageTimes._get_collection().update_one({"_id": job.id}, {"$setOnInsert": values}, upsert=True)


def remaining(job: Job) -> float | None:
    """Seconds until a job that is worked on is done; None if nothing is known, or nothing is left to do.

    A stage under way is reckoned from its own pace as soon as it has one, and more so the further it is.
    """
    if job.state is not JobStatus.PROCESSING or not job.predicted:
        return None
    moment, left = now(), 0.0
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
    by_history = max(predicted - elapsed, predicted * (1 - fraction) * 0.25)
    if fraction <= 0.0:
        return by_history
    by_pace = elapsed * (1 - fraction) / fraction
    return fraction * by_pace + (1 - fraction) * by_history


def _predicted(sizes: Sequence[float], seconds: Sequence[float | None], log_size: float) -> float:
    """Locally weighted regression of log seconds on log size (Cleveland 1979), its slope held between 0 and 1.2.

    Near sizes and later jobs weigh more; the newest comes first. It misleads where other things than size decide, as
    the number of columns. In plain Python: two hundred points don't pay for loading numpy into a web process.
    """
    points = [
        (size, math.log(max(value, SHORTEST_S)), _weight(size - log_size, age))
        for age, (size, value) in enumerate(zip(sizes, seconds, strict=True))
        if value is not None
    ]
    total = sum(weight for _, _, weight in points)
    if not points:
        return 0.0
    mean_x = sum(x * weight for x, _, weight in points) / total
    mean_y = sum(y * weight for _, y, weight in points) / total
    spread = sum((x - mean_x) ** 2 * weight for x, _, weight in points) / total
    covariance = sum((x - mean_x) * (y - mean_y) * weight for x, y, weight in points) / total
    slope = covariance / spread if spread > 1e-3 else 0.0
    return math.exp(mean_y + min(max(slope, 0.0), 1.2) * (log_size - mean_x))


def _weight(distance: float, age: int) -> float:
    return 0.985**age * (math.exp(-0.5 * (distance / BANDWIDTH) ** 2) + 1e-6)


def _log_size(size: int) -> float:
    return math.log(max(size, FLOOR_BYTES))


def _known() -> list[StageTimes]:
    global _cache
    if _cache is None or time.monotonic() - _cache[0] > CACHE_S:
        _cache = (time.monotonic(), list(StageTimes.objects.order_by("-at").limit(KEPT)))
    return _cache[1]
