"""What nearly every group went through, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.shared_change import SharedChange
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    noun,
    number_of,
    rose,
    sentence,
    signed,
    span,
    whole,
    written,
)
from pipeline.story import Fact, Form


class SharedChangeWords(FactWords):
    """In how many groups, and how fast in the middle of them."""

    name: ClassVar[str] = "shared_change"
    label: ClassVar[str] = "What nearly all groups went through"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: SharedChange = fact.detail
        went, groups = whole(fact.values, "rose" if detail.rose else "fell"), whole(fact.values, "groups")
        many = f"all {groups:,}" if went == groups else f"{went:,} of {groups:,}"
        what = column(detail.target, fact.wording) if detail.single else noun(detail.target, fact.wording)
        called = wording.of_column(detail.by)
        groups_of = called.many if called is not None else f"groups by {fact.wording.column(detail.by)}"
        pace = self._pace(fact, "middle")
        if ((number_of(fact.values, "middle") or 0.0) > 0) is detail.rose:
            pace = pace.lstrip("+−")  # the verb says which way
        when = span(fact.values, "first_period", "last_period", detail.grain)
        return (
            f"{sentence(what)} {rose(1 if detail.rose else -1)} in {many} {groups_of}, {when}, the middle one by "
            f"{pace} a {detail.grain}"
        )

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: SharedChange = fact.detail
        first, last = (1, 2) if detail.rose else (2, 1)
        fastest, least = (
            f"{level(fact.values[f'level_{i}'])} by {self._pace(fact, f'pace_{i}')}" for i in (first, last)
        )
        return f"Each is followed over its own periods, by the line through them: {fastest} a {detail.grain}, {least}."

    @staticmethod
    def _pace(fact: Fact, key: str) -> str:
        """``+3.0%``, ``−0.5 points``."""
        detail: SharedChange = fact.detail
        pace = number_of(fact.values, key) or 0.0
        if detail.target.form is Form.SHARE:
            return signed(wording.points(pace), pace)
        size = abs(pace)
        return signed(wording.percent(size) if detail.relative else written(detail.target, size), pace)
