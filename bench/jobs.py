"""How fast a job is: upload to story through the API, the same file through the pipeline alone, and status calls."""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import numpy as np

from pipeline import make_story
from testing.app import running_app
from testing.example import example_table, upload, wait_for_story


def seconds(work: Callable[[], object]) -> float:
    """How long one call took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def status_latencies(client: httpx2.Client, path: Path) -> list[float]:
    """Seconds of each status call while one large job runs."""
    job_id = upload(client, path)
    done = threading.Event()

    def wait() -> None:
        wait_for_story(client, job_id, 0.5)
        done.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    latencies: list[float] = []
    while not done.is_set() and len(latencies) < 2_000:
        latencies.append(seconds(lambda: client.get(f"/api/jobs/{job_id}").raise_for_status()))
        done.wait(0.02)
    waiter.join()
    return latencies


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=20, help="small jobs to measure, after one to warm up")
    parser.add_argument("--large-rows", type=int, default=300_000, help="rows of the job that runs during status calls")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder, running_app() as app:
        small, large = Path(folder) / "small.csv", Path(folder) / "large.csv"
        example_table(1_000).to_csv(small, index=False)
        example_table(arguments.large_rows).to_csv(large, index=False)
        with httpx2.Client(base_url=app.url, timeout=120) as client:
            client.get("/")  # the first page gives the browser's identity
            jobs = [seconds(lambda: wait_for_story(client, upload(client, small))) for _ in range(arguments.jobs + 1)]
            calls = status_latencies(client, large)
        alone = [seconds(lambda: make_story(small)) for _ in range(arguments.jobs + 1)]

    for label, measured in (
        ("upload of 1,000 x 20 to completed", jobs[1:]),
        ("the same file through the pipeline alone", alone[1:]),
        (f"GET /api/jobs/{{id}} while {arguments.large_rows:,} rows are analysed", calls),
    ):
        p99 = np.quantile(measured, 0.99)
        print(f"{label}: median {statistics.median(measured):.4f} s, p99 {p99:.4f} s, n = {len(measured)}")


if __name__ == "__main__":
    main()
