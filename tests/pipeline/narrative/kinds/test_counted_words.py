"""Where most is: named only beyond chance, and acted on only where somebody can act on the rows."""

from types import SimpleNamespace

import pytest

from pipeline import wording
from pipeline.narrative.kinds.counted_words import counted_there, most_of, where_most
from pipeline.story import Verdict

VALUES = {"share": 0.25, "part_share": 0.5, "part": "north", "part_rows": 40, "part_late": 20}


def fact(verdict: Verdict, by: str | None = "branch") -> SimpleNamespace:
    return SimpleNamespace(values=VALUES, verdict=verdict, detail=SimpleNamespace(by=by), wording=wording.PLAIN)


@pytest.mark.parametrize(
    ("told", "acts", "is_named"),
    [
        (fact(Verdict.BEYOND_CHANCE), True, True),
        (fact(Verdict.BEYOND_CHANCE), False, False),
        (fact(Verdict.UNDECIDED), True, False),
        (fact(Verdict.BEYOND_CHANCE, by=None), True, False),
    ],
)
def test_a_decision_names_a_group_beyond_chance_where_somebody_can_act(told, acts, is_named) -> None:
    most = most_of(told, SimpleNamespace(acts=acts))
    assert (most is not None) is is_named
    if most is not None:
        assert (most.share, most.over_all, most.group) == ("50%", "25%", "**north**")


def test_sentences_name_it_whoever_acts() -> None:
    told = fact(Verdict.BEYOND_CHANCE)
    assert where_most(told, "50%").startswith("; most ")
    assert counted_there(told, "part_late").endswith(" it is 20 of 40.")
    assert where_most(fact(Verdict.UNDECIDED), "50%") == counted_there(fact(Verdict.UNDECIDED), "part_late") == ""
