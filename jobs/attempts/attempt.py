"""One attempt at a job, from its lease to its end. How the story is made is for its subclasses to say."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pymongo.errors import PyMongoError

from jobs.attempts import stopping
from jobs.life import ending
from jobs.life.exhaustion import explained
from jobs.life.lease import Lease
from jobs.life.progress import Progress
from models import Job, is_outage
from models.story import PackedStory
from pipeline.errors import DataStoryError, JobTimeoutError
from services.settings import Settings

TICK_S = 0.25  # longest wait between two looks at whether something is due
CHECK_S = 0.5  # between two looks at whether the job was cancelled
SMALL_SHARE = 0.2  # of the time limit, for the smallest files
OUTAGE_S = 120.0  # how long the end of an attempt waits for a lost database

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class LeaseLostError(Exception):
    """The job isn't ours any more: it was cancelled, ended from elsewhere, or we were given up for dead."""


class ShuttingDownError(Exception):
    """The worker stops before the job is done."""


class MakerDiedError(Exception):
    """What made the story died of something it can't tell, as of a lack of memory."""


class ToldError(Exception):
    """What made the story told of an error, which is written as it is."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.error = error
        super().__init__(error["message"])


def time_limit_s(size: int, config: Settings) -> float:
    """Seconds that a file of ``size`` bytes may take: a small one that hangs shouldn't hold a worker for long."""
    share = size / (config.large_file_mb * 1024 * 1024)
    return config.job_timeout_s * min(max(share, SMALL_SHARE), 1.0)


class Attempt(ABC):
    """Supervises the making of a story in another process, so that nothing made can keep it from acting."""

    def __init__(self, lease: Lease, job: Job, config: Settings) -> None:
        self.lease = lease
        self.job = job
        self.config = config
        self.progress = Progress(job)
        self.progress.just_written()
        self.time_limit_s = time_limit_s(job.upload.size, config)
        self.started = time.monotonic()
        self.renewed = self.checked = self.started

    @abstractmethod
    def make(self) -> PackedStory:
        """Make the story, calling :meth:`keep_up` at least every ``TICK_S`` seconds."""

    def run(self) -> None:
        """Take the job to its end, whichever that is."""
        self.log("attempt started", attempt=self.job.attempts)
        try:
            packed = self.make()
            saved = self._persistently(lambda: ending.complete(self.lease, self.job, packed, self.progress))
            self.log("job completed" if saved else "attempt overtaken")
        except LeaseLostError:
            self.log("attempt overtaken")
        except ShuttingDownError:
            self._persistently(lambda: ending.hand_back(self.lease))
        except MakerDiedError as error:
            self.log("maker died", reason=str(error))
            self._persistently(lambda: ending.give_up(self.lease.held, self.job))
        except ToldError as error:
            self._fail(error.error)
        except DataStoryError as error:
            self._fail(error.to_document())
        except Exception as error:  # a process boundary
            if isinstance(error, PyMongoError) and is_outage(error):
                self._persistently(lambda: ending.hand_back(self.lease))
                raise
            log.exception("attempt failed", extra={"job_id": self.job.id})
            self._fail(explained(error))

    def keep_up(self) -> None:
        """Write progress or a sign of life when due, and raise whatever ends the attempt from outside."""
        moment = time.monotonic()
        if stopping.due(self.config.shutdown_grace_s):
            raise ShuttingDownError
        if moment - self.started > self.time_limit_s:
            raise JobTimeoutError
        try:
            changes = self.progress.due()
            if changes is not None or moment - self.renewed >= self.config.heartbeat_s:
                self.renewed = self.checked = moment
                held = self.lease.write(changes)
            elif moment - self.checked >= CHECK_S:
                self.checked = moment
                held = self.lease.is_held()
            else:
                return
        except PyMongoError as error:
            if not is_outage(error):
                raise
            # The work goes on; the lease may be kept up in time once the database is back.
            self.log("database lost", reason=str(error))
            return
        if not held:
            raise LeaseLostError

    def latest_progress(self) -> Progress:
        """How far the attempt is."""
        return self.progress

    def options(self) -> dict[str, Any]:
        """What the user chose, by the names of :class:`pipeline.Options`."""
        chosen = self.job.options
        return {
            "filename": self.job.filename,
            "title": self.job.title,
            "focus": chosen.focus,
            "types": chosen.types,
            "header_row": chosen.header_row,
            "sheet": chosen.sheet,
        }

    def log(self, event: str, **fields: Any) -> None:
        """Log an event with the job, its stage and the attempt's seconds so far."""
        seconds = round(time.monotonic() - self.started, 3)
        log.info(event, extra={"job_id": self.job.id, "stage": self.progress.current, "seconds": seconds, **fields})

    def _fail(self, error: Mapping[str, Any]) -> None:
        failed = self._persistently(lambda: ending.fail(self.lease.held, error, self.latest_progress().fail()))
        self.log("job failed" if failed else "attempt overtaken", code=error["code"])

    def _persistently(self, write: Callable[[], Answer]) -> Answer:
        """Do one of the writes that end an attempt, again and again while the database is lost."""
        deadline = time.monotonic() + OUTAGE_S
        while True:
            try:
                return write()
            except PyMongoError as error:
                if not is_outage(error) or time.monotonic() > deadline:
                    raise
                time.sleep(TICK_S)
