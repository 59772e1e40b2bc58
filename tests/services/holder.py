"""A stand-in for a process of the app: starts the servers, says how they are reached, and keeps them until it ends."""

import json
import signal
import sys
import threading

from services import servers
from services.errors import ServiceError

if __name__ == "__main__":
    told_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_end.set())
    try:
        with servers.start(watch="watch" in sys.argv) as running:
            json.dump({"mongodb": running.mongodb_uri, "redis": running.redis_url}, sys.stdout)
            sys.stdout.write("\n")
            sys.stdout.flush()
            told_to_end.wait()
    except ServiceError as error:
        sys.exit(f"{error.message} {error.hint}")
