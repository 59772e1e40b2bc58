"""How the time of a story grows with rows and with columns: the slopes of a straight line through the logarithms."""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.peers.__main__ import ENVIRONMENT, environment, run_once
from bench.peers.tables import Shape, write
from bench.results import write_section

ROWS = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
COLUMNS = (10, 20, 50, 200, 500, 1_000, 2_000)
USUAL = Shape(1_000, 20)
MAX_EXPONENT = {"rows": 1.0, "columns": 1.3}
PLOT = Path(__file__).parent / "growth.svg"
LIMIT_S = 600
Points = Mapping[int, float]
"""Seconds by size."""


def main() -> None:
    """Measure, draw and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each size, of which the best is taken")
    parser.add_argument("--max-rows", type=int, default=ROWS[-1])
    parser.add_argument("--max-columns", type=int, default=COLUMNS[-1])
    arguments = parser.parse_args()
    environment()
    rows = [Shape(size, USUAL.columns) for size in ROWS if size <= arguments.max_rows]
    columns = [Shape(USUAL.rows, size) for size in COLUMNS if size <= arguments.max_columns]
    measured = {
        "rows": {shape.rows: seconds(shape, arguments.rounds) for shape in rows},
        "columns": {shape.columns: seconds(shape, arguments.rounds) for shape in columns},
    }
    draw(measured)
    write_section("growth", "\n\n".join([*(described(name, points) for name, points in measured.items()), picture()]))


def seconds(shape: Shape, rounds: int) -> float:
    """The least of some runs, each in a process of its own. Raises RuntimeError where one fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        write(shape, file)
        runs = [run_once("datastory", file, LIMIT_S) for _ in range(rounds)]
    if failed := [run.failure for run in runs if run.failure]:
        raise RuntimeError(f"{shape}: {failed[0]}")
    print(f"{shape}: {min(run.seconds for run in runs):.2f} s, {max(run.peak_mb for run in runs):,.0f} MB", flush=True)
    return min(run.seconds for run in runs)


def exponent(points: Points) -> float:
    """The slope of log time over log size by least squares: 1 where twice the size takes twice the time."""
    slope, _ = np.polyfit(np.log(list(points)), np.log(list(points.values())), 1)
    return float(slope)


def described(name: str, points: Points) -> str:
    """A line for the page of results."""
    listed = ", ".join(f"{size:,}: {taken:.2f} s" for size, taken in points.items())
    return f"Exponent in {name}: **{exponent(points):.2f}** (at most {MAX_EXPONENT[name]}); {listed}"


def draw(measured: Mapping[str, Points]) -> None:
    """Both as a picture, by the peers' environment, which has a library that draws without a browser."""
    given = json.dumps({name: [list(points), list(points.values())] for name, points in measured.items()})
    command: Sequence[str | Path] = [ENVIRONMENT / "bin" / "python", "-c", DRAWING, PLOT]
    subprocess.run(command, input=given, text=True, check=True)


DRAWING = """
import json, sys
import matplotlib
matplotlib.use("svg")
from matplotlib import pyplot
figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.6))
for axis, (name, (sizes, seconds)) in zip(axes, json.load(sys.stdin).items()):
    axis.loglog(sizes, seconds, "o-")
    axis.loglog(sizes, [seconds[0] * size / sizes[0] for size in sizes], ":", color="gray")
    axis.set(xlabel=name, ylabel="seconds", title=f"Time by {name} (dotted: in proportion)")
figure.tight_layout()
figure.savefig(sys.argv[1], metadata={"Date": None})
"""


def picture() -> str:
    """The picture, as Markdown."""
    return f"![Time by rows and by columns]({PLOT.name})"


if __name__ == "__main__":
    main()
