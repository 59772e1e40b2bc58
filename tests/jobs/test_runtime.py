"""The app's own pool: started with it, replaced when killed, and ended with it, whatever ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from jobs.life import presence
from tests.jobs.processes import DEADLINE_S, FAST, ROOT, living, wait_for_status, wait_until


@pytest.fixture
def app(backend) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.app_process"],
        cwd=ROOT,
        env={**os.environ, **FAST, "WORKERS": "1"},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == b"started\n"
        wait_until(lambda: presence.workers() == 1)
        yield process
    finally:
        family = family_of(process) if process.poll() is None else []
        process.kill()
        process.wait()
        process.stdout.close()
        wait_until(lambda: not living(family))  # or its pool would take a job of the next test


def family_of(app: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(app.pid).children(recursive=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_however_the_app_ends_no_process_stays_behind(app, number):
    wait_until(lambda: len(family_of(app)) >= 3)  # the pool, the one that recovers, a worker
    family = family_of(app)
    app.send_signal(number)
    app.wait(DEADLINE_S)
    wait_until(lambda: not living(family))


def test_a_killed_pool_is_replaced_and_jobs_go_on(app, submit):
    pool = psutil.Process(app.pid).children()[0]
    family = [pool, *pool.children(recursive=True)]
    pool.kill()
    wait_until(lambda: not living(family))
    # Not a table: it fails, but it takes a worker to find that out.
    assert wait_for_status(submit("not a table"), "failed").error.code == "PREPROCESSING_ERROR"
