"""The readers that are compared: each turns a file into names and rows of text, and types."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import clevercsv
import duckdb
import pandas as pd

from pipeline import sql
from pipeline.reading import infer_type, read_grid

# Types that a reader which only knows "string" is given the benefit of the doubt for.
STRINGS = frozenset({"text", "categorical", "identifier", "url", "list", "empty"})


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file. ``types`` are ours, or of numeric, boolean, datetime and string."""

    names: list[str] | None
    rows: list[list[str]]
    types: list[str]


def ours(path: Path) -> Reading:
    grid = read_grid(path)
    types = [infer_type(str(name), grid.iloc[:, place]).value for place, name in enumerate(grid.columns)]
    return Reading(list(grid.columns) if grid.attrs["header"] else None, _texts(grid), types)


def pandas_defaults(path: Path) -> Reading:
    return _pandas(path)


def pandas_sniffing(path: Path) -> Reading:
    return _pandas(path, sep=None, engine="python")


def duckdb_defaults(path: Path) -> Reading:
    file = sql.literal(str(path))
    with duckdb.connect() as connection:
        found = connection.sql(f"SELECT * FROM read_csv({file}, all_varchar = true)")
        names, rows = found.columns, found.fetchall()
        dtypes = [str(dtype) for dtype in connection.sql(f"SELECT * FROM read_csv({file})").types]
    return Reading(
        names, [["" if cell is None else cell for cell in row] for row in rows], [_kind(dtype) for dtype in dtypes]
    )


def clevercsv_dataframe(path: Path) -> Reading:
    texts = clevercsv.read_dataframe(str(path), dtype=str, keep_default_na=False)
    typed = clevercsv.read_dataframe(str(path))
    return Reading([str(name) for name in texts.columns], _texts(texts), [_kind(str(dtype)) for dtype in typed.dtypes])


def csv_sniffer(path: Path) -> Reading:
    text = path.read_text(encoding="utf-8", errors="replace")
    dialect = csv.Sniffer().sniff(text[:65536])
    rows = [row for row in csv.reader(text.splitlines(), dialect) if row]
    header = csv.Sniffer().has_header(text[:65536])
    frame = pd.DataFrame(rows[header:])
    return Reading(rows[0] if header else None, rows[header:], ["string"] * frame.shape[1])


READERS: Mapping[str, Callable[[Path], Reading]] = {
    "DataStory": ours,
    "pandas": pandas_defaults,
    "pandas sep=None": pandas_sniffing,
    "DuckDB": duckdb_defaults,
    "CleverCSV": clevercsv_dataframe,
    "csv.Sniffer": csv_sniffer,
}


def _pandas(path: Path, **options: str | None) -> Reading:
    texts = pd.read_csv(path, dtype=str, keep_default_na=False, **options)
    typed = pd.read_csv(path, **options)
    return Reading([str(name) for name in texts.columns], _texts(texts), [_kind(str(dtype)) for dtype in typed.dtypes])


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    return frame.astype(object).where(frame.notna(), "").to_numpy().tolist()


def _kind(dtype: str) -> str:
    word = dtype.lower()
    if word.startswith("bool"):
        return "boolean"
    if any(part in word for part in ("int", "float", "double", "decimal")):
        return "numeric"
    return "datetime" if any(part in word for part in ("date", "time")) else "string"
