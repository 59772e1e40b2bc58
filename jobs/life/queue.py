"""The queue: RQ on Redis. It carries job ids and may be lost at any time; what is true stands in MongoDB."""

import logging
import re
import secrets
from enum import StrEnum

import rq
import rq.job
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

TASK = "jobs.attempts.run.run"
SERIALIZER = "json"  # unpickling what Redis holds would run whatever is in it
MESSAGE_TTL_S = 24 * 3600  # one that nobody has taken by then is sent again by recovery
JOB_ID = re.compile("[0-9a-f]{32}")
TIMEOUT_S = 3.0  # a lost Redis delays a request by no more than this


class Lane(StrEnum):
    """The queues, in the order in which a worker looks into them."""

    FIRST = "first"  # small files of users who have nothing else under way
    SMALL = "small"
    LARGE = "large"


_connection: Redis | None = None


def connect(url: str) -> None:
    """Use the Redis at ``url`` in this process; opens no socket before the first call."""
    global _connection
    _connection = Redis.from_url(
        url,
        socket_connect_timeout=TIMEOUT_S,
        socket_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),
        health_check_interval=30,
    )


def connection() -> Redis:
    """The connection of this process. Raises RuntimeError before :func:`connect`."""
    if _connection is None:
        raise RuntimeError("jobs.life.queue.connect(url) comes first")
    return _connection


def enqueue(job_id: str, lane: str, *, at_front: bool = False) -> bool:
    """Tell the workers of a job. Returns False where Redis can't be reached: recovery does it later.

    A message may be lost or come twice; only the one that finds the job queued in MongoDB has an effect.
    """
    try:
        _queue(lane).enqueue_call(
            TASK,
            args=(job_id,),
            job_id=f"{job_id}-{secrets.token_hex(4)}",
            timeout=-1,  # our own time limit also ends what hangs in C
            result_ttl=0,
            ttl=MESSAGE_TTL_S,
            at_front=at_front,
        )
    except RedisError as error:
        log.warning("queue unreachable", extra={"job_id": job_id, "reason": str(error)})
        return False
    return True


def job_id_of(message: rq.job.Job) -> str | None:
    """The job that a message tells of; None for one that :func:`enqueue` hasn't sent.

    Whoever can write to Redis could have RQ run any function that can be imported; so nothing that a message names is
    looked up, and it is taken for what we send or for nothing.
    """
    try:
        said = message.serializer.loads(message.data)
    except (ValueError, TypeError, RecursionError):
        return None
    match said:
        case [task, None, [str(job_id)], keywords] if task == TASK and keywords == {} and JOB_ID.fullmatch(job_id):
            return job_id
    return None


def queued_job_ids() -> list[str]:
    """The ids of the jobs that wait in Redis, next first. Raises RedisError."""
    return [message.rsplit("-", 1)[0] for name in Lane for message in _queue(name).get_job_ids()]


def remove(job_id: str) -> None:
    """Take the messages of a job out of the queue, as far as Redis can be reached."""
    try:
        for name in Lane:
            queue = _queue(name)
            for message in queue.get_job_ids():
                if message.startswith(f"{job_id}-") and (found := queue.fetch_job(message)):
                    found.delete()
    except RedisError as error:
        log.warning("queue unreachable", extra={"job_id": job_id, "reason": str(error)})


def ping() -> None:
    """Raise RedisError unless Redis answers."""
    connection().ping()


def _queue(name: str) -> rq.Queue:
    return rq.Queue(name, connection=connection(), serializer=SERIALIZER)
