"""Columns as computers write them, numbers with one unit at most and ISO dates: converted in one step by Arrow."""

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.types import Plan
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.reading.types.plan import Format
from pipeline.reading.types.units import IS_CURRENCY
from pipeline.story import ColumnType

# RE2 patterns; what they match, Arrow reads as this package does.
WHOLE = r"^-?(0|[1-9]\d{0,17})$"
DECIMAL = r"^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$"
UNSIGNED = r"(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?"
MOMENT = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$"


def convert_plain(texts: Sequence[str | None], plan: Plan) -> pa.Array | None:
    """The values of such a column; None for any other, which has to be read text by text."""
    found = _pattern(plan)
    if found is None:
        return None
    pattern, kind = found
    array = pa.array(texts, pa.string())
    if isinstance(plan.written, NumberFormat) and not plan.written.plain:
        array = _bare(array, plan.written.unit or "")
    if array is None or not pc.all(pc.match_substring_regex(array, pattern)).as_py():
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


def _bare(array: pa.Array, unit: str) -> pa.Array | None:
    """The numbers without their unit and the commas between thousands; None where anything else stands at one."""
    mark = re.escape(unit)
    before = rf"{mark}{UNSIGNED}|" if unit and IS_CURRENCY.fullmatch(unit) else ""
    if not pc.all(pc.match_substring_regex(array, rf"^-?({before}{UNSIGNED} ?({mark})?)$")).as_py():
        return None
    for left_out in filter(None, (unit, " ", ",")):
        array = pc.replace_substring(array, left_out, "")
    return array


def _pattern(plan: Plan) -> tuple[str, pa.DataType] | None:
    if plan.type == ColumnType.NUMERIC and not plan.sentinels and _is_simple(plan.written):
        return (WHOLE, pa.int64()) if plan.whole else (DECIMAL, pa.float64())
    if plan.written == MomentFormat((Family.YEAR_FIRST,)):
        return MOMENT, pa.timestamp("us")
    return None


def _is_simple(written: Format | None) -> bool:
    """Whether numbers are plain ones, or have a decimal point and nothing about them but one unit."""
    if written == NumberFormat():
        return True
    return (
        isinstance(written, NumberFormat)
        and (written.decimal, written.plain) == (".", False)
        and written.simple
        and all(factor == 1 for factor in written.factors.values())
    )
