"""A pool whose pipeline does what its files say, and whose attempts now and then die between two steps of their end."""

import os
import random
import signal
import sys
from typing import Any

from jobs import analyst, preload, worker
from jobs.lease import Lease
from models import Story, User
from tests.jobs import fake_pipeline

SHARE = float(os.environ.get("BENCH_DEATHS", "0"))  # of the steps at which an attempt dies
STEPS = ((Story, "insert_or_adopt"), (Lease, "end"), (User, "count_story"), (Story, "settle"))


def dying(owner: type, name: str) -> None:
    """Let a step kill its process before or after it is done, now and then."""
    real = getattr(owner, name)

    def step(*arguments: Any) -> Any:
        chance = random.SystemRandom().random()
        if chance < SHARE / 2:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments)
        if chance > 1 - SHARE / 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, step)


if __name__ == "__main__":
    analyst.load_pipeline = lambda: fake_pipeline.make_story
    preload.MODULES = ("jobs.run",)
    for owner, name in STEPS:
        if SHARE:
            dying(owner, name)
    sys.exit(worker.main())
