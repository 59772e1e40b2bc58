"""What facts that count rows have in common in words: how many of how many, and in which group most."""

from dataclasses import dataclass

from pipeline.narrative.kinds.fact_words import holds, level, sentence, share_of, shares_of, whole
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


def rows_and_share(fact: Fact) -> tuple[str, str]:
    """``1,314 invoices`` and ``66%``: among how many rows a fact counts some, and their share."""
    return fact.wording.rows(whole(fact.values, "rows")), share_of(fact, "share")


def where_most(fact: Fact, size: str) -> str:
    """``; most in **public**, 94%``: in which group most of what a fact counts is, where that is beyond chance."""
    if fact.detail.by is None or not holds(fact):
        return ""
    return f"; most {fact.wording.behind(fact.detail.by, fact.values['part'])}, {size}"


def part_share(fact: Fact) -> str:
    """How much of that group it is."""
    return share_of(fact, "part_share")


def counted_there(fact: Fact, key: str) -> str:
    """``In **public** it is 310 of 330.``: the same counted; nothing where no group is told."""
    if fact.detail.by is None or not holds(fact):
        return ""
    where = sentence(fact.wording.behind(fact.detail.by, fact.values["part"]))
    return f"{where} it is {whole(fact.values, key):,} of {whole(fact.values, 'part_rows'):,}."


@dataclass(frozen=True)
class Most:
    """The group of :func:`where_most`, as a decision speaks of it."""

    where: str  # ``in **public**``
    group: str  # ``**public**``
    share: str  # ``94%`` of its rows
    over_all: str  # ``66%`` of all


def most_of(fact: Fact, reach: Reach) -> Most | None:
    """Where to begin; None where no group has most beyond chance, or nobody can act on the rows."""
    if fact.detail.by is None or not holds(fact) or not reach.acts:
        return None
    share, over_all = shares_of(fact, "part_share", "share")
    part = fact.values["part"]
    return Most(fact.wording.behind(fact.detail.by, part), level(part), share, over_all)
