"""What the advice on every kind of finding is made with."""

from collections.abc import Callable

from pipeline import wording
from pipeline.narrative.prose import Sentence, about, group_name, names, subjects
from pipeline.story import Finding

Advice = Callable[[Finding, int], tuple[Sentence, ...]]
"""Called with a finding and how many of its kind came before it: the second is not to say the same again."""

DETAIL = 7  # rank of a sentence that goes before the item as a whole does


def say(finding: Finding, *texts: str) -> tuple[Sentence, ...]:
    """The first sentence is the advice, the others are its detail."""
    return tuple(about(finding, text, rank=DETAIL if place else 0) for place, text in enumerate(texts))


def column(finding: Finding, place: int) -> str:
    """A column's name in a sentence."""
    return wording.name(subjects(finding)[place])


def series(finding: Finding) -> str:
    """What a finding over time is about: its measure, or the number of rows."""
    return column(finding, 0) if len(subjects(finding)) > 1 else "the number of rows"


def group(finding: Finding, key: str) -> str | None:
    """A group among the finding's values, as a sentence calls it; None where there is none."""
    value = finding.values.get(key)
    return None if value is None else group_name(value)


def in_general(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """For a kind without advice of its own, or a finding without the values that it needs."""
    if before:
        return ()
    columns = names(subjects(finding)[:3])
    return say(finding, f"Go through what is said on {columns} with someone who knows how these are recorded.")
