"""How it went, in words."""

from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.change import Change
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    at,
    column,
    doubt,
    holds,
    levels_of,
    noun,
    number_of,
    period,
    rose,
    sentence,
    whole,
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
        first, last = levels_of(fact, target, "first_value", "last_value")
        begin, end = (at(v, f"{side}_period", detail.grain) for side in ("first", "last"))
        share = number_of(v, "change_share")
        if not holds(fact):
            told = f", {_signed(share)}" if share is not None and target.form is not Form.SHARE else ""
            return f"{self._noun(fact)} was {first} {begin} and {last} {end}{told}"
        verb = rose(number_of(v, "change"))
        if share is None or target.form is Form.SHARE:
            return f"{self._noun(fact)} {verb} from {first} {begin} to {last} {end}"
        return f"{self._noun(fact)} {verb} {wording.percent(abs(share))}, from {first} {begin} to {last} {end}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Change = fact.detail
        target, v = detail.target, fact.values
        parts = []
        if detail.periods > 2:
            places = range(1, detail.periods + 1)
            sizes = levels_of(fact, target, *(f"value_{i}" for i in places))
            course = [f"{size} {at(v, f'period_{i}', detail.grain)}" for i, size in zip(places, sizes, strict=True)]
            parts.append(f"Its course: {wording.listing(course)}.")
        else:
            most, least = levels_of(fact, target, "most_value", "least_value")
            high, low = (at(v, f"{end}_period", detail.grain) for end in ("most", "least"))
            parts.append(f"The highest {detail.grain} brought {most}, {high}; the lowest {least}, {low}.")
        latest = number_of(v, "latest_share")
        if latest is not None and v["previous_period"] != v["first_period"] and target.form is not Form.SHARE:
            before = period(v, "previous_period", detail.grain)
            parts.append(f"The last {detail.grain} was {_signed(latest)} on {before}.")
        year = number_of(v, "year_share")
        if year is not None and target.form is not Form.SHARE:
            before = period(v, "year_before_period", detail.grain)
            parts.append(f"Against {before}, a year before, it is {_signed(year)}.")
        growth = number_of(v, "growth")
        if growth is not None and holds(fact) and target.form in (Form.TOTAL, Form.COUNT):
            parts.append(f"That is {_signed(growth)} a year.")
        if detail.entities is not None:
            how = "added up over" if detail.summed else "the mean of"
            parts.append(f"Each figure is {how} the same {whole(v, 'first_rows'):,} at both ends.")
        if detail.partial:
            left_out = [wording.day(datetime.fromisoformat(moment), detail.grain) for moment in detail.partial]
            parts.append(f"The file covers {wording.listing(left_out)} only in part, so that is left out.")
        return " ".join(parts) + doubt(fact)

    @staticmethod
    def _noun(fact: Fact) -> str:
        detail: Change = fact.detail
        if detail.summed and detail.target.form is Form.MEAN:
            return f"Total {column(detail.target, fact.wording)}"
        return sentence(noun(detail.target, fact.wording))


def _signed(share: float) -> str:
    return f"{'up' if share > 0 else 'down'} {wording.percent(abs(share))}" if share else "the same"
