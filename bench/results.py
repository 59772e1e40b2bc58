"""`bench/RESULTS.md`: a section a bench, written by the benches themselves."""

import argparse
import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.version import VERSION

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = """# Results

Written by the benches, each its own section: `python -m bench.results NAME` runs one and keeps what it prints.
"""
BENCHES = {
    "peers": "What users would run instead",
    "growth": "Time by rows and columns",
    "truth": "Truth: what is planted is found, nothing is found in noise",
    "story": "Story: what experts tell of public tables",
    "reading": "Reading",
    "faults": "Jobs under faults",
    "page": "The page",
    "abuse": "Files that unfold",
}


def write_section(name: str, body: str) -> None:
    """Put a section into the file in place of its last one; sections stand in the order of ``BENCHES``."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    sections = {found[1]: found[0] for found in re.finditer(r"<!-- (\w+) -->.*?<!-- /\1 -->", text, re.DOTALL)}
    sections[name] = f"<!-- {name} -->\n## {BENCHES[name]}\n\n{_measured()}\n\n{body.strip()}\n<!-- /{name} -->"
    ordered = [sections[each] for each in BENCHES if each in sections]
    RESULTS.write_text("\n\n".join([HEAD.strip(), *ordered]) + "\n", "utf-8")


def _measured() -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"*DataStory {VERSION}, commit {commit.stdout.strip() or 'unknown'}, {datetime.now(UTC):%Y-%m-%d}; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.*"
    )


def main() -> None:
    """Run a bench and keep what it prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=[name for name in BENCHES if name not in ("peers", "growth")])
    arguments, further = parser.parse_known_args()
    bench_call = ["-m", f"bench.{arguments.name}", *further]
    with subprocess.Popen([sys.executable, *bench_call], stdout=subprocess.PIPE, text=True) as bench:
        assert bench.stdout is not None
        lines = []
        for line in bench.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if bench.returncode:
        sys.exit(bench.returncode)
    printed = "".join(lines).strip()
    called = " ".join(Path(one).name if "/" in one else one for one in bench_call)  # no folder of this machine
    write_section(arguments.name, f"`python {called}`\n\n```\n{printed}\n```")


if __name__ == "__main__":
    main()
