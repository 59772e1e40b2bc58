"""What RQ calls for every message: takes the job's lease and makes the attempt, here or at an outside service."""

import logging

from pymongo.errors import PyMongoError

from jobs.attempts.local import LocalAttempt
from jobs.attempts.outside import OutsideAttempt
from jobs.attempts.story_process import Analyst
from jobs.life.dead_workers import worker_name
from jobs.life.lease import Lease
from services.settings import settings

log = logging.getLogger(__name__)

_analyst: Analyst | None = None


def prepare() -> None:
    """Fork this worker's analyst: before any connection is opened, since none survives a fork."""
    global _analyst
    _analyst = None if settings().analysis_service_url else Analyst()


def run(job_id: str) -> None:
    """Make the story of a job, in the worker that took its message."""
    config = settings()
    try:
        taken = Lease.take(job_id, worker_name(), config.lease_s)
        if taken is None:
            log.info("nothing to do for message", extra={"job_id": job_id})
        elif _analyst is None:
            OutsideAttempt(*taken, config).run()
        else:
            LocalAttempt(*taken, config, _analyst).run()
    except PyMongoError as error:  # recovery goes on from here
        log.warning("database lost", extra={"job_id": job_id, "reason": str(error)})


def is_worn() -> bool:
    """Whether the analyst was ended: this process has threads by now and can fork no other, so it is to be replaced."""
    return _analyst is not None and not _analyst.alive


def end() -> None:
    """End the analyst."""
    if _analyst is not None:
        _analyst.kill()
