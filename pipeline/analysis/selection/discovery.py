"""Which results of all tests are kept: one false-discovery rate over the whole story, paradoxes apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.inference.ledger import WEAKEST_P, Ledger

FALSE_DISCOVERY_RATE = 0.01
FIRST_RESULT = 0.004  # chance, over all tests, that anything is told of data with nothing in it
FIRST_PARADOX = 0.001  # the same of paradoxes, which are many tests and few readers' question
MOST_WEIGHT = 3.0  # of a test of what the story is about
LEAST_WEIGHT = 0.8  # of all others, which pay for it

Holds = Callable[[Candidate], bool]
"""Whether something holds of a candidate."""


@dataclass(frozen=True)
class Weights:
    """Weights of tests, by names alone: whoever weighed them by their results would look twice at the same luck."""

    about: float = 1.0  # of a test of what the story is about
    other: float = 1.0

    @classmethod
    def of(cls, tests: int, about: int) -> "Weights":
        """Weights with a mean of 1 over all ``tests``, of which ``about`` are of what the story is about."""
        others = tests - about
        if about <= 0 or others <= 0:
            return cls()
        weight = min(MOST_WEIGHT, (tests - LEAST_WEIGHT * others) / about)
        return cls(weight, (tests - weight * about) / others)


def control_false_discoveries(
    candidates: Sequence[Candidate],
    tests_run: int,
    *,
    weights: Weights = Weights(),
    is_about: Holds = lambda _: False,
    is_certain: Holds = lambda _: False,
    first_result: float = FIRST_RESULT,
) -> list[Candidate]:
    """Keep the candidates that the weighted step-up rule of Benjamini and Hochberg keeps, with their q-values.

    Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57; with weights Genovese, Roeder & Wasserman (2006), Biometrika 93:
    each p-value is divided by its test's weight, the mean weight is 1. ``tests_run`` may exceed the candidates: the
    tests without a candidate had larger p-values. What is certain beforehand (two near copies go together), or was
    tested by another candidate already, makes no other result look better (Finner & Roters 2001, Ann. Stat. 29). What
    was counted, not tested, stays. Where not even the smallest p-value stands out from as many tests
    (``first_result``, Bonferroni), nothing tested is kept: to say that there is anything at all takes more than to say
    one thing more.
    """
    tested = [c for c in candidates if c.p_value is not None]
    counted = [c for c in candidates if c.p_value is None]
    if not tested:
        return counted
    p_values = np.array([c.p_value for c in tested], dtype=float)
    new = np.array([not (c.is_repeated or is_certain(c)) for c in tested])
    weighed = p_values / np.array([weights.about if is_about(c) else weights.other for c in tested])
    m = max(tests_run, int(new.sum()))
    if p_values.min() * m > first_result:
        return counted
    order = np.argsort(weighed, kind="stable")
    ranks = np.maximum(1, np.cumsum(new[order]))
    q_values = np.minimum(np.minimum.accumulate((weighed[order] * m / ranks)[::-1])[::-1], 1.0)
    judged = [tested[i].with_(q_value=float(q)) for i, q in zip(order, q_values, strict=True)]
    return [c for c in judged if _is_kept(c)] + counted


def _is_kept(candidate: Candidate) -> bool:
    return (candidate.q_value or 0.0) <= FALSE_DISCOVERY_RATE and (candidate.p_value or 0.0) <= WEAKEST_P


def discoveries(
    candidates: Sequence[Candidate], tests: Ledger, *, is_paradox: Holds, is_about: Holds, is_certain: Holds
) -> list[Candidate]:
    """All that is kept: paradoxes as a family of their own, whose many tests would cost the others their power."""
    paradoxes = [c for c in candidates if is_paradox(c)]
    others = [c for c in candidates if not is_paradox(c)]
    apart = tests.of_paradoxes
    run = tests.run - apart
    weights = Weights.of(run, tests.about)
    kept = control_false_discoveries(others, run, weights=weights, is_about=is_about, is_certain=is_certain)
    return kept + control_false_discoveries(paradoxes, apart, first_result=FIRST_PARADOX)
