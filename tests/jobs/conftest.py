"""Real servers, real workers, and a pipeline that does what its file says."""

import io
from collections.abc import Callable, Iterator

import pytest

import jobs
import models
from jobs import backends
from jobs.life import eta
from models import Job, User
from services.servers import Servers
from tests.jobs.processes import PoolProcess, running_pool, wait_until


@pytest.fixture
def backend(database: Servers) -> Servers:
    """An empty database and queue, known to jobs."""
    chosen = backends.Backends(database.mongodb_uri, database.redis_url)
    backends.choose(chosen)
    chosen.connect()
    eta._cache = None
    return database


@pytest.fixture
def user(backend: Servers) -> User:
    return User.for_identity("cookie:ann")


@pytest.fixture
def submit(user: User) -> Callable[..., Job]:
    """Submit a file of deeds; see fake_pipeline."""

    def submit_deeds(*deeds: str, filename: str = "deeds.csv") -> Job:
        return jobs.submit(user, io.BytesIO("\n".join(deeds).encode()), filename)

    return submit_deeds


@pytest.fixture(scope="module")
def shared_pool(embedded_servers: Servers) -> Iterator[PoolProcess]:
    """Two workers for the tests of a module that don't harm them."""
    models.connect(embedded_servers.mongodb_uri)
    with running_pool(TEST_MIN_TURN_S="1", TEST_MAX_WAIT_S="0.5") as pool:
        yield pool


@pytest.fixture
def begin(submit, tmp_path):
    """Begin a job whose first attempt waits in the analysis for a gate that opens when it is attempted again."""

    def begin_on(pool):
        marks, gate = tmp_path / "marks", tmp_path / "gate"
        job = submit(f"analyzing mark {marks}", f"analyzing wait {gate}")
        wait_until(marks.exists)
        wait_until(lambda: pool.story_processes())
        return job, gate

    return begin_on
