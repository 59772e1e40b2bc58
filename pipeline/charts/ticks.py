"""The marks of an axis of numbers: round ones, written as the story writes numbers."""

import math
from collections.abc import Sequence
from itertools import count
from typing import Any

from pipeline import wording
from pipeline.charts import text

WANTED = 5  # a few are enough to read a height by
SPAN_OF_LOG = 50  # times the middle value that the largest must be for a scale of powers of ten


def round_ticks(
    low: float, high: float, unit: str | None = None, *, wanted: int = WANTED, whole: bool = False
) -> dict[str, Any]:
    """Axis entries: about ``wanted`` multiples of 1, 2 or 5 times a power of ten between two values, with texts.

    Two of them at least: one alone gives no scale. ``whole``: between whole numbers no fractions.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return {}
    finer = (_multiples(low, high, number, whole=whole) for number in count(wanted))
    values = next(found for found in finer if len(found) > 1)
    told = wording.amounts(values, _short(unit))  # all with the same last digit, so that no two read the same
    return {"tickmode": "array", "tickvals": values, "ticktext": [text.escape(one) for one in told]}


def _multiples(low: float, high: float, wanted: int, *, whole: bool) -> list[float]:
    rough = max((high - low) / wanted, 1.0 if whole else 0.0)
    power = 10.0 ** math.floor(math.log10(rough))
    factors = (1, 2, 5, 10) if whole and power == 1 else (1, 2, 2.5, 5, 10)
    step = next(factor * power for factor in factors if factor * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{place * step:.12g}") for place in range(first, last + 1)]


def powers_of_ten(low: float, high: float, unit: str | None = None) -> dict[str, Any]:
    """Axis entries of a logarithmic scale from ``low`` to ``high``, both above zero."""
    ends = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = max(1, round((ends[1] - ends[0]) / WANTED))
    factors = (1, 3) if ends[1] - ends[0] <= 2 else (1,)
    values = [factor * 10.0**power for power in range(ends[0], ends[1] + 1, steps) for factor in factors]
    values = [value for value in values if low / 1.5 <= value <= high * 1.5]
    return {
        "type": "log",
        "tickmode": "array",
        "tickvals": values,
        "ticktext": [_text(value, unit) for value in values],
    }


def needs_log(values: Sequence[Any]) -> bool:
    """Whether a few values dwarf all others: they'd leave the rest no room. Only of values above zero."""
    known = sorted(map(float, text.known(values)))
    return len(known) > 2 and known[0] > 0 and known[-1] > SPAN_OF_LOG * known[len(known) // 2]


def _text(value: float, unit: str | None) -> str:
    return text.value(value, _short(unit))


def _short(unit: str | None) -> str | None:
    """A unit of one sign; others stand in the axis' title."""
    return unit if unit in wording.PREFIX_UNITS or unit == "%" else None
