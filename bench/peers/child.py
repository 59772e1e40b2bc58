"""``python child.py PROGRAM FILE``: one run in a process of its own, its figures as one line of JSON.

It runs in environments that lack this repository, so it imports nothing of it but for ``datastory``.
"""

import json
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

Run = Callable[[Path, Path], object]
"""Makes of a file (first) what the program makes of it, in a folder (second)."""


def datastory() -> Run:
    """A story with its charts, with what workers keep ready (jobs/workers/preload.py) loaded before."""
    from exporters import EXPORTERS
    from pipeline.make import make_story

    import_module("scipy.stats")  # else loaded within a story; after ours, which sets the threads
    html = EXPORTERS["html"]
    return lambda file, folder: (folder / "story.html").write_bytes(html.export(make_story(file).to_document()))


def duckdb_summarize() -> Run:
    """The floor: load the file, then each column's extremes, quartiles, mean and counts."""
    import duckdb

    def run(file: Path, folder: Path) -> object:
        with duckdb.connect(folder / "table.duckdb") as connection:
            connection.execute("CREATE TABLE data AS FROM read_csv(?)", [str(file)])
            return connection.execute("SELECT * FROM (SUMMARIZE data)").fetchall()

    return run


def pandas_describe() -> Run:
    """Load, describe, and the correlations."""
    import pandas as pd

    def run(file: Path, _: Path) -> object:
        frame = pd.read_csv(file)
        return frame.describe(include="all"), frame.corr(numeric_only=True)

    return run


def profiling_minimal() -> Run:
    """The report of fg-data-profiling (once pandas-profiling), its minimal form."""
    return _profiling(minimal=True)


def profiling_full() -> Run:
    """The same, its full form."""
    return _profiling(minimal=False)


def _profiling(*, minimal: bool) -> Run:
    import pandas as pd
    from data_profiling import ProfileReport

    def run(file: Path, folder: Path) -> object:
        report = ProfileReport(pd.read_csv(file), minimal=minimal, progress_bar=False)
        return report.to_file(folder / "report.html", silent=True)

    return run


def sweetviz() -> Run:
    """Sweetviz' report."""
    import pandas as pd
    import sweetviz as sv

    def run(file: Path, folder: Path) -> object:
        report = sv.analyze(pd.read_csv(file), pairwise_analysis="on")
        return report.show_html(str(folder / "report.html"), open_browser=False)

    return run


def skrub() -> Run:
    """skrub's TableReport."""
    import pandas as pd
    from skrub import TableReport

    whole = {"plot_distributions": True, "compute_associations": True}  # of wide tables too
    return lambda file, folder: TableReport(pd.read_csv(file), verbose=0, **whole).write_html(folder / "report.html")


PROGRAMS: dict[str, Callable[[], Run]] = {
    "datastory": datastory,
    "duckdb": duckdb_summarize,
    "pandas": pandas_describe,
    "profiling-minimal": profiling_minimal,
    "profiling-full": profiling_full,
    "sweetviz": sweetviz,
    "skrub": skrub,
}


def peak_mb() -> float:
    """The peak of this process's own resident memory, in MB.

    ``ru_maxrss`` isn't: Linux counts in what the parent had when it started the process (getrusage(2), execve(2)).
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    high = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
    return int(high.split()[1]) / 1024


def main() -> None:
    """Run it; what the program itself prints goes nowhere."""
    name, file = sys.argv[1], Path(sys.argv[2])
    answer, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    run = PROGRAMS[name]()
    loaded = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        run(file, Path(folder))
    figures = {
        "importing": loaded - began,
        "seconds": time.perf_counter() - loaded,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(figures), file=answer)


if __name__ == "__main__":
    main()
