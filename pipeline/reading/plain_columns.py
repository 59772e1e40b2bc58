"""Columns as computers write them, plain numbers and ISO dates without any word: converted in one step by Arrow."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.types import Plan
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.story import ColumnType

# RE2 patterns; what they match, Arrow reads as this package does.
WHOLE = r"^-?(0|[1-9]\d{0,17})$"
DECIMAL = r"^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$"
MOMENT = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$"


def convert_plain(texts: Sequence[str | None], plan: Plan) -> pa.Array | None:
    """The values of such a column; None for any other, which has to be read text by text."""
    found = _pattern(plan)
    if found is None:
        return None
    pattern, kind = found
    array = pa.array(texts, pa.string())
    if not pc.all(pc.match_substring_regex(array, pattern)).as_py():
        return None
    try:
        return array.cast(kind)
    except pa.ArrowInvalid:
        return None


def plain_numbers(texts: Sequence[str | None]) -> np.ndarray | None:
    """The numbers of a column that has nothing else, NaN where a cell is empty; None for any other column."""
    array = pa.array(texts, pa.string())
    if array.null_count == len(array) or not pc.all(pc.match_substring_regex(array, DECIMAL)).as_py():
        return None
    try:
        numbers: np.ndarray = array.cast(pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    return numbers


def _pattern(plan: Plan) -> tuple[str, pa.DataType] | None:
    if plan.type == ColumnType.NUMERIC and plan.written == NumberFormat() and not plan.sentinels:
        return (WHOLE, pa.int64()) if plan.whole else (DECIMAL, pa.float64())
    if plan.written == MomentFormat((Family.YEAR_FIRST,)):
        return MOMENT, pa.timestamp("us")
    return None
