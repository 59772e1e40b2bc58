"""How it went, in words."""

from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.change import Change
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    doubt,
    holds,
    noun,
    number_of,
    period,
    rose,
    sentence,
    written,
)
from pipeline.story import Fact, Form


class ChangeWords(FactWords):
    """First complete period against last, and latest against the one before."""

    name: ClassVar[str] = "change"
    label: ClassVar[str] = "How it went"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Change = fact.detail
        target, v = detail.target, fact.values
        first, last = (written(target, number_of(v, f"{end}_value")) for end in ("first", "last"))
        when = [period(v, f"{end}_period", detail.grain) for end in ("first", "last")]
        share = number_of(v, "change_share")
        told = f", {_signed(share)}" if share is not None and target.form is not Form.SHARE else ""
        if holds(fact):
            verb = rose(number_of(v, "change"))
            return f"{self._noun(detail)} {verb} from {first} in {when[0]} to {last} in {when[1]}{told}"
        return f"{self._noun(detail)} was {first} in {when[0]} and {last} in {when[1]}{told}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Change = fact.detail
        target, v = detail.target, fact.values
        parts = []
        if detail.periods > 2:
            course = [
                f"{written(target, number_of(v, f'value_{i}'))} in {period(v, f'period_{i}', detail.grain)}"
                for i in range(1, detail.periods + 1)
            ]
            parts.append(f"It was {wording.listing(course)}.")
        else:
            most, least = (written(target, number_of(v, f"{end}_value")) for end in ("most", "least"))
            at = [period(v, f"{end}_period", detail.grain) for end in ("most", "least")]
            parts.append(f"The highest {detail.grain} was {at[0]} with {most}, the lowest {at[1]} with {least}.")
        latest = number_of(v, "latest_share")
        if latest is not None and v["previous_period"] != v["first_period"] and target.form is not Form.SHARE:
            before = period(v, "previous_period", detail.grain)
            parts.append(f"Against {before} the last {detail.grain} is {_signed(latest)}.")
        if detail.entities is not None:
            how = "Added up over" if detail.summed else "The mean of"
            same = wording.count(int(number_of(v, "first_rows") or 0), "row")
            parts.append(f"{how} the same entities at both ends ({same} in the first {detail.grain}).")
        if detail.partial:
            left_out = [wording.day(datetime.fromisoformat(moment), detail.grain) for moment in detail.partial]
            parts.append(f"Left out, as the file covers it in part: {wording.listing(left_out)}.")
        return " ".join(parts) + doubt(fact)

    @staticmethod
    def _noun(detail: Change) -> str:
        if detail.summed:
            return f"Total {noun(detail.target).removeprefix('average ')}"
        return sentence(noun(detail.target))


def _signed(share: float) -> str:
    return f"{'up' if share > 0 else 'down'} {wording.percent(abs(share))}" if share else "the same"
