"""A pool whose pipeline does what its files say, and whose attempts now and then die between two steps of their end."""

import os
import sys
from pathlib import Path

from bench.faults.endings import make_deadly
from jobs import making, preload, worker
from tests.jobs import fake_pipeline

if __name__ == "__main__":
    making.load_pipeline = lambda: fake_pipeline.make_story
    preload.MODULES = ("jobs.rq_worker",)
    make_deadly(Path(os.environ["DATASTORY_HOME"]), float(os.environ["BENCH_DEATHS"]))
    sys.exit(worker.main())
