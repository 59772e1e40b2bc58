"""A supervised program for tests: tells its process id, then serves until told to end, or fails at once."""

import os
import signal
import sys

from services.supervisor import supervise

if __name__ == "__main__":
    supervise()
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    if sys.argv[1] == "fail":
        sys.exit(3)
    signal.pause()
