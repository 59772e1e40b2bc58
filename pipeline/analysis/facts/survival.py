"""How long it takes until it happens, where it hasn't happened to all yet: who is still there after so long."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, logrank

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.proof import cells, proof_of, proof_of_cells
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, select
from pipeline.analysis.subject import counted_level, is_event, is_lasting, scalar
from pipeline.names import words
from pipeline.story import Plot, Scalar, TableKind

MIN_ROWS = 30
MIN_OF_GROUP = 20
MIN_SHARE = 0.02  # of the rows to which it has happened, and to which it hasn't
MAX_COLUMNS, MAX_GROUPS = 6, 8
MIN_APART = 0.05  # between the shares still there
UNITS = frozenset({"days", "weeks", "months", "years", "hours"})
TEST = "log-rank test of one group against the others, corrected"


@dataclass(frozen=True)
class Survival:
    """What the words need beside the values."""

    lasts: str  # the column of how long each row has been seen
    event: str
    value: Scalar  # of those to whom it happened
    unit: str | None
    by: str | None = None
    groups: int = 0  # that are told, those who stay longest first


@dataclass(frozen=True)
class _Times:
    """How long each row has been seen, and whether it happened then."""

    lasts: str
    event: str
    value: Scalar
    times: np.ndarray
    happened: np.ndarray
    horizon: float  # after which it is asked who is still there

    @property
    def known(self) -> np.ndarray:
        """The rows with a time."""
        return np.asarray(~np.isnan(self.times))


class SurvivalFact(FactKind):
    """The estimate of Kaplan and Meier (1958, J. Am. Stat. Assoc. 53), of all rows and in the groups that differ most.

    A mean of the durations misleads where some go on: it leaves out how much longer. The estimate misleads where those
    that are no longer seen would have fared otherwise than the others.
    """

    name: ClassVar[str] = "survival"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        seen = None if view.subject.table in (TableKind.PANEL, TableKind.SERIES) else _times(view)
        if seen is None or view.subject.column not in (seen.lasts, seen.event):
            return
        if "tenure" not in words(seen.lasts):  # of customers a trait like others, told by bands and splits
            yield from self._of_seen(view, seen)

    def _of_seen(self, view: View, seen: _Times) -> Iterator[Draft]:
        yield self._of_all(view, seen)
        found = [draft for group in view.groups[:MAX_COLUMNS] if (draft := self._by_group(view, seen, group))]
        yield from sorted(found, key=lambda draft: -draft.worth)[:2]

    def _of_all(self, view: View, seen: _Times) -> Draft:
        e, t = view.context.sql(seen.event), view.context.sql(seen.lasts)
        columns = _curve_columns(seen) | {
            "rows": "max(rows)",
            "events": "max(events)",
            "still": "rows - events",
            "horizon": repr(seen.horizon),
        }
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(seen.lasts, seen.event),
            n=int(seen.known.sum()),
            query=proof_of(columns, _curve(t, e, seen.value, "NULL")),
            worth=9.4,
            detail=Survival(seen.lasts, seen.event, seen.value, _unit(view, seen.lasts)),
            compares=False,
            plot=lambda _: _plot(view, seen, None, ()),
        )

    def _by_group(self, view: View, seen: _Times, group: Group) -> Draft | None:
        """Who stays longer; None of a column that doesn't split the rows, or splits them by the outcome."""
        large = _large(seen, group)
        if group.column in (seen.event, seen.lasts) or not 2 <= len(large) <= MAX_GROUPS:
            return None
        smallest = min(_logrank_p(seen, group, place) for place in large) * len(large)
        shares = {place: _left(seen, group.codes == place) for place in large}
        ordered = sorted(large, key=lambda place: -shares[place])
        apart = shares[ordered[0]] - shares[ordered[-1]]
        levels = [group.levels[place] for place in ordered]
        e, t = view.context.sql(seen.event), view.context.sql(seen.lasts)
        by_level = select(
            {"level": "level"} | _curve_columns(seen),
            _curve(t, e, seen.value, group.sql),
            where="level IS NOT NULL GROUP BY 1",
        )
        columns = cells(levels, ("left_then", "half")) | {"horizon": f"max(0) + {seen.horizon!r}"}
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(seen.lasts, seen.event, group.column),
            n=int(seen.known.sum()),
            query=proof_of_cells(columns, ("left_then", "half"), f"({by_level}) AS by_level"),
            worth=7.0 + 3 * apart,
            detail=Survival(seen.lasts, seen.event, seen.value, _unit(view, seen.lasts), group.column, len(levels)),
            claim=Claim(TEST, min(1.0, smallest), apart >= MIN_APART),
            plot=lambda _: _plot(view, seen, group, ordered),
        )


def _times(view: View) -> _Times | None:
    """The table's column of how long, and the one that says whether it has happened."""
    names = _columns(view)
    if names is None:
        return None
    lasting, event = names
    grouping = view.context.sample.groupings[event]
    highest = max(grouping.levels, key=lambda level: float(str(level))) if _are_numbers(grouping.levels) else None
    value = counted_level(grouping) if highest is None else scalar(highest)
    times = np.where(grouping.codes >= 0, view.context.sample.numbers[lasting], np.nan)
    happened = grouping.codes == grouping.levels.index(value)
    known = ~np.isnan(times)
    share = happened[known].mean() if known.sum() >= MIN_ROWS else 0.0
    if not MIN_SHARE <= share <= 1 - MIN_SHARE or times[known].min() < 0:
        return None
    return _Times(lasting, event, value, times, happened, _round(float(np.median(times[known]))))


def _columns(view: View) -> tuple[str, str] | None:
    """How long, and whether it has happened, by their names."""
    numbers, groupings = view.context.sample.numbers, view.context.sample.groupings
    lasting = next(filter(is_lasting, numbers), None)
    event = next((n for n, g in groupings.items() if n != lasting and is_event(n, g.levels)), None)
    return None if lasting is None or event is None else (lasting, event)


def _unit(view: View, name: str) -> str | None:
    """The column's unit, or the one that its name says: months active."""
    return view.context.unit(name) or next((word for word in words(name) if word in UNITS), None)


def _are_numbers(levels: tuple[object, ...]) -> bool:
    """Whether an event is coded: 1 of 0 and 1, 2 of 1 and 2, as numbers or as their digits."""
    return all(not isinstance(level, bool) and str(level).replace(".", "", 1).isdecimal() for level in levels)


def _round(size: float) -> float:
    """A number to ask for: a year of months, else one with a single digit."""
    if not size:
        return 0.0
    if 9 <= size < 20:
        return 12.0
    return float(f"{size:.0e}")


def _large(seen: _Times, group: Group) -> list[int]:
    """The places of the groups with enough rows."""
    inside = seen.known & (group.codes >= 0)
    sizes = np.bincount(group.codes[inside], minlength=len(group.levels))
    return [int(place) for place in np.flatnonzero(sizes >= MIN_OF_GROUP)]


def _censored(seen: _Times, rows: np.ndarray) -> CensoredData:
    rows = rows & seen.known
    return CensoredData(uncensored=seen.times[rows & seen.happened], right=seen.times[rows & ~seen.happened])


def _logrank_p(seen: _Times, group: Group, place: int) -> float:
    """P-value of a group against all others; 1 where it happened to neither."""
    here, others = group.codes == place, (group.codes >= 0) & (group.codes != place)
    if not (seen.happened & here & seen.known).any() or not (seen.happened & others & seen.known).any():
        return 1.0
    p_value = float(logrank(_censored(seen, here), _censored(seen, others)).pvalue)
    return p_value if np.isfinite(p_value) else 1.0


def _course(seen: _Times, rows: np.ndarray) -> pd.Series:
    """The share still there behind each time."""
    rows = rows & seen.known
    by_time = pd.DataFrame({"rows": 1.0, "events": seen.happened[rows].astype(float)}).groupby(seen.times[rows]).sum()
    at_risk = by_time["rows"][::-1].cumsum()[::-1]
    return (1 - by_time["events"] / at_risk).cumprod()


def _left(seen: _Times, rows: np.ndarray) -> float:
    """The share still there after the time that is asked for."""
    course = _course(seen, rows)
    before = course[course.index <= seen.horizon]
    return float(before.iloc[-1]) if len(before) else 1.0


def _curve(t: str, e: str, value: Scalar, level: str) -> str:
    """SQL: one row a group and time, with the share still there behind it."""
    happened = f"count(*) FILTER ({e} = {literal(value)})"
    inner = select(
        {"level": level, "t": t, "seen": "count(*)", "happened": happened},
        where=f"{t} IS NOT NULL AND {e} IS NOT NULL GROUP BY 1, 2",
    )
    at_risk = (
        "SELECT *, sum(seen) OVER (PARTITION BY level ORDER BY t DESC) AS at_risk, sum(seen) OVER () AS rows, "
        f"sum(happened) OVER () AS events FROM ({inner}) AS cells"
    )
    left = "product(1 - happened / at_risk) OVER (PARTITION BY level ORDER BY t) AS share_left"
    return f"(SELECT *, {left} FROM ({at_risk}) AS counted) AS curve"


def _curve_columns(seen: _Times) -> dict[str, str]:
    """SQL: when half are gone, NULL where they never are, and who is there after the time that is asked for."""
    return {
        "half": "min(t) FILTER (share_left <= 0.5)",
        "left_then": f"coalesce(min(share_left) FILTER (t <= {seen.horizon!r}), 1.0)",
    }


def _plot(view: View, seen: _Times, group: Group | None, places: tuple[int, ...] | list[int]) -> Plot:
    """The share still there, over the time."""
    parts = [("", seen.known)] if group is None else [(str(group.levels[p]), group.codes == p) for p in places]
    frames = []
    for name, rows in parts:
        course = _course(seen, rows)
        frames.append(pd.DataFrame({"time": course.index, "value": 100 * course.to_numpy(), "level": name}))
    return Plot(
        kind="line",
        title=f"Share still there by {seen.lasts}",
        frame=pd.concat(frames, ignore_index=True),
        x="time",
        y="value",
        x_label=seen.lasts,
        y_label="Share still there",
        alt_text=f"Line chart of the share still there by {seen.lasts}.",
        series=None if group is None else "level",
        x_unit=view.context.unit(seen.lasts),
        y_unit="%",
        is_share=True,
        from_zero=True,
    )
