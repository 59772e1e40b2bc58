"""How measures, aggregates and groups are called in sentences and in chart titles."""

from collections.abc import Sequence

from pipeline import wording
from pipeline.analysis.sql import plain
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.time_axis import LEVELS

AGGREGATES = {"sum": "total", "avg": "average", "ratio": "overall", "count": "number of"}


def of_measure(measure: Variable | None, aggregate: str) -> str:
    """``the total **sales**``, ``the average **price**``, ``the number of rows``: the start of a sentence."""
    if measure is None:
        return "the number of rows"
    return f"the {AGGREGATES[aggregate]} {wording.name(measure.name)}"


def along_with(companions: Sequence[str | None]) -> str:
    """A sentence on the totals that a total moves along with; None: the number of rows."""
    named = ["the number of rows" if name is None else f"the total {wording.name(name)}" for name in companions]
    return f"{sentence(wording.listing(named))} {'moves' if len(named) == 1 else 'move'} along with it."


def per_bucket(grain: str, aggregate: str) -> str:
    """``a month `` behind a sum or a count; nothing behind a mean or a ratio."""
    article = "an" if grain == "hour" else "a"
    return "" if aggregate in LEVELS else f"{article} {grain} "


def title_of(measure: str | None, aggregate: str) -> str:
    """A chart's name for the same: ``Total sales``, ``Average price``, ``Number of rows``."""
    return "Number of rows" if measure is None else f"{AGGREGATES[aggregate].capitalize()} {measure}"


def group(value: object) -> str:
    """A group's value in a sentence."""
    return wording.name(label(value))


def label(value: object) -> str:
    """A group's value on an axis; of a number the digits that a proof gives."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(plain(value))


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
