"""The fault bench in short: random deaths and outages, and everything in order afterwards."""

import subprocess
import sys

import pytest

from tests.jobs.processes import ROOT


@pytest.mark.timeout(400)
def test_nothing_is_lost_doubled_stuck_or_left_behind():
    command = [sys.executable, "-m", "bench.faults", "--jobs", "20", "--faults", "12", "--workers", "2", "--seed", "4"]
    done = subprocess.run([*command, "--recovery", "0"], cwd=ROOT, capture_output=True, text=True, timeout=380)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    assert "wrong: 0" in done.stdout
