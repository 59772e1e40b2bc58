"""A pool of real workers with the fake pipeline: what ``python -m jobs.worker`` runs, without loading the real one."""

import os
import sys

from jobs import analyst, making, preload, worker
from tests.jobs import fake_pipeline

making.load_pipeline = lambda: fake_pipeline.make_story
preload.MODULES = ("numpy", "jobs.rq_worker")
analyst.STORIES_MAX = int(os.environ.get("TEST_STORIES_MAX", analyst.STORIES_MAX))

if __name__ == "__main__":
    sys.exit(worker.main())
