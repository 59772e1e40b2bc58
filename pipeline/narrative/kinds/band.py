"""What it goes with, along a measure, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.band import Band
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, column, doubt, holds, number_of, outcome, sentence, written
from pipeline.narrative.reach import Reach, is_better_high
from pipeline.story import Fact, Form


class BandWords(FactWords):
    """The lowest quarter against the highest."""

    name: ClassVar[str] = "band"
    label: ClassVar[str] = "What it goes with"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Band = fact.detail
        v, target = fact.values, detail.target
        low, high = (written(target, number_of(v, f"{end}_value")) for end in ("low", "high"))
        along, what = (
            wording.name(detail.along),
            sentence(outcome(target) if target.form is Form.SHARE else column(target)),
        )
        if holds(fact) and detail.by_cut:
            below, above = (written(target, number_of(v, f"{side}_value")) for side in ("below", "above"))
            return f"{what} is {below} where {along} is under {self._cut(fact)}, and {above} from there on"
        if not holds(fact):
            return f"{what} is {low} in the lowest quarter of {along} and {high} in the highest"
        up = (number_of(v, "correlation") or 0.0) > 0
        return f"{what} {'rises' if up else 'falls'} with {along}: {low} in its lowest quarter, {high} in its highest"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Band = fact.detail
        v, target = fact.values, detail.target
        low_edge, high_edge = (
            wording.number(number_of(v, f"{end}_edge") or 0.0, detail.unit) for end in ("low", "high")
        )
        low, high = (written(target, number_of(v, f"{end}_value")) for end in ("low", "high"))
        rows = [wording.count(int(number_of(v, f"{end}_rows") or 0), "row") for end in ("low", "high")]
        along = wording.name(detail.along)
        parts = [f"Up to {low_edge} of {along} it is {low} ({rows[0]}); over {high_edge} it is {high} ({rows[1]})."]
        below, above = number_of(v, "below_value"), number_of(v, "above_value")
        if below is not None and above is not None:
            sides = [wording.count(int(number_of(v, f"{side}_rows") or 0), "row") for side in ("below", "above")]
            parts.append(
                f"Under {self._cut(fact)} it is {written(target, below)} ({sides[0]}), from there on "
                f"{written(target, above)} ({sides[1]})."
            )
        hits, others = number_of(v, "median_hits"), number_of(v, "median_others")
        if hits is not None and others is not None:
            first, second = wording.number(hits, detail.unit), wording.number(others, detail.unit)
            parts.append(f"Half of those concerned have a {along} of {first} or less; among the others it is {second}.")
        r = number_of(v, "correlation")
        if r is not None:
            parts.append(f"The correlation is {wording.number(r, digits=2)}.")
        slope = number_of(v, "slope")
        if slope is not None and holds(fact) and abs(r or 0.0) >= 0.5:
            parts.append(f"Each further unit of {along} goes with {wording.number(slope)} of {column(target)}.")
        if detail.base is not None and number_of(v, "low_ratio") is not None:
            first, second = (wording.percent(number_of(v, f"{end}_ratio") or 0.0) for end in ("low", "high"))
            parts.append(
                f"As a share of {along} it goes from {first} in the lowest quarter to {second} in the highest."
            )
        return " ".join(parts) + doubt(fact)

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
        what = outcome(target) if target.form is Form.SHARE else column(target)
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
