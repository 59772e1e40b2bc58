"""Stage 1: a table file becomes a typed table, by way of its grid: every cell as text, then types over all rows."""

from pipeline.reading.formats import ACCEPTED_EXTENSIONS, READERS
from pipeline.reading.grid import Grid
from pipeline.reading.preview import Preview, preview
from pipeline.reading.reader import Reader
from pipeline.reading.table import read, read_grid
from pipeline.reading.types import infer_type

__all__ = ["ACCEPTED_EXTENSIONS", "READERS", "Grid", "Preview", "Reader", "infer_type", "preview", "read", "read_grid"]
