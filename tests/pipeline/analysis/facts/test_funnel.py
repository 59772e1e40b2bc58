"""Visits, leads and orders as steps of one way: how many come to each; what costs nothing is not compared by cost."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def days() -> pd.DataFrame:
    rng = np.random.default_rng(41)
    ways = {"mail": (600, 0.1, 0.2, 90.0), "search": (1_500, 0.05, 0.1, 800.0), "organic": (2_000, 0.04, 0.12, 0.0)}
    rows = []
    for day in pd.date_range("2024-01-01", periods=180):
        for way, (visits, leads, orders, cost) in ways.items():
            came = rng.poisson(visits)
            asked = rng.binomial(came, leads)
            rows.append((day, way, came, asked, rng.binomial(asked, orders), round(cost * rng.normal(1, 0.1), 2)))
    return pd.DataFrame(rows, columns=["DATE", "CHANNEL", "VISITS", "LEADS", "ORDERS", "SPEND"])


def facts(frame: pd.DataFrame, kind: str) -> list[Fact]:
    return [fact for fact in told(frame).facts if fact.kind == kind]


def test_how_many_come_from_step_to_step(days) -> None:
    analysis = told(days)
    (fact,) = [fact for fact in analysis.facts if fact.kind == "funnel"]
    sums = days[["VISITS", "LEADS", "ORDERS"]].sum()
    assert fact.detail.steps == ("VISITS", "LEADS", "ORDERS")
    assert [fact.values[f"step_{i}"] for i in (1, 2, 3)] == list(sums)
    assert fact.values["rate_3"] == pytest.approx(sums["ORDERS"] / sums["LEADS"])
    assert fact.values["whole_3"] == pytest.approx(sums["ORDERS"] / sums["VISITS"])
    assert fact.id in analysis.outline.lead


def test_each_step_is_a_rate_and_the_cost_is_of_the_last(days) -> None:
    found = {(f.detail.ratio.part, f.detail.ratio.whole) for f in facts(days, "ratio")}
    assert found == {("SPEND", "ORDERS"), ("ORDERS", "LEADS"), ("LEADS", "VISITS")}


def test_what_costs_nothing_is_no_cheaper_way(days) -> None:
    (fact,) = [f for f in facts(days, "ratio_split") if f.detail.ratio.part == "SPEND"]
    assert "organic" not in fact.values.values()


def test_counts_that_are_no_steps_are_no_funnel(days) -> None:
    assert facts(days.drop(columns="LEADS"), "funnel") == []
    assert facts(days.rename(columns={"VISITS": "trees", "LEADS": "bushes", "ORDERS": "roses"}), "funnel") == []
    more = days.assign(LEADS=days["LEADS"] + 3 * days["VISITS"].sample(frac=1, random_state=1).to_numpy())
    assert facts(more, "funnel") == []


def test_steps_in_german_whose_counts_no_other_vocabulary_knows(days) -> None:
    frame = days.rename(columns={"VISITS": "Bewerbungen", "LEADS": "Gespräche", "ORDERS": "Einstellungen"})
    (fact,) = facts(frame.drop(columns="SPEND"), "funnel")
    assert fact.detail.steps == ("Bewerbungen", "Gespräche", "Einstellungen")
