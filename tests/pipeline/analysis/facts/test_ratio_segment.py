"""A ratio where the groups of two columns meet: told where a corner goes beyond both columns, and never of noise."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


def _line(rng: np.random.Generator, *, at_night: float) -> pd.DataFrame:
    """A year of three machines in two shifts; of what M3 makes at night another share is defective."""
    days = pd.date_range("2023-01-01", periods=365)
    rows = [(day, machine, shift) for day in days for machine in ("M1", "M2", "M3") for shift in ("day", "night")]
    frame = pd.DataFrame(rows, columns=["date", "machine", "shift"])
    frame["units"] = rng.poisson(200, len(frame))
    bad = (frame["machine"] == "M3") & (frame["shift"] == "night")
    frame["defects"] = rng.binomial(frame["units"], np.where(bad, at_night, 0.03))
    return frame


def _segment(frame: pd.DataFrame) -> Fact | None:
    return next((fact for fact in told(frame).facts if fact.kind == "ratio_segment"), None)


def test_the_corner_that_goes_beyond_both_columns() -> None:
    frame = _line(np.random.default_rng(51), at_night=0.09)
    fact = _segment(frame)
    assert fact is not None
    corner = frame[(frame["machine"] == "M3") & (frame["shift"] == "night")]
    assert set(fact.detail.corners[0]) == {"M3", "night"}
    assert fact.values["ratio_1"] == pytest.approx(corner["defects"].sum() / corner["units"].sum())
    assert fact.values["all_ratio"] == pytest.approx(frame["defects"].sum() / frame["units"].sum())
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_noise_has_no_corner() -> None:
    assert _segment(_line(np.random.default_rng(52), at_night=0.03)) is None
