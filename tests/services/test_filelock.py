"""The lock on a file: many share it or one has it, and death lets it go."""

import signal
import subprocess
import sys

import pytest

from services.filelock import FileLock

HOLDER = """
import sys, time
from pathlib import Path
from services.filelock import FileLock
lock = FileLock(Path(sys.argv[1]))
assert getattr(lock, sys.argv[2])(1.0)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "lock"


def test_many_share_it_and_then_nobody_has_it_alone(path):
    one, two, three = FileLock(path), FileLock(path), FileLock(path)
    assert one.take_shared(0)
    assert two.take_shared(0)
    assert not three.take_exclusive()
    one.release()
    assert not three.take_exclusive()
    two.release()
    assert three.take_exclusive()
    assert not one.take_shared(0.1)


def test_releasing_what_isnt_held_does_nothing(path):
    holder, other = FileLock(path), FileLock(path)
    assert holder.take_exclusive()
    other.release()
    assert not other.take_shared(0), "what another holds is still held"
    holder.release()
    holder.release()
    assert other.take_exclusive()


@pytest.mark.parametrize("kind", ["take_shared", "take_exclusive"])
def test_kill_lets_it_go(path, kind):
    with subprocess.Popen([sys.executable, "-c", HOLDER, path, kind], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert not FileLock(path).take_exclusive()
        holder.send_signal(signal.SIGKILL)
        assert FileLock(path).take_exclusive(timeout_s=5)
