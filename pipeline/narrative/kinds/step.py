"""A step, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.step import Step
from pipeline.narrative.kinds.carried import ends_of, others, where
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
        target = detail.target
        what = sentence(noun(target, fact.wording))
        if detail.carrier is None:
            return f"{what} {self._moved(fact)}"
        rest = others(detail.carrier, fact.wording)
        return f"{what} {where(detail.carrier, fact.wording)} {self._moved(fact)}; {rest} it hardly changed"

    @staticmethod
    def _moved(fact: Fact) -> str:
        """``jumped by 26% on 1 September 2024, from 30 to 38``: of the group that did, where that is one alone."""
        detail: Step = fact.detail
        target, v = detail.target, fact.values
        first, last, change = ends_of(detail.carrier, "before_value", "after_value", "change")
        before, after = levels_of(fact, target, first, last)
        by = f" a {detail.grain}" if detail.summed else ""
        share = number_of(v, f"{change}_share")
        verb = "jumped" if (number_of(v, change) or 0.0) > 0 else "dropped"
        size = "" if share is None or target.form is Form.SHARE else f" {grown(v, change)}"
        return f"{verb}{size} {at(v, 'step_period', detail.grain)}, from {before} to {after}{by}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        detail: Step = fact.detail
        if detail.carrier is None or detail.target.form is Form.SHARE:
            return shortened(self.lead(fact), fact)
        what, rest = it(detail.target, fact.wording), others(detail.carrier, fact.wording)
        told = f"{where(detail.carrier, fact.wording)} {what} {self._moved(fact)}; {rest} {what} hardly changed"
        return sentence(told)

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
        return f"{compared} {self._whole(fact)}{lasting}" + doubt(fact)

    @staticmethod
    def _whole(fact: Fact) -> str:
        """What it was without the group that made the step, and in all."""
        detail: Step = fact.detail
        if detail.carrier is None:
            return ""
        sizes = levels_of(fact, detail.target, "rest_before", "rest_after", "before_value", "after_value")
        by = f" a {detail.grain}" if detail.summed else ""
        rest = f"{sentence(others(detail.carrier, fact.wording))} it was {sizes[0]}{by} before and {sizes[1]} since"
        return f"{rest}; all together, {sizes[2]} and {sizes[3]}. "
