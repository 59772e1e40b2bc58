"""Traps that real tables set: for each a small one that has it, and the story that doesn't step into it."""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest

from pipeline.narrative import narrate
from pipeline.options import Options
from pipeline.story import Analysis, Fact, Finding, Form, Narratives, Verdict
from pipeline.wording import plain
from testing.truth.score import analysis_of


def tickets() -> pd.DataFrame:
    """Cases of one speed all through the year, of which the last are mostly open; three end before they begin."""
    rng, n = np.random.default_rng(1), 700
    opened = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(n) * 364 // n, unit="D")
    closed = pd.Series(opened + pd.to_timedelta(rng.exponential(15, n).astype(int), unit="D"))
    closed = closed.where(closed < pd.Timestamp("2025-12-31"))
    closed[[50, 90, 130]] = pd.Timestamp("2024-12-01")
    return pd.DataFrame({"opened_at": opened, "closed_at": closed, "team": rng.choice(["a", "b"], n)})


def slowing() -> pd.DataFrame:
    """One agent of four takes ever longer, so that more of his cases are open at the end."""
    rng, n = np.random.default_rng(5), 1_500
    day, agent = np.sort(rng.integers(0, 365, n)), rng.choice(["Ana", "Ben", "Cem", "Dee"], n)
    opened = pd.Timestamp("2025-01-01") + pd.to_timedelta(day, unit="D")
    usual = np.where(agent == "Cem", 5 * (1 + 10 * day / 365), 5)
    closed = pd.Series(opened + pd.to_timedelta(rng.exponential(usual).astype(int), unit="D"))
    closed = closed.where(closed <= pd.Timestamp("2025-12-31"))
    channel = rng.choice(["mail", "phone"], n)
    return pd.DataFrame({"opened_at": opened, "closed_at": closed, "agent": agent, "channel": channel})


def orders() -> pd.DataFrame:
    """Two whole years that double, and three months of a third; the shops' codes and names say the same."""
    days = pd.date_range("2022-01-01", "2024-03-31", freq="D")
    date = days.repeat(np.where(days.year == 2022, 1, 2))
    rng = np.random.default_rng(2)
    shop = rng.choice(["Aix", "Bari", "Cork"], len(date))
    code = pd.Series(shop).map({"Aix": 11, "Bari": 12, "Cork": 13}).to_numpy()
    return pd.DataFrame(
        {"order_date": date, "shop": shop, "shop_id": code, "sales": rng.lognormal(3, 0.3, len(date)).round(2)}
    )


def members() -> pd.DataFrame:
    """Two clubs, of which one has four members more."""
    rng = np.random.default_rng(3)
    club = np.repeat(["Oak", "Elm"], [252, 248])
    joined = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.permutation(500) % 365, unit="D")
    return pd.DataFrame({"joined": joined, "club": rng.permutation(club)})


def budget() -> pd.DataFrame:
    """Months of three costs and their total, in money of the time and of today."""
    rng, n = np.random.default_rng(4), 96
    month = pd.date_range("2016-01-01", periods=n, freq="MS")
    costs = {name: (rng.lognormal(level, 0.2, n)).round(2) for name, level in (("rent", 5), ("pay", 7), ("post", 3))}
    total = np.sum(list(costs.values()), axis=0).round(2)
    return pd.DataFrame(
        {"month": month, **costs, "total": total, "total_real": (total / 1.02 ** (month.year - 2016)).round(2)}
    )


def weather() -> pd.DataFrame:
    """Twelve years of months of six cities, 1.2 °C warmer at the end."""
    rng = np.random.default_rng(5)
    rows = [
        (city, year, 10 + 2 * place + 0.1 * (year - 2000) + rng.normal(0, 0.1))
        for (place, city), year in product(
            enumerate(["Oslo", "Rome", "Bern", "Bonn", "Lyon", "Graz"]), range(2000, 2012)
        )
    ]
    return pd.DataFrame(rows, columns=["city", "year", "mean_temperature_C"]).round(2)


def survey() -> pd.DataFrame:
    """Answers from 1 to 5 to six items that go together."""
    rng, n = np.random.default_rng(6), 300
    lean = rng.normal(0, 1, n)
    items = {f"q{i}": np.clip(np.rint(3 + 0.2 * i + lean + rng.normal(0, 0.6, n)), 1, 5).astype(int) for i in range(6)}
    return pd.DataFrame({"sex": rng.choice(["f", "m"], n)} | items)


TABLES = {make.__name__: make for make in (tickets, slowing, orders, members, budget, weather, survey)}


@cache
def story(name: str) -> tuple[Analysis, Narratives]:
    return narrate(analysis_of(TABLES[name]()), Options(), lambda _: None)


def facts(name: str, kind: str) -> list[Fact]:
    return [fact for fact in story(name)[0].facts if fact.kind == kind]


def shown(name: str) -> list[Fact | Finding]:
    analysis = story(name)[0]
    points = {point.id: point for point in (*analysis.facts, *analysis.findings)}
    return [points[point] for section in analysis.outline.sections for point in section.points]


def said(name: str) -> str:
    analysis, narratives = story(name)
    points = [f"{point.headline}. {point.text}" for point in (*analysis.facts, *analysis.findings)]
    return plain("\n".join([*points, narratives.summary, narratives.key_findings]))


def test_no_fall_of_durations_into_a_window_with_open_cases() -> None:
    frame = tickets()
    analysis, _ = story("tickets")
    assert analysis.subject is not None
    assert analysis.subject.columns == ("opened_at", "closed_at")
    (fact,) = facts("tickets", "open_cases")
    assert fact.values["open"] == frame["closed_at"].isna().sum()
    of_time = [p for p in (*analysis.facts, *analysis.findings) if {"opened_at", "closed_at"} <= set(p.columns)]
    fallen = [p for p in of_time if any(word in p.headline for word in ("fell", "down", "lower"))]
    assert all(isinstance(p, Fact) and p.verdict is Verdict.UNDECIDED for p in fallen), fallen
    (course,) = (f for f in facts("tickets", "change") if {"opened_at", "closed_at"} <= set(f.columns))
    assert str(course.values["last_period"]) < "2025-11"  # whose end lies before the window


def test_a_slow_rise_of_one_is_no_jump_of_all_and_is_told_among_those_closed() -> None:
    frame = slowing()
    first = plain(story("slowing")[1].summary.partition(". ")[0])
    is_open = frame["closed_at"].isna()
    of_all, of_one = (f"{100 * share:.2g}%" for share in (is_open.mean(), is_open[frame["agent"] == "Cem"].mean()))
    assert first.endswith(f", among those closed: {of_all} aren't yet, {of_one} with agent Cem")
    assert "lowest" not in first
    told = shown("slowing")
    assert any(fact.kind == "group_change" and "rose" in fact.headline and "Cem" in fact.headline for fact in told)
    assert not {"level_change", "missingness"} & {point.kind for point in told}


def test_who_is_too_few_to_be_told_lends_the_others_no_change() -> None:
    """Ben takes ever longer, in too few tickets a month to be told; then nothing is made of the others' scatter."""
    rng, n = np.random.default_rng(5), 1_500
    day, agent = (
        np.sort(rng.integers(0, 365, n)),
        rng.choice(["Ana", "Ben", "Cem", "Dee"], n, p=[0.3, 0.18, 0.26, 0.26]),
    )
    opened = pd.Timestamp("2025-01-01") + pd.to_timedelta(day, unit="D")
    usual = np.where(agent == "Ben", 5 * (1 + 10 * day / 365), 5)
    closed = pd.Series(opened + pd.to_timedelta(rng.exponential(usual).astype(int), unit="D"))
    closed = closed.where(closed <= pd.Timestamp("2025-12-31"))
    channel = rng.choice(["mail", "phone"], n)
    frame = pd.DataFrame({"opened_at": opened, "closed_at": closed, "agent": agent, "channel": channel})
    changes = [
        f
        for f in narrate(analysis_of(frame), Options(), lambda _: None)[0].facts
        if f.kind == "group_change" and "agent" in f.columns
    ]
    apart = [f for f in changes if f.detail.target.form is Form.MEAN and "Ben" not in f.text]
    assert apart
    assert all(fact.verdict is not Verdict.BEYOND_CHANCE for fact in apart)


def test_durations_below_zero_are_a_note_and_no_end_of_the_duration() -> None:
    analysis, _ = story("tickets")
    notes = [note for note in analysis.quality if set(note.columns) == {"opened_at", "closed_at"}]
    assert any("3" in note.text for note in notes)


def test_whole_years_are_compared_and_the_part_of_one_is_named() -> None:
    (fact,) = [f for f in facts("orders", "change") if "sales" in f.columns]
    by_year = orders().groupby(orders()["order_date"].dt.year)["sales"].sum()
    assert (fact.values["first_value"], fact.values["last_value"]) == pytest.approx((by_year[2022], by_year[2023]))
    assert "2024 only in part" in fact.text


def test_a_percentage_and_its_dates_come_of_the_same_points() -> None:
    (fact,) = [f for f in facts("orders", "change") if "sales" in f.columns]
    by_year = orders().groupby(orders()["order_date"].dt.year)["sales"].sum()
    assert fact.values["change_share"] == pytest.approx(by_year[2023] / by_year[2022] - 1)
    assert [str(fact.values[f"{end}_period"])[:4] for end in ("first", "last")] == ["2022", "2023"]


def test_a_code_beside_its_name_is_structure_and_ranked_once() -> None:
    analysis, _ = story("orders")
    assert [f.detail.by for f in facts("orders", "rank")] == ["shop"]
    assert any({"shop", "shop_id"} <= set(note.columns) for note in analysis.quality if note.kind == "structure")


def test_parts_of_one_total_and_twins_are_structure_and_no_paradox() -> None:
    analysis, _ = story("budget")
    assert any("total" in note.columns for note in analysis.quality if note.kind == "structure")
    parts = {"rent", "pay", "post", "total", "total_real"}
    assert not [f.columns for f in analysis.findings if f.kind in {"paradox"} and set(f.columns) <= parts]


def test_a_leader_by_four_rows_is_none() -> None:
    assert not [line for line in said("members").splitlines() if "lead" in line or "most " in line]


def test_a_survey_battery_is_one_picture() -> None:
    assert len(facts("survey", "battery")) == 1
    items = set(survey().columns) - {"sex"}
    assert not [p.columns for p in shown("survey") if isinstance(p, Finding) and set(p.columns) <= items]


def test_not_proven_is_not_called_not_found() -> None:
    _, narratives = story("members")
    assert "not found" not in narratives.method
    assert "doesn't show that there is none" in narratives.method


def test_nothing_is_so_many_per_cent_of_a_temperature() -> None:
    told = [p for p in shown("weather") if "mean_temperature_C" in p.columns]
    assert len(told) >= 3
    assert not [p.headline for p in told if "%" in f"{p.headline} {p.text}"]
    (fact,) = facts("weather", "shared_change")
    assert fact.values["rose"] == 6
