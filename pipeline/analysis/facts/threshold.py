"""From which value on something is lost: the bands of a measure in which the subject's total is below zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
import scipy

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.story import Form, Plot

MAX_BANDS = 30
MIN_ROWS = 20
TOP = 3


@dataclass(frozen=True)
class Threshold:
    """What the words need beside the values."""

    target: Target
    along: str
    unit: str | None
    cut: float
    above: bool  # whether the loss lies above the cut
    base: Target | None


class ThresholdFact(FactKind):
    """Only for a subject that can be lost: a total with values below zero."""

    name: ClassVar[str] = "threshold"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        y = view.subject_values
        if view.target.form is not Form.TOTAL or not np.any(y < 0) or np.nansum(y) <= 0:
            return
        for v in view.context.measures:
            if v.name == view.subject.column:
                continue
            draft = self._draft(view, v.name)
            if draft is not None:
                yield draft

    def _draft(self, view: View, name: str) -> Draft | None:
        y, x = view.subject_values, view.context.sample.numbers[name]
        inside = ~np.isnan(x) & ~np.isnan(y)
        distinct, codes = np.unique(x[inside], return_inverse=True)
        if not 3 <= len(distinct) <= MAX_BANDS:
            return None
        totals, n = np.bincount(codes, y[inside]), np.bincount(codes)
        losing = totals < 0
        above = bool(losing[-1])
        order = losing if above else losing[::-1]
        keeps = np.flatnonzero(~order)
        start = int(keeps[-1]) + 1 if len(keeps) else 0
        place = start if above else len(distinct) - 1 - start
        band = np.arange(len(distinct)) >= place if above else np.arange(len(distinct)) <= place
        if start == 0 or start >= len(distinct) or n[band].sum() < MIN_ROWS or band.all():
            return None
        cut = float(distinct[place])
        m, target = view.context.sql(name), view.target
        where = f"{m} {'>=' if above else '<='} {cut!r}"
        base = view.measure(view.subject.base) if view.subject.base else None
        lowest, highest = (
            (float(distinct[0]), float(distinct[-1])) if above else (float(distinct[-1]), float(distinct[0]))
        )
        columns = {
            "cut": f"{cut!r}",
            "loss": f"sum({target.sql}) FILTER ({where})",
            "rows": f"count(*) FILTER ({where})",
            "all_rows": "count(*)",
            "rows_share": "rows / all_rows",
            "rest": f"sum({target.sql}) FILTER (NOT ({where}))",
            "start": f"{lowest!r}",
            "extreme": f"{highest!r}",
        }
        if base is not None:
            for key, condition in (
                ("start", f"{m} = {lowest!r}"),
                ("cut", f"{m} = {cut!r}"),
                ("extreme", f"{m} = {highest!r}"),
                ("band", where),
            ):
                columns[f"{key}_ratio"] = (
                    f"sum({target.sql}) FILTER ({condition}) / nullif(sum({base.sql}) FILTER ({condition}), 0)"
                )
        here = y[inside][band[codes]]
        p_value = float(scipy.stats.ttest_1samp(here, 0.0, alternative="less").pvalue) * len(
            distinct
        )  # the cut was chosen
        beyond = np.full(len(x), -1)
        beyond[inside] = band[codes].astype(int)
        p_value = max(p_value, view.dependent_p(beyond))
        frame = pd.DataFrame({"level": [f"{value:g}" for value in distinct], "value": totals})
        return Draft(
            kind=self.name,
            section="conditions",
            columns=view.columns(view.subject.column, name, view.subject.base if base else None),
            n=int(inside.sum()),
            query=proof_of(columns, where=f"{m} IS NOT NULL AND {target.sql} IS NOT NULL"),
            worth=9.5,
            detail=Threshold(target, name, view.context.unit(name), cut, above, base),
            claim=Claim("Student's test of the rows beyond the cut, corrected for its choice", min(1.0, p_value)),
            plot=lambda _: Plot(
                kind="bar",
                title=f"Total {target.name} by {name}",
                frame=frame,
                x="level",
                y="value",
                x_label=name,
                y_label=f"Total {target.name}",
                alt_text=f"Bar chart of the total {target.name} at each value of {name}.",
                y_unit=target.unit,
                highlight=tuple(f"{value:g}" for value in distinct[band]),
            ),
        )
