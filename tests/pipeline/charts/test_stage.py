import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from pipeline import wording
from pipeline.charts import CHARTS, draw, stage
from pipeline.charts.stage import MAX_FIGURE_BYTES, kind_for, make_chart, size_bytes
from pipeline.contents import OVERVIEW
from pipeline.story import Outline, Reference, Section
from tests.pipeline.charts.plots import HOSTILE, finding, monthly, of_each_kind, plot


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [s for item in value.values() for s in strings(item)]
    if isinstance(value, list):
        return [s for item in value for s in strings(item)]
    return [value] if isinstance(value, str) else []


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in names_in(item)}
    return {name for item in value for name in names_in(item)} if isinstance(value, list) else set()


def test_there_is_a_plot_here_for_each_kind():
    assert set(of_each_kind()) == set(CHARTS)
    assert all(kind.label for kind in CHARTS.values())


@pytest.mark.parametrize("kind", CHARTS)
class TestEachKind:
    def test_is_drawn_as_itself_and_known_to_plotly(self, kind):
        shown = of_each_kind()[kind]
        assert kind_for(shown) == kind
        figure = CHARTS[kind].figure(shown)
        assert figure["data"]
        go.Figure(figure)  # raises where a property or value is unknown

    def test_is_plain_json_without_template_text_color_or_background(self, kind):
        figure = CHARTS[kind].figure(of_each_kind()[kind])
        assert json.loads(json.dumps(figure, allow_nan=False)) == figure
        assert "template" not in figure["layout"]
        assert "font" not in names_in(figure)  # but for labels that lie on a colour: insidetextfont
        assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"
        assert "bdata" not in json.dumps(figure)

    def test_names_from_a_file_are_no_markup(self, kind):
        shown = of_each_kind()[kind]
        hostile = replace(shown, x_label=HOSTILE, y_label=HOSTILE, x_unit="<i>", y_unit="%{x}")
        for text in strings(CHARTS[kind].figure(hostile)):
            assert "<img" not in text
            assert "<i>" not in text
            assert "%{x}" not in text

    def test_values_that_are_not_there_leave_gaps(self, kind):
        shown = of_each_kind()[kind]
        frame = shown.frame.assign(**{shown.y: [np.nan, *shown.frame[shown.y].astype(float)[1:]]})
        json.dumps(CHARTS[kind].figure(replace(shown, frame=frame)), allow_nan=False)


def test_all_points_that_are_shown_get_a_chart_and_others_up_to_twelve():
    shown = plot("line", monthly(), "month", "sales")
    findings = (finding(0, None), *(finding(n, shown, f"**sales** rose, {n}") for n in range(1, 21)))
    reported: list[float] = []
    _, drawn, charts = draw((), findings, Outline(), reported.append)
    assert [f.chart_id for f in drawn] == [None, *(c.chart_id for c in charts), *[None] * 8]
    assert len({c.chart_id for c in charts}) == len(charts) == 12
    assert reported == sorted(reported)
    assert reported[-1] == 1.0
    outline = Outline(sections=(Section("s", "S", tuple(f.id for f in findings[:16])),))
    assert [f.chart_id is None for f in draw((), findings, outline, lambda _: None)[1]] == [
        True,
        *[False] * 15,
        *[True] * 5,
    ]


def test_a_chart_says_what_its_point_says_what_it_shows_and_its_values():
    shown = plot("bar", pd.DataFrame({"g": ["a", "b"], "v": [1234.5, 2]}), "g", "v", y_label="Total price (€)")
    _, _, (chart,) = draw(
        (), (finding(1, shown, "**price** is highest where **g** is **a** \\$"),), Outline(), lambda _: None
    )
    assert chart.title == "price is highest where g is a $"
    assert chart.subtitle == "V by g, in €"
    assert chart.alt_text == "v by g. a €1,234 and b €2."
    assert chart.table is not None
    assert chart.table.columns == ("g", "Total price (€)")
    assert chart.table.rows == (("a", "€1,234"), ("b", "€2"))
    assert chart.note == ""


def test_shares_are_rounded_as_in_texts():
    shown = plot("bar", pd.DataFrame({"g": ["a", "b"], "v": [12.34, 1.04]}), "g", "v", y_unit="%", is_share=True)
    _, _, (chart,) = draw((), (finding(1, shown),), Outline(), lambda _: None)
    assert chart.figure["data"][0]["text"] == ["12%", "1.0%"]
    assert chart.table is not None
    assert chart.table.rows == (("a", "12%"), ("b", "1.0%"))


def test_bars_of_a_finding_may_be_as_fine_as_its_headline():
    shown = plot("bar", pd.DataFrame({"g": ["a", "b"], "v": [2310.5, 628.5]}), "g", "v", y_unit=None, is_compared=True)
    _, _, (chart,) = draw((), (finding(1, shown),), Outline(), lambda _: None)
    assert chart.figure["data"][0]["text"] == wording.amounts([2310.5, 628.5]) == ["2,310", "629"]


def test_an_overview_is_drawn_besides():
    shown = of_each_kind()["distributions"]
    _, _, (chart,) = draw((), (), Outline(), lambda _: None, shown)
    assert (chart.chart_id, chart.title, chart.subtitle) == (OVERVIEW, shown.title, "")


def test_charts_come_in_the_order_of_the_outline_the_lead_first():
    shown = plot("line", monthly(), "month", "sales")
    findings = tuple(finding(n, shown) for n in range(1, 15))
    ids = [f.id for f in findings]
    outline = Outline(lead=(ids[5],), sections=(Section("how_much", "How much", (ids[13], ids[5])),))
    _, drawn, _ = draw((), findings, outline, lambda _: None)
    by_id = {f.id: f.chart_id for f in drawn}
    assert (by_id[ids[5]], by_id[ids[13]], by_id[ids[0]]) == ("chart-1", "chart-2", "chart-3")
    assert by_id[ids[12]] is None


def test_nothing_to_draw():
    empty = plot("bar", pd.DataFrame({"a": [], "b": []}), "a", "b")
    assert draw((), (finding(1, None), finding(2, empty)), Outline(), lambda _: None)[2] == ()
    assert draw((), (), Outline(), lambda _: None) == ((), (), ())


@pytest.mark.parametrize(
    ("kind", "frame"),
    [
        ("pie", pd.DataFrame({"x": ["a", "b"], "y": [1, 2]})),  # too few parts
        ("pie", pd.DataFrame({"x": list("abcdefgh"), "y": range(1, 9)})),  # too many
        ("pie", pd.DataFrame({"x": ["a", "b", "c"], "y": [1, -2, 3]})),  # no parts of a whole
        ("line", pd.DataFrame({"x": ["a"], "y": [1]})),
        ("histogram", pd.DataFrame({"x": [0.0, 1.0], "y": [1, 2]})),
        ("heatmap", pd.DataFrame({"x": ["a", "b"], "y": [1, 2]})),
        ("interval", pd.DataFrame({"x": ["a", "b"], "y": [1, 2]})),
    ],
)
def test_what_a_kind_cannot_tell_is_told_by_bars(kind, frame):
    _, _, (chart,) = draw((), (finding(1, plot(kind, frame, "x", "y")),), Outline(), lambda _: None)
    assert chart.kind == "bar"
    assert chart.figure["data"][0]["type"] == "bar"


def test_a_figure_stays_under_its_limit_and_says_how_much_it_shows():
    size = 2_000
    names = [f"{n} " + "long name " * 20 for n in range(size)]
    frame = pd.DataFrame({"x": np.linspace(0, 1, size), "y": np.linspace(1e6, 2e6, size), "s": names})
    for shown in (
        plot("scatter", frame, "x", "y", x_label="l" * 99, total=9_000),
        plot("line", frame.assign(s="one"), "x", "y", series="s"),
        plot("bar", frame, "s", "y"),
    ):
        _, _, (chart,) = draw((), (finding(1, shown),), Outline(), lambda _: None)
        assert size_bytes(chart.figure) <= MAX_FIGURE_BYTES == 200_000
        assert "of 9,000 rows shown" in chart.note or shown.total is None


def test_what_is_left_out_of_a_large_figure_is_in_proportion(monkeypatch):
    monkeypatch.setattr(stage, "MAX_FIGURE_BYTES", 20_000)
    branch = np.arange(1_600) % 4  # in turn: every second row is of two branches
    shown = plot("scatter", pd.DataFrame({"x": branch, "y": np.arange(1_600) // 4}), "x", "y")
    chart = stage.make_chart("c", shown, "t")
    counts = np.bincount(chart.figure["data"][0]["x"], minlength=4)
    assert counts.min() > 0.15 * counts.sum()
    assert chart.note == f"{counts.sum():,} of 1,600 rows shown"


def test_what_is_heard_is_as_fine_as_the_labels():
    frame = pd.DataFrame({"g": ["California", "New York", "Texas"], "v": [76_381.39, 74_038.55, -25_729.36]})
    shown = plot("bar", frame, "g", "v", is_compared=True, references=(Reference(13_258.4, "mean"),))
    chart = make_chart("chart-1", shown, "said")
    labels = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert labels == ["76,400", "74,000", "−25,700", "- - mean 13,300"]
    assert chart.alt_text.endswith(
        "California 76,400, New York 74,000 and Texas −25,700. Lines for comparison: mean 13,300."
    )


def test_both_values_of_a_dumbbell_are_heard():
    ends = pd.DataFrame({"g": ["Oman", "Chad"], "1952": [37.578, 38.092], "2007": [75.64, 50.651]})
    shown = plot("dumbbell", ends, "g", "2007", low="1952", high="2007")
    assert "1952 to 2007: Oman 37.6 to 75.6 and Chad 38.1 to 50.7" in make_chart("chart-1", shown, "said").alt_text
