"""A short run of the fuzz bench; ``make fuzz`` is the long one."""

import signal
from pathlib import Path

import pytest

from testing import fuzz


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    outcomes = fuzz.run(150, seed=7, keep=tmp_path)
    assert set(outcomes) <= {"read", "refused"}, outcomes
    assert outcomes["read"] > 50


def test_the_time_limit_ends_what_hangs_and_puts_the_signals_back() -> None:
    def forever() -> None:
        while True:
            pass

    before = [signal.getsignal(number) for number in (signal.SIGPROF, signal.SIGALRM)]
    with pytest.raises(fuzz.TooSlow), fuzz.time_limit(0.1):
        forever()
    assert [signal.getsignal(number) for number in (signal.SIGPROF, signal.SIGALRM)] == before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
