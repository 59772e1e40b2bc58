"""The highest and lowest single values, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.extremes import Extremes
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    at,
    column,
    level,
    levels_of,
    number_of,
    period,
    sentence,
    share_of,
    written,
)
from pipeline.story import Fact


class ExtremesWords(FactWords):
    """Which row, and what it holds."""

    name: ClassVar[str] = "extremes"
    label: ClassVar[str] = "The highest and the lowest"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        most, least = levels_of(fact, target, "most", "least")
        if detail.grain is not None:
            return f"The highest {column(target, fact.wording)} is {most}, {at(v, 'most_moment', detail.grain)}"
        if detail.label is not None and _names_several(fact):
            return f"{sentence(column(target, fact.wording))} {are(target, fact.wording)} highest for {_first(fact, 0)}"
        if detail.label is not None:
            ends = f"{level(v['most_label'])}, {most}, and lowest for {level(v['least_label'])}, {least}"
            return f"{sentence(column(target, fact.wording))} {are(target, fact.wording)} highest for {ends}"
        ratio = share_of(fact, "ratio_most")
        assert detail.base is not None
        what, base = column(target, fact.wording), column(detail.base, fact.wording)
        return f"One {fact.wording.row.one} has {what} of {ratio} of its {base}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        parts = [_behind(fact)] if detail.next else []
        if detail.grain is not None:
            least = written(target, number_of(v, "least"))
            parts.append(f"The lowest is {least}, first {at(v, 'least_moment', detail.grain)}.")
        if detail.month:
            total = written(target, number_of(v, "month_value"))
            parts.append(f"The highest month is {period(v, 'most_month', 'month')} with {total} in all.")
        if detail.base is not None and number_of(v, "ratio_most") is not None:
            pair = [written(target, number_of(v, "ratio_value")), written(detail.base, number_of(v, "ratio_base"))]
            mean = share_of(fact, "ratio_mean")
            base = column(detail.base, fact.wording)
            parts.append(f"That is {pair[0]} on a {base} of {pair[1]}; on average the share is {mean}.")
        return " ".join(parts)


def _names_several(fact: Fact) -> bool:
    """Whether the first ones are told together: in a table of players, and where several share the lowest value."""
    return bool(fact.detail.next) and (fact.detail.is_ranking or _shares_lowest(fact))


def _shares_lowest(fact: Fact) -> bool:
    return fact.values["last_but_one"] == fact.values["least"]


def _first(fact: Fact, start: int) -> str:
    """Whose the first values are, from one of them on: ``A Pujols with 42 and P Konerko with 39``."""
    keys = ["most", *(f"next_{place}" for place in range(1, fact.detail.next + 1))][start:]
    held = levels_of(fact, fact.detail.target, *keys)
    named = [level(fact.values[f"{key}_label"]) for key in keys]
    return wording.listing([f"{name} with {much}" for name, much in zip(named, held, strict=True)])


def _behind(fact: Fact) -> str:
    """Who comes behind the first one; where the first ones are told already, who is last."""
    if not _names_several(fact):
        return f"Next come {_first(fact, 1)}."
    least = written(fact.detail.target, number_of(fact.values, "least"))
    if _shares_lowest(fact):
        return f"Several share the lowest, {least}."
    return f"The lowest is {least}, for {level(fact.values['least_label'])}."
