"""RQ's worker as we run it: takes messages and forks for each; what a job's state is it neither knows nor decides."""

import contextlib
import logging
import os
import signal
from collections.abc import Sequence
from types import FrameType
from typing import Any

from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.worker import WorkerStatus

from jobs import queue, stopping
from jobs.casualties import Casualties
from jobs.death import die_with_parent
from jobs.queue import Lane

WORKER_TTL_S = 20  # RQ waits for messages for 15 s less than this, then says that it lives
RECONNECT_S = 1.0

log = logging.getLogger(__name__)


class QueueWorker(Worker):
    """Survives a lost Redis while a job runs, reports a dead child at once, and has no thread when it forks."""

    max_connection_wait_time = RECONNECT_S
    casualties: Casualties

    @classmethod
    def serve(cls, pool: str, casualties: Casualties, lanes: Sequence[Lane]) -> None:
        """Take messages from these queues until told to stop."""
        try:
            worker = cls(
                [str(lane) for lane in lanes],
                name=f"{pool}-{os.getpid()}",
                connection=queue.connection(),
                serializer=queue.SERIALIZER,
                worker_ttl=WORKER_TTL_S,
                log_job_description=False,
            )
            worker.casualties = casualties
            worker.work(logging_level="WARNING")
        except RedisError as error:
            log.warning("queue unreachable", extra={"reason": str(error)})

    def subscribe(self) -> None:
        """RQ's commands would come in a thread; nothing sends any."""

    def unsubscribe(self) -> None:
        """See :meth:`subscribe`."""

    def maintain_heartbeats(self, *arguments: Any) -> None:
        """Say that it lives; without Redis the job goes on unheard."""
        with contextlib.suppress(RedisError):
            super().maintain_heartbeats(*arguments)

    def wait_for_horse(self) -> tuple[int | None, int | None, Any]:
        """Wait for the child; have its job recovered at once if it didn't end by itself."""
        pid, status, usage = super().wait_for_horse()
        if pid and status:
            self.casualties.report_attempt(pid)
        return pid, status, usage

    def request_stop(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  a signal handler
        """Stop after the present job, which is told to hurry or be handed back."""
        self._stop_requested = True
        if self.horse_pid:
            self._hurry()
        elif self.get_state() != WorkerStatus.BUSY:
            raise StopRequested

    def reorder_queues(self, reference_queue: Queue) -> None:
        """After a small file look at the large ones first, and the other way round: neither waits for ever."""
        if len(self.queues) == len(Lane):
            large, small = self.queues[-1:], self.queues[:-1]
            self._ordered_queues = small + large if reference_queue.name == Lane.LARGE else large + small

    def fork_work_horse(self, job: Job, origin: Queue) -> None:
        """Fork for a message; a stop that was asked for just before is passed on."""
        super().fork_work_horse(job, origin)
        if self._stop_requested:
            self._hurry()

    def main_work_horse(self, job: Job, origin: Queue) -> None:
        """The child's body: it doesn't outlive us."""
        assert self.pid is not None
        die_with_parent(self.pid)
        super().main_work_horse(job, origin)

    def setup_work_horse_signals(self) -> None:
        """The child's signals: it is told to stop by ours, in its own good order."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stopping.listen()

    def _hurry(self) -> None:
        """Tell the child, and not its own child, to finish soon or to hand the job back."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.horse_pid, signal.SIGTERM)

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        """A second signal says nothing new."""

    def register_death(self) -> None:
        """Leave RQ's list of workers, as far as Redis can be reached."""
        with contextlib.suppress(RedisError):
            super().register_death()
