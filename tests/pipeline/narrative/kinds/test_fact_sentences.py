"""The headlines and texts of facts that only a fixed set of values can give, as a person would write them."""

from dataclasses import replace

import pytest

from pipeline.analysis.facts.adjusted import Adjusted
from pipeline.analysis.facts.attainment import Attainment
from pipeline.analysis.facts.battery import Battery
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.analysis.facts.falls import Falls
from pipeline.analysis.facts.missing_part import MissingPart
from pipeline.analysis.facts.movers import Movers
from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.analysis.facts.target import Target
from pipeline.analysis.subject.ratios import Ratio, RatioForm
from pipeline.narrative.kinds.fact_words import gains, gap, two_ways
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.own_names import own_names
from pipeline.story import Fact, Form, Verdict
from pipeline.wording import Wording, noun
from tests.pipeline.narrative.backing import unsupported

TIP = Target("tip", Form.MEAN, None, '"tip"', None)
LIFE = Target("life", Form.MEAN, None, '"life"', None)
SPENT = Target("spent", Form.TOTAL, None, '"spent"', "$")
YEARS = {"first_period": "2010-01-01", "last_period": "2020-01-01"}

SAID = {  # columns, values and detail; what the headline is, and the beginning of the text
    "battery": (
        ("pay", "tools", "team"),
        {"respondents": 600, "items": 6, "mean_1": 4.21, "mean_2": 3.12, "mean_3": 2.3,
         "agree_1": 0.8, "agree_2": 0.4, "agree_3": 0.1},
        Battery(("team", "tools", "pay"), 5, 6, 1.0, 5.0),
        "**team** is answered highest of 6 items, 4.21 on average, and **pay** lowest, 2.30",
        "Of 600 people, 80% gave **team** one of the top two answers, and 10% gave one to **pay**.",
    ),
    "falls": (
        ("life", "country", "year"),
        {"level_1": "Rwanda", "fall_1": -22.6, "bottom_1": 23.6, "peak_1": 46.2, "period_1": "1992-01-01",
         "level_2": "Chad", "fall_2": -10.0, "bottom_2": 40.0, "peak_2": 50.0, "period_2": "2002-01-01",
         "lowest": 23.6, "lowest_entity": "Rwanda", "lowest_period": "1992-01-01"},
        Falls(LIFE, "country", "year", 2),
        "from its peak **life** fell by 22.6 in **Rwanda**, to 23.6 in 1992; by 10.0 in **Chad**",
        "**Rwanda** came from 46.2; **Chad** came from 50 down to 40 in 2002. No value of all is lower",
    ),
    "movers": (
        ("steel", "coal", "all"),
        YEARS | {"share_0": 0.05, "gain_0": 50.0, "share_1": 0.24, "gain_1": 40.0, "share_2": 0.1, "gain_2": 10.0},
        Movers(("steel", "coal"), 2, "whole", "year", 3, None, "all"),
        "**steel** rose most from 2010 to 2020, by 24%; then comes **coal** with 10%",
        "In numbers that is +40 for **steel**; +10 for **coal**. Meanwhile **all** rose 5% (+50).",
    ),
    "adjusted": (
        ("tip", "time", "size"),
        {"difference": 0.375, "adjusted": 0.196, "high": "Dinner", "low": "Lunch", "high_value": 3.1, "low_value": 2.73,
         "high_mix": 0.41, "low_mix": 0.24, "mix_level": "large"},
        Adjusted(TIP, "time", "Dinner", "Lunch", ("size",), "size", "large"),
        "average **tip** is 0.38 higher for **Dinner** than for **Lunch**, but only 0.20 among people with the "
        "same **size**",
        "In all it is 3.10 for **Dinner** and 2.73 for **Lunch**. The two differ in their make-up: 41% of people with "
        "**time** **Dinner** had **size** **large**, 24% with **Lunch**.",
    ),
    "attainment": (
        ("spent", "budget", "team"),
        {"all_ratio": 1.06, "all_actual": 318.0, "all_goal": 300.0, "all_gap": 18.0, "all_apart": 0.06, "over": 1,
         "groups": 2, "level_1": "IT", "actual_1": 160.0, "goal_1": 120.0, "ratio_1": 4 / 3, "apart_1": 1 / 3,
         "gap_1": 40.0, "level_2": "HR", "actual_2": 158.0, "goal_2": 180.0, "ratio_2": 0.88, "apart_2": 0.12,
         "gap_2": 22.0},
        Attainment(SPENT, "budget", "team", 2, None),
        "**spent** is $18 (6%) over **budget**: **IT** is $40 (33%) over, **HR** $22 (12%) under",
        "Added up, that is $318 of $300. By **team**: **IT** $160 of $120 (33% above); **HR** "
        "$158 of $180 (12% below).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID)
def test_a_fact_has_its_figures_in_a_sentence_that_reads(kind):
    columns, values, detail, headline, text = SAID[kind]
    spoken = Wording({name: name for name in columns}, noun("person"))
    fact = Fact(
        kind, kind, "", "", columns, values, 9, "", 1.0, verdict=Verdict.BEYOND_CHANCE, detail=detail, wording=spoken
    )
    words = FACT_WORDS[kind]
    assert words.headline(fact)[:1].lower() + words.headline(fact)[1:] == headline
    assert words.text(fact).startswith(text)
    assert unsupported(f"{headline}. {text}", values.values(), columns, own_names(fact)) == []


@pytest.mark.parametrize(
    ("gains", "said"),
    [
        ((197.0, -11.0), "rose by 197 in A, but fell by 11 in B"),
        ((62.0, 8.0), "rose by 62 in A, but only by 8 in B"),
        ((-2.0, -30.0), "fell by 2 in A, but by 30 in B"),
        ((5.0, 0.0), "rose by 5 in A, but not at all in B"),
        ((0.0, -9.0), "stayed the same in A, but fell by 9 in B"),
    ],
)
def test_the_most_and_the_least_are_joined_by_what_joins_them(gains, said):
    assert two_ways(gains, [f"by {abs(gain):.0f}" for gain in gains], ["in A", "in B"]) == said


def test_a_headline_has_two_conditions_a_side_and_the_text_all():
    spoken = Wording({"price": "price", "shelf": "shelf", "age": "age", "spent": "spent"}, noun("shop"))
    high = (
        Condition("shelf", "Good", None, above=None, unit=None),
        Condition("price", None, 90.0, above=False, unit=None),
        Condition("age", None, 30.0, above=True, unit=None),
    )
    low = (Condition("price", None, 90.0, above=True, unit=None),)
    values = {"value_1": 12.4, "value_2": 5.1, "all_value": 7.5, "rows_1": 20, "rows_2": 60}
    detail = Segment(Target("spent", Form.MEAN, None, '"spent"', None), high, low, ())
    told = FACT_WORDS["segment"]
    columns = ("spent", "shelf", "price", "age")
    fact = Fact(
        "1",
        "segment",
        "",
        "",
        columns,
        values,
        9,
        "",
        1.0,
        verdict=Verdict.BEYOND_CHANCE,
        detail=detail,
        wording=spoken,
    )
    assert told.headline(fact) == (
        "Average **spent** reaches 12.4 among shops with **shelf** **Good** and **price** under 90, 5.1 among shops "
        "with **price** of 90 or more"
    )
    assert told.text(fact).startswith(
        "The 12.4 is among shops aged 30 or more, with **shelf** **Good** and **price** under 90. "
    )


def test_of_a_part_without_any_value_nothing_is_known():
    values = {"missing": 70, "rows": 500, "share": 0.14, "part": "Oslo", "part_missing": 70, "part_rows": 70,
              "part_known": 0, "part_share": 1.0}  # fmt: skip
    detail = MissingPart("calcium", "shop", "Oslo", None)
    spoken = Wording({"calcium": "calcium", "shop": "shop"}, noun("food"))
    fact = Fact("m", "missing_part", "", "", ("calcium", "shop"), values, 9, "", 1.0,
                verdict=Verdict.BEYOND_CHANCE, detail=detail, wording=spoken)  # fmt: skip
    assert FACT_WORDS["missing_part"].text(fact) == (
        "Most often that is so at **Oslo**: 70 of 70 (100%), so nothing is known of it there."
    )


def test_a_ratio_said_again_names_by_what():
    detail = RatioOf(Ratio("defects", "units", RatioForm.SHARE), None, "shift", 2)
    values = {"level_1": "Night", "ratio_1": 0.024, "level_2": "Early", "ratio_2": 0.015}
    spoken = Wording({name: name for name in ("defects", "units", "shift")}, noun("batch"))
    fact = Fact("r", "ratio_split", "", "", ("defects", "units", "shift"), values, 9, "", 1.0,
                verdict=Verdict.BEYOND_CHANCE, detail=detail, wording=spoken)  # fmt: skip
    assert FACT_WORDS["ratio_split"].lead_again(fact) == (
        "By **shift** they are 2.4% of **units** for **Night** and 1.5% for **Early**"
    )


def test_who_hardly_changed_is_told_by_how_much_and_who_fell_far_by_what_is_left():
    values = {"level_1": "Ann", "factor_1": 1.04, "growth_1": 0.04, "gain_1": 4.0, "first_period": "2023-01-01",
              "level_2": "Bob", "factor_2": 0.3, "growth_2": -0.7, "gain_2": -70.0, "last_period": "2024-01-01",
              "median_first": 100.0, "median_last": 70.0, "entities": 2, "fell": 1}  # fmt: skip
    detail = EntityChange(SPENT, "team", "year", 1, 1, by_factor=True, some_fell=True, averaged=False)
    told = {"detail": detail, "wording": Wording()}
    fact = Fact("a", "entity_change", "", "", ("spent", "team"), values, 9, "", 1.0, Verdict.BEYOND_CHANCE, **told)
    undecided = replace(fact, verdict=Verdict.UNDECIDED)
    assert FACT_WORDS["entity_change"].headline(undecided) == (
        "**spent** changed by +4% for **Ann** and −70% for **Bob**, from 2023 to 2024"
    )
    assert FACT_WORDS["entity_change"].headline(fact) == (
        "**spent** rose by 4% for **Ann** and fell to 30% of what it was for **Bob**, from 2023 to 2024"
    )
    assert "**Ann** +4%" in FACT_WORDS["entity_change"].text(fact)


def test_what_is_measured_in_per_cent_moves_by_points() -> None:
    occupancy = Target("occupancy", Form.MEAN, None, '"occupancy"', "%")
    assert gains(occupancy, [3.19, -2.1]) == ["+3.2 percentage points", "−2.1 percentage points"]
    assert gap(occupancy, -14.2) == "14.2 percentage points"
