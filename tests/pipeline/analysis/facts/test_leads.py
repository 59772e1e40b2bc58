"""What the first paragraph leaves out although it is beyond chance: it says little."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts import FACTS
from pipeline.analysis.facts.level import Level
from pipeline.analysis.facts.target import Target
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.story import Fact, Form, Verdict
from pipeline.wording import Wording, noun
from tests.pipeline.analysis.facts.tables import told

MEAN = SimpleNamespace(form=Form.MEAN)


@pytest.mark.parametrize(("low", "leads"), [(95.0, False), (60.0, True)])
def test_a_season_leads_where_its_parts_are_far_apart(low, leads):
    fact = SimpleNamespace(detail=SimpleNamespace(target=MEAN, high=1), values={"mean_1": 100.0, "mean_2": low})
    assert FACTS["season"].leads(fact) is leads


@pytest.mark.parametrize(("gain", "leads"), [(0.3, False), (-4.0, True)])
def test_an_entity_leads_where_it_moved_by_much_of_what_is_usual(gain, leads):
    detail = SimpleNamespace(target=MEAN, top=1, bottom=1, by_factor=False)
    fact = SimpleNamespace(detail=detail, values={"gain_1": 0.1, "gain_2": gain, "median_first": 20.0})
    assert FACTS["entity_change"].leads(fact) is leads


@pytest.mark.parametrize(("last", "leads"), [(1.09, False), (0.4, True)])
def test_of_money_an_entity_leads_where_it_grew_otherwise_than_the_last(last, leads):
    detail = SimpleNamespace(target=MEAN, top=1, bottom=1, by_factor=True)
    fact = SimpleNamespace(detail=detail, values={"factor_1": 1.1, "factor_2": last})
    assert FACTS["entity_change"].leads(fact) is leads


def test_groups_that_are_nought_throughout_take_no_part_in_changes() -> None:
    rng = np.random.default_rng(3)
    days = pd.date_range("2024-01-01", periods=200)
    frame = pd.DataFrame([(day, source) for day in days for source in ("Paid", "Email", "Organic")])
    frame.columns = ["date", "source"]
    paid = frame["source"] == "Paid"
    frame["cost"] = np.where(paid, rng.normal(100, 5, 600) * (1 + np.arange(600) / 600), 0).round(2)
    kinds = {fact.kind for fact in told(frame).facts}
    assert "change" in kinds
    assert not kinds & {"group_change", "entity_change"}


def test_what_the_subject_does_to_a_companion_is_no_control_of_the_subject() -> None:
    rng = np.random.default_rng(4)
    ahead, reminded = rng.gamma(1.2, 12, 3_000).round(), rng.choice(["yes", "no"], 3_000)
    missed = rng.uniform(size=3_000) < 0.06 + 0.006 * ahead + 0.08 * (reminded == "no")
    frame = pd.DataFrame({"days_booked_ahead": ahead, "reminder": reminded, "no_show": np.where(missed, "Yes", "No")})
    for fact in told(frame).facts:
        if fact.kind == "adjusted":
            assert "no_show" not in fact.detail.controls


@pytest.mark.parametrize(
    ("money", "said"),
    [(0.24, False), (0.255, False), (0.35, True)],
)
def test_a_share_of_the_money_that_is_the_share_of_the_rows_is_no_news(money, said):
    target, fees = Target("churned", Form.SHARE, "yes", "1", None), Target("fee", Form.TOTAL, None, '"fee"', "$")
    values = {"known": 100, "hits": 24, "share": 0.24, "money_share": money, "money_hits": 24.0, "money_all": 100.0}
    detail = Level(target, (), (), fees, None, None, None, has_zeros=False, years=None)
    fact = Fact("level", "level", "", "", ("churned", "fee"), values, 100, "", 1.0, detail=detail)
    assert ("went" in FACT_WORDS["level"].lead(fact)) is said


@pytest.mark.parametrize(
    ("column", "said"), [("bedrooms", "Houses have 3.06 **bedrooms** on average"), ("age", "Average **age** is 3.06")]
)
def test_of_what_is_counted_each_row_has_so_many(column, said):
    target = Target(column, Form.MEAN, None, "1", None)
    detail = Level(target, (), (), None, None, None, None, has_zeros=False, years=None)
    spoken = Wording({column: column}, noun("house"))
    fact = Fact("level", "level", "", "", (column,), {"mean": 3.06}, 100, "", 1.0, detail=detail, wording=spoken)
    assert FACT_WORDS["level"].headline(fact) == said


def _lead(frame: pd.DataFrame) -> list[tuple[str, tuple[str, ...]]]:
    story = told(frame)
    facts = {fact.id: fact for fact in story.facts}
    return [(facts[name].kind, facts[name].columns) for name in story.outline.lead]


@pytest.mark.parametrize(("minutes", "leads"), [(90, True), (12, False)])
def test_much_of_the_whole_in_few_rows_leads(minutes, leads) -> None:
    rng = np.random.default_rng(15)
    reason = rng.choice(["Breakdown", "Jam", "Cleaning"], 1_500, p=[0.08, 0.6, 0.32])
    start = pd.Timestamp("2025-03-01") + pd.to_timedelta(np.sort(rng.integers(0, 180 * 1440, 1_500)), unit="min")
    usual = np.select([reason == "Breakdown", reason == "Jam"], [minutes, 8], 12)
    heat = rng.uniform(20, 60, 1_500).round(1)
    took = (usual * heat / 40 * rng.gamma(2, 0.5, 1_500)).round(1)
    frame = pd.DataFrame({"start": start, "reason": reason, "heat": heat, "downtime": took})
    second, _ = _lead(frame)[1]
    assert (second == "rank") is leads


def test_the_score_in_one_subject_does_not_lead_as_what_the_other_depends_on() -> None:
    rng = np.random.default_rng(16)
    poor, able = rng.uniform(0, 100, 400).round(1), rng.normal(0, 8, 400)
    scores = {name: (680 - 0.5 * poor + able + rng.normal(0, 3, 400)).round(1) for name in ("read", "math")}
    frame = pd.DataFrame({"school": [f"School {i}" for i in range(400)], "lunch": poor, **scores})
    columns = [columns for _, columns in _lead(frame)]
    assert any("lunch" in each for each in columns)
    first = next(each for each in columns if len(each) > 1)
    assert set(first) & {"read", "math"} != {"read", "math"}


def test_who_took_a_call_that_was_not_given_up_is_no_reason_to_doubt_why_it_was() -> None:
    rng = np.random.default_rng(17)
    wait = rng.gamma(1.4, 60, 4_000).round()
    gone = rng.random(4_000) < np.where(wait > 150, 0.4, 0.04)
    agent = np.where(gone, None, rng.choice(["Ahmed", "Bianca", "Carl", "Dora"], 4_000))
    frame = pd.DataFrame({"wait_sec": wait, "agent": agent, "abandoned": np.where(gone, "Y", "N")})
    (fact,) = (f for f in told(frame).facts if f.kind == "band" and f.columns == ("abandoned", "wait_sec"))
    assert fact.verdict == "beyond_chance"


def _quotas(seed: int, drift: float) -> pd.DataFrame:
    """What nine representatives reached in eight years, of whom one rises by ``drift`` a year."""
    rng, years = np.random.default_rng(seed), np.arange(8)
    parts = [
        pd.DataFrame({"year": 2016 + years, "rep": name, "attainment": rng.uniform(80, 120) + rng.normal(0, 9, 8)})
        for name in ("Adams", "Baker", "Clark", "Davis", "Evans", "Hall", "Irwin", "Jones", "King")
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame.loc[frame["rep"] == "Hall", "attainment"] += drift * years
    return frame.round(1)


@pytest.mark.parametrize("seed", range(4))
def test_entities_that_go_up_and_down_do_not_lead(seed):
    story = told(_quotas(seed, 0.0))
    (fact,) = [f for f in story.facts if f.kind == "entity_change"]
    assert fact.verdict is Verdict.UNDECIDED
    assert fact.id not in story.outline.lead
    assert "changed by" in fact.headline
    assert "rose" not in fact.headline


def test_an_entity_that_rose_farther_than_it_goes_up_and_down_leads():
    story = told(_quotas(1, 15.0))
    (fact,) = [f for f in story.facts if f.kind == "entity_change"]
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert fact.id in story.outline.lead
    assert "for Hall" in fact.headline
