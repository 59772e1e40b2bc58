"""A pool of real workers with the fake pipeline: what ``python -m jobs.worker`` runs, without loading the real one."""

import sys

from jobs import analyst, preload, worker
from tests.jobs import fake_pipeline

analyst.load_pipeline = lambda: fake_pipeline.make_story
preload.MODULES = ("jobs.run",)

if __name__ == "__main__":
    sys.exit(worker.main())
