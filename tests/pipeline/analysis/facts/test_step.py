"""A step beside a week and a slow wave is told first, with its day and its size; a slow rise is none."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Verdict
from tests.pipeline.analysis.facts import tables
from tests.pipeline.analysis.facts.tables import analysis, facts, told


def test_a_step_is_dated_and_measured_by_whole_weeks() -> None:
    sessions = tables.traffic().set_index("date")["sessions"]
    (fact,) = facts("traffic", "step")
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert fact.values["step_period"] == "2025-03-28T00:00:00"
    before, after = sessions["2025-02-28":"2025-03-27"].mean(), sessions["2025-03-28":"2025-04-24"].mean()
    assert (fact.values["before_value"], fact.values["after_value"]) == pytest.approx((before, after))
    assert fact.values["since_value"] == pytest.approx(sessions["2025-03-28":].mean())
    assert "on 28 March 2025" in fact.headline


def test_the_lead_tells_the_step() -> None:
    (fact,) = facts("traffic", "step")
    assert analysis("traffic").outline.lead[1] == fact.id


def test_working_days_alone_are_compared_by_whole_weeks() -> None:
    days = pd.bdate_range("2024-01-01", periods=260)
    level = np.where(np.arange(260) >= 150, 70.0, 50.0) + 5 * (days.day_of_week == 0)
    calls = np.random.default_rng(3).normal(level, 3).round()
    (fact,) = [f for f in told(pd.DataFrame({"date": days, "calls": calls})).facts if f.kind == "step"]
    assert fact.values["step_period"] == days[150].isoformat()
    assert (fact.values["steps"], fact.values["after_value"]) == (20, pytest.approx(calls[150:170].mean()))


def test_days_of_which_few_weekdays_are_whole_are_no_course() -> None:
    """Mondays and Thursdays have rows but for the first week, and some other days: no course begins with a gap."""
    rng = np.random.default_rng(12)
    days = pd.date_range("2022-01-01", "2025-12-31")
    some = days.day_of_week.isin((1, 4)) & ((rng.random(len(days)) < 0.3) | (days == "2022-01-04"))
    kept = days.day_of_week.isin((0, 3)) & (days > "2022-01-07") | some
    frame = pd.DataFrame({"date": days[kept], "level": rng.normal(20, 3, int(kept.sum())).round(2)})
    assert not [fact for fact in told(frame).facts if fact.kind == "step"]


def test_events_are_counted_by_day() -> None:
    rng = np.random.default_rng(4)
    sizes = rng.poisson(np.where(np.arange(300) >= 200, 70, 35))
    days = np.repeat(pd.date_range("2024-01-01", periods=300), sizes)
    frame = pd.DataFrame({"opened_at": days, "kind": rng.choice(["bug", "question"], len(days))})
    (fact,) = [f for f in told(frame).facts if f.kind == "step"]
    assert fact.values["step_period"] == "2024-07-19T00:00:00"
    assert fact.values["before_value"] == pytest.approx(sizes[172:200].mean())


def test_a_slow_rise_is_no_step() -> None:
    days = pd.date_range("2024-01-01", periods=365, freq="D")
    level = np.interp(np.arange(365), [0, 120, 240, 365], [100.0, 100.0, 160.0, 160.0])
    sales = np.random.default_rng(5).normal(level, 5).round(1)
    assert [f for f in told(pd.DataFrame({"date": days, "sales": sales})).facts if f.kind == "step"] == []
