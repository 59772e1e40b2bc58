"""What takes long to import, imported once before the forks. Import only: no thread, no DuckDB, no connection."""

import gc
import importlib
import os
from collections.abc import Sequence

MODULES: Sequence[str] = (
    "pandas",
    "scipy.stats",
    "plotly.graph_objects",
    "duckdb",
    "pyarrow.parquet",
    "gridfs",
    "pipeline.make",
    "jobs.run",
)
SINGLE_THREADED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def preload() -> None:
    """Import everything a job needs, and leave it to the forks without copying."""
    for name in SINGLE_THREADED:  # their threads would not survive a fork; jobs run side by side anyway
        os.environ.setdefault(name, "1")
    for name in MODULES:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page
