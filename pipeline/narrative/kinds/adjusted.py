"""What is left among rows that are alike otherwise, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.adjusted import Adjusted
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    gains,
    holds,
    levels_of,
    number_of,
    outcome,
    sentence,
    shares_of,
)
from pipeline.story import Fact, Form


class AdjustedWords(FactWords):
    """The plain difference, and the one within the cells of other columns."""

    name: ClassVar[str] = "adjusted"
    label: ClassVar[str] = "Among rows that are alike otherwise"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Adjusted = fact.detail
        v, target, spoken = fact.values, detail.target, fact.wording
        sizes = [abs(number_of(v, key) or 0.0) for key in ("difference", "adjusted")]
        apart, left = (text.removeprefix("+") for text in gains(target, sizes))
        is_share = target.form is Form.SHARE
        what = outcome(target, spoken) if is_share else average(target, spoken)
        more, less = ("more frequent", "less") if is_share else ("higher", "lower")
        turned = (number_of(v, "adjusted") or 0.0) * (number_of(v, "difference") or 0.0) < 0
        lower = f"{left} {less}" if holds(fact) else "no more so"
        remains = lower if turned else f"only {left}"
        alike = wording.listing([spoken.column(name) for name in detail.controls])
        one, other = _groups(fact)
        plainly = f"{apart} {more} {one} than {other}"
        among = f"among {spoken.row.many} with the same {alike}"
        return f"{sentence(what)} {are(target, spoken)} {plainly}, but {remains} {among}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Adjusted = fact.detail
        v, spoken = fact.values, fact.wording
        high, low = levels_of(fact, detail.target, "high_value", "low_value")
        mix, (one, other) = shares_of(fact, "high_mix", "low_mix"), _groups(fact)
        had = spoken.had(detail.mix_by, v["mix_level"])
        parts = [
            f"In all it is {high} {one} and {low} {other}.",
            f"The two differ in their make-up: {mix[0]} {spoken.of(detail.by, v['high'])} {had}, {mix[1]} "
            f"{spoken.of(detail.by, v['low'], again=True)}.",
        ]
        if not holds(fact):
            parts.append("What is left may be chance.")
        return " ".join(parts)


def _groups(fact: Fact) -> tuple[str, str]:
    """Both groups behind a figure: ``for **men**``, ``in **Asia**``, ``for trips with **tip**``."""
    by, v = fact.detail.by, fact.values
    return fact.wording.at_entity(by, v["high"]), fact.wording.at_entity(by, v["low"])
