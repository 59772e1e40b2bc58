"""Bars: named and marked as groups are named on an axis, in the order given."""

from pipeline.analysis.bars import bars


def test_bars_and_marks_are_named_alike() -> None:
    plot = bars([2.0, True, "north"], [1, 2, 3], by="site", shown="Rows", alt_text="", marked=[2.0, True], total=9)
    assert plot.frame.to_dict("list") == {"level": ["2", "yes", "north"], "value": [1.0, 2.0, 3.0]}
    assert plot.highlight == ("2", "yes")
    assert (plot.title, plot.x_label, plot.y_label) == ("Rows by site", "site", "Rows")
    assert (plot.total, plot.counted) == (9, "groups")
