"""Two workers on two hosts: one loses its cable in the middle of a job, which the other finishes, once."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.jobs.cables import NEW_NAMESPACE, SWITCH
from tests.jobs.processes import RECOVERY_S, ROOT

ALONE = (*NEW_NAMESPACE, *(() if os.getuid() == 0 else ("--map-root-user",)))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    for command in ("ip", "unshare", "nsenter"):
        if shutil.which(command) is None:
            pytest.skip(f"no network of several hosts can be made: there is no command {command}")
    probe = [*ALONE, "ip", "link", "add", SWITCH, "type", "bridge"]
    tried = subprocess.run(probe, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"no network of several hosts can be made: {tried.stderr.strip()}")
    command = [*ALONE, sys.executable, "-m", "tests.jobs.hosts_process", str(tmp_path_factory.mktemp("hosts"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_the_other_host_finishes_the_job_soon(outcome):
    assert outcome["attempts"] == 2
    assert outcome["recovery_s"] < RECOVERY_S
    assert outcome["finished_elsewhere"]


def test_the_job_is_finished_once(outcome):
    assert outcome["stories"] == [outcome["story_id"]]
    assert outcome["counted"] == 1


def test_what_the_cut_off_worker_writes_late_is_refused(outcome):
    assert outcome["still_working"]  # so that it did write after its cable was mended
    assert outcome["said_by_the_cut_off"] == ["attempt started", "attempt overtaken"]
    assert outcome["unchanged"]
    assert outcome["of_the_late_lease"] == 0
