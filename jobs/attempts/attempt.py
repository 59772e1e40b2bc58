"""One attempt at a job, from its lease to its end. How the story is made is for its subclasses to say."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from jobs.attempts import stopping
from jobs.attempts.story_process import ChildDiedError
from jobs.life import ending
from jobs.life.exhaustion import to_user_error
from jobs.life.lease import Lease
from jobs.life.progress import JobProgress
from jobs.life.queue import Lane
from models import DatabaseError, Job, is_outage, now
from models.story import PackedStory
from pipeline.errors import DataStoryError, JobTimeoutError
from pipeline.options import Options
from services.settings import Settings

POLL_S = 0.25  # longest wait between two looks at whether something is due
CANCEL_CHECK_S = 0.5  # between two looks at whether the job was cancelled
MIN_TIME_SHARE = 0.2  # of the time limit, for the smallest files
MIN_TURN_S = 5.0  # that a small file of a user with others under way has a worker; nearly all take less
MAX_WAIT_S = 2.0  # of a user's only small file, before such a one gives way
MAX_OUTAGE_S = 120.0  # how long the end of an attempt waits for a lost database

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class LeaseLostError(Exception):
    """The job isn't ours any more: it was cancelled, ended from elsewhere, or we were given up for dead."""


class ShuttingDownError(Exception):
    """The worker stops before the job is done."""


class GivingWayError(Exception):
    """Somebody who has nothing else under way waits for a worker, and this job's user has more than this."""


class ReportedError(Exception):
    """The story process or a limit reported an error, which is written as it is."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.error = error
        super().__init__(error["message"])


def time_limit_s(size: int, config: Settings) -> float:
    """Seconds that a file of ``size`` bytes may take: a small one that hangs shouldn't hold a worker for long."""
    share = size / (config.large_file_mb * 1024 * 1024)
    return config.job_timeout_s * min(max(share, MIN_TIME_SHARE), 1.0)


def _is_outage(error: Exception) -> bool:
    return isinstance(error, DatabaseError) and is_outage(error)


class Attempt(ABC):
    """Supervises the making of a story in another process, so that nothing made can keep it from acting."""

    def __init__(self, lease: Lease, job: Job, config: Settings) -> None:
        self.lease = lease
        self.job = job
        self.config = config
        self.progress = JobProgress(job)
        self.progress.mark_written()
        self.time_limit_s = time_limit_s(job.upload.size, config)
        self.started_at = time.monotonic()
        self.renewed_at = self.checked_at = self.started_at

    @abstractmethod
    def make(self) -> PackedStory:
        """Make the story, calling :meth:`heartbeat` at least every ``POLL_S`` seconds."""

    def run(self) -> None:
        """Take the job to its end, whichever that is."""
        self.log("attempt started", attempt=self.job.attempts)
        try:
            packed = self.make()
            saved = self._with_retries(lambda: ending.complete(self.lease, self.job, packed, self.progress))
            self.log("job completed" if saved else "attempt overtaken")
        except LeaseLostError:
            self.log("attempt overtaken")
        except ShuttingDownError:
            self._with_retries(lambda: ending.release(self.lease))
        except GivingWayError:
            self.log("attempt gives way")
            self._with_retries(lambda: ending.release(self.lease, at_front=False))
        except ChildDiedError as error:
            self.log("child died", reason=str(error))
            self._with_retries(lambda: ending.abandon(self.lease.held, self.job))
        except ReportedError as error:
            self._fail(error.error)
        except DataStoryError as error:
            self._fail(error.to_document())
        except Exception as error:  # a process boundary
            if _is_outage(error):
                self._with_retries(lambda: ending.release(self.lease))
                raise
            log.exception("attempt failed", extra={"job_id": self.job.id})
            self._fail(to_user_error(error))

    def heartbeat(self) -> None:
        """Write progress or a sign of life when due, and raise whatever ends the attempt from outside."""
        moment = time.monotonic()
        if stopping.grace_is_over(self.config.shutdown_grace_s):
            raise ShuttingDownError
        if moment - self.started_at > self.time_limit_s:
            raise JobTimeoutError
        try:
            held = self._keep_lease(moment)
        except DatabaseError as error:
            if not is_outage(error):
                raise
            # The work goes on; the lease may be kept up in time once the database is back.
            self.log("database lost", reason=str(error))
            return
        if held is False:
            raise LeaseLostError
        if held and self._is_in_the_way(moment):
            raise GivingWayError

    def _keep_lease(self, moment: float) -> bool | None:
        """Whether the job is still ours, after writing what is due; None where nothing is due yet."""
        changes = self.progress.pending_update()
        if changes is not None or moment - self.renewed_at >= self.config.heartbeat_s:
            self.renewed_at = self.checked_at = moment
            return self.lease.write(changes)
        if moment - self.checked_at >= CANCEL_CHECK_S:
            self.checked_at = moment
            return self.lease.is_held()
        return None

    def _is_in_the_way(self, moment: float) -> bool:
        """Whether this job keeps others from a worker that it is not yet its turn to have.

        A large file never does: it would have to begin again and again, and one worker leaves those alone.
        """
        if self.job.lane == Lane.LARGE or moment - self.started_at < MIN_TURN_S:
            return False
        if self.job.lane == Lane.FIRST and not self.job.is_beside_another_of_its_address():
            return False
        return self.job.keeps_waiting(Lane.FIRST, now() - timedelta(seconds=MAX_WAIT_S))

    def latest_progress(self) -> JobProgress:
        """How far the attempt is."""
        return self.progress

    def options(self) -> Options:
        """What the user chose, with the name that they gave the file."""
        return replace(self.job.options, filename=self.job.filename, title=self.job.title)

    def log(self, event: str, **fields: Any) -> None:
        """Log an event with the job, its stage and the attempt's seconds so far."""
        seconds = round(time.monotonic() - self.started_at, 3)
        log.info(event, extra={"job_id": self.job.id, "stage": self.progress.current, "seconds": seconds, **fields})

    def _fail(self, error: Mapping[str, Any]) -> None:
        failed = self._with_retries(lambda: ending.fail(self.lease.held, error, self.latest_progress().fail()))
        self.log("job failed" if failed else "attempt overtaken", code=error["code"])

    def _with_retries(self, write: Callable[[], Result]) -> Result:
        """Do one of the writes that end an attempt, again and again while the database is lost."""
        deadline = time.monotonic() + MAX_OUTAGE_S
        while True:
            try:
                return write()
            except DatabaseError as error:
                if not is_outage(error) or time.monotonic() > deadline:
                    raise
                time.sleep(POLL_S)
