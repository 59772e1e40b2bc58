"""What all groups went through: the verb says which way, the pace how fast."""

from pipeline.analysis.facts.shared_change import SharedChange
from pipeline.analysis.facts.target import Target
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.story import Fact, Form
from pipeline.wording import Wording


def headline(pace: float, *, up: bool) -> str:
    values = {"groups": 5, "rose": 5 if up else 0, "fell": 0 if up else 5, "middle": pace,
              "first_period": "2016-01-01", "last_period": "2024-01-01"}  # fmt: skip
    target = Target("sales", Form.TOTAL, None, "sales", None)
    detail = SharedChange(target, "area", "year", rose=up, relative=True, single=False)
    fact = Fact("a", "shared_change", "", "", ("sales",), values, 9, "", 1.0, detail=detail, wording=Wording())
    return FACT_WORDS["shared_change"].headline(fact)


def test_the_pace_has_a_sign_only_where_the_verb_says_otherwise():
    assert headline(0.03, up=True).endswith("the middle one by 3% a year")
    assert headline(-0.03, up=False).endswith("the middle one by 3% a year")
    assert headline(-0.03, up=True).endswith("the middle one by −3% a year")
