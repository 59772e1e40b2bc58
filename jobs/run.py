"""One attempt at a job, from its message to its end: take the lease, feed the analyst, watch it, save the story."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pymongo.errors import ConnectionFailure, PyMongoError

from jobs import backends, ending, stopping
from jobs.analyst import Analyst, Failed, Made, Order, Progressed
from jobs.casualties import attempt_name
from jobs.lease import Lease
from jobs.progress import Progress
from jobs.workfolder import work_folder
from models import Job, now, uploads
from models.story import PackedStory
from pipeline.errors import DataStoryError, JobTimeoutError, PreprocessingError
from pipeline.stages import StageName
from services import home
from services.settings import Settings, settings

TICK_S = 0.25  # longest wait for the analyst's next message
CHECK_S = 0.5  # between two looks at whether the job was cancelled
FETCH_SHARE = 0.1  # of the first stage, which is fetching the file and reading it
OUTAGE_S = 120.0  # how long a finished story waits for a lost database

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class LeaseLostError(Exception):
    """The job isn't ours any more: it was cancelled, or we were given up for dead."""


class ShuttingDownError(Exception):
    """The worker stops before the job is done."""


class AnalystDiedError(Exception):
    """The process that made the story died of something it can't tell, as of a lack of memory."""


class StoppedError(Exception):
    """The analyst told of an error, which is written as it is."""

    def __init__(self, error: dict[str, Any]) -> None:
        self.error = error
        super().__init__(error["message"])


def run(job_id: str) -> None:
    """Make the story of a job. RQ calls this for every message, in a process of its own."""
    analyst = Analyst()
    try:
        backends.chosen().connect()
        taken = Lease.take(job_id, attempt_name(), settings().lease_s)
        if taken is None:
            log.info("nothing to do for message", extra={"job_id": job_id})
            return
        Attempt(*taken, analyst, settings()).run()
    except PyMongoError as error:  # recovery goes on from here
        log.warning("database lost", extra={"job_id": job_id, "reason": str(error)})
    finally:
        analyst.kill()


class Attempt:
    """The supervisor of one attempt. It has no threads, so a stage that never yields can't keep it from acting."""

    def __init__(self, lease: Lease, job: Job, analyst: Analyst, config: Settings) -> None:
        self.lease = lease
        self.job = job
        self.analyst = analyst
        self.config = config
        self.progress = Progress(job)
        self.started = time.monotonic()
        self.renewed = self.checked = self.started

    def run(self) -> None:
        """Take the job to its end, whichever that is."""
        self._log("attempt started", attempt=self.job.attempts)
        try:
            with work_folder(home.folder(self.config.datastory_home, "work")) as folder:
                try:
                    packed = self._make(folder)
                finally:
                    self.analyst.kill()
            saved = self._persistently(lambda: ending.complete(self.lease, self.job, packed, self.progress))
            self._log("job completed" if saved else "job lost to another worker or cancelled")
        except LeaseLostError:
            self._log("job lost to another worker or cancelled")
        except ShuttingDownError:
            self._persistently(lambda: ending.hand_back(self.lease))
        except AnalystDiedError as error:
            self._log("analyst died", reason=str(error))
            self._persistently(lambda: ending.give_up(self.lease.held, self.job))
        except StoppedError as error:
            self._fail(error.error)
        except DataStoryError as error:
            self._fail(error.to_document())
        except ConnectionFailure:
            self._persistently(lambda: ending.hand_back(self.lease))
            raise
        except Exception:  # a process boundary
            log.exception("attempt failed", extra={"job_id": self.job.id})
            self._fail(DataStoryError().to_document())

    def _make(self, folder: Path) -> PackedStory:
        path = self._fetch(folder)
        self.analyst.begin(Order(self.job.id, str(path), str(folder), self._options()))
        try:
            while True:
                for message in self.analyst.messages(TICK_S):
                    if isinstance(message, Made):
                        return message.story
                    self._take_in(message)
                self._keep_up()
        except EOFError:
            raise AnalystDiedError(f"exit code {self.analyst.exit_code()}") from None

    def _take_in(self, message: Progressed | Failed) -> None:
        if isinstance(message, Failed):
            raise StoppedError(message.error)
        fraction = message.fraction
        if message.stage == StageName.UPLOADING:
            fraction = FETCH_SHARE + (1 - FETCH_SHARE) * fraction
        self.progress.report(message.stage, fraction, now() - message.age)

    def _fetch(self, folder: Path) -> Path:
        """Copy the upload into the folder, under a name that keeps its extensions."""
        upload = self.job.upload
        path = folder / f"upload{_suffixes(self.job.filename)}"
        fetched = 0
        try:
            with path.open("wb") as file:
                for chunk in uploads.read(upload.stored):
                    fetched += file.write(chunk)
                    self.progress.report(StageName.UPLOADING, FETCH_SHARE * fetched / upload.size)
                    self._keep_up()
        except uploads.UploadLostError as error:
            if not self.lease.is_held():  # a cancelled job's upload is deleted under our hands
                raise LeaseLostError from error
            log.exception("upload lost", extra={"job_id": self.job.id})
            raise PreprocessingError(
                "The stored copy of this file is missing or damaged.", "Upload the file again."
            ) from error
        return path

    def _keep_up(self) -> None:
        """Write progress or a sign of life when due, and raise whatever ends the attempt from outside."""
        moment = time.monotonic()
        if stopping.due(self.config.shutdown_grace_s):
            raise ShuttingDownError
        if moment - self.started > self.config.job_timeout_s:
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
        except ConnectionFailure as error:  # the work goes on; the lease may be kept up in time once it is back
            self._log("database lost", reason=str(error))
            return
        if not held:
            raise LeaseLostError

    def _fail(self, error: dict[str, Any]) -> None:
        failed = self._persistently(lambda: ending.fail(self.lease.held, error, self.progress.fail()))
        self._log("job failed" if failed else "job lost to another worker or cancelled", code=error["code"])

    def _persistently(self, write: Callable[[], Answer]) -> Answer:
        """Do one of the writes that end an attempt, again and again while the database is lost."""
        deadline = time.monotonic() + OUTAGE_S
        while True:
            try:
                return write()
            except ConnectionFailure:
                if time.monotonic() > deadline:
                    raise
                time.sleep(TICK_S)

    def _options(self) -> dict[str, Any]:
        chosen = self.job.options
        return {
            "filename": self.job.filename,
            "title": self.job.title,
            "focus": chosen.focus,
            "types": dict(chosen.types),
            "header_row": chosen.header_row,
            "sheet": chosen.sheet,
        }

    def _log(self, event: str, **fields: Any) -> None:
        seconds = round(time.monotonic() - self.started, 3)
        extra = {"job_id": self.job.id, "stage": self.progress.current, "seconds": seconds, **fields}
        log.info(event, extra=extra)


def _suffixes(filename: str) -> str:
    """The last two extensions of a name, as in ``.csv.gz``, without anything that a path could be made of."""
    parts = filename.split(".")[1:][-2:]
    return "".join(f".{part}" for part in parts if part.isalnum() and len(part) <= 10)
