"""Plots of the rows themselves: of many rows a sample that is in proportion to all of them."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.analysis.context import make_context
from pipeline.analysis.detectors.paradox import _points
from pipeline.analysis.facts.plots.extremes import extremes_plot
from pipeline.analysis.facts.view import View
from pipeline.analysis.pairs import MAX_POINTS, points
from pipeline.analysis.series.over_time import line
from pipeline.analysis.sql import Row
from pipeline.analysis.subject import find_subject
from pipeline.analysis.variables.time_axis import Grain
from pipeline.options import Options
from testing.truth.tables import table_of

NO_FIT = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})


def in_turn(rows: int) -> pd.DataFrame:
    """Four branches in turn, each with prices and visits of its own level; every second row is of two of them."""
    rng = np.random.default_rng(3)
    branch = np.arange(rows) % 4
    return pd.DataFrame(
        {
            "branch": np.array(["North", "South", "East", "West"])[branch],
            "price": (100 * branch + rng.uniform(0, 50, rows)).round(2),
            "visits": (1000 - 200 * branch + rng.uniform(0, 50, rows)).round(2),
            "label": [f"row {i} of all" for i in range(rows)],
        }
    )


@pytest.mark.parametrize("rows", [2_920, 24_000])
def test_a_scatter_shows_all_branches_in_proportion_and_how_many_rows_there_are(rows) -> None:
    plot = points(make_context(table_of(in_turn(rows)), Options()), "price", "visits", NO_FIT, "a line")
    assert (len(plot.frame), plot.total) == (MAX_POINTS, rows)
    shown = np.bincount((plot.frame["x"] // 100).astype(int), minlength=4)
    assert stats.chisquare(shown).pvalue > 1e-3
    assert stats.ks_2samp(plot.frame["x"], in_turn(rows)["price"]).pvalue > 0.01


def test_so_does_a_scatter_that_is_split_by_group() -> None:
    plot = _points(make_context(table_of(in_turn(6_000)), Options()), "price", "visits", "branch")
    counts = plot.frame["group"].value_counts()
    assert (set(counts.index), plot.total) == ({"North", "South", "East", "West"}, 6_000)
    assert stats.chisquare(counts).pvalue > 1e-3
    assert set(plot.fit["group"]) == {*counts.index, "all"} if plot.fit is not None else False


def test_so_does_a_strip_which_keeps_what_it_names() -> None:
    frame = in_turn(4_000)
    context = make_context(table_of(frame), Options())
    view = View.of(context, find_subject(context, "price"))
    ends = {
        "most_label": frame.loc[frame["price"].idxmax(), "label"],
        "least_label": frame.loc[frame["price"].idxmin(), "label"],
    }
    plot = extremes_plot(view, view.target, "label", Row(ends))
    assert plot is not None
    assert (len(plot.frame), plot.total) == (1_000, 4_000)
    assert set(plot.highlight) <= set(plot.frame["name"])
    assert stats.ks_2samp(plot.frame["value"], frame["price"]).pvalue > 0.01


def test_a_long_series_keeps_its_weekdays_in_proportion_and_its_peak() -> None:
    days = pd.date_range("2014-01-01", periods=3_500)  # thinned by two: every other day would do, every seventh not
    visits = 100 + 50 * (days.day_of_week.to_numpy() == 6) + np.random.default_rng(4).normal(0, 1, len(days))
    visits[1_234] = 900.0
    context = make_context(table_of(pd.DataFrame({"day": days, "visits": visits})), Options())
    assert context.time_axis is not None
    plot = line(context, context.time_axis, context.time_axis.series(context.variables["visits"], Grain.DAY))
    assert (len(plot.frame), plot.total, plot.counted) == (2_000, 3_500, "days")
    assert plot.frame["value"].max() == 900
    weekdays = pd.DatetimeIndex(plot.frame["time"]).day_of_week.value_counts()
    assert stats.chisquare(weekdays).pvalue > 1e-3


def test_two_measures_with_few_values_are_counted_instead() -> None:
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"a": rng.integers(1, 7, 500), "b": rng.integers(1, 7, 500), "c": rng.normal(size=500)})
    plot = points(make_context(table_of(frame), Options()), "a", "b", NO_FIT, "a line")
    assert (plot.kind, len(plot.frame), plot.frame["rows"].sum()) == ("heatmap", 36, 500)
    assert list(plot.frame["y"].unique()) == ["6", "5", "4", "3", "2", "1"]  # upwards
