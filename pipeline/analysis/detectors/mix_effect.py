"""An average moves over time as the groups that it is made of change their shares, not themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference import exact
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.time_axis import TimeAxis
from pipeline.story import Plot

MIN_EPSILON = 0.003  # share of rank variance between the earlier and the later rows
MIX = 0.6  # of the change, or more, comes from the mix
MAX_LEVELS = 30
MAX_DIMENSIONS = 12


@dataclass(frozen=True)
class MixEffectDetail:
    """When the later half of the rows begins."""

    middle: Any


class MixEffectDetector(Detector):
    """Earlier against later rows, decomposed by group (Kitagawa 1955): the part of the shares, the part within."""

    name: ClassVar[str] = "mix_effect"
    section: ClassVar[str | None] = "doubt"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        if axis is None:
            return
        times = context.sample.times[axis.column]
        middle = np.nanmedian(times)
        later = np.where(np.isnan(times), -1, (times > middle).astype(int))
        for measure in axis.measures:
            if not context.relates_to_focus(measure.name):
                continue
            context.tests.count(self.name)
            values = context.sample.numbers[measure.name]
            result = exact.difference(later, values)
            if result.p_value > context.tests.CANDIDATE_P or result.effect < MIN_EPSILON:
                continue
            for dimension in context.groupings[:MAX_DIMENSIONS]:
                yield from self._by_group(context, axis, measure.name, dimension.name, later, result)

    def _by_group(
        self, context: Context, axis: TimeAxis, measure: str, dimension: str, later: np.ndarray, result: exact.Result
    ) -> Iterator[Candidate]:
        grouping = context.sample.groupings[dimension]
        if len(grouping.levels) > MAX_LEVELS or context.follows(measure, dimension) or measure == dimension:
            return
        both = (grouping.codes >= 0) & (later >= 0)
        k = len(grouping.levels)
        table = np.bincount(grouping.codes[both] * 2 + later[both], minlength=2 * k).reshape(k, 2)
        context.tests.count(self.name)
        _, p_shares = exact.independence(table)
        present = both & ~np.isnan(context.sample.numbers[measure])
        change, mix = kitagawa(grouping.codes[present], later[present], context.sample.numbers[measure][present], k)
        if p_shares > context.tests.CANDIDATE_P or change == 0 or not mix / change >= MIX:
            return
        when = exact.difference(grouping.codes, context.sample.times[axis.column])
        when = context.dependence.corrected(when, k - 1, groups=(grouping.codes,))
        p_value = max(result.p_value, p_shares, when.p_value)
        if p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.name,
            columns=(measure, dimension, axis.column),
            n=int(present.sum()),
            effect="part of the change that comes from the groups' shares",
            effect_size=mix / change,
            strength=min(1.0, 0.5 + float(np.sqrt(result.effect))),
            test="rank tests of earlier against later rows and of the groups' times, independence of group and period",
            p_value=p_value,
            unexpectedness=1.0,
            detail=MixEffectDetail(_moment(context, axis)),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        measure, dimension, _ = candidate.columns
        query = _proof(context, axis, measure, dimension, candidate.detail.middle)
        values = one_row(context.connection, query)
        if not values.known("before", "after", "from_mix", "within_groups") or values["change"] == 0:
            return None
        if values.number("from_mix") / values.number("change") < MIX:
            return None
        return Proven(query, values, _plot(context, axis, dimension, candidate.detail.middle))


def kitagawa(codes: np.ndarray, later: np.ndarray, values: np.ndarray, levels: int) -> tuple[float, float]:
    """The change of the mean from earlier to later, and the part that comes from the groups' shares."""
    sizes = np.bincount(codes * 2 + later, minlength=2 * levels).reshape(levels, 2).astype(float)
    sums = np.bincount(codes * 2 + later, values, 2 * levels).reshape(levels, 2)
    shares = sizes / np.maximum(sizes.sum(axis=0), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / sizes
    means = np.where(np.isnan(means), means[:, ::-1], means)
    change = float((shares[:, 1] * means[:, 1]).sum() - (shares[:, 0] * means[:, 0]).sum())
    return change, float(((shares[:, 1] - shares[:, 0]) * means.mean(axis=1)).sum())


def _moment(context: Context, axis: TimeAxis) -> Any:
    [row] = context.connection.execute(f"SELECT quantile_disc({axis.expression}, 0.5) FROM data").fetchall()
    return row[0]


def _proof(context: Context, axis: TimeAxis, measure: str, dimension: str, middle: Any) -> str:
    m, d = context.sql(measure), quote(dimension)
    later = f"{axis.expression} > {literal(middle)}"
    groups = (
        f"SELECT {d} AS level, count(*) FILTER (NOT {later}) AS rows_0, count(*) FILTER ({later}) AS rows_1, "
        f"avg({m}) FILTER (NOT {later}) AS mean_0, avg({m}) FILTER ({later}) AS mean_1 FROM data "
        f"WHERE {m} IS NOT NULL AND {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1"
    )
    parts = (
        "SELECT level, rows_0, rows_1, coalesce(mean_0, mean_1) AS mean_0, coalesce(mean_1, mean_0) AS mean_1, "
        "rows_0 / CAST(sum(rows_0) OVER () AS DOUBLE) AS share_0, rows_1 / CAST(sum(rows_1) OVER () AS DOUBLE) "
        "AS share_1 "
        f"FROM ({groups}) AS groups"
    )
    columns = {
        "before": "sum(share_0 * mean_0)",
        "after": "sum(share_1 * mean_1)",
        "change": "sum(share_1 * mean_1) - sum(share_0 * mean_0)",
        "from_mix": "sum((share_1 - share_0) * (mean_0 + mean_1) / 2)",
        "within_groups": "sum((mean_1 - mean_0) * (share_0 + share_1) / 2)",
        "groups": "count(*)",
        "rows": "CAST(sum(rows_0 + rows_1) AS BIGINT)",
    }
    return select(columns, f"({parts}) AS parts")


def _plot(context: Context, axis: TimeAxis, dimension: str, middle: Any) -> Plot:
    d = quote(dimension)
    frame: pd.DataFrame = context.connection.execute(
        f"SELECT {d} AS level, CAST({axis.expression} > {literal(middle)} AS INTEGER) AS later, count(*) AS n "
        f"FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    frame["share"] = 100 * frame["n"] / frame.groupby("later")["n"].transform("sum")
    frame["half"] = np.where(frame["later"] == 1, "later half", "earlier half")
    frame["level"] = [label(v) for v in frame["level"]]
    return Plot(
        kind="slope",
        title=f"Share of each {dimension} in the earlier and the later half",
        frame=frame[["level", "share", "half"]].sort_values(["half", "share"], ascending=[True, False]),
        x="half",
        y="share",
        x_label="Half of the time",
        y_label="Share of the rows",
        alt_text=f"Slope chart of the share of each {dimension} in the earlier and the later half of the rows.",
        series="level",
        y_unit="%",
        is_share=True,
    )
