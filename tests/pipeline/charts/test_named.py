"""Bars that the headline names are set apart."""

import pandas as pd
import pytest

from pipeline.charts.named import with_named
from pipeline.charts.palette import HIGHLIGHT
from pipeline.charts.stage import make_chart
from tests.pipeline.charts.plots import plot


def bars(*names, marked):
    frame = pd.DataFrame({"n": names, "v": [float(len(names) - i) for i in range(len(names))]})
    return plot("bar", frame, "n", "v", highlight=marked)


@pytest.mark.parametrize(
    ("names", "headline", "marked"),
    [
        (
            ("XL", "L", "S", "XS"),
            "24% of those with size XL were returned, 19% with L and 6% with XS",
            ("XL", "L", "XS"),
        ),
        (("1st", "2nd", "3rd"), "62% in 1st class survived, 26% in 3rd class", ("1st", "3rd")),
        (("Office Supplies", "Supplies", "Paper"), "36% come from Office Supplies", ("Office Supplies",)),
        (("4", "3", "2", "5"), "Average tip is 4.14 with size 4, 3.39 with 3 and 5.2% more", ("4", "3")),
        (("male", "female", "child"), "73% of female passengers survived", ("male", "female")),  # it was marked already
        (("a", "b"), "It is 3 with a and 2 with b", ()),
        (("a", "b"), "It differs by group", ("a",)),
    ],
)
def test_what_the_headline_names_is_marked(names, headline, marked):
    shown = with_named(bars(*names, marked=("XL" if "XL" in names else names[0],)), headline)
    assert shown.highlight == marked


def test_where_chance_could_have_made_the_difference_nothing_is_set_apart():
    assert with_named(bars("a", "b", "c", marked=()), "It is 3 with a and 1 with c").highlight == ()


def test_a_chart_marks_what_its_title_names():
    chart = make_chart("chart-1", bars("north", "east", "south", marked=("north",)), "3 in north, 1 in south")
    (trace,) = chart.figure["data"]
    assert [color == HIGHLIGHT for color in trace["marker"]["color"]] == [True, False, True]
