"""What is one group's is not told of all: the story says whose change it is, and of a change of all nobody's."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Analysis, Fact, Finding
from testing.truth.tables import table_of
from tests.pipeline.analysis.facts.tables import told

SEEDS = range(3)
DEPARTMENTS = ("Cardiology", "Dermatology", "Orthopaedics", "Paediatrics")


def visits(seed: int, where: str) -> pd.DataFrame:
    """Visits of a year, of which those ``where`` wait longer from September on: of a department, all or none."""
    rng = np.random.default_rng(seed)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 366, 2500)), unit="D")
    department = rng.choice(DEPARTMENTS, 2500)
    longer = (days >= "2024-09-01") & ((department == where) | (where == "all"))
    waiting = np.clip(rng.normal(30, 9, 2500) + (9 if where == "all" else 24) * longer, 2, None).round()
    insurance = rng.choice(["public", "private"], 2500)
    columns = {"visited": days, "department": department, "insurance": insurance, "waiting": waiting}
    return pd.DataFrame(columns)


def orders(seed: int, where: str) -> pd.DataFrame:
    """Orders by day, of which a region, or all, has 2.2 times as many from some day on."""
    rng = np.random.default_rng(seed)
    days = pd.date_range("2024-01-01", periods=300)
    parts = []
    for region, usual in (("North", 12), ("South", 9), ("East", 6), ("West", 5)):
        more = (np.arange(300) >= 180) & (where in (region, "all"))
        sizes = rng.poisson(usual * np.where(more, 2.2, 1.0))
        parts.append(pd.DataFrame({"ordered_at": np.repeat(days, sizes), "region": region}))
    return pd.concat(parts, ignore_index=True)


def analysis(frame: pd.DataFrame) -> Analysis:
    return with_words(analyze(table_of(frame), Options(), lambda _: None))


def of_one(story: Analysis) -> list[Fact | Finding]:
    points = [*story.facts, *story.findings]
    return [point for point in points if getattr(point.detail, "carrier", None) is not None]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_jump_of_one_department_is_told_of_it_with_its_figures(seed: int) -> None:
    frame = visits(seed, "Cardiology")
    (found,) = [f for f in analysis(frame).findings if f.kind == "level_change"]
    own = frame[frame["department"] == "Cardiology"]
    since = own["visited"] >= pd.Timestamp(found.detail.moment)
    assert found.detail.carrier.level == "Cardiology"
    assert found.values["own_before"] == pytest.approx(own.loc[~since, "waiting"].mean())
    assert found.values["own_after"] == pytest.approx(own.loc[since, "waiting"].mean())
    assert "**Cardiology** jumped by" in found.headline
    assert "elsewhere it hardly changed" in found.headline


def test_its_chart_shows_the_group_against_all_others() -> None:
    (found,) = [f for f in analysis(visits(1, "Cardiology")).findings if f.kind == "level_change"]
    assert found.plot is not None
    assert found.plot.highlight == ("Cardiology",)
    assert set(found.plot.frame[found.plot.series]) == {"Cardiology", "All others"}


def test_the_day_is_that_of_the_group() -> None:
    """That of all rows lies days off, since the others' scatter hides the place."""
    stories = [analysis(visits(seed, "Cardiology")) for seed in SEEDS]
    moments = [f.detail.moment for story in stories for f in story.findings if f.kind == "level_change"]
    assert moments
    assert all(abs((moment - pd.Timestamp("2024-09-01")).days) <= 2 for moment in moments)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_orders_in_one_region_are_told_of_it(seed: int) -> None:
    points = of_one(told(orders(seed, "East")))
    assert points
    assert {point.detail.carrier.level for point in points} == {"East"}
    assert all("in East jumped" in point.headline for point in points if isinstance(point, Fact))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("table", [visits, orders])
def test_a_change_of_all_groups_is_nobodys(table: object, seed: int) -> None:
    story = analysis(table(seed, "all"))  # type: ignore[operator]
    assert {"level_change", "step"} & {point.kind for point in [*story.facts, *story.findings]}
    assert not of_one(story)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("table", [visits, orders])
def test_noise_names_nobody(table: object, seed: int) -> None:
    assert not of_one(analysis(table(seed, "none")))  # type: ignore[operator]


def test_the_lead_tells_the_change_of_a_group_once() -> None:
    story = told(visits(1, "Cardiology"))
    by_id = {point.id: point for point in [*story.facts, *story.findings]}
    over_time = [by_id[i] for i in story.outline.lead if "visited" in by_id[i].columns and by_id[i].kind != "level"]
    assert [point.kind for point in over_time] == ["level_change"]


def test_who_went_on_while_the_others_turned_has_not_stalled() -> None:
    story = told(visits(1, "Cardiology"))
    assert "stalled" not in " ".join(fact.headline for fact in story.facts if fact.kind == "group_change")


def slow(seed: int, where: str) -> pd.DataFrame:
    """Visits of three years, of which those ``where`` wait ever longer."""
    rng = np.random.default_rng(seed)
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 1095, 4000)), unit="D")
    department = rng.choice(DEPARTMENTS, 4000)
    part = (days - pd.Timestamp("2022-01-01")).days / 1095
    longer = np.where(where == "all", 8, 30 * (department == where)) * part
    waiting = (30 + rng.normal(0, 8, 4000) + longer).round(1)
    return pd.DataFrame({"visited": days, "department": department, "waiting": waiting})


@pytest.mark.parametrize(("where", "is_named"), [("Cardiology", True), ("all", False)])
def test_the_rise_from_year_to_year_is_told_of_one_department_alone(where: str, is_named: bool) -> None:
    (change,) = [f for f in told(slow(1, where)).facts if f.kind == "change" and "waiting" in f.columns]
    assert ("nearly all of it in Cardiology; elsewhere it hardly changed" in change.headline) is is_named
    assert ("In Cardiology it went from" in change.text) is is_named
