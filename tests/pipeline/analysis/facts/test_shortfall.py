"""Stock at or below its reorder point is told: how much of it, where most, which, and what it takes; chance is not."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.subject import Limit, is_bare_limit, limit_of
from pipeline.story import Verdict
from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def stock() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    site = rng.choice(["Gent", "Lyon", "Porto"], 300)
    point = rng.integers(40, 90, 300)
    on_hand = (point * rng.uniform(np.where(site == "Porto", 0.5, 0.95), 2.2)).round()
    frame = pd.DataFrame({"sku": [f"SK{i}" for i in range(300)], "site": site, "on_hand": on_hand})
    return frame.assign(reorder_point=point, unit_cost=rng.uniform(1, 20, 300).round(2))


def short(frame: pd.DataFrame):
    return [fact for fact in told(frame).facts if fact.kind == "shortfall"]


def test_how_many_where_and_what_it_takes(stock) -> None:
    (fact,) = short(stock)
    low = stock[stock["on_hand"] <= stock["reorder_point"]]
    wanting = low["reorder_point"] - low["on_hand"]
    assert (fact.values["beyond"], fact.values["rows"]) == (len(low), 300)
    assert fact.values["apart"] == wanting.sum()
    assert fact.values["worth"] == pytest.approx((wanting * low["unit_cost"]).sum())
    assert fact.values["row_1"] in set(low["sku"][wanting == wanting.max()])
    assert (fact.values["part"], fact.verdict) == ("Porto", Verdict.BEYOND_CHANCE)


def test_that_is_the_first_thing_after_the_level(stock) -> None:
    analysis = told(stock)
    (fact,) = [fact for fact in analysis.facts if fact.kind == "shortfall"]
    assert analysis.outline.lead[1] == fact.id


def test_places_that_chance_made_are_not_named(stock) -> None:
    rng = np.random.default_rng(8)
    (fact,) = short(stock.assign(site=rng.permutation(stock["site"])))
    assert "part" not in fact.values or fact.verdict is Verdict.UNDECIDED


def test_what_nearly_all_or_none_break_is_no_limit(stock) -> None:
    assert short(stock.assign(on_hand=stock["reorder_point"] + 1)) == []
    assert short(stock.assign(on_hand=stock["reorder_point"] - 1)) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reorder Point", Limit.REORDER),
        ("target_units", Limit.GOAL),
        ("capacity", Limit.CEILING),
        ("max_heart_rate", None),
    ],
)
def test_a_limit_is_told_by_its_name(name: str, kind: Limit | None) -> None:
    assert limit_of(name) is kind


def test_a_limit_of_something_else_is_none_of_its_neighbour(stock) -> None:
    lent = stock.rename(columns={"on_hand": "loan_amount", "reorder_point": "credit_limit"}).drop(columns="unit_cost")
    assert limit_of("credit_limit") is Limit.CEILING
    assert short(lent) == []
    assert short(lent.rename(columns={"loan_amount": "credit_used"}))


@pytest.mark.parametrize(
    ("name", "is_bare"),
    [
        ("Reorder Point", True),
        ("capacity", True),
        ("min_stock_qty", True),
        ("credit_limit", False),
        ("speed limit", False),
    ],
)
def test_whether_a_limit_says_of_what(name: str, is_bare: bool) -> None:
    assert is_bare_limit(name) is is_bare
