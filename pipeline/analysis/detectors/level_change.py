"""The level of a series jumps at one moment and stays there."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.step import Form, form_of, level_change_test
from pipeline.analysis.naming import of_measure, per_bucket, sentence
from pipeline.analysis.series.over_time import columns_of, day_of, line, measure_of, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.time_axis import Series

LEAST_R_SQUARED = 0.05  # of the series' variance that the jump takes
LEAST_LENGTH = 16
JUDGED = {
    Form.STEP: "One jump describes the series better than a steady slope does.",
    Form.EITHER: "A steady slope describes the series nearly as well: which of the two it was can't be told.",
}


class LevelChangeDetector(Detector):
    """By :func:`~pipeline.analysis.inference.step.level_change_test`, where no line describes a series better."""

    kind: ClassVar[str] = "level_change"
    label: ClassVar[str] = "Change of level"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        tested = series_to_test(context, LEAST_LENGTH, averages=True)
        context.tests.count(self.kind, len(tested))
        for series in tested:
            assert axis is not None
            place, r_squared, p_value = level_change_test(series.values)
            if p_value > context.tests.CANDIDATE_P or r_squared < LEAST_R_SQUARED:
                continue
            form = form_of(series.values)
            if form is Form.LINE:
                continue
            yield Candidate(
                kind=self.kind,
                columns=columns_of(axis, series),
                n=int(series.rows.sum()),
                effect="share of the series' variance that the jump takes (R²)",
                effect_size=r_squared,
                strength=float(np.sqrt(r_squared)),
                test="largest jump of all places, on quasi-differences (corrected for the choice of the place)",
                p_value=p_value,
                unexpectedness=0.8,
                detail={
                    "series": series,
                    "moment": series.buckets[place],
                    "form": form,
                },
            )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series: Series = candidate.detail["series"]
        measure = measure_of(context, series.measure)
        moment = candidate.detail["moment"]
        query = select(
            {
                "level_before": f"avg(value) FILTER (bucket < {literal(moment)})",
                "level_after": f"avg(value) FILTER (bucket >= {literal(moment)})",
                "change": "level_after - level_before",
                "change_share": "(level_after - level_before) / nullif(abs(level_before), 0)",
                "change_bucket": f"min(bucket) FILTER (bucket >= {literal(moment)})",
                "buckets": "count(*)",
            },
            source(axis, series),
        )
        values = one_row(context.connection, query)
        before, after = values.number("level_before"), values.number("level_after")
        unit = measure.column.unit if measure else None
        subject, every = of_measure(measure, series.aggregate), per_bucket(series.grain, series.aggregate)
        when = day_of(values, "change_bucket", series.grain)
        share = abs(values.number("change_share")) if before > 0 and after >= 0 else None
        by = f" by {wording.percent(share)}" if share is not None else ""
        headline = sentence(f"{subject} jumped {'up' if after > before else 'down'}{by} in one step at {when}")
        text = sentence(
            f"{subject} was {wording.number(before, unit)} {every}before {when} and {wording.number(after, unit)} "
            f"{every}from then on. {JUDGED[candidate.detail['form']]}"
        )
        levels = np.where(series.buckets < moment, before, after)
        alt = ", with its level before and after the jump"
        return Proven(query, values, headline, text, line(context, axis, series, fit=levels, alt=alt))
