"""A data frame as the typed table that reading would make of it."""

import duckdb
import pandas as pd

from pipeline.story import Column, ColumnType, Dataset, Table

LONG_TEXT = 25  # characters on average: words rather than names of groups


def table_of(frame: pd.DataFrame, types: dict[str, ColumnType] | None = None) -> Table:
    """Register a frame in DuckDB as the table ``data``."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.register("frame", frame.convert_dtypes(dtype_backend="pyarrow") if frame.size < 200_000 else frame)
    connection.execute("CREATE TABLE data AS SELECT * FROM frame")
    connection.unregister("frame")
    columns = tuple(_column(frame[name], (types or {}).get(str(name))) for name in frame.columns)
    dataset = Dataset("frame.csv", len(frame), len(columns), 0, "csv", "utf-8", ",", columns)
    return Table(connection, dataset)


def _column(values: pd.Series, given: ColumnType | None) -> Column:
    distinct = int(values.nunique())
    kind = given or _type(values, distinct)
    return Column(str(values.name), kind, None, int(values.isna().sum()), distinct)


def _type(values: pd.Series, distinct: int) -> ColumnType:
    present = values.dropna()
    if present.empty:
        return ColumnType.EMPTY
    if pd.api.types.is_bool_dtype(present) or set(map(type, present.head(50))) == {bool}:
        return ColumnType.BOOLEAN
    if pd.api.types.is_numeric_dtype(present):
        return ColumnType.NUMERIC
    if pd.api.types.is_datetime64_any_dtype(present):
        return ColumnType.DATETIME
    if present.astype(str).str.len().mean() > LONG_TEXT and distinct > 0.3 * len(present):
        return ColumnType.TEXT
    return ColumnType.IDENTIFIER if distinct == len(present) else ColumnType.CATEGORICAL
