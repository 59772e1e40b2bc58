"""The charts of two columns beside each other: points, and bars of one for each group of the other."""

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.context import Context
from pipeline.analysis.naming import label
from pipeline.sampling import sampled
from pipeline.story import Plot

MAX_POINTS = 1_500
MAX_MARKS = 11  # different values of two measures, whose points would lie on each other


def both_known(context: Context, first: str, second: str) -> tuple[np.ndarray, np.ndarray]:
    """The values of two measures in the sample's rows that have both."""
    x, y = context.sample.numbers[first], context.sample.numbers[second]
    both = ~(np.isnan(x) | np.isnan(y))
    return x[both], y[both]


def points(context: Context, first: str, second: str, fit: pd.DataFrame, fitted: str) -> Plot:
    """A point a row; ``fit`` (columns x and y) is drawn over them and called ``fitted``."""
    x, y = both_known(context, first, second)
    if max(len(np.unique(x)), len(np.unique(y))) <= MAX_MARKS and len(x) > MAX_MARKS**2:
        return crossed(context, first, second)
    shown = sampled(pd.DataFrame({"x": x, "y": y}), MAX_POINTS)
    return Plot(
        kind="scatter",
        title=f"{second} by {first}",
        frame=shown,
        x="x",
        y="y",
        x_label=first,
        y_label=second,
        alt_text=f"Scatter chart of {second} against {first}, with {fitted}.",
        x_unit=context.unit(first),
        y_unit=context.unit(second),
        fit=fit,
        total=rows_with_both(context, first, second, len(x)),
    )


def crossed(context: Context, first: str, second: str) -> Plot:
    """How many rows have each pair of values of two measures with few: their points would lie on each other."""
    a, b = context.sql(first), context.sql(second)
    frame = context.connection.execute(
        f"SELECT {a} AS x, {b} AS y, count(*) AS rows FROM data WHERE {a} IS NOT NULL AND {b} IS NOT NULL GROUP BY 1, 2"
    ).df()
    pairs = pd.MultiIndex.from_product([sorted(frame["x"].unique()), sorted(frame["y"].unique(), reverse=True)])
    whole = frame.set_index(["x", "y"])["rows"].reindex(pairs, fill_value=0).rename_axis(["x", "y"]).reset_index()
    return Plot(
        kind="heatmap",
        title=f"Number of rows by {first} and {second}",
        frame=whole.assign(x=[label(value) for value in whole["x"]], y=[label(value) for value in whole["y"]]),
        x="x",
        y="rows",
        x_label=first,
        y_label="Number of rows",
        alt_text=f"Heat table of the number of rows by {first} across and {second} downwards.",
        series="y",
    )


def rows_with_both(context: Context, first: str, second: str, sampled_rows: int) -> int:
    """How many rows of the table have both values."""
    if context.sample.complete:
        return sampled_rows
    known = f"{context.sql(first)} IS NOT NULL AND {context.sql(second)} IS NOT NULL"
    [[rows]] = context.connection.execute(f"SELECT count(*) FROM data WHERE {known}").fetchall()
    return int(rows)


def largest_groups(frame: pd.DataFrame, ends: tuple[object, object], most: int) -> pd.DataFrame:
    """Of groups in the order of their rows the first ``most`` with both ends, those of the highest value first."""
    chosen = frame["level"].isin(list(ends)) | (frame.index < most - 2)
    return frame[chosen].sort_values("value", ascending=False, kind="stable")


def bars_of_groups(
    frame: pd.DataFrame,
    by: str,
    name: str,
    shown: str,
    unit: str | None,
    ends: tuple[object, object],
    *,
    is_share: bool = False,
    total: int | None = None,
) -> Plot:
    """A bar for each ``level`` of ``frame``, as long as its ``value``; ``ends`` are marked, ``shown`` is what it is.

    ``total``: of how many groups these are some.
    """
    return bars(
        frame["level"],
        frame["value"],
        by=by,
        shown=name,
        alt_text=f"Bar chart of the {shown} for each {by}.",
        unit=unit,
        is_share=is_share,
        marked=ends,
        total=total,
    )
