"""The highest and lowest single values: which day, month or entity, and how far out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.extremes import extremes_plot
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import nth_largest, of_largest, of_smallest, quote, select
from pipeline.analysis.subject.vocabulary import CONTESTANTS, CONTESTED
from pipeline.names import words
from pipeline.story import Fact, Form, TableKind

MIN_MONTHS = 12  # of which the best is told
MAX_OTHERS = 4
OF_OTHERS = 5.2  # worth: behind what rose and fell most, before the last year's
AT_END = 0.02  # of a series, beside its first and last moment
LISTED = (TableKind.ENTITIES, TableKind.EXPERIMENT)  # tables of things, many or few
MIN_NAMED = 12  # rows with a name, of which more than the first and the last are told
RUNNERS_UP = 2
OF_COMPANION = 3.4  # worth, behind the subject's own
MORE_OF_RANKING = 8.0


@dataclass(frozen=True)
class Extremes:
    """What the words need beside the values."""

    target: Target
    label: str | None  # the column that names a row
    grain: str | None  # of its date, where rows are a series
    month: bool  # whether the month with the highest total is told as well
    base: Target | None
    next: int = 0  # rows behind the first one that are named
    is_ranking: bool = False  # of players and teams: who leads is what its table asks first


class ExtremesFact(FactKind):
    """The highest single value of the subject, and of a rate the highest of single rows."""

    name: ClassVar[str] = "extremes"

    def leads(self, fact: Fact) -> bool:
        """See :meth:`FactKind.leads`: where several are told by names, no numbers."""
        first = str(fact.values.get("most_label"))
        return bool(fact.detail.next) and not any(map(str.isdecimal, first))

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        yield from self._of_subject(view)
        yield from self._of_others(view)
        if view.row_order.label is not None and view.subject.table in LISTED and view.target.form is not Form.SHARE:
            for place, companion in enumerate(view.companions):
                drafts = self._of_subject(view.about(companion))
                yield from (replace(draft, worth=OF_COMPANION - 0.1 * place) for draft in drafts)

    def _of_subject(self, view: View) -> Iterator[Draft]:
        target = view.target
        if target.form not in (Form.TOTAL, Form.MEAN) or target.is_net or view.row_count < 5:
            return
        periods = view.periods if view.is_single_series else None
        label = view.row_order.label if periods is None else None
        base = view.measure(view.subject.base) if view.subject.base else None
        if label is None and periods is None and base is None:
            return
        grain = None if periods is None else periods.finest
        columns = {"most": f"max({target.sql})", "least": f"min({target.sql})"}
        columns |= _where(target, label, periods) | _of_base(target, base)
        behind = _behind(view, label)
        columns |= _next(target, label, behind)
        months = periods if _has_months(target, periods) else None
        late = view.subject.table in (TableKind.SERIES, *LISTED)
        yield Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(
                target.column,
                label or (periods.column if periods else None),
                view.subject.base if base else None,
            ),
            n=view.row_count,
            query=_query(target, columns, months),
            worth=(4.0 if late else 1.0) + MORE_OF_RANKING * _is_ranking(view, label),
            detail=Extremes(target, label, grain, months is not None, base, behind, _is_ranking(view, label)),
            compares=False,
            plot=lambda values: extremes_plot(view, target, label, values, base),
        )

    def _of_others(self, view: View) -> Iterator[Draft]:
        """Of one series of several measures the peak and the trough of each other one that turned on the way."""
        periods = view.periods
        if view.subject.table is not TableKind.SERIES or not view.is_single_series or periods is None:
            return
        own = {view.target.column, view.subject.base}
        others = (target for target in periods.targets if target.column not in own)
        turned = [target for target in others if target.form is not Form.COUNT and _turns(view, target, periods.column)]
        for place, target in enumerate(turned[:MAX_OTHERS]):
            moments = {
                "most_moment": of_largest(periods.expression, target.sql),
                "least_moment": of_smallest(periods.expression, target.sql),
            }
            columns = {"most": f"max({target.sql})", "least": f"min({target.sql})"} | moments
            yield Draft(
                kind=self.name,
                section="who_where",
                columns=view.columns(target.column, periods.column),
                n=view.row_count,
                query=select(columns, where=f"{target.sql} IS NOT NULL"),
                worth=OF_OTHERS - 0.1 * place,
                detail=Extremes(target, None, periods.finest, month=False, base=None),
                compares=False,
                plot=lambda values, target=target: extremes_plot(view, target, None, values, None),  # type: ignore[misc]
            )


def _turns(view: View, target: Target, time: str) -> bool:
    """Whether a measure's highest or lowest value lies apart from both ends of the series."""
    values, moments = view.values(target), view.context.sample.times.get(time)
    if moments is None or not view.context.sample.complete:
        return False
    course = values[np.argsort(moments, kind="stable")]
    course = course[~np.isnan(course)]
    margin = max(1, int(AT_END * len(course)))
    places = (int(course.argmax()), int(course.argmin())) if len(course) > 2 * margin else ()
    return any(margin <= place < len(course) - margin for place in places)


def _where(target: Target, label: str | None, periods: Periods | None) -> dict[str, str]:
    """SQL: when the largest and the smallest value were, or whose they are."""
    if periods is not None:
        at, name = periods.expression, "moment"
    elif label is not None:
        at, name = quote(label), "label"
    else:
        return {}
    return {f"most_{name}": of_largest(at, target.sql), f"least_{name}": of_smallest(at, target.sql)}


def _is_ranking(view: View, label: str | None) -> bool:
    """Whether rows are players or teams, by their names' column or by what they are counted by."""
    if label is None or view.subject.table not in LISTED:
        return False
    return not (CONTESTANTS.isdisjoint(words(label)) and CONTESTED.isdisjoint(words(view.target.name)))


def _behind(view: View, label: str | None) -> int:
    """How many rows are told by name behind the first one."""
    return RUNNERS_UP if label is not None and view.row_count >= MIN_NAMED else 0


def _next(target: Target, label: str | None, behind: int) -> dict[str, str]:
    """SQL: the rows behind the first one, ``next_1`` and whose it is, and what the last but one has."""
    if label is None or not behind:
        return {}
    columns = {"last_but_one": f"min({target.sql}, 2)[2]"}
    for place in range(1, behind + 1):
        value, name = nth_largest(place + 1, target.sql, quote(label))
        columns |= {f"next_{place}": value, f"next_{place}_label": name}
    return columns


def _of_base(target: Target, base: Target | None) -> dict[str, str]:
    """SQL: the largest part of what the subject is a part of."""
    if base is None:
        return {}
    ratio = f"({target.sql} / nullif({base.sql}, 0))"
    return {
        "ratio_most": f"max({ratio})",
        "ratio_value": of_largest(target.sql, ratio),
        "ratio_base": of_largest(base.sql, ratio),
        "ratio_mean": f"avg({ratio})",
    }


def _has_months(target: Target, periods: Periods | None) -> bool:
    """Whether a total of days is told by its best month, too."""
    if periods is None or periods.finest != "day" or target.form is not Form.TOTAL:
        return False
    return len(periods.frame("month")) >= MIN_MONTHS and periods.per(target, "month") is None


def _query(target: Target, columns: Mapping[str, str], months: Periods | None) -> str:
    """The ends of single values, and beside them the best of the ``months``."""
    query = select(dict(columns), where=f"{target.sql} IS NOT NULL")
    return query if months is None else f"SELECT * FROM ({query}) AS rows_, ({_best_month(target, months)}) AS by_month"


def _best_month(target: Target, periods: Periods) -> str:
    """SQL: the month with the largest total."""
    inner = select(
        {"period": periods.sql("month"), "value": target.aggregate},
        where=f"{target.sql} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1",
    )
    return select({"most_month": of_largest("period", "value"), "month_value": "max(value)"}, f"({inner}) AS months")
