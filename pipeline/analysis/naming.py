"""How measures, aggregates and groups are called in charts."""

from pipeline.analysis.sql import plain
from pipeline.analysis.variables.time_axis import Aggregate

AGGREGATES = dict(zip(Aggregate, ("total", "average", "overall", "number of"), strict=True))


def title_of(measure: str | None, aggregate: Aggregate) -> str:
    """A measure in a chart's title: ``Total sales``, ``Average price``, ``Number of rows``."""
    return "Number of rows" if measure is None else f"{AGGREGATES[aggregate].capitalize()} {measure}"


def label(value: object) -> str:
    """A group's value on an axis; of a number the digits that a proof gives."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(plain(value))
