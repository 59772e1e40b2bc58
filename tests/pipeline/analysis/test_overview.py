"""How the columns are spread, where there is nothing to find."""

import pandas as pd

from testing.truth.score import analysis_of
from tests.pipeline.analysis.detectors.tables import unrelated


def test_a_table_with_nothing_in_it_has_an_overview_of_its_columns() -> None:
    frame = unrelated()
    found = analysis_of(frame)
    plot = found.overview
    assert plot is not None
    assert found.findings == ()
    assert plot.kind == "distributions"
    assert plot.frame.groupby("column")["rows"].sum().to_dict() == dict.fromkeys(plot.frame["column"], 400)
    colours = plot.frame[plot.frame["column"] == "colour"].set_index("value")["rows"]
    assert colours.to_dict() == frame["colour"].value_counts().to_dict()


def test_a_table_with_something_in_it_has_none() -> None:
    frame = unrelated().assign(weight=lambda f: f["length"] * 2 + f["load"])
    assert analysis_of(pd.DataFrame(frame)).overview is None
