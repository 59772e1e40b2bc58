"""Seconds, memory and ratios of this program and of others, in turn on the same files, into ``bench/RESULTS.md``."""

import argparse
import json
import math
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
LIMIT_S = 150.0  # of one run; a program that takes longer, or fails, isn't run on that table or a larger one again
FLOOR, OURS = "duckdb", "datastory"


@dataclass(frozen=True)
class Figures:
    """Of one run: seconds without and of the imports, and peak resident memory in MB; ``failure`` where it has none.

    Of a run that was stopped, ``seconds`` is what it took at least.
    """

    seconds: float = 0.0
    importing: float = 0.0
    peak_mb: float = 0.0
    failure: str = ""


def main() -> None:
    """Run all in turn and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small table, beside the floor alone; prints ratios")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds of one run, after which it is stopped")
    parser.add_argument("--max-cells", type=int, help="tables of no more cells than these")
    arguments = parser.parse_args()
    if arguments.quick:
        _print_quick(dict(_measured(QUICK, (OURS, FLOOR), 3, LIMIT_S)))
        return
    environment()
    shapes = [each for each in SHAPES if each.rows * each.columns <= (arguments.max_cells or math.inf)]
    tables = {}
    for shape, runs in _measured(shapes, OWN + OTHERS, arguments.rounds, arguments.limit):
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
    shapes: Sequence[Shape], programs: Sequence[str], rounds: int, limit_s: float
) -> Iterator[tuple[Shape, dict[str, Figures]]]:
    """For each table the medians of each program over the rounds, in which they take turns."""
    failed: dict[str, list[Shape]] = defaultdict(list)
    for shape in shapes:
        given_up = _given_up(failed, shape)
        found = _in_turn(shape, [program for program in programs if program not in given_up], rounds, limit_s)
        for program in (program for program, run in found.items() if run.failure):
            failed[program].append(shape)
        found |= given_up
        yield shape, {program: found[program] for program in programs}


def _given_up(failed: Mapping[str, Sequence[Shape]], shape: Shape) -> dict[str, Figures]:
    """The programs that have failed already on a table no larger than this one."""
    on = {program: next(filter(shape.holds, before), None) for program, before in failed.items()}
    return {program: Figures(failure=f"fails on {smaller}") for program, smaller in on.items() if smaller}


def _in_turn(shape: Shape, programs: Sequence[str], rounds: int, limit_s: float) -> dict[str, Figures]:
    """The medians of the rounds; a program that has failed once takes no further turn."""
    runs: dict[str, list[Figures]] = {program: [] for program in programs}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        write(shape, file)
        for program in list(programs) * rounds:
            if not any(run.failure for run in runs[program]):
                runs[program].append(run_once(program, file, limit_s))
    return {program: median(found) for program, found in runs.items()}


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
        return Figures(limit_s, failure=f"over {limit_s:.0f}")
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
            least = f"{run.seconds / runs[OURS].seconds:.1f} or more" if _is_bound(run, runs[OURS]) else ""
            lines.append(f"| {LABELS[program]} | {run.failure} | | | | {least} |")
            continue
        lines.append(
            f"| {LABELS[program]} | {run.seconds:.2f} | {run.importing:.2f} | {run.peak_mb:,.0f} "
            f"| {ratio(run, runs[FLOOR])} | {ratio(run, runs[OURS])} |"
        )
    return "\n".join(lines)


def _is_bound(run: Figures, to: Figures) -> bool:
    """Whether a run that was stopped had taken longer than a whole one of another program."""
    return not to.failure and run.seconds > to.seconds


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
