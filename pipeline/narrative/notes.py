"""What of a table was looked at, and in how many tests: the story's table of them, and its notes."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.story import Analysis, Statistics

LABELS = {kind.name: kind.label for kind in KINDS.values()} | {words.name: words.label for words in FACT_WORDS.values()}


def with_notes(analysis: Analysis) -> Statistics:
    """The statistics with each kind's label, and with notes on what was sampled, skipped, or looked for in vain."""
    statistics = analysis.statistics
    looked_for = tuple({"kind": row["kind"], "label": LABELS[row["kind"]], **row} for row in statistics.looked_for)
    return replace(statistics, looked_for=looked_for, notes=tuple(_notes(analysis)))


def _notes(analysis: Analysis) -> Iterator[str]:
    statistics, coverage = analysis.statistics, analysis.statistics.coverage
    if coverage.columns_left_out:
        yield (
            f"The table is very wide: {coverage.columns_left_out:,} of its {len(analysis.dataset.columns):,} columns "
            "were not looked at. Leave out columns, or choose a focus, to have others in."
        )
    if coverage.sample_rows is not None:
        yield (
            f"Relations were tested on an even sample of {coverage.sample_rows:,} of the "
            f"{analysis.dataset.rows_analyzed:,} rows; the numbers of each finding come from all rows."
        )
    for kind, pairs in coverage.pairs_left_out.items():
        yield (
            f"{KINDS[kind].label}: the strongest pairs of columns were tested exactly; "
            f"{pairs:,} weaker ones that may hold too were left out."
        )
    if statistics.tests.run and not any(f.p_value is not None for f in analysis.findings):
        yield "None of the tests found anything that stands out from chance."
