"""A pool of real workers with the fake pipeline: what ``python -m jobs.worker`` runs, but for one import."""

import sys

from jobs import analyst, worker
from tests.jobs import fake_pipeline

analyst.make_story = fake_pipeline.make_story  # type: ignore[assignment]

if __name__ == "__main__":
    sys.exit(worker.main())
