"""A decision: what to do, what is at stake, and how to see whether it worked."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.narrative.prose import Sentence
from pipeline.story import Scalar

ENDINGS = (  # in turn, so that no story says one more than twice
    "It worked if {sign}.",
    "See whether {sign}.",
    "The measure of it: {sign}.",
)


@dataclass(frozen=True)
class Decision:
    """What follows from one point of a story. Every number in it is one of ``values``."""

    action: str  # in the imperative, without a full stop
    stake: str  # what is lost, gained or unknown: a clause with figures
    values: tuple[Scalar, ...]
    sign: str = ""  # a clause that a later table can show to be true; none of a check
    lever: tuple[str, ...] = ()  # what it acts on: each is acted on once
    phrase: str = ""  # the phrase that it is made of: each is said once
    is_sharp: bool = False  # it names a cut, a corner or a loss, and goes before what speaks of a whole column
    is_check: bool = False  # something to be looked up before the rest is relied on


def in_words(decisions: Sequence[Decision]) -> list[Sentence]:
    """One item each, their endings in turn."""
    told = []
    turn = 0
    for one in decisions:
        text = f"{one.action}: {one.stake}."
        if one.sign:
            text += f" {ENDINGS[turn % len(ENDINGS)].format(sign=one.sign)}"
            turn += 1
        told.append(Sentence(text, one.values))
    return told
