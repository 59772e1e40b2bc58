"""The level of a series jumps at one moment and stays there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.step import Form, jump_form, level_change_test
from pipeline.analysis.series.carrier import (
    Carrier,
    carried,
    find_carrier,
    moved_series,
    own_place,
    own_series,
)
from pipeline.analysis.series.over_time import columns_of, line, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.time_axis import Aggregate, Grain, Series, TimeAxis
from pipeline.story import Reference

MIN_R_SQUARED = 0.05  # of the series' variance that the jump takes
MIN_LENGTH = 16


@dataclass(frozen=True)
class LevelChangeDetail:
    """The series, and the first moment of its new level."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    moment: pd.Timestamp
    form: Form  # whether a slow rise would describe it as well
    carrier: Carrier | None = None  # the group that jumped, where no other did


class LevelChangeDetector(Detector):
    """By :func:`~pipeline.analysis.inference.step.level_change_test`, where no line and no slow rise fits better."""

    name: ClassVar[str] = "level_change"
    tells_course: ClassVar[bool] = True
    section: ClassVar[str | None] = "how_much"
    is_lasting: ClassVar[bool] = True
    same_as: ClassVar[str | None] = "step"
    comes_of: ClassVar[frozenset[str]] = frozenset({"group_change", "ratio_step"})

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        tested = series_to_test(context, MIN_LENGTH, averages=True)
        context.tests.count(self.name, len(tested))
        for series in tested:
            assert axis is not None
            place, r_squared, p_value = level_change_test(series.values)
            if p_value > context.tests.CANDIDATE_P or r_squared < MIN_R_SQUARED:
                continue
            form = jump_form(series.values)
            if form is Form.LINE:
                continue
            moment = series.buckets[place]
            told = LevelChangeDetail(series.measure, series.aggregate, series.grain, moment, form)
            detail = _carried(context, axis, series, told)
            if detail is None:
                continue
            yield Candidate(
                kind=self.name,
                columns=columns_of(axis, series, detail.carrier),
                n=int(series.rows.sum()),
                effect="share of the series' variance that the jump takes (R²)",
                effect_size=r_squared,
                strength=float(np.sqrt(r_squared)),
                test="largest jump of all places, on quasi-differences (corrected for the choice of the place)",
                p_value=p_value,
                unexpectedness=0.8,
                detail=detail,
                series=series,
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series, moment = candidate.series, candidate.detail.moment
        assert series is not None
        query = select(
            {
                "level_before": f"avg(value) FILTER (bucket < {literal(moment)})",
                "level_after": f"avg(value) FILTER (bucket >= {literal(moment)})",
                "change": "level_after - level_before",
                "change_bucket": f"min(bucket) FILTER (bucket >= {literal(moment)})",
                "buckets": "count(*)",
            }
            | context.growth_of("change", series.measure, "level_before", "level_after"),
            source(axis, series),
        )
        values = one_row(context.connection, query)
        before, after = values.number("level_before"), values.number("level_after")
        ends = [m.isoformat() for m in (series.buckets[0], pd.Timestamp(moment), series.buckets[-1])]
        levels = (
            Reference(before, "before:", start=ends[0], end=ends[1]),
            Reference(after, "after:", start=ends[1], end=ends[2]),
        )
        alt = ", with its level before and after the jump"
        plot = line(context, axis, series, references=levels, alt=alt)
        return Proven(*carried(context, candidate.detail.carrier, query, values, plot))


def _carried(context: Context, axis: TimeAxis, series: Series, detail: LevelChangeDetail) -> LevelChangeDetail | None:
    """With the group that jumped alone, if there is one, and when that was by its own series; None where that rose
    slowly.
    """
    carrier = _carrier_at(context, axis, series, detail.moment)
    if carrier is None:
        return detail
    own = own_series(context, carrier, series)
    if len(own.values) >= MIN_LENGTH:
        moment = own.buckets[own_place(own)]
        again = _carrier_at(context, axis, series, moment)
        form = jump_form(own.values)
        if form is Form.LINE:
            return None
        if again is not None and (again.by, again.level) == (carrier.by, carrier.level):
            return replace(detail, moment=moment, form=form, carrier=again)
    return replace(detail, carrier=carrier)


def _carrier_at(context: Context, axis: TimeAxis, series: Series, moment: pd.Timestamp) -> Carrier | None:
    buckets = series.buckets
    before, after = buckets[buckets < moment], buckets[buckets >= moment]
    if not len(before) or not len(after):
        return None
    stretches = ([(before[0], before[-1])], [(after[0], after[-1])])
    return find_carrier(context, LevelChangeDetector.name, moved_series(context, axis, series, *stretches))
