"""``make bench-page``: from the click to the first chart, and the story's page alone, of this tree and of another."""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.page.visit import Visit, visit
from testing.app import ROOT, RunningApp, running_app
from testing.example import example_table

TARGETS = {"click_to_chart_s": 3.0, "interactive_s": 1.8, "wire_mb": 4.0, "shift": 0.1}
ROWS = 2_000
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    # A browser that is steered looks up where each error in a script arises, even an expected one: without this it
    # reads all of Plotly four times more, 1 s of CPU that no reader's browser takes.
    "--js-flags=--no-enable-lazy-source-positions",
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def measured(trees: Mapping[str, Path], file: Path, visits: int, seconds: float) -> dict[str, list[Visit]]:
    """Visits to the app of each tree in turn, as many as fit: what else the machine does then slows all alike.

    The first visit to each counts for nothing: it loads the libraries.
    """
    with ExitStack() as stack:
        urls = {name: _started(stack, root).url for name, root in trees.items()}
        program = next(filter(None, map(shutil.which, PROGRAMS)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        found: dict[str, list[Visit]] = {name: [] for name in urls}
        until = time.monotonic() + seconds
        for turn in range(visits + 1):
            if turn > 1 and time.monotonic() > until:
                break
            for name, url in urls.items():
                found[name].append(visit(browser, url, file))
        browser.close()
    return {name: each[1:] for name, each in found.items()}


def _started(stack: ExitStack, root: Path) -> RunningApp:
    return stack.enter_context(running_app(environment={"WORKERS": "1"}, root=root))


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=5, help="cold visits to each tree")
    parser.add_argument("--seconds", type=float, default=200.0, help="after which no visit is begun any more")
    parser.add_argument("--before", type=Path, help="another checkout to measure in turn with this one")
    parser.add_argument("--file", type=Path, help=f"a table; by default {ROWS:,} made-up rows")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.file or Path(folder) / "orders.csv"
        if not arguments.file:
            example_table(ROWS).to_csv(file, index=False)
        trees = {"before": arguments.before.resolve()} if arguments.before else {}
        results = measured({**trees, "now": ROOT}, file, arguments.visits, arguments.seconds)
    print(
        "\t".join(["medians", *(f"{name} ({len(visits)})" for name, visits in results.items()), "target", "now/target"])
    )
    for name in (field.name for field in fields(Visit)):
        medians = [statistics.median(getattr(one, name) for one in visits) for visits in results.values()]
        target = TARGETS.get(name)
        against = [f"{target}", f"{medians[-1] / target:.2f}"] if target else []
        print("\t".join([name, *(f"{median:.2f}" for median in medians), *against]))


if __name__ == "__main__":
    main()
