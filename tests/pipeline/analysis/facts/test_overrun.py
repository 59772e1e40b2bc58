"""What took longer than it may: how many, by how much, where most; the unit of both; chance names no place."""

import numpy as np
import pandas as pd
import pytest

from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.reach import reach
from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


@pytest.fixture(scope="module")
def tickets() -> pd.DataFrame:
    rng = np.random.default_rng(12)
    n = 1_500
    urgency = rng.choice(["P1", "P2", "P3"], n)
    desk = rng.choice(["billing", "network", "access"], n)
    sla = pd.Series(urgency).map({"P1": 4, "P2": 16, "P3": 60}).to_numpy()
    hours = sla * rng.lognormal(-0.8, 0.6, n) * np.where(desk == "billing", 2.0, 1.0)
    opened = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 400_000, n)), unit="min")
    resolved = opened + pd.to_timedelta((60 * hours).round(), unit="min")
    frame = pd.DataFrame({"ticketId": [f"T{i}" for i in range(n)], "openedAt": opened, "resolvedAt": resolved})
    return frame.assign(priority=urgency, desk=desk, slaHours=sla)


def over(frame: pd.DataFrame) -> list[Fact]:
    return [fact for fact in told(frame).facts if fact.kind == "overrun"]


def test_how_many_took_too_long_by_how_much_and_where(tickets) -> None:
    (fact,) = over(tickets)
    hours = (tickets["resolvedAt"] - tickets["openedAt"]).dt.total_seconds() / 3_600
    late = hours > tickets["slaHours"]
    assert (fact.values["over"], fact.values["rows"]) == (late.sum(), len(tickets))
    assert fact.values["beyond"] == pytest.approx((hours - tickets["slaHours"])[late].mean())
    assert (fact.values["part"], fact.verdict) == ("billing", Verdict.BEYOND_CHANCE)
    assert fact.values["part_over"] == late[tickets["desk"] == "billing"].sum()
    assert "took longer than their SLA hours" in fact.headline


def test_that_comes_right_after_the_level_and_what_was_meant_to_differ_doesnt(tickets) -> None:
    analysis = told(tickets)
    (fact,) = [fact for fact in analysis.facts if fact.kind == "overrun"]
    assert analysis.outline.lead[1] == fact.id
    by_priority = [f for f in analysis.facts if f.kind == "split" and f.detail.by == "priority"]
    assert by_priority
    assert not {f.id for f in by_priority} & set(analysis.outline.lead)
    assert [FACT_WORDS[f.kind].decision(f, reach(analysis)) for f in by_priority] == [None] * len(by_priority)


def test_a_limit_in_hours_is_compared_with_minutes() -> None:
    rng = np.random.default_rng(13)
    n = 400
    frame = pd.DataFrame({"job": [f"J{i}" for i in range(n)], "site": rng.choice(["A", "B", "C"], n)})
    frame["repair_minutes"] = rng.lognormal(4.6, 0.5, n).round(1)
    frame["allowed_hours"] = rng.choice([1.0, 2.0, 3.0], n)
    (fact,) = over(frame)
    assert fact.values["over"] == (frame["repair_minutes"] > 60 * frame["allowed_hours"]).sum()


def test_places_that_chance_made_are_not_named(tickets) -> None:
    rng = np.random.default_rng(14)
    (fact,) = over(tickets.assign(desk=rng.permutation(tickets["desk"])))
    assert "part" not in fact.values or fact.verdict is Verdict.UNDECIDED
    assert "most" not in fact.headline


def test_times_that_are_always_kept_say_nothing(tickets) -> None:
    assert over(tickets.assign(slaHours=9_000)) == []
    assert over(tickets.rename(columns={"slaHours": "weight"})) == []


def test_a_limit_of_two_values_is_one_and_not_the_subject() -> None:
    rng = np.random.default_rng(15)
    n = 900
    zone = rng.choice(["Urban", "Rural"], n)
    frame = pd.DataFrame({"INCIDENT_NO": range(70_001, 70_001 + n), "ZONE": zone})
    frame["RESPONSE_MIN"] = rng.lognormal(2.1, 0.4, n).round(1)
    frame["TARGET_MIN"] = np.where(zone == "Rural", 15, 8)
    analysis = told(frame)
    assert analysis.subject is not None
    assert analysis.subject.column == "RESPONSE_MIN"
    (fact,) = [fact for fact in analysis.facts if fact.kind == "overrun"]
    assert fact.values["over"] == (frame["RESPONSE_MIN"] > frame["TARGET_MIN"]).sum()
    assert "longer than their target:" in fact.headline


def test_a_time_forty_times_smaller_than_the_limit_is_another_one() -> None:
    rng = np.random.default_rng(14)
    n = 400
    frame = pd.DataFrame({"job": [f"J{i}" for i in range(n)], "site": rng.choice(["A", "B", "C"], n)})
    frame["allowed_minutes"] = rng.choice([100.0, 200.0, 300.0], n)
    apart = np.where(rng.random(n) < 0.05, 2.0, 1 / 40)
    assert over(frame.assign(repair_minutes=frame["allowed_minutes"] * apart)) == []
    (fact,) = over(frame.assign(repair_minutes=frame["allowed_minutes"] * np.where(apart > 1, 2.0, 0.5)))
    assert fact.values["over"] == (apart > 1).sum()
