"""Two factors of a design, each within the other: figures of every cell, beyond chance only where cells differ."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.factors import Factors
from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


def _harvest(rng: np.random.Generator, *, is_null: bool = False) -> pd.DataFrame:
    """Six arms of ten: juice helps by 8 at a low dose and not at a high one, and a high dose helps by 12."""
    arms = [(drink, dose) for drink in ("juice", "pill") for dose in ("low", "mid", "high") for _ in range(10)]
    frame = pd.DataFrame(arms, columns=["drink", "dose"])
    plain = frame["dose"].map({"low": 10.0, "mid": 16.0, "high": 22.0})
    helped = 8.0 * ((frame["drink"] == "juice") & (frame["dose"] == "low"))
    effect = 0.0 if is_null else plain + helped
    return frame.assign(yield_kg=(20 + effect + rng.normal(0, 2, len(frame))).round(2))


def _factors(frame: pd.DataFrame) -> Fact | None:
    return next((fact for fact in told(frame).facts if fact.kind == "factors"), None)


def test_every_cell_and_where_the_gap_is_widest() -> None:
    frame = _harvest(np.random.default_rng(41))
    fact = _factors(frame)
    assert fact is not None
    detail = fact.detail
    assert isinstance(detail, Factors)
    means = frame.groupby(["dose", "drink"])["yield_kg"].mean()
    cells = [means[outer, inner] for outer in detail.outer_levels for inner in detail.inner_levels]
    assert [fact.values[f"mean_{i}"] for i in range(1, 7)] == pytest.approx(cells)
    assert (detail.outer, detail.inner) == ("dose", "drink")
    assert detail.outer_levels[detail.widest - 1] == "low"
    assert not detail.is_open
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert f"{means['low', 'juice']:.1f}" in fact.headline
    assert f"{means['low', 'pill']:.1f}" in fact.headline


def test_cells_of_noise_are_left_open() -> None:
    fact = _factors(_harvest(np.random.default_rng(42), is_null=True))
    assert fact is not None
    assert fact.verdict is Verdict.UNDECIDED
    assert fact.detail.is_open


def test_groups_that_nobody_crossed_evenly_are_no_factors() -> None:
    frame = _harvest(np.random.default_rng(43))
    rare = (frame["drink"] == "pill") & (frame["dose"] == "high")
    assert _factors(frame[~rare | (frame.index % 5 == 0)]) is None
