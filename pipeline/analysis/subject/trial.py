"""Whether a column holds the arms of a trial: how the subject differs by it is what its table was made to ask."""

from collections.abc import Sequence

from pipeline.analysis.subject.vocabulary import CONTROLS, MAYBE_TRIALS, TRIALS
from pipeline.names import words

MAX_ARMS = 6


def is_trial(name: str, levels: Sequence[object]) -> bool:
    """Whether the groups of a column are the arms of a trial, by its name and by what they are called."""
    if not 2 <= len(levels) <= MAX_ARMS:
        return False
    named = set(words(name))
    if named & TRIALS:
        return True
    arms = [str(level).strip().lower() for level in levels]
    is_lettered = sorted(arms) == list("abcdef"[: len(arms)])
    return bool(named & MAYBE_TRIALS) and (is_lettered or not CONTROLS.isdisjoint(_bare(arm) for arm in arms))


def _bare(arm: str) -> str:
    """``control group`` -> ``control``."""
    return arm.removesuffix(" group").removesuffix("_group")
