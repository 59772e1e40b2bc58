"""A made-up table, and its way through the API of a running app to a story."""

import time
from pathlib import Path

import httpx2
import numpy as np
import pandas as pd


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
