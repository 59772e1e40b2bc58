"""An attempt that is made on this machine: fetch the file, have the story process make the story, watch it."""

import logging
import signal
from pathlib import Path

from jobs.attempts import typed_table
from jobs.attempts.attempt import POLL_S, Attempt, LeaseLostError, ReportedError
from jobs.attempts.pipe_messages import Failed, Finished, Message, Progressed, StoryTask, TableRead
from jobs.attempts.story_process import ChildDiedError, StoryProcess
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
    """Feeds the story process, a process beside this one that may be killed at any moment, and listens to it."""

    def __init__(self, lease: Lease, job: Job, config: Settings, story_process: StoryProcess) -> None:
        super().__init__(lease, job, config)
        self.story_process = story_process
        self.memory_limit = config.job_memory_mb * 1024 * 1024
        self.memory_at_start = 0
        self._finished: Finished | None = None
        self._is_table_written = False

    def make(self) -> PackedStory:
        """Make the story in a folder that is deleted, once nobody works in it, however the attempt ends.

        Only a story process that has made its story may make another.
        """
        with work_folder(home.folder(self.config.datastory_home, "work")) as folder:
            try:
                path = self._fetch(folder)
                self.memory_at_start = self.story_process.memory_bytes()
                options = self.options().to_json()
                task = StoryTask(self.job.id, str(path), str(folder), self.memory_limit, options)
                self.story_process.begin(task)
                finished = self._listen(task.table_path)
            except ChildDiedError as error:
                self.story_process.kill()
                if error.exit_code == -signal.SIGABRT:  # as a library ends a process that it can't have memory for
                    raise ReportedError(out_of_memory()) from error
                raise
            except BaseException:
                self.story_process.kill()
                raise
            self.story_process.release(finished)
            return finished.story

    def _listen(self, table: Path) -> Finished:
        """Follow the story process to its end; its typed table is kept meanwhile, as soon as it is written."""
        is_kept = False
        while self._finished is None:
            self._hear(POLL_S)
            if self._is_table_written and not is_kept:
                is_kept = True
                typed_table.keep(self.lease, self.job, table, self.config, self._hear)
        return self._finished

    def _hear(self, timeout_s: float = 0.0) -> None:
        """Take in what the story process says, see to its limits and to the lease."""
        for message in self.story_process.messages(timeout_s):
            if isinstance(message, Finished):
                self._finished = message
                break
            self._handle(message)
        self.heartbeat()
        self._check_memory()

    def _check_memory(self) -> None:
        if self.story_process.memory_bytes() - self.memory_at_start > self.memory_limit:
            raise ReportedError(out_of_memory())

    def _handle(self, message: Message) -> None:
        match message:
            case Failed():
                raise ReportedError(message.error)
            case TableRead():
                self.progress.refine(message.shape)
            case Progressed():
                fraction = message.fraction
                self._is_table_written |= message.stage != StageName.UPLOADING  # it is written at the end of that
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
                    self.heartbeat()
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
