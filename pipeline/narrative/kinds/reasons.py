"""What is only known of the rows that an outcome counts, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.reasons import Reasons
from pipeline.narrative.kinds.fact_words import FactWords, level, shares_of, which, whole
from pipeline.story import Fact


class ReasonsWords(FactWords):
    """The commonest ones, with their shares."""

    name: ClassVar[str] = "reasons"
    label: ClassVar[str] = "Why"

    def headline(self, fact: Fact) -> str:
        """``Return reason of orders that were returned: too small 33%, too large 24%``."""
        detail: Reasons = fact.detail
        told = range(1, detail.told + 1)
        shares = shares_of(fact, *(f"share_{i}" for i in told))
        named = [f"{level(fact.values[f'level_{i}'])} {share}" for i, share in zip(told, shares, strict=True)]
        by = fact.wording.column(detail.by)
        rows = fact.wording.row.many
        return f"{wording.sentence(by)} of {rows} {which(detail.target, fact.wording)}: {wording.listing(named)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Reasons = fact.detail
        named = [
            f"{level(fact.values[f'level_{i}'])} {whole(fact.values, f'rows_{i}'):,}" for i in range(1, detail.told + 1)
        ]
        return f"Of {whole(fact.values, 'all_rows'):,} that have one: {'; '.join(named)}."
