"""The highest and lowest single values: which day, month or entity, and how far out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.plots.extremes import extremes_plot
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import of_largest, of_smallest, quote, select
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, TableKind


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


def _label(view: View) -> str | None:
    """The column that names single rows: the first one of words whose values are all different."""
    for v in view.context.variables.values():
        words = v.column.type in (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)
        if v.role in (Role.IDENTIFIER, Role.TEXT, Role.ENTITY) and words and v.column.distinct > 0.95 * view.row_count:
            return v.name
    return None
