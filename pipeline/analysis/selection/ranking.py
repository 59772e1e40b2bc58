"""In which order a reader should see the findings, and which of them say what another one has said."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.context import TWINS, Context
from pipeline.analysis.selection.companions import with_companions

MOST_FINDINGS = 24
MOST_OF_A_KIND = 8
REPEATED = 0.75  # what a finding is worth after one of its kind, or about one of its columns
COUNTED = 0.25  # evidence of what was counted rather than tested
OF_TWINS = 0.7  # what a correlation of near copies is worth
LED = 0.97  # worth of naming a near copy rather than the first of its kind
OF_GROUPS = frozenset({"difference", "rate"})  # who is ahead is news where it turns round; slopes do so more easily
SAME_NEWS = {  # of the same columns
    "growth": "trend",
    "relationship": "correlation",
    "association": "rate",
    "rhythm": "rate",
    "share": "difference",
    "level_by_time": "seasonality",
}
SAME_OF_ONE = {"concentration": "share", "growth": "trend"}


def score(candidate: Candidate, context: Context) -> float:
    """From 0 to 1: effect, evidence, coverage and unexpectedness, each from 0 to 1."""
    evidence = COUNTED if candidate.p_value is None else min(1.0, -math.log10(max(candidate.p_value, 1e-30)) / 12)
    coverage = min(1.0, candidate.n / max(1, context.sample.size))
    told_of = candidate.columns[:2]  # a third column is what the rows are grouped by
    outcome = 0.15 if any(_is_outcome(context, column) for column in told_of) else 0.0
    turned = any(concern.turned for concern in candidate.concerns)
    news = 0.15 if turned and candidate.kind in OF_GROUPS else 0.0
    left = 1.0 if turned else min((abs(concern.kept) for concern in candidate.concerns), default=1.0)
    unexpected = 1.0 if turned else candidate.unexpectedness
    base = 0.45 * candidate.strength + 0.2 * evidence + 0.15 * coverage + 0.2 * unexpected + outcome + news
    if candidate.kind == "correlation" and abs(candidate.effect_size) >= TWINS:
        base *= OF_TWINS
    base *= LED ** sum(context.twins.get(column, column) != column for column in candidate.columns)
    return round(min(1.0, base) * (0.6 + 0.4 * min(1.0, left)), 6)


def _is_outcome(context: Context, column: str) -> bool:
    return column in context.variables and context.variables[column].outcome


def rank(candidates: Sequence[Candidate], context: Context) -> list[tuple[float, Candidate]]:
    """Best first, each worth less the more of its kind and of its columns came before it.

    An outcome is what a table is about, so that coming back to it costs nothing. What an earlier finding implies isn't
    told again.
    """
    told = with_companions([c for c in candidates if not _explained_away(c)], lambda c: score(c, context))
    left = sorted(
        ((score(c, context), c) for c in _without_implied(told)),
        key=lambda pair: (-pair[0], pair[1].kind, pair[1].columns),
    )
    kinds: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    news: set[tuple[str, frozenset[str]]] = set()
    ranked: list[tuple[float, Candidate]] = []
    while left and len(ranked) < MOST_FINDINGS:

        def worth(pair: tuple[float, Candidate]) -> float:
            value, candidate = pair
            seen = sum(columns[c] for c in candidate.columns) / len(candidate.columns)
            return value * REPEATED ** (0.7 * kinds[candidate.kind] + 0.5 * seen)

        best = max(left, key=worth)
        left.remove(best)
        candidate = best[1]
        if kinds[candidate.kind] >= MOST_OF_A_KIND or _news(candidate, context) in news:
            continue
        ranked.append((round(worth(best), 6), candidate))
        kinds[candidate.kind] += 1
        columns.update(c for c in candidate.columns if not _is_outcome(context, c))
        news.add(_news(candidate, context))
    return ranked


def _news(candidate: Candidate, context: Context) -> tuple[str, frozenset[str]]:
    """What a finding says: findings of related kinds about the same columns, or near copies of them, say the same."""
    columns = frozenset(context.calendar.get(c) or context.twins.get(c, c) for c in candidate.columns)
    if candidate.kind == "difference" and any(c in context.calendar for c in candidate.columns):
        return "seasonality", columns  # between weekdays: what the series along the date shows as well
    if len(candidate.columns) == 1:
        kind = SAME_OF_ONE.get(candidate.kind, candidate.kind)
        return f"{kind} {candidate.detail.get('shape', '')}", frozenset(candidate.columns)
    return SAME_NEWS.get(candidate.kind, candidate.kind), columns


def _explained_away(candidate: Candidate) -> bool:
    """A bend that vanishes within the groups of another column is the mixture of those groups."""
    return candidate.kind == "relationship" and bool(candidate.concerns)


def _without_implied(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Without relations that turn round within groups where that is told as a paradox of the same three columns."""
    candidates = list(candidates)
    paradoxes = {(frozenset(c.columns[:2]), c.columns[2]) for c in candidates if c.kind == "paradox"}
    return [
        c
        for c in candidates
        if not any((frozenset(c.columns), concern.column) in paradoxes and concern.kept < 0 for concern in c.concerns)
    ]


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
