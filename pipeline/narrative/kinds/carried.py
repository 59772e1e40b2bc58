"""A change of the whole that is one group's, in words: whose it is, and that it was elsewhere as before."""

from typing import Any

from pipeline import wording
from pipeline.analysis.series.carrier import Carrier
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import series
from pipeline.narrative.naming import per_bucket
from pipeline.narrative.statement import Statement
from pipeline.wording import Wording

OWN = ("own_before", "own_after", "own_change")  # names of the group's values
PLACES = ("in ", "on ", "at ")


def ends_of(carrier: Carrier | None, *whole: str) -> tuple[str, ...]:
    """The names of the values before, after and of the change: the group's where it is one group's."""
    return whole if carrier is None else OWN


def whose(said: Statement[Any]) -> str:
    """``the average **waiting time** in **Cardiology**``."""
    carrier: Carrier | None = said.detail.carrier
    return series(said) if carrier is None else f"{series(said)} {where(carrier, said.wording)}"


def where(carrier: Carrier, spoken: Wording) -> str:
    """In or for which group."""
    return spoken.at_entity(carrier.by, carrier.level)


def elsewhere(said: Statement[Any]) -> str:
    """``; elsewhere it hardly changed``, behind the change of a group."""
    carrier: Carrier | None = said.detail.carrier
    return "" if carrier is None else f"; {others(carrier, said.wording)} it hardly changed"


def others(carrier: Carrier, spoken: Wording) -> str:
    """``elsewhere``, ``for the others``."""
    return "elsewhere" if where(carrier, spoken).startswith(PLACES) else "for the others"


def beside_carrier(said: Statement[Any], first: str, last: str, before: str, after: str) -> str:
    """What it was without the group, and in all: behind the text of a change that is one group's."""
    detail, values = said.detail, Row(said.values)
    if detail.carrier is None:
        return ""
    unit, every = said.units.get(detail.measure or ""), per_bucket(detail.grain, detail.aggregate).strip()
    keys = ("rest_before", "rest_after", first, last)
    sizes = wording.amounts([values.number(key) for key in keys], unit)
    told = [f"{size} {every}".rstrip() for size in sizes]
    rest = f"{wording.sentence(others(detail.carrier, said.wording))} it was {told[0]} {before} and {told[1]} {after}"
    return f" {rest}; all together, {told[2]} and {told[3]}."
