"""A supervised program for tests: tells its process id, then serves until told to end, or fails at once."""

import os
import sys
import time

from services.supervisor import supervise

if __name__ == "__main__":
    supervise()
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    if sys.argv[1] == "fail":
        sys.exit(3)
    while True:  # signal.pause would wait for another one, were the signal to come just before it
        time.sleep(0.1)
