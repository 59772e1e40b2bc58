"""``python -m bench.faults``: break running jobs at random and see that none is lost, doubled, stuck or left behind."""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.faults import requests
from bench.faults.checks import end_of, violations, wait_for_the_end
from bench.faults.deeds import DEEDS
from bench.faults.disk import small_disk
from bench.faults.endings import POINTS, deaths
from bench.faults.kinds import FAULTS
from bench.faults.leftout import LeftOutError
from bench.faults.recovery import RECOVERIES, measure
from bench.faults.watch import Watch
from bench.faults.world import World, world
from models import Job

BACKLOG = 16  # jobs that wait or run at any time
AT_ONCE = 200  # jobs at the beginning
PLAIN = ("short", "long")  # files that nothing is wrong with


def main() -> int:
    """Run the bench; 1 if anything is wrong in the end."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="datastory-faults-") as folder, small_disk(Path(folder) / "home") as disk:
        home, started, wrong = Path(folder) / "home", time.monotonic(), []
        share = str(arguments.deaths)
        with world(home, disk, arguments.seed, arguments.workers, BENCH_DEATHS=share, LOG_LEVEL="ERROR") as made:
            watch = Watch()
            watch.start()
            for _ in range(arguments.recovery):
                wrong += measure(made, watch)
            report_recoveries(made)
            bench = Bench(made, watch)
            wrong += bench.run(arguments.jobs, arguments.faults, arguments.round)
            watch.stop()
            made.stop()
            wrong += [f"process left behind: {process}" for process in made.strays()]
            bench.report(wrong, time.monotonic() - started)
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--round", type=int, default=50, help="faults after which all must come to an end")
    parser.add_argument("--workers", type=int, default=4, help="workers in each of the two pools")
    parser.add_argument("--deaths", type=float, default=0.01, help="share of the steps of an ending that kill it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--recovery", type=int, default=3, help="times that each recovery is measured")
    return parser.parse_args()


class Bench:
    """Faults at random while jobs run, in rounds; after each round everything is checked."""

    def __init__(self, made: World, watch: Watch) -> None:
        self.world = made
        self.watch = watch
        self.done: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()  # reason -> times
        self.rounds = 0

    def run(self, jobs: int, faults: int, in_a_round: int) -> list[str]:
        """Submit jobs, many of them at once, and break things while some wait, until there were enough of both."""
        wrong: list[str] = []
        requests.submit_many(self.world, min(AT_ONCE, jobs // 4))
        while not wrong and (len(self.world.submitted) < jobs or self.done.total() < faults):
            target = min(self.done.total() + in_a_round, faults)
            share = jobs * target // faults
            while self.done.total() < target or len(self.world.submitted) < share:
                while self.world.unfinished() < BACKLOG:
                    self.world.submit()
                self._break_something()
                time.sleep(self.world.random.uniform(0.0, 0.6))
            self.rounds += 1
            wait_for_the_end(self.world)
            wrong += [f"round {self.rounds}: {what}" for what in violations(self.world, self.watch)]
        return wrong

    def _break_something(self) -> None:
        (name,) = self.world.random.choices(list(FAULTS), [parts for _, parts in FAULTS.values()])
        try:
            FAULTS[name][0](self.world)
        except LeftOutError as error:
            self.left_out[f"{name}: {error}"] += 1
        else:
            self.done[name] += 1

    def report(self, wrong: list[str], seconds: float) -> None:
        """Print what was done and what is wrong."""
        submitted = Counter(kind.name for kind in self.world.submitted.values())
        died = Counter(deaths(self.world.home))
        print(f"\n{len(self.world.submitted)} jobs, {self.done.total()} faults from outside, {seconds:.0f} s; "
              f"checked after each of {self.rounds} rounds\n")  # fmt: skip
        print("| fault | times |\n|---|---|")
        for name in FAULTS:
            print(f"| {name} | {self.done[name]} |")
        for point in POINTS:
            print(f"| death {point} | {died[point]} |")
        for kind in DEEDS:
            if kind.name not in PLAIN:
                print(f"| {kind.name} | {submitted[kind.name]} |")
        for reason, times in self.left_out.most_common():
            print(f"left out {times} times: {reason}")
        ended = Counter(end_of(job) for job in Job.objects)
        attempts = Counter(job.attempts for job in Job.objects)
        print("\nended as:", ", ".join(f"{kind} {count}" for kind, count in ended.most_common()))
        print("attempts:", ", ".join(f"{count} jobs {times}" for times, count in sorted(attempts.items())))
        print(f"progress looked at {self.watch.looks} times")
        print(f"\nwrong: {len(wrong)}")
        for what in wrong[:40]:
            print(" -", what)


def report_recoveries(made: World) -> None:
    """Print how soon work went on."""
    if made.recoveries:
        print("| after, with a worker free | times | median s | worst s |\n|---|---|---|---|")
    for name in RECOVERIES:
        if seconds := made.recoveries.get(name):
            print(f"| {name} | {len(seconds)} | {statistics.median(seconds):.1f} | {max(seconds):.1f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
