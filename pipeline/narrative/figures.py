"""A statement's figures in a few words, for a headline that has none of its own."""

from typing import Any

from pipeline import wording
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.statement import Statement


def in_short(said: Statement[Any]) -> str | None:
    """``169 min against 4 min``, ``75% against 17%``; None where the headline says it or nothing is to be compared."""
    if any(letter.isdigit() for letter in wording.plain(_without_names(said.headline))):
        return None
    return KINDS[said.kind].in_short(said)


def _without_names(headline: str) -> str:
    return "".join(headline.split("**")[::2])
