"""Very many columns: each is planned by a sample of its values, and by all of them if one doesn't fit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from pipeline.reading.columns import plan_grid
from pipeline.reading.dataset import evidence_of
from pipeline.reading.grid import Grid
from pipeline.reading.plain_columns import convert_plain
from pipeline.reading.types import Evidence, Plan
from pipeline.story import ColumnType

MANY_COLUMNS = 300
TELLING = 60  # columns that may say how ambiguous values of others are read
SAMPLED, FREQUENT = 64, 25  # different values of a column; the most frequent ones may stand for missing values


def plan_columns(grid: Grid, types: Mapping[str, ColumnType]) -> list[Plan]:
    """A plan for each column of a grid; ``types`` win."""
    evidences = evidence_of(grid)
    if len(evidences) < MANY_COLUMNS:
        return plan_grid(evidences, types, grid.delimiter)
    samples = [_sample(evidence) for evidence in evidences]
    plans = plan_grid(samples, types, grid.delimiter)
    misfits = [place for place, texts in enumerate(grid.columns) if not _fits(texts, plans[place])]
    if not misfits:
        return plans
    # Beside some other columns, which may decide what is ambiguous.
    telling = [place for place, plan in enumerate(plans) if plan.written is not None and place not in set(misfits)]
    beside = [samples[place] for place in telling[:TELLING]]
    again = plan_grid([*(evidences[place] for place in misfits), *beside], types, grid.delimiter)
    for place, plan in zip(misfits, again, strict=False):
        plans[place] = plan
    return plans


def _sample(evidence: Evidence) -> Evidence:
    """The most frequent values, those that may not be what they seem, and some of all others."""
    counts = evidence.counts
    if len(counts) <= 2 * SAMPLED:
        return evidence
    once = evidence.sampled == len(counts)
    most = islice(counts.items(), FREQUENT) if once else nlargest(FREQUENT, counts.items(), key=itemgetter(1))
    kept = dict(most)
    odd = evidence.possible_words
    if odd or evidence.plain is None or "\n0" in evidence.plain.joined:
        kept.update((text, count) for text, count in counts.items() if text[0] == "0" or text in odd)
    kept.update(islice(counts.items(), 0, None, len(counts) // SAMPLED))
    return replace(evidence, counts=kept)


def _fits(texts: Sequence[str | None], plan: Plan) -> bool:
    """Whether every value of a column can be read as its plan says, and is a whole number if that says so."""
    if plan.written is None or convert_plain(texts, plan) is not None:
        return True
    for text in set(texts):
        if text is None or plan.is_missing(text):
            continue
        value = plan.written.parse(text.strip())
        if value is None or (plan.whole and value not in plan.sentinels and not isinstance(value, int)):
            return False
    return True
