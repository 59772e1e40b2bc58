"""How measures, aggregates and groups are called in charts."""

from pipeline.analysis.sql import plain
from pipeline.analysis.variables.time_axis import Aggregate

LARGE = 1e15  # beyond which a float has no digit behind the point
AGGREGATES = dict(zip(Aggregate, ("total", "average", "overall", "number of"), strict=True))


def title_of(measure: str | None, aggregate: Aggregate) -> str:
    """A measure in a chart's title: ``Total sales``, ``Average price``, ``Number of rows``."""
    return "Number of rows" if measure is None else f"{AGGREGATES[aggregate].capitalize()} {measure}"


def label(value: object) -> str:
    """A group's value on an axis; of a number the digits that a proof gives."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGE:
        return str(int(value))  # whole numbers that stand in a column with gaps
    return str(plain(value))
