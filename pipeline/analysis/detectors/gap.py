"""A stretch of time without any rows in a table that has rows all the time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.series.over_time import day_of, line
from pipeline.analysis.sql import literal, one_row
from pipeline.analysis.variables.time_axis import BUCKET_SECONDS, Grain, TimeAxis

MIN_BUCKETS = 30
MIN_OCCUPIED = 0.9  # of the buckets outside the gap
MIN_GAP = 3  # buckets


@dataclass(frozen=True)
class GapDetail:
    """The buckets on either side of it."""

    before: pd.Timestamp
    after: pd.Timestamp
    grain: Grain


class GapDetector(Detector):
    """The longest run of empty buckets, against runs that would come of empty buckets strewn by chance."""

    name: ClassVar[str] = "gap"
    section: ClassVar[str | None] = "how_much"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        if axis is None or not context.relates_to_focus(axis.column):
            return
        buckets = axis.frame().index
        steps = np.diff(pd.DatetimeIndex(buckets).as_unit("s").asi8) / BUCKET_SECONDS[axis.grain]
        if len(buckets) < MIN_BUCKETS:
            return
        context.tests.count(self.name)
        place = int(steps.argmax())
        gap = round(float(steps[place])) - 1
        others = np.delete(steps, place)
        empty = float(np.maximum(np.round(others) - 1, 0).sum())
        occupied = len(buckets) / (len(buckets) + empty)
        if gap < MIN_GAP or occupied < MIN_OCCUPIED or gap < 2 * round(float(others.max())):
            return
        p_value = min(1.0, len(buckets) * max(1 - occupied, 1 / len(buckets)) ** gap)
        if p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.name,
            columns=(axis.column,),
            n=context.row_count,
            effect=f"{axis.grain}s without a row",
            effect_size=float(gap),
            strength=min(1.0, 0.4 + gap / len(buckets) * 5),
            test="longest run of empty buckets against independent ones",
            p_value=p_value,
            unexpectedness=0.8,
            detail=GapDetail(buckets[place], buckets[place + 1], axis.grain),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        query = _proof(axis, candidate.detail.before)
        values = one_row(context.connection, query)
        last = day_of(values, "last_before", axis.grain)
        marked = (candidate.detail.before, candidate.detail.after)
        plot = line(context, axis, axis.series(None), highlight=marked, alt=f", with a gap after {last}")
        return Proven(query, values, plot)


def _proof(axis: TimeAxis, before: pd.Timestamp) -> str:
    bucket = axis.bucket()
    limit = literal(before)
    return (
        f"SELECT max({bucket}) FILTER ({bucket} <= {limit}) AS last_before, "
        f"min({bucket}) FILTER ({bucket} > {limit}) AS first_after, "
        f"date_diff('{axis.grain}', last_before, first_after) - 1 AS empty FROM data WHERE {axis.expression} IS "
        f"NOT NULL"
    )
