"""A job as the API answers it and the pages show it."""

from datetime import datetime
from typing import Any

from jobs.life.waiting import place, seconds_left
from jobs.requests.cancel import can_cancel
from jobs.requests.retry import can_retry
from models import Job, JobStage, JobStatus, StageStatus, now
from pipeline.stages import STAGES


def describe(job: Job) -> dict[str, Any]:
    """The job as JSON types, in camelCase; ``etaSeconds`` is None unless earlier jobs tell it.

    A queued job has its ``placeInQueue``, 1 for the next one.
    """
    stages = {stage.name: stage for stage in job.stages}
    left = seconds_left(job)
    document = {
        "jobId": job.id,
        "filename": job.filename,
        "title": job.title,
        "status": job.status,
        "progress": job.progress,
        "currentStage": job.current_stage,
        "stages": [_stage(stage.name.value, stage.label, stages.get(stage.name)) for stage in STAGES],
        "etaSeconds": None if left is None else round(left, 1),
        "placeInQueue": place(job),
        "attempts": job.attempts,
        "maxAttempts": job.max_attempts,
        "canRetry": can_retry(job),
        "canCancel": can_cancel(job),
        "createdAt": _text(job.created_at),
        "startedAt": _text(job.started_at),
        "finishedAt": _text(job.finished_at),
    }
    if job.webhook is not None:
        document["webhook"] = {"url": job.webhook.url, "state": job.webhook.state, "attempts": job.webhook.attempts}
    if job.state is JobStatus.COMPLETED:
        document["storyId"] = job.story_id
    if job.state is JobStatus.FAILED and job.error is not None:
        error = job.error
        document["error"] = {
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
            "retryable": error.retryable,
        }
    return document


def _stage(name: str, label: str, stage: JobStage | None) -> dict[str, Any]:
    """One stage; ``seconds`` of the one under way are those until now."""
    if stage is None:
        return {"name": name, "label": label, "status": StageStatus.PENDING.value, "seconds": None}
    seconds = stage.seconds
    if stage.status == StageStatus.PROCESSING and stage.started_at is not None:
        seconds = max((now() - stage.started_at).total_seconds(), 0.0)
    return {
        "name": name,
        "label": label,
        "status": str(stage.status),
        "seconds": None if seconds is None else round(seconds, 3),
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
