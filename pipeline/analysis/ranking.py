"""In which order a reader should see the findings."""

import math
from collections import Counter
from collections.abc import Sequence

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.context import Context

MOST_FINDINGS = 24
MOST_OF_A_KIND = 8
REPEATED = 0.75  # what a finding is worth after one of its kind, or about one of its columns


def score(candidate: Candidate, context: Context) -> float:
    """From 0 to 1: effect, evidence, coverage and unexpectedness, each from 0 to 1."""
    evidence = 0.5 if candidate.p_value is None else min(1.0, -math.log10(max(candidate.p_value, 1e-30)) / 12)
    coverage = min(1.0, candidate.n / max(1, context.row_count))
    outcome = 0.15 if any(context.variables[c].outcome for c in candidate.columns if c in context.variables) else 0.0
    left = min((abs(concern.kept) if concern.kept > 0 else 0.8 for concern in candidate.concerns), default=1.0)
    base = 0.45 * candidate.strength + 0.2 * evidence + 0.15 * coverage + 0.2 * candidate.unexpectedness + outcome
    return round(min(1.0, base) * (0.6 + 0.4 * min(1.0, left)), 6)


def rank(candidates: Sequence[Candidate], context: Context) -> list[tuple[float, Candidate]]:
    """Best first, each worth less the more of its kind and of its columns came before it."""
    left = sorted(
        ((score(c, context), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].kind, pair[1].columns)
    )
    kinds: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    ranked: list[tuple[float, Candidate]] = []
    while left and len(ranked) < MOST_FINDINGS:

        def worth(pair: tuple[float, Candidate]) -> float:
            value, candidate = pair
            seen = sum(columns[c] for c in candidate.columns) / len(candidate.columns)
            return value * REPEATED ** (0.7 * kinds[candidate.kind] + 0.5 * seen)

        best = max(left, key=worth)
        left.remove(best)
        if kinds[best[1].kind] >= MOST_OF_A_KIND:
            continue
        ranked.append((round(worth(best), 6), best[1]))
        kinds[best[1].kind] += 1
        columns.update(best[1].columns)
    return ranked


def shortlist(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """The candidates with a chance of being among the findings, by their score alone."""
    ordered = sorted(candidates, key=lambda c: (-score(c, context), c.kind, c.columns))
    kinds: Counter[str] = Counter()
    chosen = []
    for candidate in ordered:
        kinds[candidate.kind] += 1
        if kinds[candidate.kind] <= 3 * MOST_OF_A_KIND:
            chosen.append(candidate)
    return chosen
