import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze
from pipeline.analysis.context import make_context
from pipeline.options import Options
from testing.truth.structure import STRUCTURES, structure_score
from testing.truth.tables import table_of


def test_columns_that_follow_from_others_are_told_once_as_structure() -> None:
    rng = np.random.default_rng(12)
    n = 300
    frame = pd.DataFrame({"price": np.round(rng.lognormal(3, 0.4, n), 2), "pieces": rng.integers(1, 30, n)})
    frame["paid"] = np.round(frame["price"] * frame["pieces"], 2)
    frame["celsius"] = np.round(rng.normal(15, 8, n), 1)
    frame["fahrenheit"] = frame["celsius"] * 9 / 5 + 32
    for name in ("food", "rent", "travel"):
        frame[name] = np.round(rng.gamma(2, 100, n), 2)
    frame["spent"] = frame["food"] + frame["rent"] + frame["travel"]
    frame["code"] = rng.choice(["N", "S", "E"], n)
    frame["region"] = frame["code"].map({"N": "North", "S": "South", "E": "East"})
    analysis = analyze(table_of(frame), Options(), lambda _: None)
    told = {(note.columns[0], frozenset(note.columns[1:])) for note in analysis.quality if note.kind == "structure"}
    assert told == {
        ("paid", frozenset({"price", "pieces"})),
        ("celsius", frozenset({"fahrenheit"})),
        ("spent", frozenset({"food", "rent", "travel"})),
        ("code", frozenset({"region"})),
    }
    pairs = [{"paid", "price"}, {"celsius", "fahrenheit"}, {"spent", "food"}, {"code", "region"}]
    assert not [f for f in analysis.findings if any(pair <= set(f.columns) for pair in pairs)]


@pytest.mark.parametrize("name", STRUCTURES)
def test_what_follows_is_reported_and_is_no_insight(name: str) -> None:
    result = structure_score(name, seed=21)
    assert result.reported
    assert result.as_insight == 0
    assert result.false == 0


def test_a_linear_relation_says_its_factor_and_shift() -> None:
    celsius = np.arange(-10, 30, 0.5)
    frame = pd.DataFrame({"celsius": celsius, "fahrenheit": 32 + 1.8 * celsius})
    (note,) = [n for n in analyze(table_of(frame), Options(), lambda _: None).quality if n.kind == "structure"]
    assert note.text == "**fahrenheit** is 1.8 times **celsius**, plus 32."
    assert note.values == {"factor": 1.8, "shift": 32.0}


def test_a_column_may_be_called_like_a_part_of_a_query() -> None:
    rng = np.random.default_rng(4)
    names = ("high", "low", "cuts", "value", "level", "n", "rows", "stratum", "x", "y", "entity", "bucket", "row_count")
    frame = pd.DataFrame({name: rng.normal(size=200) for name in names})
    frame["y"] += frame["x"]
    frame["data"] = rng.choice(["a", "b", "c"], 200)
    frame["value"] += 2.0 * (frame["data"] == "a")
    frame["date"] = pd.date_range("2023-01-01", periods=200)
    analysis = analyze(table_of(frame), Options(), lambda _: None)
    by_group = frame.groupby("data")["value"].median()
    difference = next(f for f in analysis.findings if f.kind == "difference")
    assert difference.values["high_median"] == pytest.approx(by_group["a"])
    correlation = next(f for f in analysis.findings if f.kind == "correlation")
    assert correlation.values["correlation"] == pytest.approx(frame["x"].corr(frame["y"], method="spearman"))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_dimension_whose_groups_are_all_too_small_hides_no_structure(place: int) -> None:
    rng = np.random.default_rng(5)
    code = rng.choice(["N", "S", "E"], 200)
    names = pd.Series(code).map({"N": "North", "S": "South", "E": "East"})
    frame = pd.DataFrame({"code": code, "region": names, "length": rng.normal(size=200)})
    frame.insert(place, "index", np.tile(np.arange(1, 51), 4))
    notes = analyze(table_of(frame), Options(), lambda _: None).quality
    assert ("code", "region") in {note.columns for note in notes if note.kind == "structure"}


def test_products_are_found_among_columns_that_are_mostly_zero() -> None:
    rng = np.random.default_rng(17)
    n = 400
    bought = rng.random(n) < 0.2
    bought[:50] = False
    frame = pd.DataFrame({f"extra {i}": np.where(rng.random(n) < 0.1, rng.integers(1, 90, n), 0) for i in range(12)})
    frame["price"] = np.where(bought, np.round(rng.lognormal(3, 0.4, n), 2), 0.0)
    frame["pieces"] = np.where(bought, rng.integers(1, 30, n), 0)
    frame["paid"] = np.round(frame["price"] * frame["pieces"], 2)
    notes = analyze(table_of(frame), Options(), lambda _: None).quality
    assert {note.columns for note in notes if note.kind == "structure"} == {("paid", "price", "pieces")}


def test_among_very_many_columns_that_rise_together_those_on_a_line_are_found() -> None:
    rng = np.random.default_rng(13)
    base = rng.normal(200, 30, 400)
    frame = pd.DataFrame({f"m{i}": (base + rng.normal(0, 4, 400)).round() for i in range(80)})
    frame["celsius"] = (base / 10).round(1)
    frame["fahrenheit"] = (frame["celsius"] * 9 / 5 + 32).round(1)
    frame["logged"] = np.log(frame["celsius"])
    notes = analyze(table_of(frame), Options(), lambda _: None).quality
    told = {frozenset(note.columns) for note in notes if note.kind == "structure"}
    assert told == {
        frozenset(pair) for pair in (("celsius", "fahrenheit"), ("celsius", "logged"), ("fahrenheit", "logged"))
    }


def test_a_measure_that_only_counts_the_time_is_no_trend() -> None:
    months = pd.date_range("2015-01-01", periods=90, freq="MS")
    level = np.random.default_rng(6).normal(20, 2, 90)
    frame = pd.DataFrame({"month": months, "fraction": (2015 + np.arange(90) / 12).round(2), "level": level})
    analysis = analyze(table_of(frame), Options(), lambda _: None)
    assert [note.columns for note in analysis.quality if note.kind == "structure"] == [("month", "fraction")]
    assert not [finding for finding in analysis.findings if "fraction" in finding.columns]


def test_a_steady_rise_that_is_no_count_of_the_time_is_a_trend() -> None:
    months = pd.date_range("2015-01-01", periods=200, freq="MS")
    people = (5000 * 1.004 ** np.arange(200)).round()
    analysis = analyze(table_of(pd.DataFrame({"month": months, "people": people})), Options(), lambda _: None)
    assert not [note for note in analysis.quality if note.kind == "structure"]


def test_the_time_from_a_year_to_a_day_in_it_is_no_duration() -> None:
    days = pd.Series(pd.date_range("2015-03-01", periods=400, freq="3D"))
    frame = pd.DataFrame({"year": days.dt.to_period("Y").dt.start_time, "day": days})
    frame["level"] = np.random.default_rng(6).normal(20, 2, 400)
    assert not [v for v in make_context(table_of(frame), Options()).variables.values() if " to " in v.name]
