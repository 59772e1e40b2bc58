"""What follows from how a table is made is structure: series that only rise, columns that are empty by design."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze
from pipeline.options import Options
from pipeline.story import Analysis
from testing.truth.tables import table_of


def analysed(frame: pd.DataFrame) -> Analysis:
    return analyze(table_of(frame), Options(), lambda _: None)


def structure(analysis: Analysis) -> list[str]:
    return [note.text for note in analysis.quality if note.kind == "structure"]


def missing_kinds(analysis: Analysis) -> list[str]:
    return [finding.kind for finding in analysis.findings if finding.kind.startswith("missing")]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("shape", ["even", "growing", "steady", "falling"])
def test_two_running_totals_follow_from_nothing(seed: int, shape: str) -> None:
    rng, n = np.random.default_rng(seed), 250
    growth = np.exp(np.arange(n) / 50) if shape == "growing" else np.ones(n)
    noise = 30 if shape == "steady" else 2
    totals = {name: np.cumsum(growth * rng.gamma(noise, 90 / noise, n)).round() for name in ("north", "south")}
    frame = pd.DataFrame({"day": pd.date_range("2023-01-01", periods=n), **totals})
    if shape == "falling":
        frame["south"] = 50_000 - frame["south"]
    assert not [text for text in structure(analysed(frame)) if "one follows from the other" in text]


@pytest.mark.parametrize("curve", ["log", "square", "root", "inverse"])
def test_a_function_of_a_rising_series_is_told(curve: str) -> None:
    rng, n = np.random.default_rng(5), 250
    total = np.cumsum(rng.gamma(2, 40, n)).round() + 1
    made = {"log": np.log(total), "square": total**2, "root": np.sqrt(total), "inverse": 1e6 / total}[curve]
    frame = pd.DataFrame({"day": pd.date_range("2023-01-01", periods=n), "total": total, "made": made})
    assert [text for text in structure(analysed(frame)) if "one follows from the other" in text]


def test_a_function_in_no_order_is_told() -> None:
    values = np.random.default_rng(6).gamma(2, 40, 200).round(3) + 1
    frame = pd.DataFrame({"points": values, "level": np.log(values).round(2) * 10})
    assert [text for text in structure(analysed(frame)) if "one follows from the other" in text]


def test_of_two_columns_only_one_is_filled() -> None:
    rng, n = np.random.default_rng(7), 200
    paid_in = rng.random(n) < 0.4
    frame = pd.DataFrame(
        {
            "booked": pd.date_range("2024-01-01", periods=n),
            "why": np.where(paid_in, rng.choice(["wage", "gift"], n), rng.choice(["rent", "food", "bus"], n)),
            "in": np.where(paid_in, rng.gamma(2, 300, n).round(2), np.nan),
            "out": np.where(paid_in, np.nan, rng.gamma(2, 60, n).round(2)),
        }
    )
    analysis = analysed(frame)
    assert "A row has a value either in **in** or in **out**, never in both." in structure(analysis)
    assert not missing_kinds(analysis)


@pytest.mark.parametrize("answering", [1.0, 0.95])
def test_a_question_that_is_asked_in_some_groups_only(answering: float) -> None:
    rng, n = np.random.default_rng(8), 300
    smokes = rng.choice(["yes", "no", "formerly"], n, p=[0.4, 0.4, 0.2])
    asked = (smokes == "yes") & (rng.random(n) < answering)
    frame = pd.DataFrame(
        {"smokes": smokes, "a day": np.where(asked, rng.integers(1, 30, n), np.nan), "age": rng.integers(18, 80, n)}
    )
    analysis = analysed(frame)
    assert "**a day** has values only in some groups of **smokes**." in structure(analysis)
    assert not missing_kinds(analysis)


def test_a_question_that_is_asked_from_an_age_on() -> None:
    rng, n = np.random.default_rng(9), 300
    age = rng.integers(10, 80, n)
    frame = pd.DataFrame(
        {"age": age, "votes": np.where(age >= 18, rng.integers(0, 9, n), np.nan), "x": rng.normal(size=n)}
    )
    analysis = analysed(frame)
    assert "**votes** has values only on one side of a value of **age**." in structure(analysis)
    assert not missing_kinds(analysis)


def test_values_that_are_often_missing_in_a_group_are_still_news() -> None:
    rng, n = np.random.default_rng(10), 400
    place = rng.choice(["A", "B", "C"], n)
    gone = rng.random(n) < np.where(place == "B", 0.6, 0.03)
    frame = pd.DataFrame({"place": place, "weight": np.where(gone, np.nan, rng.normal(70, 9, n).round(1))})
    assert "missingness" in missing_kinds(analysed(frame))


@pytest.mark.parametrize(("outcome", "paying"), [("no-show", "no"), ("claimed", "yes")])
def test_a_measure_that_is_nought_with_an_outcome_tells_nothing_of_it(outcome: str, paying: str) -> None:
    rng, n = np.random.default_rng(14), 600
    missed = rng.random(n) < 0.15
    pays = ~missed if paying == "no" else missed
    frame = pd.DataFrame(
        {
            outcome: np.where(missed, "yes", "no"),
            "fee": np.where(pays, rng.gamma(4, 20, n).round(2) + 5, 0.0),
            "wait": rng.integers(1, 60, n),
        }
    )
    analysis = analysed(frame)
    assert f"**fee** is zero in one of the groups of **{outcome}**, and there alone." in structure(analysis)
    assert not [finding for finding in analysis.findings if {"fee", outcome} <= set(finding.columns)]
    assert not [fact for fact in analysis.facts if {"fee", outcome} <= set(fact.columns) and fact.kind != "level"]
    assert not [note for note in analysis.quality if "may stand for a missing value" in note.text]


def test_a_place_in_which_nothing_is_sold_is_news() -> None:
    rng, n = np.random.default_rng(15), 400
    place = rng.choice(["Ely", "Hull", "Leeds"], n)
    frame = pd.DataFrame({"place": place, "sales": np.where(place == "Ely", 0.0, rng.gamma(4, 20, n).round(2))})
    assert not [text for text in structure(analysed(frame)) if "is zero in" in text]
