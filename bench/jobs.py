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
import pandas as pd

from bench.app import running_app
from pipeline import make_story


def example_table(rows: int, columns: int = 20, seed: int = 1) -> pd.DataFrame:
    """A table of mixed columns as an export would have them: a key, a date, categories and measures, some related."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"order_id": np.arange(100_000, 100_000 + rows)})
    frame["ordered_at"] = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 730, rows)), unit="D")
    frame["region"] = rng.choice(["North", "South", "East", "West"], rows, p=[0.4, 0.3, 0.2, 0.1])
    frame["channel"] = rng.choice(["Web", "Store", "Partner"], rows)
    frame["revenue"] = np.round(rng.lognormal(4, 0.6, rows) * np.where(frame["region"] == "North", 1.5, 1.0), 2)
    frame["cost"] = np.round(frame["revenue"] * rng.normal(0.6, 0.1, rows), 2)
    for index in range(columns - len(frame.columns)):
        frame[f"measure_{index + 1}"] = np.round(rng.normal(100, 15, rows), 2)
    return frame.astype(object).mask(rng.random(frame.shape) < 0.01)


def upload(client: httpx2.Client, path: Path) -> str:
    """Upload a file and give the job's id."""
    with path.open("rb") as file:
        answer = client.post("/api/upload", files={"file": (path.name, file, "text/csv")})
    answer.raise_for_status()
    return str(answer.json()["jobId"])


def wait_for_story(client: httpx2.Client, job_id: str, every_s: float = 0.01) -> None:
    """Ask for the job until it is completed. Raises RuntimeError if it ends otherwise."""
    while (job := client.get(f"/api/jobs/{job_id}").json())["status"] in {"queued", "processing"}:
        time.sleep(every_s)
    if job["status"] != "completed":
        raise RuntimeError(f"the job ended as {job['status']}: {job.get('error')}")


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
