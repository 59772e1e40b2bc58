"""Processes of a pool that are killed: their death is seen, so the job goes on long before its lease runs out."""

from collections.abc import Iterator

import pytest

import models
from services.servers import Servers
from tests.jobs.processes import PoolProcess, assert_one_story, running_pool, wait_for_second_attempt, wait_until


@pytest.fixture(scope="module")
def patient_pool(embedded_servers: Servers) -> Iterator[PoolProcess]:
    models.connect(embedded_servers.mongodb_uri)
    with running_pool(LEASE_S="600") as pool:
        yield pool


@pytest.fixture
def pool(backend, patient_pool) -> PoolProcess:
    wait_until(patient_pool.idle)
    return patient_pool


@pytest.mark.parametrize("victims", [PoolProcess.story_processes, PoolProcess.busy])
def test_kill_9_of_a_process_of_the_pool_is_recovered_at_once(user, pool, begin, victims):
    job, gate = begin(pool)
    (victim,) = victims(pool)
    victim.kill()
    wait_for_second_attempt(job, gate)
    assert_one_story(user, job)
    wait_until(pool.idle)
    assert not victim.is_running()
