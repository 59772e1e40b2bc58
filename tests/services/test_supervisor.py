"""The process that serves is replaced when it dies, and ends with the one that keeps it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from testing.waiting import DEADLINE_S, wait_until

ROOT = Path(__file__).parents[2]

Start = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start_program(deed: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.services.supervised", deed]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True))
        return started[-1]

    yield start_program
    for program in started:
        program.kill()
        program.wait()
        assert program.stdout is not None
        program.stdout.close()


def told(program: subprocess.Popen[str]) -> int:
    """The process that serves, once it does."""
    assert program.stdout is not None
    return int(program.stdout.readline())


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV], ids=lambda number: number.name)
def test_one_that_dies_is_replaced(start: Start, death: signal.Signals) -> None:
    program = start("serve")
    first = told(program)
    os.kill(first, death)
    second = told(program)
    assert second not in (first, program.pid)
    assert psutil.Process(second).ppid() == program.pid


def test_one_that_cannot_start_is_not(start: Start) -> None:
    program = start("fail")
    told(program)
    assert program.wait(DEADLINE_S) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("whole_group", [False, True], ids=["it alone", "as from a terminal"])
def test_a_signal_reaches_it_and_ends_both(start: Start, number: signal.Signals, whole_group: bool) -> None:
    program = start("serve")
    serving = psutil.Process(told(program))
    (os.killpg if whole_group else os.kill)(program.pid, number)
    program.wait(DEADLINE_S)
    wait_until(lambda: not serving.is_running())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_a_signal_that_comes_before_it_ends_no_other_process_of_the_group(start: Start) -> None:
    program = start("early")
    beside = psutil.Process(told(program))
    assert program.wait(DEADLINE_S) == -signal.SIGTERM
    assert beside.is_running()
    assert beside.status() != psutil.STATUS_ZOMBIE
    beside.kill()


def test_it_ends_with_the_one_that_keeps_it(start: Start) -> None:
    program = start("serve")
    serving = psutil.Process(told(program))
    program.kill()
    wait_until(lambda: not serving.is_running() or serving.status() == psutil.STATUS_ZOMBIE)
