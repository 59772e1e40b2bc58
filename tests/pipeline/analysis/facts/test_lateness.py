"""What was done after it was due: how many, by how much, where most, what still waits; chance names no place."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def invoices() -> pd.DataFrame:
    rng = np.random.default_rng(9)
    n = 600
    issued = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 300, n)), unit="D")
    sector = rng.choice(["retail", "public", "crafts"], n)
    due = issued + pd.Timedelta(days=30)
    paid = due + pd.to_timedelta(rng.normal(np.where(sector == "public", 9, -4), 6, n).round(), unit="D")
    frame = pd.DataFrame({"invoice": [f"R{i}" for i in range(n)], "sector": sector, "invoice_date": issued})
    frame = frame.assign(due_date=due, paid_on=pd.Series(paid).where(paid < "2024-11-10"))
    return frame.assign(amount=rng.lognormal(6, 1, n).round(2))


def late(frame: pd.DataFrame) -> list[Fact]:
    return [fact for fact in told(frame).facts if fact.kind == "lateness"]


def test_how_many_were_late_by_how_much_and_where(invoices) -> None:
    (fact,) = late(invoices)
    days = (invoices["paid_on"] - invoices["due_date"]).dt.days
    waits = invoices["paid_on"].isna()
    assert (fact.values["late"], fact.values["rows"]) == ((days > 0).sum(), days.notna().sum())
    assert fact.values["days"] == pytest.approx(days[days > 0].mean())
    assert fact.values["waiting"] == waits.sum()
    assert fact.values["overdue"] == (invoices["due_date"][waits] < invoices["paid_on"].max()).sum()
    assert (fact.values["part"], fact.verdict) == ("public", Verdict.BEYOND_CHANCE)
    assert fact.values["part_late"] == (days[invoices["sector"] == "public"] > 0).sum()


def test_that_comes_right_after_the_level(invoices) -> None:
    analysis = told(invoices)
    (fact,) = [fact for fact in analysis.facts if fact.kind == "lateness"]
    assert fact.id in analysis.outline.lead[:2]


def test_places_that_chance_made_are_not_named(invoices) -> None:
    rng = np.random.default_rng(10)
    (fact,) = late(invoices.assign(sector=rng.permutation(invoices["sector"])))
    assert "part" not in fact.values or fact.verdict is Verdict.UNDECIDED
    assert "most" not in fact.headline


def test_dates_that_are_always_kept_or_never_due_say_nothing(invoices) -> None:
    assert late(invoices.assign(paid_on=invoices["due_date"])) == []
    assert late(invoices.rename(columns={"due_date": "printed_on"})) == []


def test_what_is_due_at_a_time_of_the_day_is_late_by_hours() -> None:
    rng = np.random.default_rng(11)
    n = 400
    opened = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 200 * 24, n)), unit="h")
    took = rng.uniform(1, 7, n)
    frame = pd.DataFrame(
        {"ticket": [f"T{i}" for i in range(n)], "team": rng.choice(["a", "b"], n), "opened_at": opened}
    )
    frame = frame.assign(
        due_at=opened + pd.Timedelta(hours=4), closed_at=opened + pd.to_timedelta((took * 60).round(), unit="min")
    )
    (fact,) = late(frame)
    hours = (frame["closed_at"] - frame["due_at"]).dt.total_seconds() / 3600
    assert fact.values["late"] == (hours > 0).sum()
    assert fact.values["days"] == pytest.approx(hours[hours > 0].mean() / 24)


def test_who_is_always_late_but_by_more_days_is_named() -> None:
    rng = np.random.default_rng(21)
    n = 240
    kind = rng.choice(["rollout", "website", "move"], n)
    start = pd.Timestamp("2022-01-03") + pd.to_timedelta(np.sort(rng.integers(0, 700, n)), unit="D")
    due = start + pd.Timedelta(days=90)
    done = due + pd.to_timedelta(rng.normal(np.where(kind == "rollout", 60, 15), 8, n).round(), unit="D")
    frame = pd.DataFrame({"project": [f"P{i}" for i in range(n)], "kind": kind, "planned_start": start})
    frame = frame.assign(planned_end=due, actual_end=done, cost=rng.lognormal(9, 0.5, n).round())
    (fact,) = late(frame)
    days = (done - due).days.to_numpy()
    assert (fact.values["part"], fact.verdict) == ("rollout", Verdict.BEYOND_CHANCE)
    assert fact.values["part_days"] == pytest.approx(days[(kind == "rollout") & (days > 0)].mean())
    assert fact.values["delay"] == pytest.approx(days.mean())
    assert "latest" in fact.headline
    assert fact.plot is not None
    assert fact.plot.x_label == "Days after planned end"  # not "from time to end"
    (fact,) = late(frame.assign(kind=rng.permutation(kind)))
    assert "latest" not in fact.headline


@pytest.mark.parametrize(("spread", "step"), [(4, 1), (40, 7)])
def test_bars_are_days_or_where_these_are_many_weeks(invoices, spread, step) -> None:
    days = np.rint(np.random.default_rng(15).normal(0, spread, len(invoices)))
    (fact,) = late(invoices.assign(paid_on=invoices["due_date"] + pd.to_timedelta(days, unit="D")))
    assert {int(level) % step for level in fact.plot.frame["level"]} == {0}
    assert {int(level) % 7 for level in fact.plot.frame["level"]} == ({0} if step == 7 else set(range(7)))
