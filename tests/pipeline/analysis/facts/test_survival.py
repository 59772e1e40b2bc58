"""Who is still there after so long, of whom some go on: as scipy's Kaplan-Meier estimate says; chance parts nobody."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import CensoredData, ecdf

from pipeline.story import Verdict
from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    rng = np.random.default_rng(9)
    plan = rng.choice(["Basic", "Pro"], 600)
    life, seen = rng.exponential(np.where(plan == "Pro", 40, 12)), rng.uniform(1, 36, 600)
    months = np.ceil(np.minimum(life, seen)).astype(int)
    return pd.DataFrame({"plan": plan, "months_active": months, "cancelled": (life <= seen).astype(int)})


def left(frame: pd.DataFrame, after: float) -> tuple[float, float]:
    """The share still there after so long, and when half are gone."""
    gone = frame["cancelled"] == 1
    curve = ecdf(CensoredData(frame["months_active"][gone], right=frame["months_active"][~gone])).sf
    return float(curve.evaluate(after)), float(curve.quantiles[curve.probabilities <= 0.5][0])


@pytest.fixture(scope="module")
def facts(customers):
    return [fact for fact in told(customers).facts if fact.kind == "survival"]


def test_of_all_it_is_kaplan_and_meiers_estimate(customers, facts) -> None:
    (fact,) = [fact for fact in facts if fact.detail.by is None]
    then, half = left(customers, fact.values["horizon"])
    assert fact.values["left_then"] == pytest.approx(then)
    assert fact.values["half"] == half
    assert (fact.values["rows"], fact.values["events"]) == (600, customers["cancelled"].sum())
    assert fact.headline.startswith(f"After {fact.values['horizon']:.0f} months, ")
    assert "are still there" in fact.headline


def test_groups_that_part_are_told_each_by_its_own(customers, facts) -> None:
    (fact,) = [fact for fact in facts if fact.detail.by == "plan"]
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert [fact.values["level_1"], fact.values["level_2"]] == ["Pro", "Basic"]
    then, half = left(customers[customers["plan"] == "Basic"], fact.values["horizon"])
    assert (fact.values["left_then_2"], fact.values["half_2"]) == (pytest.approx(then), half)


def test_shuffled_groups_don_t_part(customers) -> None:
    shuffled = customers.assign(plan=np.random.default_rng(10).permutation(customers["plan"]))
    assert [fact.detail.by for fact in told(shuffled).facts if fact.kind == "survival"] == [None]


@pytest.mark.parametrize("kind", [int, str])
def test_a_code_of_two_says_that_it_happened(customers, kind) -> None:
    coded = customers.rename(columns={"cancelled": "status"})
    coded["status"] = (coded["status"] + 1).astype(kind)
    (fact,) = [fact for fact in told(coded).facts if fact.kind == "survival" and fact.detail.by is None]
    assert fact.values["events"] == customers["cancelled"].sum()


def test_the_time_that_an_order_takes_is_no_life(customers) -> None:
    orders = customers.rename(columns={"months_active": "lead_time_days"})
    assert [fact for fact in told(orders).facts if fact.kind == "survival"] == []


def test_rows_without_a_group_are_of_none(customers, facts) -> None:
    gaps = customers.assign(plan=customers["plan"].where(np.arange(len(customers)) % 9 > 0))
    (fact,) = [fact for fact in told(gaps).facts if fact.kind == "survival" and fact.detail.by == "plan"]
    then, _ = left(gaps[gaps["plan"] == "Basic"], fact.values["horizon"])
    assert fact.values["left_then_2"] == pytest.approx(then)


def test_how_long_it_took_leads_beside_how_many(customers) -> None:
    found = told(customers)
    ids = {fact.id: fact.kind for fact in found.facts}
    assert [ids[point] for point in found.outline.lead][:2] == ["level", "survival"]


def test_half_of_them_are_told_once(customers) -> None:
    lives = customers.assign(cancelled=1, months_active=np.repeat([10.0, 20.0, 30.0], 200))
    lives.loc[::20, "cancelled"] = 0
    found = told(lives.rename(columns={"months_active": "time", "cancelled": "status"}))
    (fact,) = [fact for fact in found.facts if fact.kind == "survival" and fact.detail.by is None]
    assert fact.values["half"] == fact.values["horizon"] == 20
    assert fact.headline.endswith("are still without the event")


def test_of_what_happened_to_nearly_all_it_is_asked_when(customers) -> None:
    shares = {0.95: "days", 0.6: "status"}
    for share, column in shares.items():
        happened = (np.arange(600) < share * 600).astype(int)
        frame = pd.DataFrame(
            {"status": happened, "survival_days": customers["months_active"], "plan": customers["plan"]}
        )
        assert column in str(told(frame).subject.column)


def test_those_for_whom_it_goes_on_are_no_group_to_compare(customers) -> None:
    frame = customers.rename(columns={"months_active": "time", "cancelled": "status"})
    frame["status"] = (np.arange(600) % 20 > 0).astype(int)
    found = told(frame)
    assert found.subject.column == "time"
    assert not [fact for fact in found.facts if fact.kind == "split" and "status" in fact.columns]


def test_how_a_loan_is_judged_is_nothing_that_happens_to_it_in_time() -> None:
    rng = np.random.default_rng(21)
    time = rng.choice([12, 24, 36, 48, 60], 800)
    status = np.where(rng.random(800) < time / 150, "bad", "good")
    kinds = {fact.kind for fact in told(pd.DataFrame({"status": status, "time": time})).facts}
    assert "level" in kinds
    assert "survival" not in kinds
