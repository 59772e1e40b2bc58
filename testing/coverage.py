"""``python -m testing.coverage [pytest's arguments]``: runs the tests, then prints what share of the product they ran.

slipcover takes its probes out of the code once they were hit, so that counting costs little, on Python 3.11 too. What
runs in processes of its own (workers, the app of the browser tests) isn't counted.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PRODUCT = ("pipeline", "exporters", "models", "jobs", "api", "services", "ui", "pages")
NAME_WIDTH = 12


def report(files: Mapping[str, Mapping[str, Any]]) -> str:
    """A line for each package of the product, then the total: lines that were run, of those that could be.

    ``files`` maps each path to its ``executed_lines`` and ``missing_lines``.
    """
    run, lines = Counter[str](), Counter[str]()
    for path, found in files.items():
        package = Path(path).parts[0]
        run[package] += len(found["executed_lines"])
        lines[package] += len(found["executed_lines"]) + len(found["missing_lines"])
    rows = [*((name, run[name], lines[name]) for name in PRODUCT if lines[name]), ("total", run.total(), lines.total())]
    return "\n".join(
        f"{name:<{NAME_WIDTH}}{part:>7,} of {whole:>7,} lines  {part / max(whole, 1):>4.0%}"
        for name, part, whole in rows
    )


def main() -> int:
    """Run the tests; their exit code."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "coverage.json"
        counting = ["-m", "slipcover", "--source", ",".join(PRODUCT), "--json", "--out", found]
        ended = subprocess.run([sys.executable, *counting, "-m", "pytest", *sys.argv[1:]], check=False)
        if found.exists():
            print(f"Coverage\n{report(json.loads(found.read_text('utf-8'))['files'])}")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
