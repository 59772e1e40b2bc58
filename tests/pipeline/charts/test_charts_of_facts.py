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


@pytest.mark.parametrize(
    ("times", "ticks"),
    [
        (YEARS, ["2015", "2016", "2017", "2018"]),
        ([datetime(y, 1, 1) for y in range(1900, 1980)], ["1900", "1916", "1932", "1948", "1964"]),
        ([datetime(2020 + q // 4, 1 + 3 * (q % 4), 1) for q in range(6)], ["Q1<br>2020", "Q3", "Q1<br>2021"]),
        ([datetime(2020, month, 1) for month in range(1, 5)], ["Jan<br>2020", "Feb", "Mar", "Apr"]),
    ],
)
def test_periods_have_ticks_by_their_own_names_and_none_between(times, ticks):
    assert CHARTS["line"].figure(line(times))["layout"]["xaxis"]["ticktext"] == ticks


def test_days_are_left_to_plotly():
    axis = CHARTS["line"].figure(line([datetime(2020, 1, day) for day in range(1, 30)]))["layout"]["xaxis"]
    assert "tickvals" not in axis


def test_periods_that_a_fact_speaks_of_are_marked_on_the_line():
    drawn_line, marks, labels = CHARTS["line"].figure(
        line(YEARS, highlight=(YEARS[0].isoformat(), YEARS[3].isoformat()), y_unit="kg")
    )["data"]
    assert marks["x"] == ["2015-01-01", "2018-01-01"]
    assert (drawn_line["line"]["color"], marks["marker"]["color"]) == (MUTED, HIGHLIGHT)
    assert labels["text"] == ["<b>0</b>", "<b>1</b>", "<b>2</b>", "<b>3</b>"]  # of a few, each; the axis names the unit


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


def test_values_beside_each_other_are_rounded_as_in_the_text_of_a_fact():
    frame = pd.DataFrame({"level": ["a", "b", "c"], "value": [106.25, 64.71, 11.34]})
    plot = Plot("bar", "Time", frame, "level", "value", "Group", "Time", "Bars.", y_unit="hours")
    fact = Fact("a1", "split", "x", "y", (), {}, 10, "SELECT 1", 1.0, plot=plot)
    _, _, (chart,) = draw((fact,), (), Outline((), (Section("s", "S", ("a1",)),)), lambda _: None)
    assert chart.figure["data"][0]["text"] == ["106", "65", "11"]  # the unit stands in the subtitle
    assert chart.subtitle == "Time, in hours"
    assert chart.figure["data"][0]["customdata"][1] == ["b", "65 hours"]
