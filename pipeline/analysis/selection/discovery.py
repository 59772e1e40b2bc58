"""Which results of all tests are kept: one false-discovery rate over the whole story."""

from collections.abc import Sequence

import numpy as np

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.inference.ledger import WEAKEST_P

FALSE_DISCOVERY_RATE = 0.01
FIRST_RESULT = 0.004  # chance, over all tests, that anything is told of data with nothing in it


def control_false_discoveries(candidates: Sequence[Candidate], tests_run: int) -> list[Candidate]:
    """Keep the candidates that Benjamini and Hochberg's step-up rule keeps, with their q-values.

    Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57. ``tests_run`` may exceed the candidates: the tests without a
    candidate had larger p-values. Candidates without a p-value were counted, not tested, and stay. Where not even the
    smallest p-value stands out from as many tests (``FIRST_RESULT``, Bonferroni), nothing tested is kept: to say that
    there is anything at all takes more than to say one thing more.
    """
    tested = sorted((c for c in candidates if c.p_value is not None), key=lambda c: c.p_value or 0.0)
    p_values = np.array([c.p_value for c in tested], dtype=float)
    m = max(tests_run, len(tested))
    if len(tested) and p_values[0] * m > FIRST_RESULT:
        tested, p_values = [], p_values[:0]
    raw = p_values * m / np.arange(1, len(tested) + 1)
    q_values = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    judged = [c.with_(q_value=float(q)) for c, q in zip(tested, q_values, strict=True) if q <= FALSE_DISCOVERY_RATE]
    kept = [c for c in judged if (c.p_value or 0.0) <= WEAKEST_P]
    return kept + [c for c in candidates if c.p_value is None]
