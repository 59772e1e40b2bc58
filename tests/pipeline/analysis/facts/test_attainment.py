"""What came beside what was planned or foreseen: how far apart in money, by whom, and which two columns belong."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told


def attained(frame: pd.DataFrame) -> list[Fact]:
    return [fact for fact in told(frame).facts if fact.kind == "attainment"]


@pytest.fixture(scope="module")
def weeks() -> pd.DataFrame:
    rng = np.random.default_rng(71)
    weeks, shops = 60, ["Kiel", "Ulm", "Bonn", "Trier", "Gera", "Celle", "Hof", "Jena"]
    frame = pd.DataFrame(
        [(week, shop) for week in pd.date_range("2023-01-02", periods=weeks, freq="7D") for shop in shops],
        columns=["week", "shop"],
    )
    frame["act_units"] = rng.poisson(np.where(frame["shop"] == "Kiel", 900, 300))
    lift = np.where(frame["shop"] == "Gera", 1.4, np.where(frame["shop"] == "Kiel", 1.2, 1.0))
    return frame.assign(fcst_units=(frame["act_units"] * lift * rng.normal(1, 0.03, len(frame))).round())


def test_a_forecast_is_judged_by_what_came(weeks) -> None:
    (fact,) = attained(weeks)
    sums = weeks[["act_units", "fcst_units"]].sum()
    by_shop = weeks.groupby("shop")[["act_units", "fcst_units"]].sum()
    assert fact.values["all_gap"] == sums["fcst_units"] - sums["act_units"]
    assert fact.values["all_ratio"] == pytest.approx(sums["fcst_units"] / sums["act_units"])
    missed = (weeks["fcst_units"] - weeks["act_units"]).abs().sum() / sums["act_units"]
    assert fact.values["all_off"] == pytest.approx(missed)
    assert fact.values["level_1"] == "Kiel"  # misses by most, though by less of its own than Gera
    assert fact.values["gap_1"] == (by_shop["fcst_units"] - by_shop["act_units"])["Kiel"]
    assert "Forecast units were" in fact.headline
    assert "too high" in fact.headline
    assert "Gera" in fact.text


def test_what_came_stands_beside_its_own_plan() -> None:
    rng = np.random.default_rng(72)
    n = 300
    frame = pd.DataFrame({"team": rng.choice(["A-team", "B-team", "C-team"], n)})
    frame["planned_hours"] = rng.integers(20, 60, n)
    frame["budget_usd"] = (frame["planned_hours"] * rng.normal(900, 60, n)).round()
    frame["actual_cost_usd"] = (frame["budget_usd"] * rng.normal(1.1, 0.05, n)).round()
    (fact,) = attained(frame)
    assert fact.detail.goal == "budget_usd"
    assert fact.values["all_gap"] == frame["actual_cost_usd"].sum() - frame["budget_usd"].sum()


def test_without_groups_all_is_told(weeks) -> None:
    frame = weeks[weeks["shop"] == "Gera"].drop(columns="shop")
    (fact,) = attained(frame)
    assert fact.values["all_gap"] == frame["fcst_units"].sum() - frame["act_units"].sum()
    assert fact.headline.endswith("too high")


def test_money_is_no_group_of_its_own() -> None:
    rng = np.random.default_rng(73)
    sizes = {"IT": 4_000, "HR": 1_500, "Legal": 2_500}
    months = pd.date_range("2023-01-01", periods=24, freq="MS")
    frame = pd.DataFrame(
        [(month, unit, size * (month.year - 2020)) for month in months for unit, size in sizes.items()]
    )
    frame.columns = ["month", "unit", "budget"]
    frame["actual"] = (frame["budget"] * rng.normal(1.05, 0.05, len(frame))).round(2)
    analysis = told(frame)
    assert analysis.subject is not None
    assert analysis.subject.entity == "unit"


def test_that_what_came_goes_with_its_plan_is_no_news(weeks) -> None:
    analysis = told(weeks)
    shown = {point for section in analysis.outline.sections for point in section.points}
    pairs = [set(finding.columns) for finding in analysis.findings if finding.id in shown]
    assert {"act_units", "fcst_units"} not in pairs


def _quotas(short: float) -> pd.DataFrame:
    rng = np.random.default_rng(74)
    names = ["Adams", "Baker", "Clark", "Diaz", "Evans", "Fox"]
    quarters = pd.date_range("2022-01-01", periods=12, freq="QS")
    frame = pd.DataFrame([(quarter, name) for quarter in quarters for name in names], columns=["quarter", "rep"])
    frame["quota"] = rng.integers(180, 220, len(frame)) * 1_000
    reached = np.where(frame["rep"] == "Diaz", 1 - short, 1.0) * rng.normal(0.98, 0.05, len(frame))
    return frame.assign(actual_sales=(frame["quota"] * reached).round())


def test_who_keeps_all_short_comes_first() -> None:
    (fact,) = attained(_quotas(0.4))
    assert fact.detail.differ
    assert ": Diaz is " in fact.headline
    assert "short of quota" in fact.headline


def test_groups_that_chance_parts_are_not_named() -> None:
    (fact,) = attained(_quotas(0.0))
    assert not fact.detail.differ
    assert not {name for name in _quotas(0.0)["rep"].unique() if name in fact.headline}


def test_a_run_is_told_where_nobody_was_farther_away_all_the_time() -> None:
    frame = _quotas(0.4)
    later = (frame["rep"] == "Fox") & (frame["quarter"] >= "2023-07-01")
    frame.loc[later, "actual_sales"] *= 1.08
    (fact,) = attained(frame)
    assert fact.detail.run is None
    assert ": Diaz is " in fact.headline
