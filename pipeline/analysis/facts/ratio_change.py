"""The group whose ratio of two measures' sums moved most over time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.moved import bartels_p
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.ratios import lines_of_ratio
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.ratio_cells import (
    MIN_APART,
    RatioOf,
    cells_of,
    dimensions,
    known,
    quotient,
    ratios,
    sums_of,
    unit_of,
)
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.rank_tests import kendall_p
from pipeline.analysis.sql import growth_of, literal, quote
from pipeline.analysis.subject.ratios import Ratio

ENDS = 2


class RatioChangeFact(FactKind):
    """The group whose ratio moved most from the first complete period to the last."""

    name: ClassVar[str] = "ratio_change"
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None:
            return
        for place, ratio in enumerate(ratios(view)):
            found = list(_moves(view, periods, ratio))
            if found:
                p_value, name, level = min(found, key=lambda move: move[0])
                p_value = min(1.0, p_value * len(found))
                draft = self._draft(view, periods, ratio, (name, level), p_value)
                if draft is not None:
                    yield replace(draft, worth=8.2 - 0.6 * place)

    def _draft(
        self, view: View, periods: Periods, ratio: Ratio, group: tuple[str, object], p_value: float
    ) -> Draft | None:
        name, level = group
        grain = periods.report_grain
        sums = cells_of(view, ratio, name, periods, grain)
        line = sums.lines().get(level)
        if line is None or len(line := line.dropna()) < ENDS:
            return None
        ends = {"first": line.index[0], "last": line.index[-1]}
        inside = f"{quote(name)} = {literal(level)} AND {known(view, ratio)}"
        own = sums_of(view, ratio)
        columns = {"level_1": literal(level)}
        for key, moment in ends.items():
            at = f"FILTER ({periods.where(grain, moment)})"
            columns |= {f"{key}_{side}": f"{total} {at}" for side, total in own.items()}
            columns[f"{key}_ratio"] = quotient(ratio, f"{key}_part", f"{key}_whole")
            columns[f"{key}_period"] = f"CAST({literal(moment)} AS TIMESTAMP)"
        columns["gain"] = "last_ratio - first_ratio"
        columns |= growth_of("gain", "first_ratio", "last_ratio")
        moved = abs(line.iloc[-1] - line.iloc[0]) >= MIN_APART * abs(line.iloc[0])
        detail = RatioOf(ratio, unit_of(view, ratio), name, 1, grain)
        fine = cells_of(view, ratio, name, periods, periods.series_grain)
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(ratio.part, ratio.whole, name, periods.column),
            n=view.row_count,
            query=proof_of(columns, "data", inside),
            worth=0.0,
            detail=detail,
            claim=Claim("Bartels's and Kendall's tests of a group's ratio over time, corrected", p_value, bool(moved)),
            plot=lambda _: lines_of_ratio(detail, ratio.scale * fine.lines(), level, periods.column),
        )


def _moves(view: View, periods: Periods, ratio: Ratio) -> Iterator[tuple[float, str, object]]:
    """Of each group that can be tested the p-value of its ratio's line, its column and its name."""
    for name in dimensions(view, ratio):
        sums = cells_of(view, ratio, name, periods, periods.series_grain)
        lines = sums.lines()
        for level in sums.groups().index:
            p_value = _moved_p(lines[level].dropna().to_numpy(dtype=float))
            if p_value is not None:
                yield p_value, name, level


def _moved_p(line: np.ndarray) -> float | None:
    """Whether a line of ratios went one way: both that neighbours are alike and that its order tells."""
    near = bartels_p(line)
    if near is None:
        return None
    tau = float(kendall_p(line))
    return max(near, tau)
