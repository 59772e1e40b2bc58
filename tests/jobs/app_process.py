"""A stand-in for the app: starts everything, says so, and keeps it until it is told to end."""

import signal
import sys
import threading

from jobs import runtime

if __name__ == "__main__":
    told_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_end.set())
    running = runtime.start()
    assert runtime.start() is running
    sys.stdout.write("started\n")
    sys.stdout.flush()
    told_to_end.wait()
    running.stop()
