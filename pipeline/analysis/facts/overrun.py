"""Rows that took longer than they were allowed to: tickets beyond their SLA, calls over the time that was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import worst_group
from pipeline.analysis.sql import quote
from pipeline.analysis.subject import Topic, has_term, topics
from pipeline.analysis.subject.vocabulary import ALLOWED
from pipeline.analysis.variables.roles import Variable
from pipeline.names import words
from pipeline.story import ColumnType, Plot

MIN_ROWS = 20
MIN_OVER, MAX_OVER = 0.01, 0.95  # of the rows: what all keep, or none, is no limit
MAX_TIMES = 30.0  # as large as the limit, from which on a time is another one
SECONDS = {
    **dict.fromkeys(("s", "sec", "seconds"), 1.0),
    **dict.fromkeys(("min", "minutes"), 60.0),
    **dict.fromkeys(("h", "hours"), 3_600.0),
    **dict.fromkeys(("d", "days"), 86_400.0),
}
PARTS = ((0.25, "a quarter or less"), (0.5, "up to half"), (0.75, "up to three quarters"), (1.0, "all but in time"))
PARTS_BEYOND = ((1.5, "up to 1.5 times"), (2.0, "up to twice"), (np.inf, "more than twice"))


@dataclass(frozen=True)
class Overrun:
    """What the words need beside the values."""

    taken: str
    allowed: str
    unit: str  # of the time that was taken
    by: str | None  # the column of the group of which most took too long


class OverrunFact(FactKind):
    """How long something took beside a column that says how long it may take."""

    name: ClassVar[str] = "overrun"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    is_news: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        for taken, allowed in _pairs(view):
            scale = _scale(view, taken, allowed)
            took, limit = _numbers(view, taken), scale * _numbers(view, allowed)
            known = ~np.isnan(took) & ~np.isnan(limit)
            over = known & (took > limit)
            if known.sum() >= MIN_ROWS and MIN_OVER * known.sum() <= over.sum() <= MAX_OVER * known.sum():
                yield _draft(view, taken, allowed, scale, over, known)
                return


def _pairs(view: View) -> list[tuple[Variable, Variable]]:
    """Times that were taken with those that were allowed: named alike first, then the subject's."""
    timed = [v for v in view.context.variables.values() if _is_time(view, v)]
    allowed = [v for v in timed if has_term(v.name, ALLOWED) and not v.is_duration]
    taken = [v for v in timed if not has_term(v.name, ALLOWED)]
    pairs = [(took, limit) for took, limit in product(taken, allowed) if _is_near(view, took, limit)]
    return sorted(pairs, key=lambda pair: (-_shared(*pair), pair[0].name != view.subject.column))


def _is_time(view: View, v: Variable) -> bool:
    """Whether a column holds how long something takes, in a unit that is known."""
    is_number = v.column.type is ColumnType.NUMERIC and not np.isnan(_numbers(view, v)).all()
    is_said = view.context.unit(v.name) in SECONDS or Topic.DURATION in topics(v.name) or has_term(v.name, ALLOWED)
    return is_number and is_said and _unit(view, v) is not None


def _numbers(view: View, v: Variable) -> np.ndarray:
    """The values of a column in the sample's rows, also of one with only two, which are groups; NaN where missing."""
    sample = view.context.sample
    grouping = sample.groupings.get(v.name)
    if v.name in sample.numbers or grouping is None:
        return sample.numbers.get(v.name, np.full(sample.size, np.nan))
    levels = np.array([*map(float, grouping.levels), np.nan])  # type: ignore[arg-type]
    return np.asarray(levels[grouping.codes])


def _unit(view: View, v: Variable) -> str | None:
    """The unit of a time, by what the column is measured in or by the last word of its name."""
    units = (view.context.unit(v.name), (words(v.name) or ("",))[-1])
    return next((unit for unit in units if unit in SECONDS), None)


def _scale(view: View, taken: Variable, allowed: Variable) -> float:
    """What turns a time that was allowed into the unit of one that was taken."""
    allowed_unit, taken_unit = (SECONDS[_unit(view, v) or "s"] for v in (allowed, taken))
    return allowed_unit / taken_unit


def _is_near(view: View, taken: Variable, allowed: Variable) -> bool:
    """Whether both are of about one size."""
    limit = _scale(view, taken, allowed) * float(np.nanmedian(_numbers(view, allowed)))
    sizes = (float(np.nanmedian(_numbers(view, taken))), limit)
    return min(sizes) > 0 and max(sizes) <= MAX_TIMES * min(sizes)


def _shared(taken: Variable, allowed: Variable) -> int:
    return len(set(words(taken.name)) & set(words(allowed.name)))


def _draft(view: View, taken: Variable, allowed: Variable, scale: float, over: np.ndarray, known: np.ndarray) -> Draft:
    worst = worst_group(view, taken.name, over, known)
    by = worst.column if worst else None
    t, limit = taken.sql, f"({scale!r} * {quote(allowed.name)})"
    condition, both = f"{t} > {limit}", f"{t} IS NOT NULL AND {limit} IS NOT NULL"
    columns = {
        "rows": f"count(*) FILTER ({both})",
        "over": f"count(*) FILTER ({condition})",
        "share": "over / nullif(rows, 0)",
        "beyond": f"avg({t} - {limit}) FILTER ({condition})",
        "middle": f"median({t} - {limit}) FILTER ({condition})",
    }
    if worst is not None:
        columns |= worst.counts("over", condition, among=both)
    return Draft(
        kind=OverrunFact.name,
        section="how_much",
        columns=view.columns(taken.name, allowed.name, by),
        n=int(known.sum()),
        query=proof_of(columns),
        worth=9.7,
        detail=Overrun(taken.name, allowed.name, _unit(view, taken) or "", by),
        claim=worst.picked(view).claim if worst else None,
        compares=worst is not None,
        plot=lambda _: _plot(view, taken, allowed, scale, known),
    )


def _plot(view: View, taken: Variable, allowed: Variable, scale: float, known: np.ndarray) -> Plot:
    """How many rows took which part of their time."""
    used = _numbers(view, taken)[known] / (scale * _numbers(view, allowed)[known])
    steps = [*PARTS, *PARTS_BEYOND]
    places = np.searchsorted([end for end, _ in steps], used)
    counts = np.bincount(np.minimum(places, len(steps) - 1), minlength=len(steps))
    return bars(
        [name for _, name in steps],
        counts,
        by=f"Part of {allowed.name}",
        shown="Rows",
        title=f"{taken.name} as a part of {allowed.name}",
        alt_text=f"Bar chart of the part of {allowed.name} that rows took.",
        marked=[name for _, name in PARTS_BEYOND],
    )
