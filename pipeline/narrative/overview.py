"""The facts of a data set that a story's text may state, beside the values of its findings."""

from collections import Counter
from dataclasses import dataclass

from pipeline import wording
from pipeline.story import Analysis, Column, ColumnType, Scalar

KIND_NOUNS = {
    ColumnType.NUMERIC: "numbers",
    ColumnType.DATETIME: "dates or times",
    ColumnType.CATEGORICAL: "categories",
    ColumnType.BOOLEAN: "yes or no",
    ColumnType.TEXT: "free text",
    ColumnType.IDENTIFIER: "identifiers",
    ColumnType.URL: "web addresses",
    ColumnType.LIST: "lists",
    ColumnType.EMPTY: "nothing at all",
}


@dataclass(frozen=True)
class Overview:
    """Counts over the whole of an analysis."""

    rows: int
    columns: int
    types: dict[ColumnType, int]
    tests_run: int
    tests_kept: int
    false_discovery_rate: float
    with_caveat: int  # findings
    complete: int  # columns without a missing value
    gappiest: Column | None
    looked_for: dict[str, int]  # what was looked for, in a reader's words, and in how many tests
    kinds_without_findings: tuple[str, ...]  # of these what nothing came of

    @property
    def gap_share(self) -> float:
        """The share of rows without a value in the column that misses the most."""
        return self.gappiest.missing / self.rows if self.gappiest and self.rows else 0.0

    def values(self) -> tuple[Scalar, ...]:
        """All that a sentence on the whole data set may state."""
        return (
            self.rows,
            self.columns,
            *self.types.values(),
            self.tests_run,
            self.tests_kept,
            self.false_discovery_rate,
            self.complete,
            self.gap_share,
            *self.looked_for.values(),
        )


def of(analysis: Analysis) -> Overview:
    """Count them."""
    columns = analysis.dataset.columns
    once = analysis.dataset.once_a_group  # their gaps are none: the value stands in the first row of its group
    gappy = [c for c in columns if c.missing and c.type is not ColumnType.EMPTY and c.name not in once]
    tests = analysis.statistics.tests
    return Overview(
        rows=analysis.dataset.rows_analyzed,
        columns=analysis.dataset.column_count,
        types=dict(Counter(column.type for column in columns).most_common()),
        tests_run=tests.run,
        tests_kept=tests.kept,
        false_discovery_rate=tests.false_discovery_rate,
        with_caveat=sum(bool(finding.caveats) for finding in analysis.findings),
        complete=sum(not column.missing or column.name in once for column in columns),
        gappiest=max(gappy, key=lambda column: column.missing, default=None),
        looked_for={_in_words(row["label"]): row["tests"] for row in analysis.statistics.looked_for},
        kinds_without_findings=tuple(
            _in_words(row["label"]) for row in analysis.statistics.looked_for if not row["findings"]
        ),
    )


def _in_words(label: str) -> str:
    """A kind's label within a sentence: ``Trend over time`` -> ``trend over time``; a name keeps its capital."""
    return label if label.partition(" ")[0].endswith("'s") else wording.lowered(label)
