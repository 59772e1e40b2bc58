"""``python -m jobs.worker``: makes stories on this machine until it is told to end."""

import argparse
import gc
import sys

from jobs import backends
from jobs.workers.preload import preload
from services import logs, servers
from services.errors import ServiceError
from services.settings import SettingsError, settings


def main() -> int:
    """Run a pool of ``--workers`` processes; 0 once it has ended in good order, 1 if it can't start."""
    parser = argparse.ArgumentParser(prog="python -m jobs.worker", description=__doc__)
    parser.add_argument("--workers", type=int, help="processes that make stories (default: WORKERS)")
    parser.add_argument("--with-owner", action="store_true", help="end when standard input is closed")
    arguments = parser.parse_args()
    try:
        logs.configure(settings().log_level)
        workers = settings().workers if arguments.workers is None else arguments.workers
        with servers.start(meanwhile=preload) as found:
            backends.choose(backends.Backends(found.mongodb_uri, found.redis_url))
            from jobs.workers.pool import Pool

            Pool(workers, sys.stdin.fileno() if arguments.with_owner else None).run()
            gc.unfreeze()  # for the libraries that count what is left at the end
    except (ServiceError, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
