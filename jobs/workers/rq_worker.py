"""RQ's worker as we run it: takes messages one after the other; what a job's state is it neither knows nor decides.

It forks for no message. Whatever may hang or die happens in the story process, a process beside it that it watches.
"""

import contextlib
import logging
import os
from collections.abc import Sequence
from types import FrameType
from typing import Any

from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.job import Job

from jobs.attempts import run, stopping
from jobs.life import queue
from jobs.life.queue import Lane, job_id_of
from services.settings import settings

WORKER_TTL_S = 20  # RQ waits for messages for 15 s less than this, then says that it lives
RECONNECT_S = 1.0

log = logging.getLogger(__name__)


class QueueWorker(Worker):
    """Survives a lost Redis while a job runs, and keeps none of RQ's books about it: MongoDB has the truth."""

    max_connection_wait_time = RECONNECT_S
    waiting = False  # for a message

    @classmethod
    def serve(cls, pool: str, lanes: Sequence[Lane]) -> bool:
        """Take messages from these queues until told to stop or to be replaced. False where something else ended it."""
        try:
            worker = cls(
                [str(lane) for lane in lanes],
                name=f"{pool}-{os.getpid()}",
                connection=queue.connection(),
                serializer=queue.SERIALIZER,
                worker_ttl=WORKER_TTL_S,
                log_job_description=False,
            )
            worker.work(logging_level="WARNING")
        except RedisError as error:
            log.warning("queue unreachable", extra={"reason": str(error)})
            return False
        return bool(worker._stop_requested)

    def subscribe(self) -> None:
        """RQ's commands would come in a thread; nothing sends any."""

    def unsubscribe(self) -> None:
        """See :meth:`subscribe`."""

    def dequeue_job_and_maintain_ttl(self, *arguments: Any) -> Any:
        """Wait for a message, unless it is to stop already."""
        self.waiting = True
        try:
            while not self._stop_requested:
                try:
                    return super().dequeue_job_and_maintain_ttl(*arguments)
                except (RedisError, StopRequested):
                    raise
                except Exception:  # whatever RQ finds wrong with a message
                    log.exception("message dropped")
            raise StopRequested
        finally:
            self.waiting = False

    def run_maintenance_tasks(self) -> None:
        """RQ would look through books that we don't keep, and call whatever function a message in them names."""

    @property
    def should_run_maintenance_tasks(self) -> bool:
        """Never: see :meth:`run_maintenance_tasks`."""
        return False

    def execute_job(self, job: Job, queue: Queue) -> None:  # noqa: ARG002  of RQ
        """Take the message out of Redis and make the attempt; one that is cut off in between, recovery sends again."""
        with contextlib.suppress(RedisError), self.connection.pipeline() as together:
            self.heartbeat(int(settings().job_timeout_s) + WORKER_TTL_S, pipeline=together)
            together.delete(job.key)
            together.execute()
        job_id = job_id_of(job)
        if job_id is None:
            log.warning("message dropped", extra={"message_id": job.id, "reason": "it is none of ours"})
            return
        run.run(job_id)
        self._stop_requested |= run.needs_replacement()

    def request_stop(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  a signal handler
        """Stop at once while waiting, else after the present job, which is told to hurry or be handed back."""
        self._stop_requested = True
        stopping.request()
        if self.waiting:
            self.waiting = False  # a second signal must not break into what is done about the first
            raise StopRequested

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        """A second signal says nothing new."""

    def reorder_queues(self, reference_queue: Queue) -> None:
        """After a small file look at the large ones first, and the other way round: neither waits for ever."""
        if len(self.queues) == len(Lane):
            large, small = self.queues[-1:], self.queues[:-1]
            self._ordered_queues = small + large if reference_queue.name == Lane.LARGE else large + small

    def register_death(self) -> None:
        """Leave RQ's list of workers, as far as Redis can be reached."""
        with contextlib.suppress(RedisError):
            super().register_death()  # type: ignore[no-untyped-call]
