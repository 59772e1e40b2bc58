"""Tables of calls, of what was made and of orders that came back, as those who run them would be told."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Analysis, Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


def calls() -> pd.DataFrame:
    """Twelve weeks of half hours from 8 to 20, calls at 10 most, of which more are given up the more there are."""
    rng = np.random.default_rng(21)
    days = pd.date_range("2025-01-06", periods=84)
    at = pd.DatetimeIndex([day + pd.Timedelta(minutes=30 * half) for day in days for half in range(16, 40)])
    level = (6 + 40 * np.exp(-(((at.hour.to_numpy() - 10) / 2.5) ** 2))) * (1 + 0.6 * (at.day_of_week.to_numpy() == 0))
    offered = rng.poisson(level)
    abandoned = rng.binomial(offered, np.minimum(0.4, offered / 200))
    return pd.DataFrame(
        {
            "interval_start": at,
            "calls_offered": offered,
            "calls_answered": offered - abandoned,
            "calls_abandoned": abandoned,
            "agents": np.maximum(2, np.rint(level / 5)).astype(int),
            "average_wait_s": np.rint(10 + offered * rng.uniform(1, 2, len(at))),
        }
    )


def shifts() -> pd.DataFrame:
    """Nine months of shifts of two lines: of the second twice as much is scrap from June on, at night more of both."""
    rng = np.random.default_rng(22)
    rows = []
    for day in pd.date_range("2024-01-01", "2024-09-30"):
        for shift, line in [(s, n) for s in ("early", "night") for n in ("L1", "L2")]:
            made = int(rng.normal(1_000, 60))
            rate = 0.03 * (1.6 if shift == "night" else 1) * (2 if line == "L2" and day.month >= 6 else 1)
            rows.append((day, shift, line, round(rng.uniform(4, 8), 1), made, rng.binomial(made, rate)))
    return pd.DataFrame(rows, columns=["day", "shift", "line", "hours_run", "parts_made", "parts_scrapped"])


def returns() -> pd.DataFrame:
    """Orders of which a third comes back, of these half for being too small."""
    rng = np.random.default_rng(23)
    n = 900
    back = rng.random(n) < 0.33
    reason = np.where(back, rng.choice(["too small", "too large", "damaged"], n, p=[0.5, 0.3, 0.2]), None)
    frame = pd.DataFrame({"order_id": [f"A{i}" for i in range(n)], "category": rng.choice(["shoes", "shirts"], n)})
    return frame.assign(returned=np.where(back, "yes", "no"), return_reason=reason)


@pytest.fixture(scope="module")
def centre() -> Analysis:
    return told(calls())


@pytest.fixture(scope="module")
def plant() -> Analysis:
    return told(shifts())


def of_kind(analysis: Analysis, kind: str) -> Sequence[Fact]:
    return [fact for fact in analysis.facts if fact.kind == kind]


def lead_of(analysis: Analysis) -> list[Fact]:
    return [fact for point in analysis.outline.lead for fact in analysis.facts if fact.id == point]


def test_the_level_says_how_many_calls_were_abandoned(centre) -> None:
    frame, (level, *_) = calls(), lead_of(centre)
    assert level.kind == "level"
    assert level.values["rate"] == pytest.approx(frame["calls_abandoned"].sum() / frame["calls_offered"].sum())


def test_hours_of_opening_are_a_season(centre) -> None:
    hours = [fact for fact in of_kind(centre, "season") if fact.detail.cycle == "hour"]
    assert hours[0].detail.levels[0] == 10
    assert hours[0].columns == ("calls_offered", "interval_start")


def test_calls_dont_depend_on_how_they_were_met(centre) -> None:
    met = {"agents", "average_wait_s", "calls_answered", "calls_abandoned"}
    explained = [fact for fact in centre.facts if fact.section in ("depends_on", "conditions")]
    assert [fact for fact in lead_of(centre) if fact in explained] == []
    assert [fact for fact in explained if fact.columns[0] == "calls_offered" and met & set(fact.columns[1:])] == []


def test_busy_hours_and_busy_days_are_two_things_to_tell_first(centre) -> None:
    assert [fact.detail.cycle for fact in lead_of(centre) if fact.kind == "season"] == ["hour", "weekday"]


def test_the_number_of_half_hours_is_no_news(centre) -> None:
    kinds = {finding.kind for finding in centre.findings if finding.columns == ("interval_start",)}
    assert not kinds & {"busy_times", "seasonality"}


def test_what_is_made_is_the_subject_not_the_hours_it_took(plant) -> None:
    assert plant.subject is not None
    assert plant.subject.column in ("parts_made", "parts_scrapped")


def test_output_is_not_explained_by_its_hours_nor_its_scrap(plant) -> None:
    frame = shifts().rename(columns={"hours_run": "labour_hours", "parts_made": "parts_produced"})
    for analysis in (plant, told(frame)):
        assert [f for f in analysis.facts if f.kind in ("band", "split") and "parts_scrapped" in f.columns[1:]] == []
    hours = [f for f in told(frame).facts if f.kind == "band" and "labour_hours" in f.columns]
    assert [f for f in hours if f.columns[0] == "parts_produced"] == []


def test_more_scrap_since_june_is_told_first(plant) -> None:
    (step, *_) = of_kind(plant, "ratio_step")
    assert step.section == "how_much"
    assert step.id in plant.outline.lead
    assert step.values["level_1"] == "L2"


def test_scrap_is_told_by_each_column_that_parts_it(plant) -> None:
    assert {fact.detail.by for fact in of_kind(plant, "ratio_split")} == {"line", "shift"}


def test_how_a_part_goes_with_its_whole_is_no_news(plant) -> None:
    pair = {"parts_made", "parts_scrapped"}
    told_pairs = [f for f in plant.findings if set(f.columns[:2]) == pair and f.kind in ("paradox", "mix_effect")]
    shown = {point for section in plant.outline.sections for point in section.points}
    assert not {finding.id for finding in told_pairs} & shown


def test_why_orders_came_back_is_told_and_not_that_it_is_missing_elsewhere() -> None:
    analysis, frame = told(returns()), returns()
    (why,) = of_kind(analysis, "reasons")
    named = frame["return_reason"].value_counts()
    assert (why.values["level_1"], why.values["rows_1"]) == ("too small", named["too small"])
    assert why.values["share_1"] == pytest.approx(named["too small"] / named.sum())
    assert "Return reason of orders that were returned: too small" in why.headline
    assert [fact for fact in of_kind(analysis, "missing_part") if "return_reason" in fact.columns] == []


def test_what_is_known_of_others_too_is_no_reason() -> None:
    frame = returns()
    everywhere = frame.assign(return_reason=frame["return_reason"].fillna("none"))
    assert of_kind(told(everywhere), "reasons") == []
    assert of_kind(told(frame.drop(columns="returned").assign(paid="yes")), "reasons") == []


def test_what_came_back_is_told_by_its_price_where_a_row_is_an_order_with_a_date() -> None:
    rng = np.random.default_rng(24)
    frame = returns()
    dated = frame.assign(
        order_date=pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 300, len(frame))), unit="D"),
        net_price=rng.lognormal(4, 0.4, len(frame)).round(2),
    )
    (level,) = [fact for fact in of_kind(told(dated), "level") if fact.detail.target.column == "returned"]
    back = dated["returned"] == "yes"
    assert level.values["money_share"] == pytest.approx(dated["net_price"][back].sum() / dated["net_price"].sum())
    per_night = dated.rename(columns={"net_price": "price_per_night"})
    assert all("money_share" not in fact.values for fact in of_kind(told(per_night), "level"))


def subscribers(*, part: bool) -> pd.DataFrame:
    """Two years of months of customers, of whom those on the small plan leave sooner, if ``part``."""
    rng = np.random.default_rng(25)
    months = pd.date_range("2023-01-01", periods=24, freq="MS")
    rows = []
    for customer in range(240):
        plan = ("small", "large")[customer % 2]
        begin = int(rng.integers(0, 12))
        stays = int(rng.geometric(0.09 if plan == "small" or not part else 0.01))
        fee = 20 if plan == "small" else 200
        rows += [(f"C{customer:03d}", months[at], plan, fee) for at in range(begin, min(24, begin + stays))]
    return pd.DataFrame(rows, columns=["customer_id", "month", "plan", "mrr"])


def test_of_which_kind_most_have_gone() -> None:
    frame = subscribers(part=True)
    (fact,) = of_kind(told(frame), "departures")
    last = frame.groupby("customer_id").agg(plan=("plan", "first"), month=("month", "max"))
    gone = (last["month"] < frame["month"].max()).groupby(last["plan"])
    assert (fact.values["level_1"], fact.values["share_1"]) == ("small", pytest.approx(gone.mean()["small"]))
    assert fact.values["all_gone"] == gone.sum().sum()
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert "on the small plan" in fact.headline


def test_of_kinds_that_go_alike_none_is_said_to_go_more() -> None:
    assert not any(f.verdict is Verdict.BEYOND_CHANCE for f in of_kind(told(subscribers(part=False)), "departures"))


def claims() -> pd.DataFrame:
    """Claims of which a fifth is rejected, of which nothing is paid."""
    rng = np.random.default_rng(26)
    n = 800
    rejected = rng.random(n) < 0.2
    claimed = rng.lognormal(7, 0.8, n).round(2)
    paid = np.where(rejected, 0.0, (claimed * rng.uniform(0.5, 1, n)).round(2))
    frame = pd.DataFrame({"claim_no": [f"CL{i}" for i in range(n)], "line": rng.choice(["motor", "home"], n)})
    return frame.assign(claimed_amount=claimed, paid_amount=paid, rejected=np.where(rejected, "yes", "no"))


def test_what_comes_of_an_outcome_doesnt_explain_it() -> None:
    analysis = told(claims())
    explained = [fact for fact in analysis.facts if fact.columns[0] == "rejected"]
    assert [fact for fact in explained if "paid_amount" in fact.columns and fact.kind in ("band", "segment")] == []


def test_money_that_only_the_outcome_brings_is_no_share_of_it() -> None:
    rng = np.random.default_rng(28)
    bought = rng.random(900) < 0.3
    frame = pd.DataFrame({"visitor_id": range(900), "device": rng.choice(["phone", "desk"], 900), "purchased": bought})
    (level, *_) = of_kind(told(frame.assign(revenue=np.where(bought, rng.lognormal(3, 0.4, 900), 0).round(2))), "level")
    assert level.detail.target.column == "purchased"
    assert level.detail.money is None


def test_a_budget_doesnt_explain_what_was_spent() -> None:
    rng = np.random.default_rng(27)
    budget = rng.lognormal(10, 0.6, 300).round(-2)
    frame = pd.DataFrame({"project": [f"P{i}" for i in range(300)], "type": rng.choice(["IT", "HR"], 300)})
    frame = frame.assign(budget=budget, actual_cost=(budget * rng.normal(1, 0.1, 300)).round())
    assert [fact for fact in told(frame).facts if fact.kind == "band" and "budget" in fact.columns] == []


def test_what_an_outcome_brings_is_told_beside_it() -> None:
    frame = claims()
    (level, *_) = of_kind(told(frame), "level")
    paid = frame.groupby("rejected")["paid_amount"].mean()
    assert (level.values["brought"], level.values["brought_else"]) == (0, pytest.approx(paid["no"]))
    assert "is 0 among those, " in level.text


def test_an_outcome_that_rules_the_other_out_is_none_of_its_conditions() -> None:
    rng = np.random.default_rng(55)
    n = 3_000
    left = rng.random(n) < 0.15
    kept = ~left & (rng.random(n) < 0.4)
    frame = pd.DataFrame({"visit_id": range(n), "ward_before": rng.choice(["A1", "B1", "C1"], n)})
    frame = frame.assign(left_early=np.where(left, "Y", "N"), admitted=np.where(kept, "Y", "N"))
    frame["night"] = np.where(rng.random(n) < np.where(kept, 0.6, 0.3), "Y", "N")
    found = told(frame)
    assert found.subject is not None
    own = {"admitted", "left_early"} - {found.subject.column}
    assert not [f for f in found.facts if f.section in ("depends_on", "conditions") and own & set(f.columns)]
    assert [f for f in found.facts if f.section == "depends_on" and "night" in f.columns]


def test_two_times_that_begin_together_are_no_relation() -> None:
    rng = np.random.default_rng(56)
    n = 400
    opened = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 300, n)), unit="D")
    planned = opened + pd.to_timedelta(rng.integers(10, 90, n), unit="D")
    closed = planned + pd.to_timedelta(rng.integers(0, 12, n), unit="D")
    frame = pd.DataFrame({"case": [f"C{i}" for i in range(n)], "start_date": opened})
    frame = frame.assign(planned_end=planned, actual_end=closed, cost=rng.lognormal(5, 0.4, n).round(2))
    pairs = [set(finding.columns) for finding in told(frame).findings]
    assert {"start_date to planned_end", "start_date to actual_end"} not in pairs


def test_a_quarter_of_whole_numbers_ends_at_a_whole_number() -> None:
    rng = np.random.default_rng(57)
    visits = rng.permutation(np.repeat([2, 3, 5, 7, 8, 9], [99, 1, 100, 100, 99, 1]))  # the upper quarter: over 7.25
    frame = pd.DataFrame({"MemberID": range(400), "VisitsPerMonth": visits})
    frame["Cancelled"] = np.where(rng.random(400) < 0.7 - 0.08 * visits, "Yes", "No")
    assert np.quantile(visits, 0.75) == 7.25
    (fact,) = [f for f in told(frame).facts if f.kind == "band"]
    assert "more than 7 " in fact.headline
