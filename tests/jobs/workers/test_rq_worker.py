"""What stands in Redis runs nothing: a worker makes the attempt at a job, or drops the message."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import rq
from rq.job import Job as Message

import models
from jobs.life import presence, queue
from jobs.life.queue import Lane
from services.servers import Servers
from tests.jobs.processes import PoolProcess, wait_for_status, wait_until

STRANGE_DATA = {
    "another function": ["os.mkdir", None, ["{mark}"], {}],
    "a method": ["mkdir", "pathlib.Path", ["{mark}"], {}],
    "more arguments": [queue.TASK, None, [uuid4().hex, "{mark}"], {}],
    "keywords": [queue.TASK, None, [uuid4().hex], {"mark": "{mark}"}],
    "no id": [queue.TASK, None, ["{mark}"], {}],
    "an object for an id": [queue.TASK, None, [{"$ne": None}], {}],
    "no list": "os.mkdir",
}


def send(data: bytes, lane: Lane = Lane.SMALL, **fields: str) -> str:
    """Put a message into Redis by hand, as somebody could who has got in there."""
    name = f"{uuid4().hex}-strange"
    redis = queue.connection()
    redis.hset(Message.key_for(name), mapping={"data": data, "created_at": "2026-01-01T00:00:00.000000Z", **fields})
    redis.rpush(f"rq:queue:{lane}", name)
    return name


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pool") / "log"


@pytest.fixture(scope="module")
def shared_pool(embedded_servers: Servers, log: Path) -> Iterator[PoolProcess]:
    models.connect(embedded_servers.mongodb_uri)
    with log.open("wb") as output:
        pool = PoolProcess(2, {"LOG_LEVEL": "INFO"}, log=output)
        try:
            wait_until(lambda: presence.workers() == 2)
            yield pool
        finally:
            pool.stop()


def taken(name: str) -> bool:
    return not any(name in rq.Queue(lane, connection=queue.connection()).job_ids for lane in Lane)


@pytest.mark.parametrize("kind", STRANGE_DATA)
def test_a_message_that_isnt_ours_is_dropped(
    backend, shared_pool, submit, log: Path, tmp_path: Path, kind: str
) -> None:
    mark = tmp_path / "mark"
    name = send(json.dumps(STRANGE_DATA[kind]).replace("{mark}", str(mark)).encode())
    wait_until(lambda: taken(name))
    assert wait_for_status(submit("analyzing work 0.01"), "completed")
    assert not mark.exists()
    assert "message dropped" in log.read_text()


@pytest.mark.parametrize(
    "fields",
    [{"created_at": "yesterday"}, {"timeout": "soon"}, {"dependency_ids": "{"}, {"meta": "["}],
    ids=lambda fields: next(iter(fields)),
)
def test_a_broken_message_ends_no_worker(backend, shared_pool, submit, fields) -> None:
    before = shared_pool.workers()
    names = [send(b"{broken", **fields) for _ in before]
    wait_until(lambda: all(map(taken, names)))
    assert wait_for_status(submit("analyzing work 0.01"), "completed")
    assert shared_pool.workers() == before


def test_no_callback_of_an_abandoned_message_is_called(backend, shared_pool, submit, log: Path) -> None:
    data = json.dumps(STRANGE_DATA["another function"]).encode()
    name = send(data, failure_callback_name="antigravity.fly", status="started")
    queue.connection().zadd(f"rq:wip:{Lane.SMALL}", {f"{name}:1": 1})
    wait_until(lambda: taken(name))
    assert wait_for_status(submit("analyzing work 0.01"), "completed")
    assert "antigravity" not in log.read_text()
