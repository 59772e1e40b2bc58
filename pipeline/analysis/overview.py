"""How the columns are distributed, as one plot: what a story shows of a table in which there is nothing to find."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.naming import label
from pipeline.story import Fact, Finding, Plot, Verdict

MAX_COLUMNS = 8
BINS = 12
MAX_LEVELS = 8


def overview(context: Context, facts: Sequence[Fact], findings: Sequence[Finding]) -> Plot | None:
    """The distributions of the first columns; None where a finding was kept or a comparison is beyond chance."""
    if findings or any(fact.verdict is Verdict.BEYOND_CHANCE for fact in facts):
        return None
    rows = [row for name in _columns(context) for row in _distribution(context, name)]
    if not rows:
        return None
    return Plot(
        kind="distributions",
        title="How the values of each column are spread",
        frame=pd.DataFrame(rows, columns=["column", "value", "rows"]),
        x="value",
        y="rows",
        x_label="Value",
        y_label="Number of rows",
        alt_text="Small histograms of the columns.",
        series="column",
    )


def _columns(context: Context) -> list[str]:
    named = [v.name for v in (*context.measures, *context.groupings) if not v.sources]
    return list(dict.fromkeys(named))[:MAX_COLUMNS]


def _distribution(context: Context, name: str) -> Iterator[tuple[str, object, int]]:
    """The column's bars: its groups, the largest first or in order, or ranges of its values by their starts."""
    values = context.sample.numbers.get(name)
    if values is None:
        grouping = context.sample.groupings[name]
        ranked = np.argsort(-grouping.sizes, kind="stable")
        if len(ranked) <= MAX_LEVELS and all(str(level)[:1].isdigit() for level in grouping.levels):
            ranked = np.sort(ranked)  # ages, sizes, years: they have an order of their own
        for code in ranked[:MAX_LEVELS]:
            yield name, label(grouping.levels[int(code)]), int(grouping.sizes[code])
        if len(ranked) > MAX_LEVELS:
            yield name, "others", int(grouping.sizes[ranked[MAX_LEVELS:]].sum())
        return
    counts, edges = np.histogram(values[~np.isnan(values)], bins=BINS)
    for size, start in zip(counts, edges, strict=False):
        yield name, float(f"{start:.3g}"), int(size)
