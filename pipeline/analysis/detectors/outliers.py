"""Single values far away from all the others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.histogram import histogram
from pipeline.analysis.sql import of_largest, one_row, select
from pipeline.story import Plot, Reference

FAR = 3.0  # interquartile ranges beyond the quartiles: Tukey's far out
MAX_SHARE = 0.01  # of the rows; more than that isn't an outlier but the shape of the column
MIN_ROWS = 30
SLIP = 100  # times as much: cents for euros, or a point that was lost
GAP = 2.0  # times as far from the middle as the fence


@dataclass(frozen=True)
class OutliersDetail:
    """The far fences."""

    low: float
    high: float


class OutliersDetector(Detector):
    """Tukey's far fences (1977), counted on all rows; a skewed column is looked at on the log scale first."""

    name: ClassVar[str] = "outliers"
    section: ClassVar[str | None] = "doubt"
    table: ClassVar[str | None] = "outliers"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        for variable in context.measures:
            values = context.sample.numbers[variable.name]
            present = values[~np.isnan(values)]
            profile = context.profiles.get(variable.name)
            if len(present) < MIN_ROWS or profile is None or not context.relates_to_focus(variable.name):
                continue
            fences = far_fences(present)
            if fences is None:
                continue
            low, high, middle = fences
            reach = max((profile.maximum - middle) / (high - middle), (middle - profile.minimum) / (middle - low))
            if reach < GAP:
                continue
            yield Candidate(
                kind=self.name,
                columns=(variable.name,),
                n=profile.n,
                effect="distance of the farthest value from the median, in distances of the far fence",
                effect_size=reach,
                strength=min(1.0, 0.3 + 0.1 * float(np.log2(reach))),
                unexpectedness=0.5,
                detail=OutliersDetail(low, high),
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        (measure,) = candidate.columns
        query = _proof(context, measure, candidate.detail.low, candidate.detail.high)
        values = one_row(context.connection, query)
        if not 0 < values.size("outliers") <= MAX_SHARE * values.size("rows"):
            return None
        return Proven(query, values, _plot(context, measure, candidate.detail.low, candidate.detail.high))


def _plot(context: Context, measure: str, low: float, high: float) -> Plot:
    """The histogram with the ranges marked that lie beyond the fences."""
    plot, profile = histogram(context, measure), context.profiles[measure]
    fences = [(low, "up to") for _ in range(profile.minimum < low)]
    fences += [(high, "from") for _ in range(profile.maximum > high)]
    beyond = plot.frame[(plot.frame["to"] <= low) | (plot.frame["from"] >= high)]
    return replace(
        plot,
        highlight=tuple(beyond["from"]),
        references=tuple(
            Reference(value, f"far {name} {wording.number(value, plot.x_unit)}", on_x=True) for value, name in fences
        ),
    )


def far_fences(values: np.ndarray) -> tuple[float, float, float] | None:
    """Lower and upper far fence and the median; on the log scale where the values are positive and skewed."""
    lower, middle, upper = np.quantile(values, [0.25, 0.5, 0.75])
    if upper == lower:
        return None
    if lower > 0 and values.min() > 0 and (upper - middle) > 1.5 * (middle - lower):
        logs = np.log([lower, upper])
        reach = FAR * (logs[1] - logs[0])
        return float(np.exp(logs[0] - reach)), float(np.exp(logs[1] + reach)), float(middle)
    reach = FAR * (upper - lower)
    return float(lower - reach), float(upper + reach), float(middle)


def _proof(context: Context, measure: str, low: float, high: float) -> str:
    m = context.sql(measure)
    outside = f"FILTER ({m} < {low!r} OR {m} > {high!r})"
    columns: dict[str, Any] = {
        "outliers": f"count(*) {outside}",
        "farthest": f"{of_largest(m, f'abs({m} - {(low + high) / 2!r})')} {outside}",
        "lower_quartile": f"quantile_cont({m}, 0.25)",
        "median": f"median({m})",
        "upper_quartile": f"quantile_cont({m}, 0.75)",
        "above": f"count(*) FILTER ({m} > {high!r})",
        "slipped": f"count(*) FILTER ({m} > {high!r} AND {m} / {SLIP} BETWEEN low_usual AND high_usual)",
        "slip": str(SLIP),
        "nearest": f"min({m}) FILTER ({m} > {high!r})",
        "largest_inside": f"max({m}) FILTER ({m} <= {high!r})",
        "minimum": f"min({m})",
        "maximum": f"max({m})",
        "rows": "count(*)",
    }
    ends = select({"low_usual": f"quantile_cont({m}, 0.05)", "high_usual": f"quantile_cont({m}, 0.95)"})
    return select(columns, f"data, ({ends}) AS usual", where=f"{m} IS NOT NULL")
