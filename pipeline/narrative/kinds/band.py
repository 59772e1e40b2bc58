"""What it goes with, along a measure, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.band import Band
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    column,
    doubt,
    holds,
    levels_of,
    number_of,
    outcome,
    said,
    sentence,
    shares_of,
    whole,
    written,
)
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form

MIN_CORRELATION = 0.5  # below, a slope says little of single rows


class BandWords(FactWords):
    """The lowest quarter against the highest."""

    name: ClassVar[str] = "band"
    label: ClassVar[str] = "What it goes with"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Band = fact.detail
        sides = ("below", "above") if holds(fact) and detail.by_cut else ("low", "high")
        first, second = levels_of(fact, detail.target, *(f"{side}_value" for side in sides))
        low, high = self._ends(fact, by_cut=sides[0] == "below")
        spoken, target = fact.wording, detail.target
        if target.form is Form.SHARE:
            return f"{second} of {spoken.row.many} {high} {said(target, spoken).verb}, {first} {low}"
        what = sentence(average(target, spoken))
        return f"{what} {are(target, spoken)} {second} for {spoken.row.many} {high}, and {first} {low}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Band = fact.detail
        v, target, spoken = fact.values, detail.target, fact.wording
        along = spoken.column(detail.along)
        quarters = levels_of(fact, target, "low_value", "high_value")
        rows = [spoken.rows(whole(v, f"{end}_rows")) for end in ("low", "high")]
        parts = [f"The lowest quarter has {quarters[0]} ({rows[0]}), the highest {quarters[1]} ({rows[1]})."]
        if number_of(v, "below_value") is not None and number_of(v, "above_value") is not None:
            below, above = levels_of(fact, target, "below_value", "above_value")
            sides = [spoken.rows(whole(v, f"{side}_rows")) for side in ("below", "above")]
            parts.append(f"Under {self._cut(fact)} it is {below} ({sides[0]}), from there on {above} ({sides[1]}).")
        hits, others = number_of(v, "median_hits"), number_of(v, "median_others")
        if hits is not None and others is not None:
            first, second = wording.amounts([hits, others], detail.unit)
            verb = said(target, spoken).verb
            parts.append(
                f"Half of those {spoken.who} {verb} have {along} of {first} or less, half of the others {second}."
            )
        parts += self._line(fact, along)
        return " ".join(parts) + doubt(fact)

    @staticmethod
    def _line(fact: Fact, along: str) -> list[str]:
        """How close they go together, how much for how much, and the share of the one in the other."""
        detail, v = fact.detail, fact.values
        parts = []
        r, slope = number_of(v, "correlation"), number_of(v, "slope")
        if slope is not None and holds(fact) and abs(r or 0.0) >= MIN_CORRELATION:
            more = f"Each further unit of {along} goes with {wording.number(slope)}"
            parts.append(f"{more} of {column(detail.target, fact.wording)}.")
        if r is not None:
            parts.append(f"The correlation is {wording.number(r, digits=2)}.")
        if detail.base is not None and number_of(v, "low_ratio") is not None:
            first, second = shares_of(fact, "low_ratio", "high_ratio")
            parts.append(
                f"As a share of {along} it goes from {first} in the lowest quarter to {second} in the highest."
            )
        return parts

    def _ends(self, fact: Fact, *, by_cut: bool) -> tuple[str, str]:
        """``with 72 or less``, ``with temperature over 84.5``."""
        detail, spoken = fact.detail, fact.wording
        if by_cut:
            return "with less", f"with {spoken.column(detail.along)} of {self._cut(fact)} or more"
        low, high = wording.amounts(
            [number_of(fact.values, f"{end}_edge") or 0.0 for end in ("low", "high")], detail.unit
        )
        return spoken.between(detail.along, low, high)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Turn what can be turned, in the direction in which the subject fares better."""
        detail: Band = fact.detail
        v, target = fact.values, detail.target
        lever, better_high = reach.lever(detail.along), is_better_high(target)
        if lever is None or better_high is None or not holds(fact):
            return None
        low, high = (number_of(v, f"{end}_value") or 0.0 for end in ("low", "high"))
        if (low > high) is not better_high:  # more of it goes with what is better
            return None
        told = [written(target, size) for size in (low, high)]
        edge = wording.number(number_of(v, "low_edge") or 0.0, detail.unit)
        along, rows = wording.name(detail.along), int(number_of(v, "high_rows") or 0)
        action = lever.less.format(column=along)
        if detail.by_cut and lever.cap:
            action = lever.cap.format(column=along, cut=self._cut(fact))
        what = (outcome if target.form is Form.SHARE else column)(target, fact.wording)
        return (
            Decision(
                action,
                f"{what} is {told[0]} up to {edge}, and {told[1]} for the {rows:,} {reach.rows} with most of it",
                tuple(v.values()),
                f"{what} moves away from {told[1]} where {along} has come down",
                (detail.along,),
            )
            if action
            else None
        )

    @staticmethod
    def _cut(fact: Fact) -> str:
        return wording.number(number_of(fact.values, "cut") or 0.0, fact.detail.unit)
