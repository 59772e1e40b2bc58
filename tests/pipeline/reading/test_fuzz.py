"""A short run of the fuzz bench; ``make fuzz`` is the long one."""

from pathlib import Path

from testing import fuzz


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    outcomes = fuzz.run(150, seed=7, keep=tmp_path)
    assert set(outcomes) <= {"read", "refused"}, outcomes
    assert outcomes["read"] > 50


def test_the_time_limit_ends_what_hangs() -> None:
    def forever() -> None:
        while True:
            pass

    try:
        with fuzz.time_limit(1):
            forever()
    except fuzz.TooSlow:
        return
    raise AssertionError("it was not stopped")
