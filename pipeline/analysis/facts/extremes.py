"""The highest and lowest single values: which day, month or entity, and how far out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.plots.extremes import extremes_plot
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import of_largest, of_smallest, quote, select
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, TableKind

MAX_OTHERS = 4
OF_OTHERS = 5.2  # worth: behind what rose and fell most, before the last year's
AT_END = 0.02  # of a series, beside its first and last moment


@dataclass(frozen=True)
class Extremes:
    """What the words need beside the values."""

    target: Target
    label: str | None  # the column that names a row
    grain: str | None  # of its date, where rows are a series
    month: bool  # whether the month with the highest total is told as well
    base: Target | None


class ExtremesFact(FactKind):
    """The highest single value of the subject, and of a rate the highest of single rows."""

    name: ClassVar[str] = "extremes"
    may_lead: ClassVar[bool] = False

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        yield from self._of_subject(view)
        yield from self._of_others(view)

    def _of_subject(self, view: View) -> Iterator[Draft]:
        target = view.target
        if target.form not in (Form.TOTAL, Form.MEAN) or view.row_count < 5:
            return
        periods = view.periods
        series = view.is_single_series and periods is not None
        label = None if series else _label(view)
        columns = {"most": f"max({target.sql})", "least": f"min({target.sql})"}
        grain, month = None, False
        if series and periods is not None:
            grain = periods.finest
            columns |= {
                "most_moment": of_largest(periods.expression, target.sql),
                "least_moment": of_smallest(periods.expression, target.sql),
            }
            month = periods.finest == "day" and target.form is Form.TOTAL and len(periods.frame("month")) >= 12
        elif label is not None:
            columns |= {
                "most_label": of_largest(quote(label), target.sql),
                "least_label": of_smallest(quote(label), target.sql),
            }
        base = view.measure(view.subject.base) if view.subject.base else None
        if base is not None:
            ratio = f"({target.sql} / nullif({base.sql}, 0))"
            columns |= {
                "ratio_most": f"max({ratio})",
                "ratio_value": of_largest(target.sql, ratio),
                "ratio_base": of_largest(base.sql, ratio),
                "ratio_mean": f"avg({ratio})",
            }
        if label is None and grain is None and base is None:
            return
        query = select(columns, where=f"{target.sql} IS NOT NULL")
        if month and periods is not None:
            inner = select(
                {"period": periods.sql("month"), "value": target.aggregate},
                where=f"{target.sql} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1",
            )
            best = select(
                {"most_month": of_largest("period", "value"), "month_value": "max(value)"}, f"({inner}) AS months"
            )
            query = f"SELECT * FROM ({query}) AS rows_, ({best}) AS by_month"
        late = view.subject.table in (TableKind.SERIES, TableKind.ENTITIES)
        yield Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(
                target.column,
                label or (periods.column if series and periods else None),
                view.subject.base if base else None,
            ),
            n=view.row_count,
            query=query,
            worth=4.0 if late else 1.0,
            detail=Extremes(target, label, grain, month, base),
            compares=False,
            plot=lambda values: extremes_plot(view, target, label, values, base),
        )

    def _of_others(self, view: View) -> Iterator[Draft]:
        """Of one series of several measures the peak and the trough of each other one that turned on the way."""
        periods = view.periods
        if view.subject.table is not TableKind.SERIES or not view.is_single_series or periods is None:
            return
        others = (view.measure(v.name) for v in view.measures if v.name not in (view.target.column, view.subject.base))
        turned = [target for target in others if _turns(view, target, periods.column)]
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


def _label(view: View) -> str | None:
    """The column that names single rows: the first one of words whose values are all different."""
    for v in view.context.variables.values():
        words = v.column.type in (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)
        if v.role in (Role.IDENTIFIER, Role.TEXT, Role.ENTITY) and words and v.column.distinct > 0.95 * view.row_count:
            return v.name
    return None
