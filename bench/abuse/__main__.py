"""``python -m bench.abuse``: small files that stand for far more than they hold, sent to a started app.

Prints what each costs the process that serves, dropped on the page and sent to the API, and how long another visitor
waits for a story meanwhile; 1 if one costs more than it may.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from bench.abuse.visitors import Visitor, browser_page, drop
from bench.abuse.watch import Cost, watching
from testing.app import RunningApp, running_app
from testing.bombs import BOMBS
from testing.example import example_table

MOST_MEMORY_MB = 50.0
MOST_PAUSE_S = 0.5
MOST_DELAY_S = 10.0  # of another visitor's story
ROWS = 200  # of that visitor's table
AT_ONCE = 20  # files that the attacker sends, as many as one user may have waiting


def main() -> int:
    """Run the bench."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder, running_app(environment={"WORKERS": "2"}) as app:
        files = make_files(Path(folder), arguments.bombs)
        table = Path(folder) / "table.csv"
        example_table(ROWS).to_csv(table, index=False)
        with browser_page(app.url) as page:
            wrong = cost_of_each(app, page, [table, table, *files])
        wrong += delay_of_others(app, files, table)
    print(f"\nwrong: {len(wrong)}", *wrong, sep="\n - ")
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.abuse", description=__doc__)
    parser.add_argument("bombs", nargs="*", choices=[*BOMBS, []], help="some of them (default: all)")
    return parser.parse_args()


def make_files(folder: Path, names: list[str]) -> list[Path]:
    """The bombs, each under a megabyte."""
    files = []
    for name in names or BOMBS:
        BOMBS[name](folder / name)
        assert (folder / name).stat().st_size < 1_000_000
        files.append(folder / name)
    return files


def cost_of_each(app: RunningApp, page: Page | None, files: list[Path]) -> list[str]:
    """Print a line for each file; what costs too much. The first only warms the app, and the second is harmless."""
    print("| file | bytes | on the page: shown after s | memory MB | pause s | as a job: ended after s | memory MB | "
          "pause s | as |\n|---|---|---|---|---|---|---|---|---|")  # fmt: skip
    visitor, wrong = Visitor(app.url), []
    for number, path in enumerate(files):
        with watching(app) as dropped:
            shown = drop(page, path) if page is not None else float("nan")
        with watching(app) as sent:
            since = time.monotonic()
            job_id = visitor.upload(path)
            assert job_id is not None
            end = visitor.wait_for_end(job_id, since)
        visitor.cancel_everything()
        if number:
            print(f"| {path.name} | {path.stat().st_size:,} | {shown:.1f} | {dropped.memory_mb:.0f} | "
                  f"{dropped.pause_s:.2f} | {end.seconds:.1f} | {sent.memory_mb:.0f} | {sent.pause_s:.2f} | "
                  f"{end.status} {end.error} |", flush=True)  # fmt: skip
        if number > 1:
            wrong += [f"{path.name}: {what}" for cost in (dropped, sent) for what in too_much(cost)]
    return wrong


def too_much(cost: Cost) -> list[str]:
    """What is more than a file may cost."""
    found = []
    if cost.deaths:
        found.append("the process that serves died")
    if cost.memory_mb > MOST_MEMORY_MB:
        found.append(f"{cost.memory_mb:.0f} MB of memory")
    if cost.pause_s > MOST_PAUSE_S:
        found.append(f"{cost.pause_s:.2f} s in which a health check waited")
    return found


def delay_of_others(app: RunningApp, files: list[Path], table: Path) -> list[str]:
    """How much longer a visitor waits for a story behind each bomb sent as often as one user may, and behind all."""
    print("\n| sent at once by one visitor | taken | another's story after s | alone s |\n|---|---|---|---|")
    other, wrong = Visitor(app.url), []
    alone = min(_story_seconds(other, table) for _ in range(3))
    for name, bombs in [*((path.name, [path]) for path in files), ("all of them", files)]:
        attacker = Visitor(app.url)
        taken = sum(attacker.upload(bombs[number % len(bombs)]) is not None for number in range(AT_ONCE))
        seconds = _story_seconds(other, table)
        attacker.cancel_everything()
        print(f"| {name} | {taken} | {seconds:.1f} | {alone:.1f} |", flush=True)
        if seconds - alone > MOST_DELAY_S:
            wrong.append(f"{name}: another's story came {seconds - alone:.1f} s later")
    return wrong


def _story_seconds(visitor: Visitor, table: Path) -> float:
    since = time.monotonic()
    job_id = visitor.upload(table)
    assert job_id is not None
    end = visitor.wait_for_end(job_id, since)
    assert end.status == "completed", end
    return end.seconds


if __name__ == "__main__":
    sys.exit(main())
