"""In which order points are told, and what the first paragraph may speak of."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.lead import choose_lead
from pipeline.analysis.outline import make_outline
from pipeline.story import Fact, Finding, Form, Subject, TableKind, Verdict

PAY = Subject("pay", ("pay",), Form.MEAN, None, TableKind.ENTITIES, companions=("bonus",))


def fact(kind: str, columns: str, score: float, section: str = "depends_on", **more) -> Fact:
    named = f"{kind} {columns}"
    more = {"detail": SimpleNamespace(is_trial=False, is_set=False)} | more
    return Fact(named, kind, "", "", tuple(columns.split()), {}, 99, "", score, section=section, **more)


def undecided(columns: str, score: float, p_value: float, *, is_trial: bool = False) -> Fact:
    detail = SimpleNamespace(is_trial=is_trial, is_set=False)
    return fact("split", columns, score, verdict=Verdict.UNDECIDED, p_value=p_value, detail=detail)


def told(*facts: Fact) -> dict[str, tuple[str, ...]]:
    return {section.name: section.points for section in make_outline(PAY, facts, (), {}).sections}


def test_what_chance_would_seldom_give_comes_right_after_what_is_sure_and_the_rest_among_the_doubts() -> None:
    sure = fact("split", "pay rank", 8.0, verdict=Verdict.BEYOND_CHANCE)
    sections = told(undecided("pay town", 2.4, 0.4), undecided("pay sex", 2.3, 0.02), sure)
    assert sections == {
        "depends_on": ("split pay rank",),
        "unsettled": ("split pay sex",),
        "doubt": ("split pay town",),
    }
    assert list(sections) == ["depends_on", "unsettled", "doubt"]


def test_what_a_trial_asked_is_no_doubt_whatever_came_of_it() -> None:
    asked = undecided("pay variant", 9.0, 0.6, is_trial=True)
    assert told(asked) == {"depends_on": ("split pay variant",)}
    assert choose_lead(PAY, (asked, undecided("pay town", 9.0, 0.02))) == ("split pay variant",)


def test_how_the_subject_went_comes_before_its_companions_and_of_those_one_is_told() -> None:
    course = [
        fact("change", "bonus", 9.0, "how_much", verdict=Verdict.BEYOND_CHANCE),
        fact("change", "hours", 8.0, "how_much", verdict=Verdict.BEYOND_CHANCE),
        fact("change", "pay", 7.0, "how_much", verdict=Verdict.UNTESTED),
    ]
    assert told(*course) == {"how_much": ("change pay", "change bonus")}


@pytest.mark.parametrize(("columns", "leads"), [("pay rank town", True), ("pay rank town sex", False)])
def test_a_sentence_of_the_lead_has_two_conditions_at_most(columns, leads) -> None:
    corner = fact("segment", columns, 7.0, "conditions", verdict=Verdict.BEYOND_CHANCE)
    level = fact("level", "pay", 10.0, "how_much")
    assert (corner.id in choose_lead(PAY, [level, corner])) is leads


def test_what_reverses_is_told_first_and_leads_in_place_of_the_plain_difference() -> None:
    level = fact("level", "pay", 10.0, "how_much")
    by_team = fact("split", "pay team", 8.0, verdict=Verdict.BEYOND_CHANCE)
    by_rank = fact("split", "pay rank", 7.0, verdict=Verdict.BEYOND_CHANCE)
    reversal = Finding("paradox", "paradox", "", "", ("team", "pay", "rank"), {}, 99, "", 0.8)
    outline = make_outline(PAY, [level, by_team, by_rank], [reversal], DETECTORS)
    assert outline.lead == (level.id, by_rank.id, "paradox")
    assert outline.sections[1].points == ("paradox", by_team.id, by_rank.id)


def test_how_the_subject_went_stands_behind_its_level_where_no_fact_says_it() -> None:
    paid = replace(PAY, time="day")
    level = fact("level", "pay", 10.0, "how_much")
    others = [fact("split", f"pay {by}", 8.0, verdict=Verdict.BEYOND_CHANCE) for by in ("rank", "town", "team")]
    step = Finding("step", "level_change", "", "", ("pay", "day"), {}, 99, "", 0.8, subjects=("pay", "day"))
    of_bonus = replace(step, id="bonus", columns=("bonus", "day"), subjects=("bonus", "day"))
    assert make_outline(paid, [level, *others], [of_bonus, step], DETECTORS).lead == (level.id, "step", others[0].id)
    change = fact("change", "pay", 7.0, "how_much", verdict=Verdict.BEYOND_CHANCE)
    assert "step" not in make_outline(paid, [level, change], [step], DETECTORS).lead
    undecided_change = replace(change, verdict=Verdict.UNDECIDED)
    assert make_outline(paid, [level, undecided_change], [step], DETECTORS).lead == (level.id, "step")


def test_what_each_group_has_of_its_own_stands_out_least() -> None:
    road = Finding("road", "difference", "", "", ("km", "route"), {}, 99, "", 0.9, effect_size=0.94)
    peaks = Finding("peaks", "shape", "", "", ("km",), {}, 99, "", 0.8)
    late = Finding("late", "difference", "", "", ("delay", "carrier"), {}, 99, "", 0.3, effect_size=0.1)
    (section,) = make_outline(PAY, [], [road, peaks, late], DETECTORS).sections
    assert section.points == ("late", "road")


def test_what_is_judged_afterwards_leads_after_what_came_before() -> None:
    level = fact("level", "pay", 10.0, "how_much")
    judged = fact("split", "pay satisfaction", 8.0, verdict=Verdict.BEYOND_CHANCE)
    before = fact("split", "pay rank", 7.0, verdict=Verdict.BEYOND_CHANCE)
    assert choose_lead(PAY, [level, judged, before]) == (level.id, before.id, judged.id)


def test_how_the_number_of_rows_went_fills_a_lead_that_has_room() -> None:
    paid = replace(PAY, time="day")
    level = fact("level", "pay", 10.0, "how_much")
    rows = fact("change", "day", 7.0, "how_much", verdict=Verdict.BEYOND_CHANCE)
    assert choose_lead(paid, [rows, level]) == (level.id, rows.id)
    assert choose_lead(paid, [replace(rows, verdict=Verdict.UNDECIDED), level]) == (level.id,)
    others = [fact("split", f"pay {by}", 8.0, verdict=Verdict.BEYOND_CHANCE) for by in ("rank", "town")]
    assert rows.id not in choose_lead(paid, [rows, level, *others])


@pytest.mark.parametrize(("verdict", "is_told"), [(Verdict.BEYOND_CHANCE, False), (Verdict.UNDECIDED, True)])
def test_a_jump_of_all_is_folded_where_it_is_known_whose_it_is(verdict: Verdict, is_told: bool) -> None:
    level = fact("level", "pay", 10.0, "how_much")
    of_one = fact("group_change", "pay day team", 8.0, "who_where", verdict=verdict)
    jump = Finding("jump", "level_change", "", "", ("pay", "day"), {}, 99, "", 0.8)
    outline = make_outline(PAY, [level, of_one], [jump], DETECTORS)
    assert (jump.id in outline.folded) is not is_told


@pytest.mark.parametrize(("cycle", "is_told"), [("month", False), ("weekday", True)])
def test_a_season_that_a_fact_tells_is_told_once_and_another_cycle_beside_it(cycle: str, is_told: bool) -> None:
    season = fact("season", "pay day", 8.0, "how_much", verdict=Verdict.BEYOND_CHANCE)
    season = replace(season, detail=SimpleNamespace(cycle="month", high=1), values={"mean_1": 9, "mean_2": 3})
    again = Finding("f", "seasonality", "", "", ("pay", "day"), {}, 99, "", 0.8, detail=SimpleNamespace(season=cycle))
    outline = make_outline(PAY, [season], [again], DETECTORS)
    assert ("f" in {point for section in outline.sections for point in section.points}) is is_told


def test_a_sentence_of_other_columns_comes_before_one_that_names_the_same_again() -> None:
    level = fact("level", "pay", 9.0, section="how_much")
    town, again, rank = (
        fact("split", "pay town", 8.0),
        fact("segment", "pay town age", 7.9),
        fact("band", "pay rank", 7.0),
    )
    assert choose_lead(PAY, [level, town, again, rank]) == (level.id, town.id, rank.id)
    assert choose_lead(PAY, [level, town, again]) == (level.id, town.id, again.id)
    assert choose_lead(PAY, [level, again, town]) == (level.id, town.id, again.id)
    nothing_new = fact("factors", "pay town", 7.0, section="conditions")
    assert choose_lead(PAY, [level, again, nothing_new]) == (level.id, again.id)
    faint = replace(rank, score=3.0)
    assert choose_lead(PAY, [level, town, again, faint]) == (level.id, town.id, again.id)


def test_two_columns_together_come_before_the_second_alone() -> None:
    level = fact("level", "pay", 9.0, section="how_much")
    town, both, age = (
        fact("split", "pay town", 8.0),
        fact("segment", "pay town age", 7.0),
        fact("band", "pay age", 6.8),
    )
    assert choose_lead(PAY, [level, town, both, age]) == (level.id, town.id, both.id)
    stronger = replace(age, score=7.5)
    assert choose_lead(PAY, [level, town, both, stronger]) == (level.id, town.id, stronger.id)


@pytest.mark.parametrize(
    ("column", "leads"),
    [("time", False), ("survival_time", False), ("tenure", True), ("months_as_customer", True)],
)
def test_how_long_somebody_was_watched_is_no_reason_why_it_happened(column: str, *, leads: bool) -> None:
    died = Subject("status", ("status",), Form.SHARE, "1", TableKind.ENTITIES)
    level = fact("level", "status", 10.0, "how_much")
    by_time = fact("band", f"status {column}", 9.0, verdict=Verdict.BEYOND_CHANCE)
    by_depth = fact("band", "status thickness", 8.0, verdict=Verdict.BEYOND_CHANCE)
    told_first = choose_lead(died, [level, by_time, by_depth])
    assert by_depth.id in told_first
    assert (by_time.id in told_first) is leads
