"""Seconds, memory and ratios of this program and of others, in turn on the same files, into ``bench/RESULTS.md``."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.peers.tables import QUICK, SHAPES, Shape, write
from bench.results import write_section
from pipeline.version import VERSION

HERE = Path(__file__).parent
ENVIRONMENT = Path(".venv-peers")
HISTORY = HERE.parent / "history"
OWN = ("datastory", "duckdb", "pandas")  # need nothing but this program's environment
OTHERS = ("profiling-minimal", "profiling-full", "sweetviz", "skrub")
LABELS = {
    "datastory": "**DataStory**: file to HTML story",
    "duckdb": "DuckDB: load and SUMMARIZE (the floor)",
    "pandas": "pandas: read, describe, corr",
    "profiling-minimal": "fg-data-profiling, minimal",
    "profiling-full": "fg-data-profiling, full",
    "sweetviz": "Sweetviz",
    "skrub": "skrub TableReport",
}
LIMIT_S = 150  # of one run; a program that takes longer, or fails, isn't run on that table again
FLOOR, OURS = "duckdb", "datastory"


@dataclass(frozen=True)
class Figures:
    """Of one run: seconds without and of the imports, and peak resident memory in MB; ``failure`` where it has none."""

    seconds: float = 0.0
    importing: float = 0.0
    peak_mb: float = 0.0
    failure: str = ""


def main() -> None:
    """Run all in turn and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small table, beside the floor alone; prints ratios")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.quick:
        _print_quick(dict(_measured(QUICK, (OURS, FLOOR), 3)))
        return
    environment()
    tables = {}
    for shape, runs in _measured(SHAPES, OWN + OTHERS, arguments.rounds):
        tables[shape] = runs
        print(f"\n{table(shape, runs)}", flush=True)
    write_section("peers", "\n\n".join(table(shape, runs) for shape, runs in tables.items()))
    HISTORY.mkdir(exist_ok=True)
    (HISTORY / f"{VERSION}.json").write_text(json.dumps(history(tables), indent=1) + "\n", "utf-8")


def environment() -> None:
    """Make the peers' environment, once."""
    wanted = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "made-of"
    if stamp.exists() and stamp.read_text("utf-8") == wanted.read_text("utf-8"):
        return
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    pip = [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", wanted], check=True)
    stamp.write_text(wanted.read_text("utf-8"), "utf-8")


def _measured(
    shapes: Sequence[Shape], programs: Sequence[str], rounds: int
) -> Iterator[tuple[Shape, dict[str, Figures]]]:
    """For each table the medians of each program over the rounds, in which they take turns."""
    for shape in shapes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "table.csv"
            write(shape, file)
            runs: dict[str, list[Figures]] = defaultdict(list)
            for _ in range(rounds):
                for program in programs:
                    if not any(run.failure for run in runs[program]):
                        runs[program].append(run_once(program, file))
        yield shape, {program: median(runs[program]) for program in programs}


def run_once(program: str, file: Path, limit_s: float = LIMIT_S) -> Figures:
    """One run in a process of its own."""
    python = sys.executable if program in OWN else str(ENVIRONMENT / "bin" / "python")
    try:
        ended = subprocess.run(
            [python, HERE / "child.py", program, file],
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), "MPLBACKEND": "Agg"},
        )
    except subprocess.TimeoutExpired:
        return Figures(failure=f"over {limit_s:.0f} s")
    except subprocess.CalledProcessError as error:
        return Figures(failure=(error.stderr.strip().splitlines() or ["no message"])[-1][:60])
    return Figures(**json.loads(ended.stdout.strip().splitlines()[-1]))


def median(runs: Sequence[Figures]) -> Figures:
    """Of each figure; a failure where any run is one."""
    failed = [run for run in runs if run.failure]
    if failed:
        return failed[0]
    return Figures(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "importing", "peak_mb"))
    )


def table(shape: Shape, runs: Mapping[str, Figures]) -> str:
    """A Markdown table: each program beside the floor and beside DataStory."""
    lines = [
        f"### {shape}",
        "",
        "| program | seconds | imports | peak MB | times the floor | times DataStory |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for program, run in runs.items():
        if run.failure:
            lines.append(f"| {LABELS[program]} | {run.failure} | | | | |")
            continue
        lines.append(
            f"| {LABELS[program]} | {run.seconds:.2f} | {run.importing:.2f} | {run.peak_mb:,.0f} "
            f"| {ratio(run, runs[FLOOR])} | {ratio(run, runs[OURS])} |"
        )
    return "\n".join(lines)


def ratio(run: Figures, to: Figures) -> str:
    """Of the seconds of two programs; empty where there is none."""
    return "" if run.failure or to.failure else f"{run.seconds / to.seconds:.2f}"


def history(tables: Mapping[Shape, Mapping[str, Figures]]) -> dict[str, object]:
    """What is kept of a release."""
    return {
        "version": VERSION,
        "peers": {str(shape): {n: asdict(run) for n, run in runs.items()} for shape, runs in tables.items()},
    }


def _print_quick(tables: Mapping[Shape, Mapping[str, Figures]]) -> None:
    for shape, runs in tables.items():
        ours, floor = runs[OURS], runs[FLOOR]
        if ours.failure or floor.failure:
            sys.exit(f"{shape}: {ours.failure or floor.failure}")
        print(
            f"{shape}: a story in {ours.seconds:.2f} s and {ours.peak_mb:.0f} MB, "
            f"{ratio(ours, floor)} times DuckDB's load and SUMMARIZE ({floor.seconds:.2f} s)"
        )


if __name__ == "__main__":
    main()
