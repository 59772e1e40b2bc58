"""How the columns are spread, where there is nothing to find."""

import numpy as np
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


def test_ranges_in_an_overview_stand_in_their_order() -> None:
    ages = np.random.default_rng(4).choice(["30-44", "18-29", "60+", "45-59"], 400)
    plot = analysis_of(unrelated().assign(age=ages)).overview
    assert plot is not None
    assert list(plot.frame[plot.frame["column"] == "age"]["value"]) == ["18-29", "30-44", "45-59", "60+"]


def test_a_table_with_something_in_it_has_none() -> None:
    frame = unrelated().assign(weight=lambda f: f["length"] * 2 + f["load"])
    assert analysis_of(pd.DataFrame(frame)).overview is None
