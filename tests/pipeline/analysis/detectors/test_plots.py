"""What the plots of findings say of themselves."""

import numpy as np
import pandas as pd

from testing.truth.score import analysis_of
from tests.pipeline.analysis.detectors.tables import findings_of, unrelated

SAID = {"difference", "association", "missingness"}


def _with_capitals() -> pd.DataFrame:
    frame = unrelated(600)
    is_red = frame["colour"] == "red"
    rng = np.random.default_rng(7)
    frame.loc[is_red, "length"] += 6
    frame["paid"] = np.where(is_red & (rng.random(600) < 0.7), "cash", rng.choice(["card", "voucher"], 600))
    frame.loc[is_red & (rng.random(600) < 0.5), "load"] = np.nan
    return frame.rename(columns=str.upper)


def test_headers_keep_their_capitals_for_those_who_hear_a_chart() -> None:
    frame = _with_capitals()
    plots = {point.kind: point.plot for point in analysis_of(frame).findings if point.plot is not None}
    assert set(plots) >= SAID
    for header in frame.columns:
        assert not [kind for kind, plot in plots.items() if header.lower() in plot.alt_text]


def test_bars_of_a_difference_are_rounded_as_its_headline() -> None:
    frame = unrelated()
    frame.loc[frame["colour"] == "red", "length"] += 6
    (finding,) = findings_of(frame, "difference")
    assert finding.plot is not None
    assert finding.plot.is_compared
