"""What each kind of chart shows."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from pipeline.charts import CHARTS
from pipeline.charts.palette import HIGHLIGHT, MUTED, contrast
from pipeline.charts.stage import make_chart
from pipeline.colors import on_dark
from pipeline.story import Reference
from tests.pipeline.charts.plots import by_region, monthly, of_each_kind, plot


def figure(shown):
    return CHARTS[shown.kind].figure(shown)


def test_a_line_over_time_has_dates_gaps_and_formatted_hover_texts():
    drawn = figure(plot("line", monthly(), "month", "sales", y_unit="$"))
    line, labels = drawn["data"]
    assert line["x"][:2] == ["2024-01-01", "2024-02-01"]
    assert line["y"] == [10, 12.5, None, 16, 19.25, 21]
    assert line["customdata"][1:3] == [["&#36;12.50"], ["no value"]]
    assert line["hovertemplate"].startswith("%{x|%B %Y}<br>")
    assert labels["text"][:2] == ["<b>&#36;10</b>", "Feb 2024: <b>&#36;12.50</b>"]  # the axis begins with January
    assert drawn["layout"]["xaxis"]["type"] == "date"
    assert drawn["layout"]["yaxis"]["title"]["text"] == "sales (&#36;)"


def test_moments_the_finding_speaks_of_are_marked():
    march = pd.Timestamp("2024-04-01")
    _, marks, _ = figure(plot("line", monthly(), "month", "sales", highlight=(march,)))["data"]
    assert (marks["x"], marks["y"], marks["marker"]["color"]) == (["2024-04-01"], [16], HIGHLIGHT)


def test_the_highlighted_series_lies_on_top_in_the_accent_and_is_named_at_its_end():
    drawn = figure(of_each_kind()["line"])
    assert [(t["name"], t["line"]["color"]) for t in drawn["data"]] == [("South", MUTED), ("North", HIGHLIGHT)]
    name, beside = drawn["layout"]["annotations"]
    assert name["text"].endswith("<b>North</b>")
    assert beside["text"].endswith("South")
    assert (name["x"], name["y"]) == ("2024-06-01", 21)
    assert not drawn["layout"]["showlegend"]


def test_names_at_line_ends_keep_their_distance():
    frame = pd.concat([monthly().assign(region=name) for name in "abc"])
    labels = figure(plot("line", frame, "month", "sales", series="region"))["layout"]["annotations"]
    assert [label["yshift"] for label in labels] == [-32, -16, 0]  # all end at the top


def test_at_most_eight_series_are_drawn_the_named_one_among_them():
    shown = plot("line", by_region(tuple("abcdefghij")), "month", "sales", series="region", highlight=("j",))
    drawn = figure(shown)
    assert sorted(trace["name"] for trace in drawn["data"]) == list("abcdefgj")
    assert len(drawn["layout"]["annotations"]) == 8
    assert not drawn["layout"]["showlegend"]


def test_a_line_over_names_keeps_their_order():
    frame = pd.DataFrame({"step": ["seen", "asked", "bought"], "people": [9, 5, 2]})
    drawn = figure(plot("line", frame, "step", "people"))
    assert drawn["layout"]["xaxis"]["ticktext"] == ["seen", "asked", "bought"]
    assert drawn["data"][0]["x"] == [0, 1, 2]


@pytest.mark.parametrize(
    ("names", "values", "shown"),
    [
        (["a", "b", "c"], [1, 3, 2], ["b", "c", "a"]),
        (["Other", "a", "b"], [9, 1, 3], ["b", "a", "Other"]),
        (["Mon", "Tue", "Wed"], [1, 3, 2], ["Mon", "Tue", "Wed"]),
        (["March", "April"], [1, 3], ["March", "April"]),
        (["0–10", "10–20", "over 20"], [1, 3, 2], ["0–10", "10–20", "over 20"]),
        ([2021, 2022, 2023], [1, 3, 2], ["2021", "2022", "2023"]),
    ],
)
def test_bars_stand_largest_first_unless_their_names_have_an_order(names, values, shown):
    drawn = figure(plot("bar", pd.DataFrame({"n": names, "v": values}), "n", "v"))
    assert drawn["layout"]["xaxis"]["ticktext"] == shown


def test_bars_with_long_names_lie_down_with_the_largest_on_top():
    frame = pd.DataFrame({"n": ["a rather long name", "b"], "v": [1, 3]})
    drawn = figure(plot("bar", frame, "n", "v", highlight=("b",)))
    (bars,) = drawn["data"]
    assert (bars["orientation"], bars["x"], bars["y"]) == ("h", [3, 1], [0, 1])
    assert drawn["layout"]["yaxis"]["range"] == [1.5, -0.5]  # from the top
    assert bars["marker"]["color"] == [HIGHLIGHT, MUTED]
    assert bars["text"] == ["3", "1"]


def test_bars_start_at_zero():
    axis = figure(plot("bar", pd.DataFrame({"n": ["a", "b"], "v": [100, 101]}), "n", "v"))["layout"]["yaxis"]
    assert axis["range"][0] == 0
    assert axis["range"][1] > 101


def test_grouped_bars_have_one_trace_a_series():
    drawn = figure(
        plot("bar", by_region().assign(month=lambda f: f["month"].dt.strftime("%b")), "month", "sales", series="region")
    )
    assert [trace["name"] for trace in drawn["data"]] == ["North", "South"]
    assert drawn["data"][1]["y"][0] == 20
    assert "North" in drawn["layout"]["annotations"][0]["text"]


def test_a_scatter_shows_the_fitted_line_above_its_points():
    points, line = figure(of_each_kind()["scatter"])["data"]
    assert (points["mode"], line["mode"]) == ("markers", "lines")
    assert line["x"] == [1, 9]
    assert points["customdata"][0] == ["&#36;1", "90"]


def test_a_histogram_places_each_bar_between_its_edges():
    drawn = figure(of_each_kind()["histogram"])
    (bars,) = drawn["data"]
    assert bars["x"] == [5, 15, 25]
    assert bars["width"] == pytest.approx([9.6, 9.6, 9.6])
    assert bars["customdata"][1] == ["10 kg to 20 kg", "9"]


def test_ranges_with_too_few_rows_to_see_get_a_dot():
    frame = pd.DataFrame({"left": [0, 1, 2, 3], "right": [1, 2, 3, 4], "rows": [1000, 0, 3, 4]})
    _, dots = figure(plot("histogram", frame, "left", "rows", x_end="right"))["data"]
    assert (dots["x"], dots["y"], dots["customdata"]) == ([2.5], [0], [["2 to 3", "3"]])


def test_a_histogram_of_dates():
    edges = pd.to_datetime(["2024-01-01", "2024-01-03", "2024-01-05"])
    frame = pd.DataFrame({"from": edges[:2], "to": edges[1:], "rows": [4, 2]})
    (bars,) = figure(plot("histogram", frame, "from", "rows", x_end="to"))["data"]
    assert bars["x"] == ["2024-01-02", "2024-01-04"]
    assert bars["width"] == pytest.approx([2 * 86_400_000 * 0.96] * 2)


def test_a_donut_goes_from_large_to_small_with_the_rest_last():
    (parts,) = figure(of_each_kind()["pie"])["data"]
    assert parts["values"] == [9, 5, 3, 20]
    assert parts["hole"] > 0
    assert parts["text"][-1] == "Other<br>54%"


def test_a_heatmap_has_a_cell_for_each_pair():
    drawn = figure(of_each_kind()["heatmap"])
    (cells,) = drawn["data"]
    assert cells["z"] == [[3, 5], [-2, None]]
    assert (cells["zmin"], cells["zmax"]) == (-5, 5)  # two-sided around zero
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["3", "5", "−2"]


def test_an_interval_is_a_line_with_a_point():
    drawn = figure(of_each_kind()["interval"])
    assert drawn["data"][0]["x"] == [8, 9, 11]
    assert drawn["layout"]["yaxis"]["ticktext"][:2] == ["b", "a"]


def test_the_hours_of_a_day_pass_from_left_to_right_with_some_of_their_names():
    frame = pd.DataFrame({"n": [f"{hour}:00" for hour in range(24)], "v": range(24)})
    drawn = figure(plot("bar", frame, "n", "v"))
    assert drawn["data"][0]["orientation"] == "v"
    assert [name for name in drawn["layout"]["xaxis"]["ticktext"] if name] == ["0:00", "6:00", "12:00", "18:00"]


def test_a_bar_that_dwarfs_the_others_is_cut_and_keeps_its_value():
    frame = pd.DataFrame({"n": ["a", "b", "c"], "v": [1000, 10, 9]})
    shown = plot("bar", frame, "n", "v")
    drawn = figure(shown)
    (bars,) = drawn["data"]
    assert bars["y"] == [13.5, 10, 9]
    assert bars["text"] == ["1,000", "10", "9"]
    assert len(drawn["layout"]["shapes"]) == 1
    assert "cut short" in CHARTS["bar"].remark(shown)
    assert not CHARTS["bar"].remark(plot("bar", frame.assign(v=[70, 10, 9]), "n", "v"))


@pytest.mark.parametrize(
    ("values", "marked", "said"),
    [
        ([0.2, 0.2, 0.1, 0.0, 0.0], ("b", "e"), "Level with b: a. Level with e: d"),
        ([0.2, 0.1, 0.1, 0.1, 0.0], ("a", "c"), ""),
        ([3, 1, 1, 1, 1], ("a", "e"), "Level with e: b, c and d"),
        ([1, 1, 1, 1, 1], ("a", "e"), ""),
        ([3, 3, 1, 1, 1], ("c", "d", "e"), ""),
    ],
)
def test_what_is_level_with_an_end_that_is_set_apart_is_said(values, marked, said):
    shown = plot("bar", pd.DataFrame({"n": list("abcde"), "v": values}), "n", "v", highlight=marked)
    assert CHARTS["bar"].remark(shown) == said


def test_a_scale_of_powers_of_ten_where_a_few_values_dwarf_all_others():
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0, 5000.0], "y": [1.0, 2.0, 3.0, 4.0, 5.0]})
    layout = figure(plot("scatter", frame, "x", "y"))["layout"]
    assert (layout["xaxis"]["type"], layout["yaxis"]["type"]) == ("log", "linear")
    assert layout["xaxis"]["title"]["text"] == "x, log scale"
    assert "1,000" in layout["xaxis"]["ticktext"]


def test_ranges_reach_beyond_their_bars_and_labels_beyond_the_ranges():
    frame = pd.DataFrame({"n": ["a", "b"], "v": [4.0, 2.0], "low": [3.0, 1.0], "high": [6.0, 2.5]})
    drawn = figure(plot("bar", frame, "n", "v", low="low", high="high"))
    bars, over = drawn["data"]
    for trace in (bars, over):
        assert (trace["error_y"]["array"], trace["error_y"]["arrayminus"]) == ([2, 0.5], [1, 1])
    assert (over["x"], over["y"]) == (bars["x"], bars["y"])
    assert [(label["text"], label["y"]) for label in drawn["layout"]["annotations"]] == [("4", 6), ("2", 2.5)]


@pytest.mark.parametrize("shown", ["light", "dark"])
@pytest.mark.parametrize("lying", [True, False])
def test_whiskers_are_legible_on_each_bar_and_beyond_it(shown, lying):
    names = ["a rather long name", "another long name"] if lying else ["a", "b"]
    frame = pd.DataFrame({"n": names, "v": [4.0, 2.0], "low": [3.0, 1.0], "high": [6.0, 2.5]})
    drawn = figure(plot("bar", frame, "n", "v", low="low", high="high", highlight=(names[0],)))
    bars, over = (on_dark(drawn) if shown == "dark" else drawn)["data"]
    halo, whisker = (trace["error_x" if lying else "error_y"] for trace in (bars, over))
    assert contrast(halo["color"], whisker["color"]) > 7
    assert halo["thickness"] >= whisker["thickness"] + 2
    assert all(contrast(color, halo["color"]) > 3 for color in bars["marker"]["color"])


@pytest.mark.parametrize("line", [1.99, 2.05, 2.1])
def test_no_line_strikes_out_the_label_of_a_bar(line):
    frame = pd.DataFrame({"n": ["a", "b"], "v": [4.0, 2.0]})
    labels = figure(plot("bar", frame, "n", "v", references=(Reference(line, "mean"),)))["layout"]["annotations"]
    far, near = labels[0], labels[1]
    px = (near["yshift"] - 3) / ((380 - 96) / 4.48)  # its foot in the axis' units
    assert far["yshift"] == 3
    assert 2 + px >= line - 0.01


def test_lines_pass_behind_points_and_their_labels_and_before_bars():
    upright = (Reference(3, "mean"),)
    frame = pd.DataFrame({"n": ["a", "b"], "v": [4.0, 2.0]})
    (behind,) = figure(plot("strip", frame, "n", "v", references=upright))["layout"]["shapes"]
    (before,) = figure(plot("bar", frame, "n", "v", references=upright))["layout"]["shapes"]
    assert behind["layer"] == "below"
    assert "layer" not in before


def test_a_line_of_reference_has_its_value():
    shape = figure(
        plot("bar", pd.DataFrame({"n": ["a", "b"], "v": [4, 2]}), "n", "v", references=(Reference(3, "mean"),))
    )["layout"]
    assert (shape["shapes"][0]["y0"], shape["shapes"][0]["y1"], shape["shapes"][0]["xref"]) == (3, 3, "paper")
    assert [each["text"] for each in shape["annotations"]] == ["4", "2", "- - mean 3"]


def test_a_reference_for_a_stretch_lies_over_a_muted_line():
    lines = (Reference(12.0, "before:", start="2024-01-01T00:00:00", end="2024-03-01T00:00:00"),)
    drawn = figure(plot("line", monthly(), "month", "sales", references=lines))
    assert drawn["data"][0]["line"]["color"] == MUTED
    assert (drawn["layout"]["shapes"][0]["x0"], drawn["layout"]["shapes"][0]["x1"]) == ("2024-01-01", "2024-03-01")
    assert drawn["layout"]["annotations"][0]["text"] == "before: 12"


def test_a_dumbbell_labels_both_values_on_the_sides_away_from_each_other():
    frame = pd.DataFrame({"n": ["a", "b"], "2001": [1.0, 9.0], "2002": [5.0, 4.0]})
    _, first, last = figure(plot("dumbbell", frame, "n", "2002", low="2001", high="2002"))["data"]
    assert (first["text"], last["text"]) == ([" 1 ", " 9 "], [" 5 ", " 4 "])
    assert first["textposition"] == ["middle left", "middle right"]
    assert last["textposition"] == ["middle right", "middle left"]


def test_small_multiples_share_a_scale_unless_it_would_flatten_some():
    shown = plot("multiples", by_region(("a", "b", "c")), "month", "sales", series="region", highlight=("b",))
    layout = figure(shown)["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis3"]["range"]
    assert [note["text"] for note in layout["annotations"]] == ["a<br>10 → 21", "<b>b</b><br>20 → 42", "c<br>30 → 63"]
    assert not CHARTS["multiples"].remark(shown)
    far = shown.frame.assign(sales=lambda f: f["sales"].where(f["region"] != "c", f["sales"] * 100))
    assert CHARTS["multiples"].remark(replace(shown, frame=far)) == "Each on a scale of its own"


def test_a_slope_names_each_group_with_both_of_its_values():
    frame = monthly().iloc[[0, 5]]
    frame = pd.concat([frame.assign(region=name, sales=frame["sales"] * k) for k, name in enumerate(["a", "b"], 1)])
    drawn = figure(plot("slope", frame, "month", "sales", series="region", highlight=("b",)))
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["10", "<b>20</b>", "21 a", "<b>42 b</b>"]
    assert drawn["layout"]["xaxis"]["ticktext"] == ["January 2024", "June 2024"]


def test_a_waterfall_goes_on_where_the_bar_before_ended_and_ends_with_the_total():
    frame = pd.DataFrame({"n": ["a", "b", "Total"], "v": [10.0, -4.0, 6.0]})
    bars, labels = figure(plot("waterfall", frame, "n", "v"))["data"]
    assert (bars["base"], bars["x"]) == ([0, 10, 0], [10, -4, 6])
    assert labels["x"] == [10, 10, 6]


def test_stacked_answers_are_labelled_where_there_is_room_and_named_above():
    frame = pd.DataFrame({"i": ["q"] * 3, "a": ["no", "maybe", "yes"], "s": [4.0, 46.0, 50.0]})
    drawn = figure(plot("stacked", frame, "i", "s", series="a", is_share=True))
    assert [trace["text"] for trace in drawn["data"]] == [[""], ["46%"], ["50%"]]
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["no", "maybe", "yes"]
    assert drawn["layout"]["barmode"] == "stack"


def test_a_pareto_says_from_where_on_four_fifths_are_held():
    frame = pd.DataFrame({"n": list("abcd"), "v": [50, 35, 10, 5]})
    drawn = figure(plot("pareto", frame, "n", "v", fit=frame.assign(v=[50.0, 85.0, 95.0, 100.0])))
    assert drawn["data"][2]["text"] == ["<b>the first 2 hold 85%</b>"]
    assert drawn["data"][1]["yaxis"] == "y2"


def test_a_strip_names_what_the_point_speaks_of():
    rest, marked = figure(of_each_kind()["strip"])["data"]
    assert (len(rest["x"]), marked["x"], marked["text"]) == (3, [9], ["<b>&nbsp;&nbsp;b: 9&nbsp;&nbsp;</b>"])


def test_names_on_a_strip_stand_below_each_other():
    frame = pd.DataFrame({"n": list("abcd"), "v": [9.0, 8.9, 8.8, 1.0]})
    _, marked = figure(plot("strip", frame, "n", "v", highlight=("a", "b", "c")))["data"]
    assert marked["y"] == pytest.approx([-0.31, 0.0, 0.31])
    assert set(marked["textposition"]) == {"middle left"}


def test_a_point_that_is_spoken_of_is_marked_and_says_its_values():
    frame = pd.DataFrame({"bill": [7.25, 20.0, 50.0], "tip": [5.15, 3.0, 9.0]})
    rest, named = figure(plot("scatter", frame, "bill", "tip", highlight=(7.25, 5.15)))["data"]
    assert (rest["marker"]["color"], named["marker"]["color"]) == (MUTED, HIGHLIGHT)
    assert (named["x"], named["y"]) == ([7.25], [5.15])
    assert named["text"] == ["<b>tip 5.15<br>bill 7.25</b>"]


def test_a_calendar_of_days_has_a_row_a_weekday_and_one_of_months_a_row_a_year():
    drawn = figure(of_each_kind()["calendar"])
    assert drawn["layout"]["yaxis"]["ticktext"] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert drawn["data"][0]["z"][1][:2] == [1, 8]  # Tuesday 2 and 9 January 2024
    months = pd.DataFrame({"m": pd.date_range("2022-01-01", periods=24, freq="MS"), "v": range(24)})
    drawn = figure(plot("calendar", months.assign(v=months["v"] * 1000), "m", "v"))
    assert drawn["layout"]["yaxis"]["ticktext"] == ["2022", "2023"]
    assert drawn["data"][0]["z"][1][11] == 23_000
    (note,) = drawn["layout"]["annotations"]
    assert note["text"] == "Highest: <b>23,000</b>, December 2023<br>Lowest: <b>0</b>, January 2022"
    assert [(frame["x0"], frame["y0"]) for frame in drawn["layout"]["shapes"]] == [(10.52, 0.54), (-0.48, -0.46)]


def test_a_label_that_the_line_would_cross_on_both_sides_leaves_its_date_to_the_axis():
    months = pd.DataFrame({"m": pd.date_range("2024-02-01", periods=9, freq="MS")})
    for last, said in ((24.7, "<b>24.7</b>"), (40.0, "Oct 2024: <b>40</b>")):  # before it a peak and troughs, or lower
        ys = [21.0, 21.1, 19.5, 31.9, 19.5, 21.3, 26.6, 21.4, last]
        drawn = figure(plot("line", months.assign(v=ys), "m", "v"))
        assert drawn["data"][-1]["text"][-1] == said


def test_groups_in_a_split_scatter_have_lines_named_at_their_ends():
    drawn = figure(of_each_kind()["split_scatter"])
    lines = [trace for trace in drawn["data"] if trace["mode"] == "lines+text"]
    assert [line["text"][-1] for line in lines][::2] == ["<b>a</b>", "<b>all together</b>"]
    assert [line["line"]["dash"] for line in lines] == ["solid", "solid", "dash"]


def test_cells_that_a_point_speaks_of_are_framed():
    shown = plot("heatmap", of_each_kind()["heatmap"].frame, "hour", "visits", series="day", highlight=("9", "Mon"))
    drawn = figure(shown)
    (frame,) = drawn["layout"]["shapes"]
    assert (frame["x0"], frame["y0"], frame["line"]["color"]) == (0.52, -0.46, HIGHLIGHT)
    assert drawn["layout"]["annotations"][1]["text"] == "<b>5</b>"


def test_cells_of_too_few_rows_stay_blank_and_are_counted_out():
    frame = pd.DataFrame({"c": ["x", "y", "x", "y"], "r": ["a", "a", "b", "b"], "v": [1.0, None, 3.0, 4.0]})
    shown = plot("heatmap", frame, "c", "v", series="r")
    assert [note["text"] for note in figure(shown)["layout"]["annotations"]] == ["1", "3", "4"]
    assert CHARTS["heatmap"].drawn(shown) == 3
    assert CHARTS["heatmap"].remark(shown) == "The others are too small to tell"


def test_two_columns_of_a_heat_table_have_room_for_their_names():
    frame = pd.DataFrame({"c": ["10 and more", "under 10"], "r": ["a", "a"], "v": [1, 2]})
    axis = figure(plot("heatmap", frame, "c", "v", series="r"))["layout"]["xaxis"]
    assert axis["ticktext"] == ["10 and more", "under 10"]


@pytest.mark.parametrize(("low", "palest"), [(2048, 2048 - 0.25 * 891), (100, 0)])
def test_months_far_above_zero_can_be_told_apart(low, palest):
    months = pd.DataFrame({"m": pd.date_range("2022-01-01", periods=24, freq="MS"), "v": [low, *[2500] * 22, 2939]})
    assert figure(plot("calendar", months, "m", "v"))["data"][0]["zmin"] == pytest.approx(palest)


def test_a_range_that_reaches_below_zero_leaves_no_room_for_labels_there():
    frame = pd.DataFrame({"n": ["a", "b"], "v": [5.0, 0.02], "low": [4.0, -0.01], "high": [6.0, 0.05]})
    axis = figure(plot("bar", frame, "n", "v", low="low", high="high"))["layout"]["yaxis"]
    assert axis["range"][0] == -0.01


def test_a_unit_in_words_stands_below_the_title_and_not_at_every_bar():
    frame = pd.DataFrame({"n": ["a rather long name", "b"], "v": [1.5, 3.0]})
    (bars,) = figure(plot("bar", frame, "n", "v", y_unit="percentage points"))["data"]
    assert bars["text"] == ["3", "1.5"]
    (bars,) = figure(plot("bar", frame, "n", "v", y_unit="hours"))["data"]
    assert bars["text"] == ["3 hours", "1.5 hours"]


def test_the_title_of_an_axis_is_as_long_as_a_phones_chart_and_breaks():
    label = "Number of calendar days between receipt and notice"
    axis = figure(plot("line", monthly(), "month", "sales", y_label=label, y_unit="days"))["layout"]["yaxis"]
    assert axis["title"]["text"] == "Number of calendar days between<br>receipt and notice (days)"


def test_a_long_word_is_cut_on_its_own_line():
    frame = pd.DataFrame({"n": ["ReferredToSecretaryOfStateForAVeryLongReasonIndeed", "b"], "v": [1, 3]})
    assert figure(plot("bar", frame, "n", "v"))["layout"]["yaxis"]["ticktext"] == ["b", "ReferredToSecretaryOf…"]


def test_a_label_that_would_reach_beyond_the_axis_turns_the_other_way():
    years = pd.DataFrame(
        {"m": pd.date_range("2019-01-01", periods=6, freq="YS"), "v": [1.47e6, 1.53e6, 1.59e6, 1.65e6, 1.81e6, 1.86e6]}
    )
    labels = figure(plot("line", years, "m", "v", y_unit="€"))["data"][-1]
    assert labels["textposition"][1] == "bottom right"  # the line rises: below it, to the right
    assert labels["textposition"][4] == "top left"


def test_a_long_name_above_a_small_chart_has_two_lines():
    rows = [("The material was easy to follow", answer, 5) for answer in ("yes", "no")]
    frame = pd.DataFrame(rows, columns=["column", "value", "rows"])
    (title,) = figure(plot("distributions", frame, "value", "rows", series="column"))["layout"]["annotations"]
    assert title["text"] == "<b>The material was easy to<br>follow</b>"


@pytest.mark.parametrize("more", [{"low": "low", "high": "high"}, {"references": (Reference(85.8, "all tickets"),)}])
def test_a_bar_with_a_range_or_beside_a_line_is_never_cut(more):
    frame = pd.DataFrame({"n": list("abc"), "v": [201.0, 14, 4.9], "low": [190.0, 13, 4], "high": [215.0, 15, 6]})
    shown = plot("bar", frame, "n", "v", **more)
    assert figure(shown)["data"][0]["y"] == [201, 14, 4.9]
    assert CHARTS["bar"].remark(shown) == ""
    assert CHARTS["bar"].remark(plot("bar", frame, "n", "v"))


def test_columns_and_rows_of_a_heat_table_without_any_value_are_left_out():
    cells = pd.DataFrame({"x": ["a", "b", "c"] * 2, "row": ["n"] * 3 + ["s"] * 3, "v": [1.0, None, 2.0, *[None] * 3]})
    drawn = figure(plot("heatmap", cells, "x", "v", series="row"))
    assert (drawn["layout"]["xaxis"]["ticktext"], drawn["layout"]["yaxis"]["ticktext"]) == (["a", "c"], ["n"])
    assert drawn["data"][0]["z"] == [[1, 2]]


def test_names_below_narrow_columns_turn():
    axis = figure(of_each_kind()["heatmap"])["layout"]["xaxis"]
    assert "tickangle" not in axis
    assert axis["autotickangles"] == [0, 45, 90]


@pytest.mark.parametrize(("values", "orientation"), [([1_632_500.0] * 4, "h"), ([1.5e6, 2e6], "v"), ([16.0] * 4, "v")])
def test_bars_lie_down_where_their_values_have_no_room_side_by_side(values, orientation):
    frame = pd.DataFrame({"n": list("abcd")[: len(values)], "v": values})
    (bars,) = figure(plot("bar", frame, "n", "v"))["data"]
    assert bars["orientation"] == orientation


@pytest.mark.parametrize(
    ("values", "unit", "from_zero"),
    [([1_790.0, 2_310.0], None, True), ([17.9, 23.1], "°C", False), ([17.9, 23.1, 18.0, 21.0], None, False)],
)
def test_two_points_are_not_parted_by_a_cut_axis(values, unit, from_zero):
    frame = pd.DataFrame({"year": pd.date_range("2011-01-01", periods=len(values), freq="YS"), "v": values})
    axis = figure(plot("line", frame, "year", "v", y_unit=unit))["layout"]["yaxis"]
    assert (axis.get("rangemode") == "tozero") is from_zero
    assert (axis["tickvals"][0] == 0) is from_zero


def test_moments_below_small_charts_side_by_side_stand_on_two_lines():
    drawn = figure(of_each_kind()["multiples"])
    assert drawn["layout"]["xaxis"]["ticktext"] == ["Jan<br>2024", "Jun<br>2024"]


def test_the_label_of_a_loss_does_not_touch_its_name():
    frame = pd.DataFrame({"n": ["a rather long name", "Tables"], "v": [55_600.0, -17_700.0]})
    low, high = figure(plot("bar", frame, "n", "v"))["layout"]["xaxis"]["range"]
    assert (-17_700 - low) / (high - low) * 230 > 7 * len("−17,700")  # px of a phone beside the names


def test_labels_of_a_line_from_zero_do_not_lie_on_each_other():
    frame = pd.DataFrame({"m": pd.date_range("2024-01-01", periods=6, freq="MS"), "v": [776, 798, 888, 886, 833, 882]})
    *_, labels = figure(plot("line", frame, "m", "v", from_zero=True))["data"]
    below = [x for x, side in zip(labels["x"], labels["textposition"], strict=True) if side.startswith("bottom")]
    above = [x for x, side in zip(labels["x"], labels["textposition"], strict=True) if side.startswith("top")]
    for side in (below, above):
        months = [int(x[5:7]) for x in side]
        assert all(later - earlier >= 2 for earlier, later in pairwise(months))


def test_both_ends_of_a_short_line_say_their_values_first():
    frame = pd.DataFrame({"m": pd.date_range("2024-01-01", periods=6, freq="MS"), "v": [908, 918, 785, 797, 923, 811]})
    *_, labels = figure(plot("line", frame, "m", "v", from_zero=True))["data"]
    assert [labels["x"][0], labels["x"][-1]] == ["2024-01-01", "2024-06-01"]


def test_a_dumbbell_leaves_room_for_its_labels_beside_long_names():
    ends = pd.DataFrame({"n": ["Queen Elizabeth University Hospital", "Bexley"], "a": [76.8, 83.7], "b": [78.0, 85.8]})
    axis = figure(plot("dumbbell", ends, "n", "b", low="a", high="b"))["layout"]["xaxis"]
    low, high = axis["range"]
    assert (76.8 - low) / (high - low) * (300 - 7.2 * len("University Hospital")) > 11 + 7.2 * len("76.8")
    assert axis["title"]["text"] == ""


def test_months_of_days_and_weeks_stand_above_their_year():
    days = pd.DataFrame({"d": pd.date_range("2024-01-03", periods=200, freq="D"), "v": range(200)})
    axis = figure(plot("line", days, "d", "v"))["layout"]["xaxis"]
    assert axis["tickformatstops"] == [{"dtickrange": ["M1", "M6"], "value": "%b\n%Y"}]


def test_of_the_hours_along_a_line_some_are_named():
    frame = pd.DataFrame({"hour": [f"{hour}:00" for hour in range(24)], "v": range(24)})
    names = figure(plot("line", frame, "hour", "v"))["layout"]["xaxis"]["ticktext"]
    assert [name for name in names if name] == ["0:00", "6:00", "12:00", "18:00"]
    assert len(names) == 24


@pytest.mark.parametrize(("peak", "side"), [(79, "left"), (50, "center"), (22, "center")])
def test_the_label_of_a_peak_near_the_right_end_turns_to_the_inside(peak, side):
    moments = pd.date_range("2024-01-01", periods=101, freq="h")
    frame = pd.DataFrame({"at": moments, "v": [1.0 + (i == peak) for i in range(101)]})
    *_, labels = figure(plot("line", frame, "at", "v", highlight=(moments[peak].isoformat(),)))["data"]
    assert labels["textposition"] == [f"top {side}"]


def test_levels_of_stretches_have_their_names_within_the_chart():
    frame = pd.DataFrame({"at": pd.date_range("2024-01-01", periods=10, freq="D"), "v": [1.0] * 5 + [2.0] * 5})
    lines = (
        Reference(1.0, "before:", start="2024-01-01T00:00:00", end="2024-01-05T00:00:00"),
        Reference(2.0, "after:", start="2024-01-06T00:00:00", end="2024-01-10T00:00:00"),
    )
    shape = figure(plot("line", frame, "at", "v", references=lines))["layout"]
    assert shape["xaxis"]["range"] == ["2024-01-01", "2024-01-10"]  # no label widens it
    assert [(label["x"], label["xanchor"]) for label in shape["annotations"]] == [
        ("2024-01-01", "left"),
        ("2024-01-10", "right"),
    ]


def test_a_last_value_that_the_line_would_cross_stands_behind_it():
    frame = pd.DataFrame(
        {
            "m": pd.date_range("2023-09-01", periods=8, freq="MS"),
            "v": [662_000, 570_000, 563_000, 618_000, 642_000, 565_000, 676_000, 633_000],
        }
    )
    drawn = figure(plot("line", frame, "m", "v"))
    *_, labels = drawn["data"]
    assert (labels["textposition"][-1], labels["text"][-1]) == ("middle right", "<b>633,000</b>")
    assert drawn["layout"]["margin"]["r"] == 24 + 7 * 7


def test_a_label_with_its_date_leaves_room_for_others_at_its_height():
    moments = pd.date_range("2006-01-01", periods=120, freq="MS")
    heights = [100.0] * 25 + [120.0] + [90.0] * 74 + [121.0] + [130.0] * 19
    marked = (moments[25].isoformat(), moments[100].isoformat())
    *_, labels = figure(plot("line", pd.DataFrame({"m": moments, "v": heights}), "m", "v", highlight=marked))["data"]
    assert labels["text"] == ["<b>120</b>", "<b>121</b>"]


def test_januaries_alone_are_called_by_their_years():
    months = pd.DataFrame({"m": pd.date_range("2006-01-01", periods=120, freq="MS"), "v": range(120)})
    axis = figure(plot("line", months, "m", "v"))["layout"]["xaxis"]
    assert axis["ticktext"] == ["2006", "2008", "2010", "2012", "2014"]


def test_the_cells_of_a_heat_table_have_one_last_digit():
    cells = pd.DataFrame({"x": ["a", "b"] * 2, "row": ["n", "n", "s", "s"], "v": [4.5, 12.1, 4.2, 7.2]})
    shown = plot("heatmap", cells, "x", "v", series="row", is_compared=True)
    notes = figure(shown)["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["4.5", "12.1", "4.2", "7.2"]
    assert "n: a 4.5 and b 12.1; s: a 4.2 and b 7.2" in make_chart("chart-1", shown, "said").alt_text


def test_degrees_stand_on_no_axis_from_zero():
    hours = pd.DataFrame({"hour": [f"{hour}:00" for hour in range(24)], "v": [15.0 + hour for hour in range(24)]})
    axis = figure(plot("line", hours, "hour", "v", y_unit="°C", from_zero=True))["layout"]["yaxis"]
    assert "rangemode" not in axis
    assert axis["tickvals"][0] > 0
