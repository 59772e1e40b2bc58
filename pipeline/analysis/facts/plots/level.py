"""How much there is: the parts of an outcome or of a total, its calendar or course, the spread of a measure."""

from collections.abc import Iterator
from itertools import count

import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.histogram import histogram
from pipeline.analysis.sql import Row
from pipeline.story import Form, Plot, Reference

MIN_MONTHS = 24  # for a calendar
MIN_REST = 0.005  # of the rows: values that are not told one by one


def level_plot(view: View, target: Target, values: Row) -> Plot | None:
    """The chart of a level."""
    if target.form is Form.SHARE:
        return _outcome(view, target, values)
    if target.form is Form.MEAN or (target.form is Form.TOTAL and view.subject.time is None):
        return _spread(view, target, values)  # its headline tells the mean
    over_time = _months(view, target) or _course(view, target)
    return over_time if over_time is not None or target.form is Form.COUNT else _spread(view, target, values)


def _outcome(view: View, target: Target, values: Row) -> Plot:
    """A bar for each told value of the outcome; what is left makes one more."""
    told = [*_told_shares(target, values)]
    rest = 1 - sum(share for _, share in told)
    if rest > MIN_REST:
        levels = view.context.sample.groupings[target.name].levels
        others = [level for level in levels if level != target.value and level not in target.undecided]
        told.append((others[0] if len(others) == 1 else "other", rest))
    return bars(
        [level for level, _ in told],
        [100 * share for _, share in told],
        by=target.name,
        shown="Share of the rows decided" if target.undecided else "Share of the rows",
        title=f"Rows by {target.name}",
        alt_text=f"Bar chart of the share of rows with each {target.name}.",
        unit="%",
        is_share=True,
        marked=[target.value],
    )


def _told_shares(target: Target, values: Row) -> Iterator[tuple[object, float]]:
    """The outcome's share of the rows, then those of the other values that are told."""
    yield target.value, values.number("share")
    for i in count(1):
        if f"share_{i}" not in values or not values.known(f"share_{i}"):
            return
        yield values[f"level_{i}"], values.number(f"share_{i}")


def _spread(view: View, target: Target, values: Row) -> Plot | None:
    """The histogram of a measure, with its mean and its median."""
    if target.column is None or target.column not in view.context.profiles:
        return None
    plot = histogram(view.context, target.column, core=True)
    if not plot.frame["from"].min() <= values.number("mean") <= plot.frame["to"].max():
        plot = histogram(view.context, target.column)
    ends = [
        Reference(values[name], name, on_x=True)
        for name in ("mean", "median")
        if not target.is_net and values.known(name)
    ]
    if len(ends) == 2:
        span = float(plot.frame["to"].max() - plot.frame["from"].min())
        near = abs(values.number("mean") - values.number("median")) < 0.15 * span
        ends = ends[:1] if near else ends  # two labels would lie on each other
    return Plot(**(vars(plot) | {"references": tuple(ends)}))


def _months(view: View, target: Target) -> Plot | None:
    """A total or a count in each month of several years, as a calendar."""
    periods = view.periods
    if (
        periods is None
        or periods.finest not in {"day", "week", "month"}
        or (target.form is Form.TOTAL and target not in periods.targets)
    ):
        return None
    series = periods.series(target, "month")
    if len(series) < MIN_MONTHS:
        return None
    return Plot(
        kind="calendar",
        title=f"{target.label} by month",
        frame=pd.DataFrame({"month": series.index, "value": series.to_numpy(dtype=float)}),
        x="month",
        y="value",
        x_label=periods.column,
        y_label=target.label,
        alt_text=f"Calendar of the {target.label_inside} in each month.",
        y_unit=target.unit,
    )


def _course(view: View, target: Target) -> Plot | None:
    periods = view.periods
    if periods is None or (target.form is Form.TOTAL and target not in periods.targets):
        return None
    grain = periods.series_grain
    series = periods.series(target, grain)
    if len(series) < 2:
        return None
    return Plot(
        kind="line",
        title=f"{target.label} by {grain}",
        frame=pd.DataFrame({"time": series.index, "value": series.to_numpy(dtype=float)}),
        x="time",
        y="value",
        x_label=periods.column,
        y_label=target.label,
        alt_text=f"Line chart of the {target.label_inside} by {grain}.",
        y_unit=target.unit,
        from_zero=True,
    )


def contributions(names: list[str], totals: list[float], target: Target, by: str) -> Plot:
    """What groups add to a total or take from it, and the total."""
    rows = [*zip(names, totals, strict=True), ("Total", sum(totals))]
    return Plot(
        kind="waterfall",
        title=f"{target.label} by {by}",
        frame=pd.DataFrame(rows, columns=["level", "value"]),
        x="level",
        y="value",
        x_label=by,
        y_label=target.label,
        alt_text=f"Waterfall chart of what each {by} adds to the {target.label_inside}.",
        y_unit=target.unit,
    )
