"""Panels of places by month: their season, and each change of a few places told once."""

import numpy as np
import pandas as pd

from tests.pipeline.analysis.facts.tables import told

MONTHS = pd.date_range("2021-01-01", periods=36, freq="MS")


def _shops(shops: int, december: float, *, late: int = 0) -> pd.DataFrame:
    """Sales of shops by month, higher in December; ``late`` of them open only in July and August of each year."""
    rng = np.random.default_rng(8)
    rows = []
    for i in range(shops):
        months = MONTHS if i >= late else MONTHS[MONTHS.month.isin((7, 8))]
        usual = rng.uniform(40_000, 140_000) * rng.lognormal(0, 0.05, len(months))
        sales = usual * np.where(months.month == 12, 1 + december, 1)
        rows.append(pd.DataFrame({"shop": f"Shop {i + 1}", "month": months, "sales": sales.round()}))
    return pd.concat(rows, ignore_index=True)


def _seasons(frame: pd.DataFrame) -> list[str]:
    return [fact.headline for fact in told(frame).facts if fact.kind == "season"]


def test_a_high_december_of_all_shops_is_told() -> None:
    (headline,) = _seasons(_shops(12, 0.5))
    assert headline.startswith("December brings 1")


def test_no_season_is_told_where_there_is_none() -> None:
    assert not _seasons(_shops(12, 0.0))


def test_months_in_which_more_shops_are_open_are_no_season() -> None:
    assert not _seasons(_shops(16, 0.0, late=8))


def test_the_change_of_a_few_shops_is_told_once() -> None:
    frame = _shops(4, 0.0)
    last_year = frame["month"].dt.year == 2023
    frame.loc[last_year & (frame["shop"] == "Shop 2"), "sales"] *= 0.6
    kinds = [fact.kind for fact in told(frame).facts]
    assert "group_change" in kinds
    assert not {"entity_change", "falls"} & set(kinds)


def test_falls_name_none_that_hardly_fell() -> None:
    frame = _shops(12, 0.0)
    last_year = frame["month"].dt.year == 2023
    frame.loc[last_year & (frame["shop"] == "Shop 2"), "sales"] *= 0.4
    (fact,) = [fact for fact in told(frame).facts if fact.kind == "falls"]
    assert fact.detail.falls == 1


def test_the_totals_of_shops_that_were_open_throughout_are_not_put_down_to_chance() -> None:
    (fact,) = [fact for fact in told(_shops(6, 0.0)).facts if fact.kind == "rank"]
    assert fact.verdict is None


def test_a_doubtful_change_of_groups_is_not_told_beside_the_plain_one() -> None:
    """Days of two years: the years' means are plain, their test has two periods."""
    rng = np.random.default_rng(9)
    days = pd.date_range("2022-01-01", "2023-12-31")
    level = {"North": 400, "South": 900, "East": 300, "West": 700, "Mid": 500}
    rows = [
        pd.DataFrame({"day": days, "site": site, "riders": rng.normal(usual, 60, len(days)).round()})
        for site, usual in level.items()
    ]
    frame = pd.concat(rows, ignore_index=True)
    later = (frame["day"].dt.year == 2023) & (frame["site"] == "North")
    frame.loc[later, "riders"] *= 1.5
    told_kinds = {fact.kind for fact in told(frame).facts if fact.kind in ("entity_change", "group_change")}
    assert len(told_kinds) == 1


def test_groups_whose_season_alone_leans_did_not_all_fall() -> None:
    rng = np.random.default_rng(31)
    weeks = pd.date_range("2023-01-02", periods=104, freq="7D")
    frame = pd.DataFrame([(week, f"shop {i}") for week in weeks for i in range(12)], columns=["week", "shop"])
    wave = 60 * np.sin(2 * np.pi * pd.DatetimeIndex(frame["week"]).day_of_year / 365)
    frame["sales"] = rng.poisson(500 + wave)
    assert not [fact for fact in told(frame).facts if fact.kind == "shared_change"]
    fell = frame.assign(sales=(frame["sales"] * (1 - 0.002 * (frame["week"] - weeks[0]).dt.days / 7)).round())
    (fact,) = [fact for fact in told(fell).facts if fact.kind == "shared_change"]
    assert fact.values["fell"] == 12


def test_groups_that_begin_one_after_the_other_all_grow_by_their_own_years() -> None:
    rng = np.random.default_rng(32)
    months = pd.date_range("2020-01-01", "2023-12-01", freq="MS")
    rows = [
        (month, f"shop {shop}", round(200 * rng.lognormal(0, 0.4) * 1.03**age))
        for shop in range(40)
        for age, month in enumerate(months[rng.integers(0, 36) :])
    ]
    (fact,) = (
        f for f in told(pd.DataFrame(rows, columns=["month", "shop", "orders"])).facts if f.kind == "shared_change"
    )
    assert fact.values["rose"] >= 38


def test_a_change_names_the_entities_that_it_compares_and_not_their_rows() -> None:
    rng = np.random.default_rng(5)
    days = pd.date_range("2022-01-01", "2023-12-31")
    frames = [
        pd.DataFrame(
            {"day": days, "station": f"Station {i}", "temperature": rng.normal(9 + 2 * (days.year == 2023), 2)}
        )
        for i in range(6)
    ]
    (fact,) = [fact for fact in told(pd.concat(frames)).facts if fact.kind == "change"]
    assert "the same 6 stations" in fact.text


def test_verbs_of_findings_agree_with_what_is_counted() -> None:
    days = pd.date_range("2021-01-04", periods=728)
    weekend = (days.day_of_week >= 5).astype(int)
    rng = np.random.default_rng(2)
    frames = [
        pd.DataFrame({"day": days, "station": f"Station {i}", "prices": rng.normal(90 - 30 * weekend, 4)})
        for i in range(4)
    ]
    (season,) = [finding for finding in told(pd.concat(frames)).findings if finding.kind == "seasonality"]
    assert season.headline.startswith("Average prices peak ")
    assert " and are lowest on " in season.headline
