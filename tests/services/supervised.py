"""A supervised program for tests: tells its process id, then serves until told to end, or fails at once."""

import os
import signal
import subprocess
import sys
import time

from services.supervisor import supervise


def block_late(*_: object) -> set[int]:
    """In place of what keeps signals from the fork: names another process of the group, then is told to end."""
    beside = subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    sys.stdout.write(f"{beside.pid}\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        time.sleep(0.1)


if __name__ == "__main__":
    if sys.argv[1] == "early":
        signal.pthread_sigmask = block_late
    supervise()
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    if sys.argv[1] == "fail":
        sys.exit(3)
    while True:  # signal.pause would wait for another one, were the signal to come just before it
        time.sleep(0.1)
