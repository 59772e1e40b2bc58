"""What opens the files of strangers has no secret, no network, no new rights and no more memory than it may."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jobs.confined.syscalls import MACHINES

ROOT = Path(__file__).parents[3]
SECRETS = {
    "SECRET_KEY": "a-secret-of-many-letters",
    "MONGODB_URI": "mongodb://u:a-secret-password@db/x",
    "AWS_SECRET_ACCESS_KEY": "a-secret-of-somebody-else",
}
linux = pytest.mark.skipif(sys.platform != "linux", reason="offered by Linux alone")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.jobs.confined.confined_process"],
        cwd=ROOT,
        env={**os.environ, **SECRETS, "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    return dict(json.loads(done.stdout))


def test_no_secret_is_in_the_environment(found):
    assert not SECRETS.keys() & found["environment"].keys()
    assert found["environment"]["LANG"] == "C.UTF-8"
    assert found["environment"]["PATH"] == os.environ["PATH"]


@linux
def test_nor_where_the_kernel_shows_what_the_program_was_started_with(found):
    assert "LANG=C.UTF-8" in found["shown by the kernel"]
    assert not [value for value in SECRETS.values() if value in found["shown by the kernel"]]


@linux
def test_no_new_rights(found):
    assert found["new privileges denied"] == 1
    assert found["core file"] == [0, 0]


@pytest.mark.skipif(platform.machine() not in MACHINES, reason="no filter is written for this kind of machine")
@linux
def test_no_network(found):
    assert (found["network"], found["ipv6"]) == ("PermissionError", "PermissionError")


@linux
def test_no_more_memory_than_it_may(found):
    assert (found["a little memory"], found["far more memory"]) == ("done", "MemoryError")
