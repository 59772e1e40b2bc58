"""Bars as long as one that is set apart: which of them is first says nothing."""

from typing import Any

from pipeline import wording
from pipeline.charts import text
from pipeline.story import Plot

MOST_NAMED = 3


def ties(plot: Plot, rows: list[dict[str, Any]]) -> str:
    """``Level with Illinois: Texas, Ohio and 3 more``; of the highest and of the lowest bar that are set apart."""
    known = [row for row in rows if not text.is_missing(row[plot.y])]
    sizes = [row[plot.y] for row in known]
    if not sizes or min(sizes) == max(sizes):
        return ""
    marked = {str(item) for item in plot.highlight}
    told = [_level_with(plot, known, end, marked) for end in (max(sizes), min(sizes))]
    return ". ".join(one for one in told if one)


def _level_with(plot: Plot, rows: list[dict[str, Any]], size: Any, marked: set[str]) -> str:
    names = [str(row[plot.x]) for row in rows if row[plot.y] == size]
    first = next((name for name in names if name in marked), None)
    others = [name for name in names if name not in marked]
    if first is None or not others:
        return ""
    more = [f"{len(others) - MOST_NAMED} more"] if len(others) > MOST_NAMED else []
    return f"Level with {text.shorten(first, 40)}: {wording.listing([*others[:MOST_NAMED], *more])}"
