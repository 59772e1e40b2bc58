"""Since when more of it goes to waste, and where: told first of a panel, and never of walks, waves and slow rises."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.ratio_step import _Line
from pipeline.story import Verdict
from tests.pipeline.analysis.facts.tables import told

WEEKS = pd.date_range("2024-01-01", periods=78, freq="W-MON")


@pytest.fixture(scope="module")
def production() -> pd.DataFrame:
    """Three lines over 78 weeks; from the 52nd on twice as much of what L2 makes is scrap."""
    rng = np.random.default_rng(9)
    frame = pd.DataFrame([(week, line) for week in WEEKS for line in ("L1", "L2", "L3")], columns=["week", "line"])
    frame["units"] = rng.normal(5_000, 150, len(frame)).round()
    bad = (frame["line"] == "L2") & (frame["week"] >= WEEKS[51])
    frame["scrap"] = rng.binomial(frame["units"].astype(int), np.where(bad, 0.045, 0.021))
    return frame


def test_the_group_the_week_and_both_levels_are_told_in_the_lead(production) -> None:
    analysis = told(production)
    (fact,) = (fact for fact in analysis.facts if fact.kind == "ratio_step")
    own = production[production["line"] == "L2"].set_index("week")
    before, after = (own[own.index < WEEKS[51]][-13:], own[own.index >= WEEKS[51]][:13])
    assert fact.values["level_1"] == "L2"
    assert fact.values["step_period"] == WEEKS[51].isoformat()
    assert [fact.values["before_ratio"], fact.values["after_ratio"]] == pytest.approx(
        [part["scrap"].sum() / part["units"].sum() for part in (before, after)]
    )
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert fact.id in analysis.outline.lead
    assert "jumped for L2 in the week of" in fact.headline


def test_a_step_of_days_is_told_of_a_ratio_that_isn_t_the_subject() -> None:
    rng = np.random.default_rng(10)
    days = pd.date_range("2025-01-01", periods=210)
    frame = pd.DataFrame([(day, source) for day in days for source in ("Organic", "Paid", "Email")])
    frame.columns = ["date", "source"]
    frame["visits"] = rng.poisson(3_000, len(frame))
    fell = (frame["source"] == "Organic") & (frame["date"] >= days[150])
    frame["orders"] = rng.binomial(frame["visits"], np.where(fell, 0.012, 0.021))
    frame["revenue"] = (frame["orders"] * rng.normal(62, 3, len(frame))).round(2)
    frame["ad_spend"] = np.where(frame["source"] == "Paid", 900.0, 0.0)
    analysis = told(frame)
    (fact,) = (fact for fact in analysis.facts if fact.kind == "ratio_step")
    assert analysis.subject.column == "revenue"
    assert (fact.values["step_period"], fact.values["steps"]) == (days[150].isoformat(), 28)
    assert any(fact.id in section.points for section in analysis.outline.sections)
    assert not [f for f in analysis.facts if f.kind.startswith("ratio") and "ad_spend" in f.columns]  # two have none


@pytest.mark.parametrize("shape", ["walk", "wave", "slow rise", "three odd weeks"])
def test_what_moves_otherwise_is_no_step(shape) -> None:
    found = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        at = np.arange(len(WEEKS))
        moved = {
            "walk": np.cumsum(rng.normal(size=len(WEEKS))),
            "wave": 2 * np.sin(at * 2 * np.pi / 52 + seed),
            "slow rise": 4 * at / len(WEEKS),
            "three odd weeks": 8.0 * ((at > 30) & (at < 34)),
        }[shape]
        step = _Line("line", "L2", "week", pd.Series(5 + 0.2 * (moved + rng.normal(size=len(WEEKS))), WEEKS)).step()
        found += step is not None and step.p_value * 3 < 0.01
    assert found <= 1
