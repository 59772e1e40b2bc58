"""What RQ calls for every message: takes the job's lease and makes the attempt, here or at an outside service."""

import logging

from jobs.attempts.local import LocalAttempt
from jobs.attempts.outside import OutsideAttempt
from jobs.attempts.story_process import StoryProcess
from jobs.life.dead_workers import worker_name
from jobs.life.lease import Lease
from models import DatabaseError
from services.settings import settings

log = logging.getLogger(__name__)

_story_process: StoryProcess | None = None


def prepare() -> None:
    """Fork this worker's story process: before any connection is opened, since none survives a fork."""
    global _story_process
    _story_process = None if settings().analysis_service_url else StoryProcess()


def run(job_id: str) -> None:
    """Make the story of a job, in the worker that took its message."""
    config = settings()
    try:
        taken = Lease.acquire(job_id, worker_name(), config.lease_s)
        if taken is None:
            log.info("nothing to do for message", extra={"job_id": job_id})
        elif _story_process is None:
            OutsideAttempt(*taken, config).run()
        else:
            LocalAttempt(*taken, config, _story_process).run()
    except DatabaseError as error:  # recovery goes on from here
        log.warning("database lost", extra={"job_id": job_id, "reason": str(error)})


def needs_replacement() -> bool:
    """Whether the story process was ended: this process has threads by now and can fork no other."""
    return _story_process is not None and not _story_process.alive


def end() -> None:
    """End the story process."""
    if _story_process is not None:
        _story_process.kill()
