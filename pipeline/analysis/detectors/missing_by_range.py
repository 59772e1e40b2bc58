"""Values of one column are missing much more often at one end of a measure, or of the time, than at the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.detectors.missingness import MIN_DIFFERENCE, incomplete_columns
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.inference.trend import sampled_trend_p, trend_tests
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.series.over_time import MIN_LENGTH
from pipeline.analysis.sql import one_row, quote, select
from pipeline.analysis.variables.sample import Grouping, standard_ranks
from pipeline.story import ColumnType, Plot

MAX_RANGES = 60  # measures that are looked at
MIN_OF_EACH = 10  # rows with a value, and rows without
MAX_STRETCHES = 60  # of rows along the time
ROWS_A_STRETCH = 10
TREND = "trend of the share missing, beside its rows' noise"


@dataclass(frozen=True)
class _Range:
    """A measure, or the time, in the sampled rows."""

    name: str
    values: np.ndarray  # NaN where missing
    ranks: np.ndarray
    is_time: bool = False


@dataclass(frozen=True)
class MissingByRangeDetail:
    """What it goes with."""

    is_time: bool  # the time, not a measure


class MissingByRangeDetector(Detector):
    """Rank tests of every measure between the rows without a value and those with one; of the time, a trend test."""

    name: ClassVar[str] = "missing_by_range"
    section: ClassVar[str | None] = "doubt"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        absent, ranges = incomplete_columns(context), _ranges(context)
        if not absent or not ranges:
            return
        halves = [
            Grouping(name, missing.astype(int), (False, True), np.bincount(missing, minlength=2))
            for name, missing in absent.items()
        ]
        present = np.column_stack([~np.isnan(r.values) for r in ranges]).astype(float)
        shares, p_values = screen.group_differences(halves, np.column_stack([r.ranks for r in ranges]), present)
        in_scope = np.array([[_belongs(context, name, r.name) for r in ranges] for name in absent])
        context.tests.count(self.name, int(in_scope.sum()))
        promising = in_scope & (p_values <= context.tests.CANDIDATE_P * screen.SLACK)
        suspects = (
            Suspect(
                (halves[i].name, ranges[j].name),
                float(np.sqrt(shares[i, j])),
                partial(self._test, context, halves[i], ranges[j]),
            )
            for i, j in zip(*np.nonzero(promising), strict=True)
        )
        yield from strongest_first(context, self.name, suspects)

    def _test(self, context: Context, half: Grouping, along: _Range) -> Candidate | None:
        known = ~np.isnan(along.values)
        if min(np.bincount(half.codes[known], minlength=2)) < MIN_OF_EACH:
            return None
        low, high = np.quantile(along.values[known], [0.25, 0.75])
        ends = [float(half.codes[known & end].mean()) for end in (along.values <= low, along.values >= high)]
        result = exact.difference(half.codes, along.values)
        if result.p_value > context.tests.CANDIDATE_P or abs(ends[1] - ends[0]) < MIN_DIFFERENCE:
            return None
        if along.is_time:
            p_value = max(result.p_value, _trend_p(half.codes[known], along.values[known]))
        else:
            p_value = context.dependence.without(half.name).corrected(result, groups=(half.codes,)).p_value
        if p_value > context.tests.CANDIDATE_P:
            return None
        return Candidate(
            kind=self.name,
            columns=(half.name, along.name),
            n=result.n,
            effect="share missing in the top quarter less that in the bottom quarter",
            effect_size=ends[1] - ends[0],
            strength=0.5 * abs(ends[1] - ends[0]),
            test=TREND if along.is_time else "Welch's test on ranks, and Kruskal-Wallis",
            p_value=p_value,
            detail=MissingByRangeDetail(along.is_time),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        column, along = candidate.columns
        x = context.sql(along)
        query = _proof(column, x)
        values = one_row(context.connection, query)
        if not values.known("low_share", "high_share"):
            return None
        upper = values.number("high_share") > values.number("low_share")
        ends = ("high", "low") if upper else ("low", "high")
        more, less = (values.number(f"{end}_share") for end in ends)
        if more - less < MIN_DIFFERENCE or upper != (candidate.effect_size > 0):
            return None
        return Proven(query, values, _plot(context, column, along))


def _ranges(context: Context) -> list[_Range]:
    """The time and the measures."""
    axis = context.time_axis
    times: Mapping[str, np.ndarray] = {} if axis is None else {axis.column: context.sample.times[axis.column]}
    ranks = context.sample.ranks
    measures = [_Range(v.name, context.sample.numbers[v.name], ranks[v.name]) for v in context.measures[:MAX_RANGES]]
    return [*(_Range(name, values, standard_ranks(values), is_time=True) for name, values in times.items()), *measures]


def _trend_p(missing: np.ndarray, moments: np.ndarray) -> float:
    """P-value of a trend in the share missing of one stretch of rows after the other.

    Beside the noise of so many rows, where that explains how the shares scatter; else as in a random walk.
    """
    stretches = min(MAX_STRETCHES, len(missing) // ROWS_A_STRETCH)
    if stretches < MIN_LENGTH:
        return 1.0
    parts = np.array_split(missing[np.argsort(moments, kind="stable")], stretches)
    shares = np.array([part.mean() for part in parts])
    noise = missing.mean() * (1 - missing.mean()) / np.array([len(part) for part in parts])
    by_rows = sampled_trend_p(shares, noise)
    return float(trend_tests(shares[:, None])[1][0]) if by_rows is None else by_rows


def _belongs(context: Context, column: str, along: str) -> bool:
    """Whether it would say something: not of a column and itself, or what is made of it."""
    sources = {*context.table_columns((column,)), column} & {*context.table_columns((along,)), along}
    return not sources and context.relates_to_focus(column, along) and not context.follows(column, along)


def _proof(column: str, x: str) -> str:
    c = quote(column)
    known = f"{x} IS NOT NULL"
    absent = f"avg(CAST({c} IS NULL AS DOUBLE))"
    edges = f"(SELECT quantile_disc({x}, 0.25) AS lower_x, quantile_disc({x}, 0.75) AS upper_x FROM data WHERE {known})"
    columns = {
        "high_edge": "any_value(upper_x)",
        "high_share": f"{absent} FILTER ({x} >= upper_x)",
        "high_rows": f"count(*) FILTER ({x} >= upper_x)",
        "low_edge": "any_value(lower_x)",
        "low_share": f"{absent} FILTER ({x} <= lower_x)",
        "low_rows": f"count(*) FILTER ({x} <= lower_x)",
        "missing": f"count(*) FILTER ({c} IS NULL)",
        "rows": "count(*)",
    }
    return select(columns, f"data, {edges} AS edges", known)


def _plot(context: Context, column: str, along: str) -> Plot:
    """The share of rows without a value in each tenth of the range, or at each of a few values."""
    x, c = context.sql(along), quote(column)
    frame = context.connection.execute(
        f"SELECT min({x}) AS least, max({x}) AS most, 100 * avg(CAST({c} IS NULL AS DOUBLE)) AS share FROM data "
        f"WHERE {x} IS NOT NULL GROUP BY {context.stratum_sql(along)} ORDER BY least"
    ).df()
    if context.variables[along].column.type is ColumnType.DATETIME:
        frame["range"] = [f"{wording.day(least.to_pydatetime())} on" for least in frame["least"]]
    else:
        ends = ([wording.number(float(end)) for end in frame[name]] for name in ("least", "most"))
        frame["range"] = [least if least == most else f"{least} to {most}" for least, most in zip(*ends, strict=True)]
    frame = frame.groupby("range", sort=False)[["share"]].mean().reset_index()
    return bars(
        frame["range"],
        frame["share"],
        by=along,
        shown=f"Rows without {column}",
        alt_text=f"Bar chart of the share of rows without {column} along {along}.",
        unit="%",
        is_share=True,
    )
