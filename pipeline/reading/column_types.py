"""What the values of a column are, decided over all of them."""

from collections.abc import Iterable

import pandas as pd

from pipeline.reading.values import BOOLEANS, INTEGER, ISO_MOMENT, NUMBER, URL, is_missing
from pipeline.story import ColumnType

CATEGORY_LIMIT = 50


def infer_type(name: str, values: Iterable[str | None]) -> ColumnType:
    """The type of a column from its name and all of its values as text; empty cells are None or NA."""
    present = [value for value in values if not pd.isna(value) and not is_missing(value)]
    distinct = {value.strip() for value in present if value}
    if not distinct:
        return ColumnType.EMPTY
    if frozenset(value.lower() for value in distinct) in BOOLEANS:
        return ColumnType.BOOLEAN
    if all(ISO_MOMENT.fullmatch(value) for value in distinct):
        return ColumnType.DATETIME
    if all(NUMBER.fullmatch(value) for value in distinct) and not any(
        v[0] == "0" and v.isdigit() and v != "0" for v in distinct
    ):
        unique = len(distinct) == len(present) and all(INTEGER.fullmatch(value) for value in distinct)
        named = name.lower().split("_")[-1].split(" ")[-1] in {"id", "key", "index", "no", "number", "#"}
        return ColumnType.IDENTIFIER if unique and named else ColumnType.NUMERIC
    if all(URL.fullmatch(value) for value in distinct):
        return ColumnType.URL
    if len(distinct) <= max(CATEGORY_LIMIT, len(present) * 0.05) and len(distinct) < len(present):
        return ColumnType.CATEGORICAL
    words = sum(value.count(" ") for value in distinct) / len(distinct)
    if len(distinct) == len(present) and words == 0:
        return ColumnType.IDENTIFIER
    return ColumnType.TEXT
