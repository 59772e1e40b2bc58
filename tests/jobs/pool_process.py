"""A pool of real workers with the fake pipeline: what ``python -m jobs.worker`` runs, without loading the real one."""

import os
import sys

from jobs import worker
from jobs.attempts import attempt, story_loop, story_process
from jobs.workers import preload
from testing import fake_pipeline

story_loop.load_pipeline = lambda: fake_pipeline.make_story
preload.MODULES = ("numpy", "jobs.workers.rq_worker")
story_process.MAX_STORIES = int(os.environ.get("TEST_MAX_STORIES", story_process.MAX_STORIES))
attempt.MIN_TURN_S = float(os.environ.get("TEST_MIN_TURN_S", attempt.MIN_TURN_S))
attempt.MAX_WAIT_S = float(os.environ.get("TEST_MAX_WAIT_S", attempt.MAX_WAIT_S))

if __name__ == "__main__":
    sys.exit(worker.main())
