"""A step, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.step import Step
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    at,
    doubt,
    grown,
    it,
    levels_of,
    noun,
    number_of,
    period,
    sentence,
    shortened,
    whole,
)
from pipeline.story import Fact, Form


class StepWords(FactWords):
    """By how much and when, then what was compared and what came after."""

    name: ClassVar[str] = "step"
    label: ClassVar[str] = "A new level"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Step = fact.detail
        target, v = detail.target, fact.values
        before, after = levels_of(fact, target, "before_value", "after_value")
        by = f" a {detail.grain}" if detail.summed else ""
        share = number_of(v, "change_share")
        verb = "jumped" if (number_of(v, "change") or 0.0) > 0 else "dropped"
        size = "" if share is None or target.form is Form.SHARE else f" {grown(v, 'change')}"
        what = sentence(noun(target, fact.wording))
        return f"{what} {verb}{size} {at(v, 'step_period', detail.grain)}, from {before} to {after}{by}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return shortened(self.lead(fact), fact)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Step = fact.detail
        (since,) = levels_of(fact, detail.target, "since_value")
        steps = wording.count(whole(fact.values, "steps"), detail.grain)
        days = ", weekday for weekday" if detail.grain == "day" else ""
        ways = (
            f"That compares the {steps} before with as many after{days}.",
            f"Compared are {steps} before and after.",
        )
        compared = wording.varied(fact.turn.of_kind, *ways)
        spoken, last = fact.wording, period(fact.values, "last_period", detail.grain)
        target = detail.target
        have = "has" if target.column is None else spoken.agree(target.column, "has", "have")
        lasting = f"From then until {last} {it(target, spoken)} {have} averaged {since}."
        return f"{compared} {lasting}" + doubt(fact)
