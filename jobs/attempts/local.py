"""An attempt that is made on this machine: fetch the file, have the analyst make the story, watch it."""

import logging
from pathlib import Path

from jobs.attempts.attempt import TICK_S, Attempt, LeaseLostError, MakerDiedError, ToldError
from jobs.attempts.story_loop import Order
from jobs.attempts.story_process import Analyst, AnalystDiedError, Failed, Made, Progressed
from jobs.life.eta import Table
from jobs.life.exhaustion import out_of_memory
from jobs.life.lease import Lease
from models import Job, now, uploads
from models.story import PackedStory
from pipeline.errors import PreprocessingError
from pipeline.stages import StageName
from pipeline.workfolder import work_folder
from services import home
from services.settings import Settings

FETCH_SHARE = 0.1  # of the first stage, which is fetching the file and reading it

log = logging.getLogger(__name__)


class LocalAttempt(Attempt):
    """Feeds the analyst, a process beside this one that may be killed at any moment, and listens to it."""

    def __init__(self, lease: Lease, job: Job, config: Settings, analyst: Analyst) -> None:
        super().__init__(lease, job, config)
        self.analyst = analyst
        self.memory_at_start = 0

    def make(self) -> PackedStory:
        """Make the story in a folder that is deleted, once nobody works in it, however the attempt ends.

        Only an analyst that has made its story may make another.
        """
        with work_folder(home.folder(self.config.datastory_home, "work")) as folder:
            try:
                path = self._fetch(folder)
                self.memory_at_start = self.analyst.memory_bytes()
                self.analyst.begin(Order(self.job.id, str(path), str(folder), self.options()))
                made = self._listen()
            except AnalystDiedError as error:
                self.analyst.kill()
                raise MakerDiedError(str(error)) from error
            except BaseException:
                self.analyst.kill()
                raise
            self.analyst.release(made)
            return made.story

    def _listen(self) -> Made:
        while True:
            for message in self.analyst.messages(TICK_S):
                if isinstance(message, Made):
                    return message
                self._take_in(message)
            self.keep_up()
            self._check_memory()

    def _check_memory(self) -> None:
        limit = self.config.job_memory_mb
        if limit is not None and self.analyst.memory_bytes() - self.memory_at_start > limit * 1024 * 1024:
            raise ToldError(out_of_memory())

    def _take_in(self, message: Progressed | Table | Failed) -> None:
        if isinstance(message, Failed):
            raise ToldError(message.error)
        if isinstance(message, Table):
            self.progress.learn(message)
            return
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
                    self.keep_up()
        except uploads.UploadLostError as error:
            if not self.lease.is_held():  # a cancelled job's upload is deleted under our hands
                raise LeaseLostError from error
            log.exception("upload lost", extra={"job_id": self.job.id})
            raise PreprocessingError(
                "The stored copy of this file is missing or damaged.", "Upload the file again."
            ) from error
        return path


def _suffixes(filename: str) -> str:
    """The last two extensions of a name, as in ``.csv.gz``, without anything that a path could be made of."""
    parts = filename.split(".")[1:][-2:]
    return "".join(f".{part}" for part in parts if part.isalnum() and len(part) <= 10)
