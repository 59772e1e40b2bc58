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
    "jobs.workers.rq_worker",
)
WITHOUT_THREADS = {  # a library's threads would not survive the fork, and jobs run side by side anyway
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


def preload() -> None:
    """Import everything a job needs, and leave it to the forks without copying."""
    for name, value in WITHOUT_THREADS.items():
        os.environ.setdefault(name, value)
    gc.disable()  # what is imported stays; looking through it again and again takes a fifth of the time
    for name in MODULES:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page
    gc.enable()
