"""What the charts of facts show: marks only where they may point at something, years as years."""

from datetime import datetime

import pandas as pd
import pytest

from pipeline.charts.kinds import CHARTS
from pipeline.charts.palette import HIGHLIGHT, MUTED
from pipeline.charts.stage import draw
from pipeline.story import Fact, Outline, Plot, Reference, Section, Verdict

YEARS = [datetime(year, 1, 1) for year in range(2015, 2019)]


def line(times, **more):
    frame = pd.DataFrame({"time": times, "value": [float(i) for i in range(len(times))]})
    return Plot("line", "Total by year", frame, "time", "value", "Year", "Total", "A line.", **more)


def bars(**more):
    frame = pd.DataFrame({"level": ["a", "b"], "value": [42.5, 7.0]})
    return Plot("bar", "Share", frame, "level", "value", "Group", "Share", "Bars.", **more)


def drawn(verdict):
    plot = bars(highlight=("a",))
    fact = Fact("a1", "split", "x", "y", (), {}, 10, "SELECT 1", 1.0, verdict=verdict, plot=plot)
    _, _, (chart,) = draw((fact,), (), Outline((), (Section("s", "S", ("a1",)),)), lambda _: None)
    return chart.figure["data"][0]["marker"]["color"]


@pytest.mark.parametrize("verdict", [None, Verdict.BEYOND_CHANCE])
def test_what_holds_is_highlighted(verdict):
    assert drawn(verdict) == [HIGHLIGHT, MUTED]


@pytest.mark.parametrize("verdict", [Verdict.UNDECIDED, Verdict.ALIKE, Verdict.UNTESTED])
def test_what_chance_could_have_done_is_not(verdict):
    assert len(set(drawn(verdict))) == 1


def test_a_few_years_have_a_tick_each_and_no_months_between():
    axis = CHARTS["line"].figure(line(YEARS))["layout"]["xaxis"]
    assert (axis["tickformat"], axis["dtick"]) == ("%Y", "M12")


@pytest.mark.parametrize(
    "times", [[datetime(2015, month, 1) for month in range(1, 5)], [datetime(y, 1, 1) for y in range(1900, 1980)]]
)
def test_months_and_many_years_are_left_to_plotly(times):
    assert "dtick" not in CHARTS["line"].figure(line(times))["layout"]["xaxis"]


def test_periods_that_a_fact_speaks_of_are_marked_on_the_line():
    drawn_line, marks, labels = CHARTS["line"].figure(
        line(YEARS, highlight=(YEARS[0].isoformat(), YEARS[3].isoformat()), y_unit="kg")
    )["data"]
    assert marks["x"] == ["2015-01-01", "2018-01-01"]
    assert (drawn_line["line"]["color"], marks["marker"]["color"]) == (MUTED, HIGHLIGHT)
    assert labels["text"] == ["<b>0 kg</b>", "<b>1 kg</b>", "<b>2 kg</b>", "<b>3 kg</b>"]  # of a few, each


def test_turning_points_say_when_and_how_much():
    months = [datetime(2015 + i // 12, 1 + i % 12, 1) for i in range(30)]
    (labels,) = CHARTS["line"].figure(line(months, highlight=(months[13].isoformat(),)))["data"][2:]
    assert labels["text"] == ["Feb 2016: <b>13</b>"]


@pytest.mark.parametrize("verdict", [Verdict.UNDECIDED, None])
def test_a_cut_that_chance_could_have_made_is_not_drawn(verdict):
    plot = line([1.0, 2.0, 3.0], references=(Reference(2.0, "from 2 on", on_x=True), Reference(1.0, "mean")))
    fact = Fact("a1", "band", "x", "y", (), {}, 10, "SELECT 1", 1.0, verdict=verdict, plot=plot)
    _, _, (chart,) = draw((fact,), (), Outline((), (Section("s", "S", ("a1",)),)), lambda _: None)
    labels = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert labels == (["from 2 on", "mean 1"] if verdict is None else ["mean 1"])
