"""The first paragraph: what is said again is a pronoun, as long as nobody can take it for something else."""

from dataclasses import replace

import pytest

from pipeline.analysis.facts.level import Level
from pipeline.analysis.facts.split import Split
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.threshold import Threshold
from pipeline.narrative.lead import lead
from pipeline.narrative.turns import in_turn
from pipeline.story import Analysis, Dataset, Fact, Form, Outline, Section, Statistics, Verdict
from pipeline.wording import Wording, noun
from tests.pipeline.analysis.facts.tables import analysis

PAY, HOURS = (Target(name, Form.MEAN, None, f'"{name}"', None) for name in ("salary", "hours"))
DATASET = Dataset("a.csv", 9, 2, 1, "csv", "utf-8", ",", ())


def fact(kind, values, detail, **more):
    return Fact(
        f"{kind} {detail.target.column}",
        kind,
        "",
        "",
        (detail.target.column,),
        values,
        9,
        "",
        1.0,
        detail=detail,
        **more,
    )


def level(target, base=None):
    beside = {"base_mean": 8.0, "mean_ratio": 6.25} if base else {}
    detail = Level(target, (), (), None, base, None, None, has_zeros=False, years=None)
    return fact("level", {"mean": 50.0, "known": 9, "median": 50.0} | beside, detail)


def split(target, levels=("Prof", "Lecturer")):
    values = {"mean_1": 60.0, "rows_1": 5, "mean_2": 40.0, "rows_2": 4}
    return fact("split", values, Split(target, "rank", levels, 2, None, top_share=False), verdict=Verdict.BEYOND_CHANCE)


def threshold(target):
    values = {"loss": -9.0, "rows_share": 0.5, "rest": 9.0, "cut": 0.3, "extreme": 0.5, "rows": 5}
    return fact("threshold", values, Threshold(target, "discount", None, 0.3, above=True, base=None))


def told(*facts):
    ids = tuple(one.id for one in facts)
    outline = Outline(ids, (Section("how_much", "How much", ids),))
    analysis = Analysis(DATASET, (), Statistics(), (), facts=facts, outline=outline)
    return [
        one.text for one in lead(in_turn(analysis, Wording({"salary": "salary", "hours": "hours"}, noun("person"))))
    ]


def test_the_second_mention_of_a_subject_is_a_pronoun_that_agrees_with_it():
    assert told(level(PAY), split(PAY)) == [
        "Average **salary** is 50.",
        "With **rank** **Prof** it is 60 and with **Lecturer** 40.",
    ]
    assert told(level(HOURS), split(HOURS))[1] == "With **rank** **Prof** they are 60 and with **Lecturer** 40."


def test_no_two_numbers_stand_side_by_side():
    assert told(level(PAY), split(PAY, ("1", "2")))[1] == "It is 60 with **rank** **1** and 40 with **2**."


def test_behind_another_subject_the_name_is_said_in_full():
    assert told(level(HOURS), split(PAY))[1].startswith("Average **salary** is 60 with")
    assert told(level(PAY), threshold(PAY), split(PAY))[2].startswith("Average **salary** is 60 with")


def test_a_level_that_stands_beside_another_is_not_said_again():
    assert told(level(PAY, base=HOURS), level(HOURS)) == ["Average **salary** is 50 on a **hours** of 8, 625% of it."]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (True, True, "; the lowest is 3 and the highest 90."),
        (False, True, "; the highest is 90."),
        (True, False, "; the lowest is 3."),
        (False, False, "."),
    ],
)
def test_of_the_ends_those_are_told_that_say_something(low, high, said):
    one = level(PAY)
    ends = replace(one.detail, low=low, high=high)
    assert told(replace(one, values=one.values | {"least": 3, "most": 90}, detail=ends)) == [
        f"Average **salary** is 50{said}"
    ]


def test_sales_that_grew_stand_behind_the_profit_that_is_a_part_of_them():
    profit, growth, *_ = (one.text for one in lead(analysis("sales")))
    assert profit.startswith("**profit** came to")
    assert growth == "**sales** rose 103%, from 96,000 in 2022 to 196,000 in 2024."
    assert not any("rose" in one.text for one in lead(analysis("churn")))
