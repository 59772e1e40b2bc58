"""What each kind has somebody decide, in its own file of words."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.analysis.detectors.association import AssociationDetail
from pipeline.analysis.detectors.busy_times import BusyTimesDetail
from pipeline.analysis.detectors.concentration import ConcentrationDetail
from pipeline.analysis.detectors.correlation import CorrelationDetail
from pipeline.analysis.detectors.difference import DifferenceDetail
from pipeline.analysis.detectors.extreme_entity import ExtremeEntityDetail
from pipeline.analysis.detectors.gap import GapDetail
from pipeline.analysis.detectors.level_by_time import LevelByTimeDetail
from pipeline.analysis.detectors.rhythm import RhythmDetail
from pipeline.analysis.detectors.segment_trend import SegmentTrendDetail
from pipeline.analysis.detectors.words import WordsDetail
from pipeline.analysis.facts.attainment import Attainment
from pipeline.analysis.facts.band import Band
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.analysis.facts.group_change import GroupChange
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.analysis.facts.open_cases import OpenCases
from pipeline.analysis.facts.rank import Rank
from pipeline.analysis.facts.season import Season
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.analysis.facts.split import Split
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.threshold import Threshold
from pipeline.analysis.variables.time_axis import Aggregate, Grain
from pipeline.narrative.decision import in_words
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.reach import Reach
from pipeline.story import Fact, Form, Subject, TableKind, Verdict
from pipeline.wording import Wording, noun
from tests.pipeline.narrative.analyses import finding
from tests.pipeline.narrative.backing import unsupported

PROFIT = Target("profit", Form.TOTAL, None, '"profit"', "$")
CHURN = Target("churn", Form.SHARE, "yes", "churned", None)
TICKETS = Target(None, Form.COUNT, None, "1", None)
SPENT = Target("spent", Form.TOTAL, None, '"spent"', "$")
SUBJECT = Subject("profit", ("profit",), Form.TOTAL, None, TableKind.EVENTS)
ACTS = Reach(SUBJECT, acts=True, words=Wording(row=noun("order")))
CALLS = Reach(SUBJECT, acts=True, words=Wording(row=noun("call")))  # somebody has to be there
OF_PEOPLE = ("rhythm", "busy_times", "level_by_time")
STILL = replace(ACTS, acts=False)
YEARS = {"first_period": "2022-01-01", "last_period": "2023-01-01"}

FACTS = {  # columns, values, detail; the beginning of what is advised
    "threshold": (
        {"loss": -21_000.0, "rows_share": 0.14, "rest": 50_000.0, "cut": 0.3, "extreme": 0.5},
        Threshold(PROFIT, "discount", None, 0.3, above=True, base=None),
        "Cap **discount** below 30%: 14% of the orders lie beyond it and lost $21,000 of **profit**.",
    ),
    "rank": (
        {"level_1": "Lamps", "total_1": 900.0, "level_2": "Tables", "total_2": -400.0, "losers": 1, "lost": -400.0,
         "groups": 2, "first_share": 1.8},
        Rank(PROFIT, "category", 1, 1, 2, None, None, summed=True, has_losers=True),
        "Reprice **Tables** or drop it: it lost $400.",
    ),
    "split": (
        {"mean_1": 0.43, "rows_1": 3875, "hits_1": 1655, "mean_2": 0.03, "rows_2": 1695, "hits_2": 48,
         "all_hits": 1703},
        Split(CHURN, "contract", ("monthly", "two years"), 2, None, top_share=True),
        "Make orders on **monthly** contracts a better offer: 1,655 of the 1,703 orders that churned are among "
        "these 3,875",
    ),
    "segment": (
        {"value_1": 0.7, "rows_1": 919, "hits_1": 643, "value_2": 0.1, "all_hits": 1869, "all_value": 0.27,
         "cut_1": 12.0},
        Segment(CHURN, (Condition("contract", "monthly"), Condition("tenure", cut=12.0)),
                (Condition("contract", "yearly"), Condition("tenure", cut=12.0, above=True)), ()),
        "Check before dispatch the orders on **monthly** contracts with **tenure** under 12: 643 of the 1,869 "
        "orders that churned are among these 919, 70% of them.",
    ),
    "band": (
        {"low_value": 0.1, "high_value": 0.4, "low_edge": 2.0, "high_edge": 9.0, "high_rows": 50},
        Band(CHURN, "delivery days", None, None, by_cut=False, base=None),
        "Shorten **delivery days**: churn is 10% up to 2, and 40% for the 50 orders with most of it.",
    ),
    "season": (
        {"share_1": 0.15, "share_2": 0.03, "total_1": 3500.0},
        Season(PROFIT, "month", (11, 2), 1, has_zeros=False),
        "Stock up before November: 15% of **profit** comes in November, 3% in February.",
    ),
    "group_change": (
        {"level_1": "Ada", "first_1": 255, "last_1": 634, "gain_1": 379, "gain_share_1": 1.5, "level_2": "Ben",
         "first_2": 300, "last_2": 290, "gain_2": -10, "gain_share_2": -0.03, **YEARS},
        GroupChange(TICKETS, "agent", "year", 2, 1, 2, None, summed=False),
        "Take work off **Ada** (**agent**), or send help: orders went from 255 in 2022 to 634 in 2023 there",
    ),
    "entity_change": (
        {"level_1": "Ada", "first_1": 80.0, "last_1": 95.0, "gain_1": 15.0, "level_2": "Ben", "first_2": 90.0,
         "last_2": 60.0, "gain_2": -30.0, **YEARS},
        EntityChange(PROFIT, "agent", "year", 1, 1, by_factor=False, some_fell=True, averaged=False),
        "Take work off **Ben** (**agent**), or send help: **profit** went from $90 in 2022 to $60 in 2023 there, "
        "+$15 at **Ada**. It worked if **Ben** is above $60 in the year after.",
    ),
    "attainment": (
        {"level_1": "IT", "actual_1": 133.0, "goal_1": 100.0, "ratio_1": 1.33, "apart_1": 0.33, "level_2": "HR",
         "ratio_2": 0.97, "apart_2": 0.03, "actual_2": 97.0, "goal_2": 100.0},
        Attainment(SPENT, "budget", "department", 2),
        "Ask what takes **IT** over its **budget**: $133 of **spent** stand against $100, while **HR** is at 97%",
    ),
    "open_cases": (
        {"open": 45, "rows": 3000, "share": 0.015},
        OpenCases(replace(PROFIT, column="opened to closed"), "closed", has_cut=False),
        "Close the oldest orders first: 45 have no **closed** yet, 1.5% of all.",
    ),
    "missing_part": (
        {"part_missing": 21, "part_rows": 30, "part_known": 9, "part": 6},
        MissingPart("ozone", "month", 6, PROFIT),
        "Ask for more hours of measurement of **ozone** in **month** **6**: it is missing for 21 of 30 there",
    ),
}  # fmt: skip
FINDINGS = {
    "rate": (
        ("churn", "region"),
        {"high_share": 0.4, "low_share": 0.1, "high_rows": 80, "low_rows": 90},
        AssociationDetail("yes", "North", "South"),
        "Ask on the spot in **North** what is different: 40% of its 80 orders churned, and 10% for **South**.",
    ),
    "difference": (
        ("rating", "carrier"),
        {"high_median": 4.5, "low_median": 3.1, "high_rows": 50, "low_rows": 60},
        DifferenceDetail("Swift", "Slow"),
        "Move work away from **Slow**: **rating** there is 3.1 over 60 orders, 4.5 for **Swift**.",
    ),
    "rhythm": (
        ("returned", "ordered"),
        {"high_share": 0.4, "low_share": 0.1, "overall_share": 0.2, "high_rows": 80, "low_rows": 90},
        RhythmDetail("yes", "weekday", 1, 7),
        "Check who is on duty on **Mondays**: 40% of the 80 calls then were returned, 10% on **Sundays**.",
    ),
    "level_by_time": (
        ("waiting time", "ordered"),
        {"high_median": 4.5, "low_median": 3.1, "high_rows": 50, "low_rows": 60},
        LevelByTimeDetail("weekday", 1, 7),
        "Add people on **Mondays**: **waiting time** is 4.5 then over 50 calls, and 3.1 on **Sundays**.",
    ),
    "busy_times": (
        ("ordered",),
        {"high_share": 0.3, "low_share": 0.1, "high_rows": 80, "low_rows": 20, "high_part": 1, "low_part": 7},
        BusyTimesDetail("weekday"),
        "Plan more people for **Mondays** than for **Sundays**: 30% of the calls fall on **Mondays**, 80 in all, "
        "and 10% on **Sundays**.",
    ),
    "correlation": (
        ("delivery days", "rating"),
        {"correlation": -0.5, "low_quarter": 4.5, "high_quarter": 3.0},
        CorrelationDetail(is_linear=False),
        "Shorten **delivery days**: **rating** is 4.5 in the quarter of the orders with least of it, 3 with most.",
    ),
    "concentration": (
        ("customer", "sales"),
        {"share": 0.8, "top_entities": 10, "entities": 50, "largest": "Acme", "largest_share": 0.2},
        ConcentrationDetail("sales"),
        "Name somebody for each of the first 10 customers: they bring 80% of the total **sales**",
    ),
    "extreme_entity": (
        ("store", "sales"),
        {"entity": "Oslo", "entity_average": 50.0, "median_of_others": 20.0, "entity_rows": 40},
        ExtremeEntityDetail("Oslo"),
        "Copy what is done in **Oslo**: its **sales** averages $50 over 40 orders, that of the others $20.",
    ),
    "segment_trend": (
        ("sales", "ordered", "store"),
        {"group": "Oslo", "group_before": 50.0, "group_after": 20.0, "rest_after": 40.0},
        SegmentTrendDetail("sales", Aggregate.SUM, Grain.MONTH, "store", "Oslo"),
        "Ask on the spot at **Oslo** what is different: the total **sales** went from $50 to $20 there while the rest "
        "stood at $40.",
    ),
    "paradox": (
        ("team", "profit", "complexity"),
        {"overall": 9.0, "within": -3.0},
        SimpleNamespace(first=SimpleNamespace(column="team", level="Harbor"),
                        second=SimpleNamespace(column="profit", level=None), is_hidden=False),
        "Judge **Harbor** by orders of one **complexity** only: over all orders its **profit** is $9 higher than "
        "elsewhere, within one **complexity** $3 lower.",
    ),
    "gap": (
        ("ordered",),
        {"empty": 9, "last_before": "2024-03-01", "first_after": "2024-03-11"},
        GapDetail(pd.Timestamp("2024-03-01"), pd.Timestamp("2024-03-11"), Grain.DAY),
        "Ask for the orders between 1 March 2024 and 11 March 2024: the file has none for 9 days",
    ),
    "words": (
        ("returned", "note"),
        {"with_word": 0.6, "without_word": 0.1, "rows_with_word": 43},
        WordsDetail("torn", "yes"),
        "Read the 43 orders that say “torn”: 60% of them were returned, 10% of the others.",
    ),
}  # fmt: skip


def fact(kind, verdict=Verdict.BEYOND_CHANCE, **more):
    values, detail, _ = FACTS[kind]
    return Fact(kind, kind, "", "", ("a",), values, 100, "SELECT 1", 1.0, verdict, detail=detail, **more)


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_is_decided_on_where_somebody_can(kind):
    decision = FACT_WORDS[kind].decision(fact(kind), ACTS)
    (told,) = in_words([decision])
    assert told.text.startswith(FACTS[kind][2])
    assert unsupported(told.text, told.values) == []
    assert decision.is_check or FACT_WORDS[kind].decision(fact(kind), STILL) is None


@pytest.mark.parametrize("kind", FINDINGS)
def test_a_finding_is_decided_on_where_somebody_can(kind):
    columns, values, detail, expected = FINDINGS[kind]
    units = {name: "$" if name in ("sales", "profit") else None for name in columns}
    one = finding(kind, "", "", columns, values, detail=detail, subjects=columns, units=units)
    decision = KINDS[kind].decision(one, CALLS if kind in OF_PEOPLE else ACTS)
    (told,) = in_words([decision])
    assert told.text.startswith(expected)
    assert unsupported(told.text, told.values) == []
    assert decision.is_check or KINDS[kind].decision(one, STILL) is None


def test_nothing_is_decided_on_what_chance_could_explain():
    assert FACT_WORDS["split"].decision(fact("split", Verdict.UNDECIDED), ACTS) is None


@pytest.mark.parametrize("trait", ["sex", "Age", "marital_status", "passengerClass"])
def test_nobody_is_treated_by_who_they_are(trait):
    by_trait = replace(fact("split"), detail=replace(FACTS["split"][1], by=trait))
    assert FACT_WORDS["split"].decision(by_trait, ACTS) is None
    high = (Condition(trait, "x"), Condition("contract", "monthly"))
    corner = replace(fact("segment"), detail=replace(FACTS["segment"][1], high=high))
    assert FACT_WORDS["segment"].decision(corner, ACTS) is None


def test_what_is_undecided_in_a_trial_asks_for_more_rows():
    trial = Reach(replace(SUBJECT, table=TableKind.EXPERIMENT), acts=False)
    decision = FACT_WORDS["split"].decision(fact("split", Verdict.UNDECIDED, p_value=0.06), trial)
    # ((2.576 + 0.842) / 1.881)^2 = 3.30 times the 100 rows
    assert decision.action == "Try about 330 before deciding between the groups of **contract**"


def test_a_better_group_of_what_is_good_is_no_worst_place():
    good = replace(fact("split"), detail=replace(FACTS["split"][1], target=replace(CHURN, column="renewed")))
    decision = FACT_WORDS["split"].decision(good, ACTS)
    assert decision.action == "Make orders on **two years** contracts a better offer"


@pytest.mark.parametrize("kind", ["rhythm", "busy_times"])
def test_nobody_is_put_on_duty_for_orders_that_come_over_the_web(kind):
    columns, values, detail, _ = FINDINGS[kind]
    assert KINDS[kind].decision(finding(kind, "", "", columns, values, detail=detail, subjects=columns), ACTS) is None


def test_people_are_added_where_others_wait_not_where_they_spend_little():
    _, values, detail, _ = FINDINGS["level_by_time"]
    spent = finding("level_by_time", "", "", ("order value", "ordered"), values, detail=detail)
    assert KINDS["level_by_time"].decision(spent, CALLS) is None


def test_the_busiest_hour_gets_no_break():
    values = {"high_share": 0.16, "low_share": 0, "high_rows": 65, "low_rows": 0, "high_part": 9, "low_part": 1}
    one = finding("busy_times", "", "", ("called",), values, detail=BusyTimesDetail("hour"), subjects=("called",))
    decision = KINDS["busy_times"].decision(one, CALLS)
    assert decision.action == "Put no breaks at **9:00**"
    assert decision.stake == "16% of the calls fall in that hour alone, 65 in all"


def test_the_season_of_tickets_asks_for_people_and_that_of_orders_for_goods():
    values, detail, _ = FACTS["season"]
    season = replace(fact("season"), detail=replace(detail, target=TICKETS), values={**values, "total_1": 90})
    assert FACT_WORDS["season"].decision(season, CALLS).action == "Plan more people for November than for February"
    assert FACT_WORDS["season"].decision(season, ACTS).action == "Stock up before November"
    stays = Reach(SUBJECT, acts=True, words=Wording(row=noun("stay")))
    assert FACT_WORDS["season"].decision(season, stays) is None


def test_a_group_that_waits_longer_is_sped_up():
    days = Target("delivery days", Form.MEAN, None, '"delivery days"', "days")
    values = {"mean_1": 6.0, "rows_1": 30, "mean_2": 3.3, "rows_2": 90}
    slow = replace(
        fact("split"), detail=Split(days, "country", ("Spain", "Austria"), 2, None, top_share=False), values=values
    )
    assert FACT_WORDS["split"].decision(slow, ACTS).action == "Speed up the orders in **Spain**"


def test_what_is_paid_late_is_not_well_done():
    late = replace(fact("split"), detail=replace(FACTS["split"][1], target=replace(CHURN, column="Paid late")))
    decision = FACT_WORDS["split"].decision(late, ACTS)
    assert decision.action == "Make orders on **monthly** contracts a better offer"
    assert decision.sign == "those 43% come down"


def test_values_that_look_like_slips_are_looked_up():
    values = {"outliers": 4, "slipped": 4, "slip": 100, "nearest": 3000.0, "largest_inside": 400.0, "farthest": 9000.0}
    one = finding("outliers", "", "", ("price",), values, subjects=("price",), units={"price": "$"})
    decision = KINDS["outliers"].decision(one, STILL)
    assert decision.action == "Look up the 4 orders with **price** of $3,000 and more"
    assert unsupported(in_words([decision])[0].text, decision.values) == []
    for less in ({"slipped": 3}, {"largest_inside": 2000.0}, {"outliers": 2, "slipped": 2}):
        assert KINDS["outliers"].decision(replace(one, values=values | less), STILL) is None
