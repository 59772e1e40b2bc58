"""Entities that have gone, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.departures import Departures
from pipeline.narrative.kinds.fact_words import FactWords, at, doubt, holds, level, shares_of, whole
from pipeline.story import Fact


class DeparturesWords(FactWords):
    """How many of all, then by kind."""

    name: ClassVar[str] = "departures"
    label: ClassVar[str] = "Who has gone"

    def headline(self, fact: Fact) -> str:
        """``188 of 432 customers were there no more in May 2024, 44%: 62% on the Starter plan and 0% on the other``."""
        detail: Departures = fact.detail
        v, ends = fact.values, (1, detail.groups)
        known = wording.of_column(detail.entity)
        total = whole(v, "all_entities")
        those = known.counted(total) if known else f"{total:,} values of {fact.wording.column(detail.entity)}"
        everything, *shares = shares_of(fact, "all_share", *(f"share_{place}" for place in ends))
        when = at(v, "last_period", detail.grain)
        told = f"{whole(v, 'all_gone'):,} of {those} were there no more {when}, {everything}"
        if not holds(fact):
            return told
        parts = [
            f"{share} {fact.wording.behind(detail.by, v[f'level_{place}'])}"
            for share, place in zip(shares, ends, strict=True)
        ]
        return f"{told}: {wording.listing(parts)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Departures = fact.detail
        v, places = fact.values, range(1, detail.groups + 1)
        shares = shares_of(fact, *(f"share_{place}" for place in places))
        told = [
            f"{level(v[f'level_{place}'])} {share} ({whole(v, f'gone_{place}'):,} of {whole(v, f'entities_{place}'):,})"
            for place, share in zip(places, shares, strict=True)
        ]
        return f"By {fact.wording.column(detail.by)}: {'; '.join(told)}." + doubt(fact)
