"""In which order a reader should see the findings, and which of them say what another one has said."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.selection.companions import with_companions

MAX_FINDINGS = 24
MAX_OF_A_KIND = 8
REPEATED = 0.75  # what a finding is worth after one of its kind, or about one of its columns
COUNTED = 0.25  # evidence of what was counted rather than tested
LED = 0.97  # worth of naming a near copy rather than the first of its kind

Detectors = Mapping[str, Detector]
"""The detector of each kind."""


def score(candidate: Candidate, context: Context, detectors: Detectors) -> float:
    """From 0 to 1: effect, evidence, coverage and unexpectedness, each from 0 to 1."""
    detector = detectors[candidate.kind]
    evidence = COUNTED if candidate.p_value is None else min(1.0, -math.log10(max(candidate.p_value, 1e-30)) / 12)
    coverage = min(1.0, candidate.n / max(1, context.sample.size))
    related = candidate.columns[:2]  # a third column is what the rows are grouped by
    outcome = 0.15 if any(_is_outcome(context, column) for column in related) else 0.0
    reverses = any(concern.reverses for concern in candidate.concerns)
    news = 0.15 if reverses and detector.is_news_reversed else 0.0
    left = 1.0 if reverses else min((abs(concern.kept) for concern in candidate.concerns), default=1.0)
    unexpected = 1.0 if reverses else candidate.unexpectedness
    base = 0.45 * candidate.strength + 0.2 * evidence + 0.15 * coverage + 0.2 * unexpected + outcome + news
    base *= detector.worth(candidate)
    base *= LED ** sum(context.near_duplicates.get(column, column) != column for column in candidate.columns)
    return round(min(1.0, base) * (0.6 + 0.4 * min(1.0, left)), 6)


def _is_outcome(context: Context, column: str) -> bool:
    return column in context.variables and context.variables[column].outcome


def rank(candidates: Sequence[Candidate], context: Context, detectors: Detectors) -> list[tuple[float, Candidate]]:
    """Best first, each worth less the more of its kind and of its columns came before it.

    An outcome is what a table is about, so that coming back to it costs nothing. What an earlier finding implies isn't
    told again.
    """
    lasting = frozenset(name for name, detector in detectors.items() if detector.is_lasting)
    standing = [c for c in candidates if not (c.concerns and detectors[c.kind].is_void_if_confounded)]
    together = with_companions(standing, lasting, lambda c: score(c, context, detectors))
    left = sorted(
        ((score(c, context, detectors), c) for c in _without_implied(together, detectors)),
        key=lambda pair: (-pair[0], pair[1].kind, pair[1].columns),
    )
    kinds: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    news: set[tuple[str, frozenset[str]]] = set()
    ranked: list[tuple[float, Candidate]] = []
    while left and len(ranked) < MAX_FINDINGS:

        def worth(pair: tuple[float, Candidate]) -> float:
            value, candidate = pair
            seen = sum(columns[c] for c in candidate.columns) / len(candidate.columns)
            return value * float(REPEATED ** (0.7 * kinds[candidate.kind] + 0.5 * seen))

        best = max(left, key=worth)
        left.remove(best)
        candidate = best[1]
        said = _news(candidate, context, detectors[candidate.kind])
        if kinds[candidate.kind] >= MAX_OF_A_KIND or said in news:
            continue
        ranked.append((round(worth(best), 6), candidate))
        kinds[candidate.kind] += 1
        columns.update(c for c in candidate.columns if not _is_outcome(context, c))
        news.add(said)
    return ranked


def _news(candidate: Candidate, context: Context, detector: Detector) -> tuple[str, frozenset[str]]:
    """What a finding says: findings of related kinds about the same columns, or near copies of them, say the same."""
    news = detector.news_of(candidate, context)
    if len(candidate.columns) == 1:
        return f"{news} {candidate.aspect}", frozenset(candidate.columns)
    return news, frozenset(context.calendar.get(c) or context.near_duplicates.get(c, c) for c in candidate.columns)


def _without_implied(candidates: Sequence[Candidate], detectors: Detectors) -> list[Candidate]:
    """Without relations that reverse within groups where that is told as a paradox of the same three columns."""
    paradoxes = {(frozenset(c.columns[:2]), c.columns[2]) for c in candidates if detectors[c.kind].tells_reversal}
    return [
        c
        for c in candidates
        if not any((frozenset(c.columns), concern.column) in paradoxes and concern.kept < 0 for concern in c.concerns)
    ]


def shortlist(candidates: Sequence[Candidate], context: Context, detectors: Detectors) -> list[Candidate]:
    """The candidates with a chance of being among the findings, by their score alone."""
    ordered = sorted(candidates, key=lambda c: (-score(c, context, detectors), c.kind, c.columns))
    kinds: Counter[str] = Counter()
    chosen = []
    for candidate in ordered:
        kinds[candidate.kind] += 1
        if kinds[candidate.kind] <= 3 * MAX_OF_A_KIND:
            chosen.append(candidate)
    return chosen
