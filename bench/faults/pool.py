"""A pool whose pipeline does what its files say, and whose attempts now and then die between two steps of their end."""

import os
import sys
from pathlib import Path

from bench.faults.endings import make_deadly
from jobs import worker
from jobs.attempts import story_loop
from jobs.workers import preload
from testing import fake_pipeline

if __name__ == "__main__":
    story_loop.load_pipeline = lambda: fake_pipeline.make_story
    preload.MODULES = ("jobs.workers.rq_worker",)
    make_deadly(Path(os.environ["DATASTORY_HOME"]), float(os.environ["BENCH_DEATHS"]))
    sys.exit(worker.main())
