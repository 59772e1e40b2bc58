"""Columns that say what another one must not fall to, or not rise above: reorder points, targets, capacities."""

from enum import StrEnum

import numpy as np

from pipeline.analysis.subject.names import has_term
from pipeline.analysis.subject.vocabulary import CEILINGS, GOALS, REORDERED
from pipeline.names import words


class Limit(StrEnum):
    """What kind of limit a column holds, and what of another column is beyond it."""

    REORDER = "reorder"  # reached is too low already
    GOAL = "goal"
    CEILING = "ceiling"

    @property
    def is_floor(self) -> bool:
        """Whether what is too low is beyond it."""
        return self is not Limit.CEILING

    @property
    def operator(self) -> str:
        """SQL: what a value beyond it is to it."""
        return {Limit.REORDER: "<=", Limit.GOAL: "<", Limit.CEILING: ">"}[self]

    @property
    def said(self) -> str:
        """In words: ``at or below``."""
        return {Limit.REORDER: "at or below", Limit.GOAL: "below", Limit.CEILING: "above"}[self]

    def is_beyond(self, values: np.ndarray, limits: np.ndarray) -> np.ndarray:
        """Which values are beyond their limits; none where either is missing."""
        compare = {Limit.REORDER: np.less_equal, Limit.GOAL: np.less, Limit.CEILING: np.greater}[self]
        return np.asarray(compare(values, limits), dtype=bool)


KINDS = ((Limit.REORDER, REORDERED), (Limit.GOAL, GOALS), (Limit.CEILING, CEILINGS))
UNSAID = frozenset({"value", "qty", "quantity", "level", "units", "menge", "stück", "cantidad", "quantité", "wert"})


def limit_of(name: str) -> Limit | None:
    """The kind of limit that a column's name says it holds; None of most."""
    return next((kind for kind, terms in KINDS if has_term(name, terms)), None)


def is_bare_limit(name: str) -> bool:
    """Whether a name says that it holds a limit, and not of what: ``reorder_point``, but not ``credit_limit``."""
    terms = next((terms for _, terms in KINDS if has_term(name, terms)), ())
    said = {word.removesuffix("*") for term in terms for word in term.split()}
    return set(words(name)) <= said | UNSAID
