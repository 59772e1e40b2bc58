"""One process makes one story after the other: none knows of the one before, and what spoils it ends it."""

import json
from collections.abc import Iterator

import pytest

import models
from services.servers import Servers
from tests.jobs.processes import PoolProcess, running_pool, wait_for_status, wait_until


@pytest.fixture(scope="module")
def single_pool(embedded_servers: Servers) -> Iterator[PoolProcess]:
    """One worker, so that it is known who makes the next story."""
    models.connect(embedded_servers.mongodb_uri)
    with running_pool(1, LANG="C.UTF-8", TEST_MAX_STORIES="6") as pool:
        yield pool


@pytest.fixture
def state_after(backend, single_pool, submit, tmp_path):
    """What a story finds after one that did these deeds."""

    def find(*deeds: str, status: str = "completed") -> dict[str, object]:
        wait_for_status(submit(*deeds), status)
        path = tmp_path / "states"
        wait_for_status(submit(f"analyzing state {path}"), "completed")
        return json.loads(path.read_text().splitlines()[-1])

    return find


def test_a_story_finds_the_process_as_the_first_one_did(state_after):
    state_after("analyzing raise", status="failed")  # so that a new process begins
    first = state_after()
    after = state_after("analyzing soil")
    assert (first["temporary_files"], first["works_in"]) == ([True, True], "work")
    assert first == after  # the process is the same, too


@pytest.mark.parametrize(
    ("deed", "status"),
    [
        ("analyzing raise", "failed"),
        ("uploading unreadable", "failed"),
        ("analyzing keep_open", "completed"),
        ("analyzing keep 250", "completed"),
    ],
)
def test_what_may_have_spoilt_a_process_ends_it(state_after, single_pool, deed, status):
    before = state_after()["process"]
    assert state_after(deed, status=status)["process"] != before
    wait_until(lambda: len(single_pool.workers()) == 1)


def test_a_process_is_replaced_after_so_many_stories(state_after):
    first = state_after("analyzing raise", status="failed")["process"]  # its first story is this state
    others = [state_after()["process"] for _ in range(3)]  # its second and third, fourth and fifth, then its last
    assert others[:2] == [first, first]
    assert others[2] != first
