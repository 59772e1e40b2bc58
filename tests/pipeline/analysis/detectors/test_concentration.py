import numpy as np
import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_the_top_fifths_share_of_a_total() -> None:
    frame = unrelated(1200)
    client = np.random.default_rng(6).integers(0, 40, 1200)
    frame["client"] = [f"c{i}" for i in client]
    frame["revenue"] = np.where(client < 8, 20.0, 1.0) * frame["load"]
    finding = next(f for f in findings_of(frame, "concentration") if f.columns == ("client", "revenue"))
    totals = frame.groupby("client")["revenue"].sum().sort_values(ascending=False)
    assert finding.values["share"] == pytest.approx(totals.iloc[:8].sum() / totals.sum())
    assert finding.values["largest"] == totals.index[0]


def test_evenly_spread_rows_are_not_concentrated() -> None:
    assert not findings_of(unrelated(1200), "concentration")


def test_hours_are_no_entities() -> None:
    frame = unrelated(1200)
    frame["hour"] = np.minimum(np.random.default_rng(7).exponential(3, 1200), 23).astype(int)
    assert not findings_of(frame, "concentration")
