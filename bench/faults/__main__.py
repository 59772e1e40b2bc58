"""``python -m bench.faults``: break running jobs at random and see that none is lost, doubled, stuck or left behind."""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.faults.checks import end_of, violations
from bench.faults.kinds import FAULTS
from bench.faults.recovery import RECOVERIES, measure
from bench.faults.watch import Watch
from bench.faults.world import World, world
from models import Job, Story, uploads
from models.connection import now

BACKLOG = 16  # jobs that wait or run at any time
ENDING_S = 300.0  # that the last jobs may take once nothing breaks any more


def main() -> int:
    """Run the bench; 1 if anything is wrong in the end."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="datastory-faults-") as folder:
        home = Path(folder)
        started = time.monotonic()
        with world(
            home, arguments.seed, arguments.workers, BENCH_DEATHS=str(arguments.deaths), LOG_LEVEL="ERROR"
        ) as made:
            for _ in range(arguments.recovery):
                measure(made)
            watch = Watch()
            watch.start()
            done = break_things(made, arguments.jobs, arguments.faults)
            wait_for_the_end(made)
            watch.stop()
            left_behind = made.stop()
            uploads.sweep(now(), lambda file_id: Job.read({"upload.file_id": file_id}) is not None)
            wrong = violations(made, watch, home, left_behind)
            report(made, watch, done, wrong, time.monotonic() - started)
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--workers", type=int, default=4, help="workers in each of the two pools")
    parser.add_argument("--deaths", type=float, default=0.01, help="share of the steps of an ending that kill it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recovery", type=int, default=3, help="times that each recovery is measured")
    return parser.parse_args()


def break_things(made: World, jobs: int, faults: int) -> Counter[str]:
    """Submit jobs, 200 of them at once, and break things while some wait, until there were enough of both."""
    done: Counter[str] = Counter()
    names, parts = list(FAULTS), [part for _, part in FAULTS.values()]
    for _ in range(min(200, jobs // 4)):
        made.submit()
    while len(made.submitted) < jobs or done.total() < faults:
        while made.unfinished() < BACKLOG:
            made.submit()
        (name,) = made.random.choices(names, parts)
        FAULTS[name][0](made)
        done[name] += 1
        time.sleep(made.random.uniform(0.0, 0.6))
    return done


def wait_for_the_end(made: World) -> None:
    """Wait until no job is under way and nothing is left to settle, or it takes too long."""
    deadline = time.monotonic() + ENDING_S
    while time.monotonic() < deadline:
        unfinished = made.unfinished()
        unsettled = made.persistently(lambda: Story.objects(maker__exists=True).count())
        if not unfinished and not unsettled:
            return
        time.sleep(0.5)


def report(made: World, watch: Watch, done: Counter[str], wrong: list[str], seconds: float) -> None:
    """Print what was done, how soon it went on, and what is wrong."""
    if made.recoveries:
        print("| after, with a worker free | median s | worst s |\n|---|---|---|")
        for name in RECOVERIES:
            print(f"| {name} | {statistics.median(made.recoveries[name]):.1f} | {max(made.recoveries[name]):.1f} |")
    print(f"\n{len(made.submitted)} jobs, {done.total()} faults, {seconds:.0f} s\n")
    print("| fault | times |\n|---|---|")
    for name in FAULTS:
        print(f"| {name} | {done[name]} |")
    ended = Counter(end_of(job) for job in Job.objects)
    attempts = Counter(job.attempts for job in Job.objects)
    print("\nended as:", ", ".join(f"{kind} {count}" for kind, count in ended.most_common()))
    print("attempts:", ", ".join(f"{count} jobs {times}" for times, count in sorted(attempts.items())))
    print(f"progress looked at {watch.looks} times")
    print(f"\nwrong: {len(wrong)}")
    for what in wrong[:40]:
        print(" -", what)


if __name__ == "__main__":
    sys.exit(main())
