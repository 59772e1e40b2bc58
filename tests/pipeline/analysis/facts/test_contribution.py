"""What each group adds to a change: it sums up, and is told beyond chance only where its dimension matters."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.contribution import Contribution
from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import proved_analysis_of

GROUPS = ("a", "b", "c")


def _two_years(
    rng: np.random.Generator, growth: dict[str, float], fail: dict[str, tuple[float, float]]
) -> pd.DataFrame:
    """Orders of two years: how many more each group has in the second, and which share of them fails in each."""
    rows = []
    for year in (0, 1):
        for group in GROUPS:
            n = rng.poisson(600 * (growth[group] if year else 1))
            days = rng.integers(0, 365, n)
            rows.append(
                pd.DataFrame(
                    {
                        "order_date": pd.Timestamp(2022 + year, 1, 1) + pd.to_timedelta(days, unit="D"),
                        "shop": group,
                        "returned": np.where(rng.random(n) < fail[group][year], "yes", "no"),
                    }
                )
            )
    return pd.concat(rows, ignore_index=True)


def _contributions(frame: pd.DataFrame) -> list[Fact]:
    return [fact for fact in proved_analysis_of(frame).facts if fact.kind == "contribution"]


def test_of_a_total_each_groups_own_change_sums_to_all_of_it() -> None:
    rng = np.random.default_rng(1)
    even = dict.fromkeys(GROUPS, (0.1, 0.1))
    frame = _two_years(rng, {"a": 2.0, "b": 1.0, "c": 1.0}, even).drop(columns="returned")
    frame["sales"] = 10 * rng.random(len(frame))
    (fact,) = _contributions(frame)
    by = frame.groupby([frame["order_date"].dt.year, "shop"])["sales"].sum().unstack()
    gains = by.loc[2023] - by.loc[2022]
    told = {fact.values[f"level_{i}"]: fact.values[f"gain_{i}"] for i in (1, 2, 3)}
    assert told == pytest.approx(gains.to_dict())
    assert fact.values["all_gain"] == pytest.approx(gains.sum())
    assert fact.values["level_1"] == "a"
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_of_a_rate_mix_and_within_sum_to_its_change() -> None:
    rng = np.random.default_rng(2)
    fail = {"a": (0.05, 0.35), "b": (0.1, 0.1), "c": (0.3, 0.3)}
    frame = _two_years(rng, {"a": 1.0, "b": 1.0, "c": 2.0}, fail)
    fact = _contributions(frame)[0]
    detail: Contribution = fact.detail
    assert detail.is_rate
    assert detail.by == "shop"
    hit = (frame["returned"] == "yes").groupby([frame["order_date"].dt.year, frame["shop"]])
    rate, share = hit.mean().unstack(), hit.size().unstack()
    share = share.div(share.sum(axis=1), axis=0)
    within = ((rate.loc[2023] - rate.loc[2022]) * (share.loc[2022] + share.loc[2023]) / 2).sum()
    mix = ((share.loc[2023] - share.loc[2022]) * (rate.loc[2022] + rate.loc[2023]) / 2).sum()
    assert fact.values["all_within"] == pytest.approx(within)
    assert fact.values["all_mix"] == pytest.approx(mix)
    assert fact.values["all_gain"] == pytest.approx(fact.values["all_last"] - fact.values["all_first"])
    assert sum(fact.values[f"gain_{i}"] for i in (1, 2, 3)) == pytest.approx(within + mix)


def test_where_all_grow_alike_no_dimension_made_it() -> None:
    rng = np.random.default_rng(3)
    for _ in range(3):
        frame = _two_years(rng, dict.fromkeys(GROUPS, 1.5), dict.fromkeys(GROUPS, (0.1, 0.1)))
        found = _contributions(frame.drop(columns="returned").assign(sales=10.0 * rng.random(len(frame))))
        assert all(fact.verdict is not Verdict.BEYOND_CHANCE for fact in found)


def test_of_a_rate_that_moved_by_chance_nothing_made_the_move() -> None:
    for seed in range(4, 8):
        rng = np.random.default_rng(seed)
        fail = {"a": (0.12, 0.13), "b": (0.1, 0.11), "c": (0.11, 0.1)}
        facts = proved_analysis_of(_two_years(rng, dict.fromkeys(GROUPS, 1.0), fail)).facts
        (change,) = [f for f in facts if f.kind == "change" and f.detail.target.column == "returned"]
        assert change.verdict is not Verdict.BEYOND_CHANCE
        assert not [f for f in facts if f.kind == "contribution" and f.detail.is_rate]


def test_one_huge_sale_is_no_group_that_made_the_rise() -> None:
    rng = np.random.default_rng(9)
    frame = _two_years(rng, dict.fromkeys(GROUPS, 1.0), dict.fromkeys(GROUPS, (0.1, 0.1))).drop(columns="returned")
    frame["sales"] = 10 * rng.random(len(frame))
    frame.loc[frame["order_date"].idxmax(), "sales"] = 20_000.0
    facts = proved_analysis_of(frame).facts
    (change,) = [f for f in facts if f.kind == "change" and f.detail.target.column == "sales"]
    assert change.verdict is Verdict.UNDECIDED
    assert not _contributions(frame)


def test_a_group_that_made_no_more_than_its_size_gives_made_nothing() -> None:
    rng = np.random.default_rng(10)
    even = dict.fromkeys(GROUPS, (0.1, 0.1))
    frame = _two_years(rng, {"a": 1.3, "b": 1.3, "c": 1.3}, even).drop(columns="returned")
    frame = pd.concat([frame[frame["shop"] == "a"], frame[frame["shop"] != "a"].sample(frac=0.4, random_state=1)])
    frame["sales"] = 10 * rng.random(len(frame))
    for fact in _contributions(frame):
        assert fact.values["part_1"] > fact.values["first_1"] / fact.values["all_first"] + 0.05
