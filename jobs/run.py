"""What RQ calls for every message: takes the job's lease and makes the attempt, here or at an outside service."""

import logging

from pymongo.errors import PyMongoError

from jobs import backends
from jobs.analyst import Analyst
from jobs.casualties import attempt_name
from jobs.lease import Lease
from jobs.local import LocalAttempt
from jobs.outside import OutsideAttempt
from services.settings import settings

log = logging.getLogger(__name__)


def run(job_id: str) -> None:
    """Make the story of a job, in the process that RQ forked for its message."""
    config = settings()
    analyst = None if config.analysis_service_url else Analyst()
    try:
        backends.chosen().connect()
        taken = Lease.take(job_id, attempt_name(), config.lease_s)
        if taken is None:
            log.info("nothing to do for message", extra={"job_id": job_id})
        elif analyst is None:
            OutsideAttempt(*taken, config).run()
        else:
            LocalAttempt(*taken, config, analyst).run()
    except PyMongoError as error:  # recovery goes on from here
        log.warning("database lost", extra={"job_id": job_id, "reason": str(error)})
    finally:
        if analyst is not None:
            analyst.kill()
