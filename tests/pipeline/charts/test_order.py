"""The order in which names stand side by side."""

import pandas as pd
import pytest

from pipeline.charts.order import in_own_order
from pipeline.charts.stage import make_chart
from tests.pipeline.charts.plots import plot


def bars(names, **more):
    frame = pd.DataFrame({"n": names, "v": [float(len(names) - place) for place in range(len(names))]})
    return plot("bar", frame, "n", "v", **more)


@pytest.mark.parametrize(
    ("largest_first", "ordered"),
    [
        (["High", "Low", "Medium"], ["Low", "Medium", "High"]),
        (["XL", "L", "S", "M", "XS"], ["XS", "S", "M", "L", "XL"]),
        (["55-64", "18-24", "65+", "under 18"], ["under 18", "18-24", "55-64", "65+"]),
        (["$1,000 to $1,999", "over $2,000", "$0 to $999"], ["$0 to $999", "$1,000 to $1,999", "over $2,000"]),
        (["10k-50k", "<10k", ">50k", "unknown"], ["<10k", "10k-50k", ">50k", "unknown"]),
        (["5-10", "5 or less", "11 and more"], ["5 or less", "5-10", "11 and more"]),
        (["3rd", "1st", "2nd"], ["1st", "2nd", "3rd"]),
        (["South", "North", "East"], ["South", "North", "East"]),
        (
            [f"{n} Oak Street" for n in (9, 3, 8, 1, 7, 4, 5, 6, 2)],
            [f"{n} Oak Street" for n in (9, 3, 8, 1, 7, 4, 5, 6, 2)],
        ),
    ],
)
def test_names_on_a_scale_stand_in_its_order(largest_first, ordered):
    assert in_own_order(bars(largest_first)).frame["n"].tolist() == ordered


def test_what_is_heard_and_read_as_a_table_has_the_same_order_as_the_bars():
    chart = make_chart("chart-1", bars(["often", "never", "rarely"]), "said")
    assert [row[0] for row in chart.table.rows] == ["never", "rarely", "often"]
    assert chart.alt_text.index("never") < chart.alt_text.index("rarely") < chart.alt_text.index("often")
    assert chart.figure["layout"]["xaxis"]["ticktext"] == ["never", "rarely", "often"]


def test_rows_and_columns_of_a_heat_table_have_their_orders_and_others_stay():
    cells = pd.DataFrame(
        {
            "x": ["often", "never", "often", "never", "often", "never"],
            "row": ["South", "South", "North", "North", "East", "East"],
            "v": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        }
    )
    ordered = in_own_order(plot("heatmap", cells, "x", "v", series="row")).frame
    assert list(dict.fromkeys(ordered["x"])) == ["never", "often"]
    assert list(dict.fromkeys(ordered["row"])) == ["South", "North", "East"]
