"""What is missing: by group, by column, or by month where cases are still open."""

import numpy as np

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import decided
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import WorstGroup
from pipeline.analysis.sql import Row, quote
from pipeline.story import Plot, Reference, Scalar

MIN_ROWS = 10
MAX_BARS = 20
MIN_COLUMNS = 2


def missing_plot(view: View, name: str, worst: WorstGroup | None, values: Row) -> Plot | None:
    """The share of gaps in each group, or beside those of the other columns."""
    overall = 100 * values.number("share")
    if worst is None:
        return _by_column(view, name)
    return _by_group(view.group(worst.column), name, view.context.sample.missing[name], worst.level, overall)


def _by_group(group: Group, name: str, missing: np.ndarray, level: Scalar, overall: float) -> Plot:
    inside = group.codes >= 0
    n = np.bincount(group.codes[inside], minlength=len(group.levels))
    gaps = np.bincount(group.codes[inside], missing[inside], len(group.levels))
    shown = [i for i in np.argsort(-gaps / np.maximum(n, 1), kind="stable") if n[i] >= MIN_ROWS][:MAX_BARS]
    return bars(
        [group.levels[i] for i in shown],
        [100 * gaps[i] / n[i] for i in shown],
        by=group.column,
        shown=f"Rows without {name}",
        alt_text=f"Bar chart of the share of rows without {name} for each {group.column}.",
        unit="%",
        is_share=True,
        marked=[level],
        references=[Reference(overall, "all rows")],
        total=int((n >= MIN_ROWS).sum()),
    )


def _by_column(view: View, name: str) -> Plot | None:
    shares = {column: 100 * float(gaps.mean()) for column, gaps in view.context.sample.missing.items() if gaps.any()}
    ranked = sorted(shares, key=lambda column: -shares[column])
    shown = [column for column in ranked if column in view.context.variables][:MAX_BARS]
    if name not in shown:
        return None
    is_alone = len(shown) < MIN_COLUMNS
    return bars(
        ["with a value", "without"] if is_alone else shown,
        [100 - shares[name], shares[name]] if is_alone else [shares[column] for column in shown],
        by="Column",
        shown="Share of the rows",
        title=f"Rows by whether {name} is there" if is_alone else "Rows without a value by column",
        alt_text="Bar chart of the share of rows without a value in each column that misses some.",
        unit="%",
        is_share=True,
        marked=["without" if is_alone else name],
    )


def open_plot(view: View, periods: Periods, begin: str, end: str) -> Plot | None:
    """The share of cases that are still open, by the month in which they began."""
    b, e = quote(begin), decided(quote(end), view.target.undecided)
    grain = periods.series_grain
    frame = view.context.connection.execute(
        f"SELECT date_trunc('{grain}', {b}) AS time, 100 * avg(CAST({e} IS NULL AS INTEGER)) AS share FROM data "
        f"WHERE {b} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).df()
    if len(frame) < 2:
        return None
    cut = periods.settled
    what = "Open cases" if view.target.undecided else f"Cases without {end}"
    return Plot(
        kind="line",
        title=f"{what} by {grain} of {begin}",
        frame=frame,
        x="time",
        y="share",
        x_label=begin,
        y_label=what,
        alt_text=f"Line chart of the share of {wording.lowered(what)} by {grain} of {begin}.",
        y_unit="%",
        is_share=True,
        from_zero=True,
        references=() if cut is None else (Reference(cut.isoformat(), "told up to here", on_x=True),),
    )
