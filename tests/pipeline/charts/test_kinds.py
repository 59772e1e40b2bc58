"""What each kind of chart shows."""

import pandas as pd
import pytest

from pipeline.charts import CHARTS
from pipeline.charts.palette import ACCENT, CONTRAST, MUTED
from tests.pipeline.charts.plots import by_region, monthly, of_each_kind, plot


def figure(shown):
    return CHARTS[shown.kind].figure(shown)


def test_a_line_over_time_has_dates_gaps_and_formatted_hover_texts():
    drawn = figure(plot("line", monthly(), "month", "sales", y_unit="$"))
    (line,) = drawn["data"]
    assert line["x"][:2] == ["2024-01-01", "2024-02-01"]
    assert line["y"] == [10, 12.5, None, 16, 19.25, 21]
    assert line["customdata"][1:3] == [["&#36;12.5"], ["no value"]]
    assert line["hovertemplate"].startswith("%{x|%-d %B %Y}<br>")
    assert drawn["layout"]["xaxis"]["type"] == "date"
    assert drawn["layout"]["yaxis"]["title"]["text"] == "sales (&#36;)"


def test_moments_the_finding_speaks_of_are_marked():
    march = pd.Timestamp("2024-04-01")
    _, marks = figure(plot("line", monthly(), "month", "sales", highlight=(march,)))["data"]
    assert (marks["x"], marks["y"], marks["marker"]["color"]) == (["2024-04-01"], [16], CONTRAST)


def test_the_highlighted_series_lies_on_top_in_the_accent_and_is_named_at_its_end():
    drawn = figure(of_each_kind()["line"])
    assert [(t["name"], t["line"]["color"]) for t in drawn["data"]] == [("South", MUTED), ("North", ACCENT)]
    (name,) = drawn["layout"]["annotations"]
    assert name["text"].endswith("North")
    assert (name["x"], name["y"]) == ("2024-06-01", 21)
    assert not drawn["layout"]["showlegend"]


def test_names_at_line_ends_keep_their_distance():
    frame = pd.concat([monthly().assign(region=name) for name in "abc"])
    labels = figure(plot("line", frame, "month", "sales", series="region"))["layout"]["annotations"]
    assert [label["yshift"] for label in labels] == [0, 16, 32]


def test_many_series_get_a_legend():
    frame = pd.concat([monthly().assign(region=name) for name in "abcdef"])
    assert figure(plot("line", frame, "month", "sales", series="region"))["layout"]["showlegend"]


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
    assert bars["marker"]["color"] == [ACCENT, MUTED]
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
    assert drawn["layout"]["showlegend"]


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
    assert parts["text"][-1] == "Other"


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
