"""Rows with names of their own: who is first, whose neighbours in the file say nothing, what players are told by."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Analysis, Fact, Verdict
from tests.pipeline.analysis.facts import tables


def named(prefix: str, size: int) -> list[str]:
    """Names of letters alone."""
    return [f"{prefix} {chr(65 + i // 26)}{chr(97 + i % 26)}" for i in range(size)]


def with_heights(names: list[str], key: str = "name", measure: str = "height") -> pd.DataFrame:
    rng = np.random.default_rng(61)
    size = len(names)
    values = rng.permutation(np.cumsum(rng.integers(1, 4, size)))
    return pd.DataFrame({key: names, measure: values, "part": rng.choice(list("ABC"), size)})


def extremes(frame: pd.DataFrame) -> tuple[Analysis, list[Fact]]:
    found = tables.told(frame)
    return found, [fact for fact in found.facts if fact.kind == "extremes"]


def first_of(frame: pd.DataFrame, measure: str) -> list[tuple[str, int]]:
    ordered = frame.sort_values(measure, ascending=False).head(3)
    return list(zip(ordered.iloc[:, 0], ordered[measure], strict=True))


def told(fact: Fact) -> list[tuple[object, object]]:
    return [(fact.values[f"{key}_label"], fact.values[key]) for key in ("most", "next_1", "next_2")]


def test_the_first_three_are_told_by_name_and_lead() -> None:
    frame = with_heights([*named("Peak", 58), "Old Peak", "Old Peak"])
    found, (fact,) = extremes(frame)
    expected = first_of(frame, "height")
    assert told(fact) == expected
    assert fact.id in found.outline.lead
    assert fact.text.startswith(f"Next come {expected[1][0]} with {expected[1][1]} and {expected[2][0]}")


def test_a_name_that_often_comes_back_is_not_a_rows_own() -> None:
    assert extremes(with_heights(named("Peak", 40) + named("Peak", 20)))[1] == []


def test_the_chart_of_many_looks_at_some_of_them_and_at_both_ends(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.analysis.facts.plots.extremes.MAX_READ", 10)
    frame = with_heights(named("Peak", 60))
    _, (fact,) = extremes(frame)
    shown, heights = fact.plot.frame.set_index("name")["value"], frame.set_index("name")["height"]
    assert (fact.plot.total, shown.max(), shown.min()) == (60, heights.max(), heights.min())
    assert 2 <= len(shown) <= 30
    assert shown.to_dict() == heights[shown.index].to_dict()


def test_nobody_is_called_the_lowest_where_several_are() -> None:
    frame = with_heights(named("Peak", 60))
    frame.loc[frame["height"] < 50, "height"] = 0
    _, (fact,) = extremes(frame)
    assert "lowest" not in fact.headline
    assert fact.text == "Several share the lowest, 0."


def test_the_chart_marks_all_that_are_told_by_name() -> None:
    frame = with_heights(named("Peak", 60))
    _, (fact,) = extremes(frame)
    last = frame.sort_values("height")["name"].iloc[0]
    assert fact.plot.highlight == (*(name for name, _ in told(fact)), last)
    frame.loc[frame["height"] < 50, "height"] = 0
    _, (fact,) = extremes(frame)
    assert fact.plot.highlight == tuple(name for name, _ in told(fact))  # not one of the many that are last


def test_the_row_of_the_highest_share_is_marked_among_all_others(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.analysis.facts.plots.extremes.MAX_POINTS", 20)
    rng = np.random.default_rng(8)
    bills = pd.DataFrame({"total_bill": rng.uniform(10, 50, 240).round(2), "tip": 0.0, "size": rng.integers(1, 6, 240)})
    bills["tip"] = (bills["total_bill"] * rng.uniform(0.1, 0.2, 240)).round(2)
    bills.loc[77, ["total_bill", "tip"]] = [7.25, 5.15]
    _, (fact,) = extremes(bills)
    assert fact.plot.highlight == (7.25, 5.15)
    assert ((fact.plot.frame["base"] == 7.25) & (fact.plot.frame["value"] == 5.15)).sum() == 1
    assert len(fact.plot.frame) == 20


@pytest.mark.parametrize(("key", "measure"), [("player", "zeal"), ("name", "goals"), ("Mannschaft", "Punkte")])
def test_of_players_and_teams_who_is_best_comes_first(key: str, measure: str) -> None:
    frame = with_heights(named("Ann", 60), key, measure)
    frame["weight"] = 3 * frame[measure] + np.random.default_rng(3).integers(0, 9, 60)
    found, facts = extremes(frame)
    (fact,) = [fact for fact in facts if measure in fact.columns]
    assert told(fact) == first_of(frame, measure)
    assert found.outline.lead[1] == fact.id
    assert [section.name for section in found.outline.sections][1] == "who_where"


def test_companions_of_named_rows_have_their_first_ones_too() -> None:
    frame = with_heights(named("Ann", 60), "player", "goals")
    frame["assists"] = np.random.default_rng(4).permutation(frame["goals"].to_numpy())
    _, facts = extremes(frame)
    (fact,) = [fact for fact in facts if "assists" in fact.columns and "goals" not in fact.columns]
    assert told(fact) == first_of(frame, "assists")


def listed_by_result() -> pd.DataFrame:
    """Schools by their scores in two subjects, which go with how poor their pupils are, and not with their shoes."""
    rng = np.random.default_rng(62)
    skill = np.sort(rng.normal(0, 1, 300))
    frame = pd.DataFrame({"school": named("School", 300), "math": 650 + 20 * skill + rng.normal(0, 7, 300)})
    return frame.assign(poor=50 - 15 * skill + rng.normal(0, 12, 300), shoes=rng.normal(40, 2, 300)).round(1)


def verdicts(frame: pd.DataFrame) -> dict[str, Verdict | None]:
    return {fact.columns[1]: fact.verdict for fact in tables.told(frame).facts if fact.kind == "band"}


def test_neighbours_in_a_list_by_result_are_alike_in_that_alone() -> None:
    frame = listed_by_result()
    found = verdicts(frame)
    assert found["poor"] is Verdict.BEYOND_CHANCE
    assert found.get("shoes") is not Verdict.BEYOND_CHANCE
    waves = verdicts(frame.assign(school=[f"week {i}" for i in range(300)]))
    assert waves["poor"] is not Verdict.BEYOND_CHANCE  # what is numbered may be a series


def test_numbers_of_rows_are_no_names_to_lead_with() -> None:
    frame = with_heights([f"P-{i:03}" for i in range(60)], key="code")
    found, (fact,) = extremes(frame)
    assert fact.id not in found.outline.lead
