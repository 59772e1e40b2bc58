"""From where on something is lost, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.threshold import Threshold
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, column, doubt, number_of, sentence, share_of, whole, written
from pipeline.narrative.reach import Reach, dial
from pipeline.story import Fact


class ThresholdWords(FactWords):
    """The cut, what lies beyond it, and what it costs."""

    name: ClassVar[str] = "threshold"
    label: ClassVar[str] = "From where on it is lost"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Threshold = fact.detail
        loss = written(detail.target, abs(number_of(fact.values, "loss") or 0.0))
        share = share_of(fact, "rows_share")
        lost = f"{loss} of {column(detail.target, fact.wording)}"
        return f"{self._where(fact)} lose money: {lost}, in {share} of {fact.wording.row.many}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Threshold = fact.detail
        v = fact.values
        parts = []
        if detail.base is not None and number_of(v, "start_ratio") is not None:
            told = {
                self._value(fact, key): f"{wording.percent(number_of(v, f'{key}_ratio') or 0.0)} at"
                for key in ("start", "cut", "extreme")
                if number_of(v, f"{key}_ratio") is not None
            }
            course = wording.listing([f"{ratio} {place}" for place, ratio in told.items()])
            parts.append(f"As a share of {column(detail.base, fact.wording)} it is {course}.")
        rest = written(detail.target, number_of(v, "rest"))
        parts.append(f"They are {fact.wording.rows(whole(v, 'rows'))}; all others together bring {rest}.")
        return " ".join(parts) + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Stop short of the cut, where it is somebody who sets it."""
        detail: Threshold = fact.detail
        lever = dial(detail.along)
        phrase = "" if lever is None else lever.cap if detail.above else lever.floor
        if not reach.acts or not phrase:
            return None
        v, what = fact.values, column(detail.target, fact.wording)
        loss = written(detail.target, abs(number_of(v, "loss") or 0.0))
        share = share_of(fact, "rows_share")
        return Decision(
            phrase.format(column=wording.name(detail.along), cut=self._value(fact, "cut")),
            f"{share} of the {reach.rows} lie beyond it and lost {loss} of {what}",
            tuple(v.values()),
            f"{what} rises above {written(detail.target, number_of(v, 'rest'))}, what the other {reach.rows} bring now",
            (detail.along,),
            is_sharp=True,
        )

    def _where(self, fact: Fact) -> str:
        detail: Threshold = fact.detail
        side = "or more" if detail.above else "or less"
        rows = sentence(fact.wording.row.many)
        return f"{rows} with a {fact.wording.column(detail.along)} of {self._value(fact, 'cut')} {side}"

    @staticmethod
    def _value(fact: Fact, key: str) -> str:
        detail: Threshold = fact.detail
        size = number_of(fact.values, key) or 0.0
        is_share = detail.unit is None and abs(size) <= 1 and abs(number_of(fact.values, "extreme") or 0.0) <= 1
        return wording.percent(size) if is_share else wording.number(size, detail.unit)
