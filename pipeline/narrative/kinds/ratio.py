"""The ratio of two sums, in words."""

from collections.abc import Sequence
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, level, number_of, sentence
from pipeline.story import Fact


class RatioWords(FactWords):
    """The ratio, then both sums."""

    name: ClassVar[str] = "ratio"
    label: ClassVar[str] = "Ratio"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        return in_one(fact, "ratio")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        return f"That is {sums(fact, 'part', 'whole')}."


def in_one(fact: Fact, key: str) -> str:
    """``Conversions are 3.7% of clicks``: a ratio among the values, as a clause."""
    (ratio,) = ratios_of(fact, key)
    return f"{subject(fact)} {is_or_are(fact)} {ratio}{behind(fact)}"


def subject(fact: Fact) -> str:
    """What the ratio is of, at the beginning of a sentence: ``Conversions``, ``Spend per conversion``."""
    detail: RatioOf = fact.detail
    part = sentence(fact.wording.column(detail.ratio.part))
    return f"{part} per {each(fact)}" if detail.ratio.form is RatioForm.EACH else part


def each(fact: Fact) -> str:
    """One of the whole: ``conversion``."""
    detail: RatioOf = fact.detail
    return wording.escape(wording.singular(fact.wording.name(detail.ratio.whole)))


def to_find_out(fact: Fact, went: str, when: str, before: str) -> Decision:
    """Look for what moved the ratio of the first group that is told; ``went``: from where to where."""
    detail: RatioOf = fact.detail
    who = level(fact.values["level_1"])
    return Decision(
        f"Find out what changed for {who} {when}",
        f"{wording.lowered(subject(fact))} {went}",
        tuple(fact.values.values()),
        f"{who} is back at {before}",
        (detail.by or "",),
    )


def is_or_are(fact: Fact) -> str:
    """The verb behind :func:`subject`."""
    detail: RatioOf = fact.detail
    is_one = detail.ratio.form is RatioForm.EACH
    return "is" if is_one else fact.wording.agree(detail.ratio.part, "is", "are")


def behind(fact: Fact) -> str:
    """What stands behind the figure: `` of clicks``, `` times spend``; of so much for each nothing."""
    detail: RatioOf = fact.detail
    whole = fact.wording.column(detail.ratio.whole)
    endings = {
        RatioForm.SHARE: f" of {whole}",
        RatioForm.PER_HEAD: f" per 100,000 of {whole}",
        RatioForm.TIMES: f" times {whole}",
        RatioForm.EACH: "",
    }
    return endings[detail.ratio.form]


def ratios_of(fact: Fact, *keys: str) -> list[str]:
    """The ratios of these names as they are compared."""
    detail: RatioOf = fact.detail
    return compared(detail, [number_of(fact.values, key) or 0.0 for key in keys])


def compared(detail: RatioOf, sizes: Sequence[float]) -> list[str]:
    """Ratios beside each other."""
    is_share = detail.ratio.form is RatioForm.SHARE
    return wording.percents(sizes) if is_share else wording.amounts(sizes, detail.unit)


def sums(fact: Fact, part: str, whole: str) -> str:
    """``$505,000 of spend over 23,549 conversions``, ``4,210 of 61,000``: both sums."""
    detail: RatioOf = fact.detail
    first, second = (number_of(fact.values, key) or 0.0 for key in (part, whole))
    if detail.ratio.form is RatioForm.SHARE:
        return f"{wording.number(first)} of {wording.number(second)}"
    if detail.ratio.form is RatioForm.TIMES:
        return f"{wording.number(first)} against {wording.number(second)}"
    written = wording.number(first, detail.unit)
    own, other = (fact.wording.column(name) for name in (detail.ratio.part, detail.ratio.whole))
    return f"{written} of {own} over {wording.number(second)} {other}"
