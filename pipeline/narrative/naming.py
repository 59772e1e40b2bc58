"""How measures, groups and moments are called in sentences."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pipeline import wording
from pipeline.analysis.naming import AGGREGATES, label
from pipeline.analysis.series.seasons import SEASONS, name_of_part
from pipeline.analysis.variables.time_axis import LEVELS, Aggregate, Grain
from pipeline.story import Scalar


def of_measure(measure: str | None, aggregate: Aggregate) -> str:
    """``the total **sales**``, ``the average **price**``, ``the number of rows``: the start of a sentence."""
    if measure is None:
        return "the number of rows"
    return f"the {AGGREGATES[aggregate]} {wording.name(measure)}"


def along_with(companions: Sequence[str | None]) -> str:
    """A sentence on the totals that a total moves along with; None: the number of rows."""
    named = ["the number of rows" if name is None else f"the total {wording.name(name)}" for name in companions]
    return f"{wording.sentence(wording.listing(named))} {'moves' if len(named) == 1 else 'move'} along with it."


def per_bucket(grain: Grain, aggregate: Aggregate) -> str:
    """``a month `` behind a sum or a count; nothing behind a mean or a ratio."""
    article = "an" if grain is Grain.HOUR else "a"
    return "" if aggregate in LEVELS else f"{article} {grain} "


def group(value: object) -> str:
    """A group's value in a sentence."""
    return wording.name(label(value))


def day_of(values: Mapping[str, Scalar], name: str, grain: Grain) -> str:
    """A moment among the values, as finely as its grain tells."""
    return wording.day(datetime.fromisoformat(str(values[name])), grain)


def part_of(season: str, part: int) -> str:
    """A part of a cycle as DuckDB counts it: ``on **Monday**``, ``in **May**``, ``at **10:00**``."""
    return f"{SEASONS[season].preposition} {wording.name(name_of_part(season, part))}"
