"""A measure depends on another in a way that isn't simply rising or falling: highest in the middle, or at both ends."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.inference.distributions import f_tail
from pipeline.analysis.pairs import both_known, points
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import one_row, select
from pipeline.analysis.variables.sample import Grouping, cut_codes, quantile_edges
from pipeline.story import Plot

BINS = 8
MIN_EXTRA = 0.05  # share of rank variance between the bins beyond what a straight line over ranks takes
MIN_ROWS = 80
MAX_MEASURES = 400  # of a wide table


class RelationshipDetector(Detector):
    """Ranks of one measure between equal bins of another, beyond Spearman's correlation (test of lack of fit)."""

    name: ClassVar[str] = "relationship"
    repeats_facts: ClassVar[bool] = True
    news: ClassVar[News | None] = News.RELATION
    is_void_if_confounded: ClassVar[bool] = True

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        names = [v.name for v in context.measures if not v.ordinal][:MAX_MEASURES]
        if len(names) < 2 or context.sample.size < MIN_ROWS:
            return
        ranks = np.column_stack([context.sample.ranks[name] for name in names])
        present = np.column_stack([~np.isnan(context.sample.numbers[name]) for name in names]).astype(float)
        binned = {name: _binned(name, context.sample.numbers[name]) for name in names}
        cut = {name: grouping for name, grouping in binned.items() if grouping is not None}
        if not cut:
            return
        firsts = list(cut)
        in_scope = context.in_scope(firsts, names)
        context.tests.count(self.name, int(in_scope.sum()))
        extra, p_values = _curves(list(cut.values()), [names.index(name) for name in firsts], ranks, present)
        promising = in_scope & (p_values <= context.tests.CANDIDATE_P * screen.SLACK) & (extra > MIN_EXTRA / 2)
        suspects = (
            Suspect(
                (firsts[i], names[j]),
                float(extra[i, j]),
                partial(self._test, context, firsts[i], names[j], cut[firsts[i]]),
            )
            for i, j in zip(*np.nonzero(promising), strict=True)
            if not context.follows(firsts[i], names[j])
        )
        yield from strongest_first(context, self.name, suspects)

    def _test(self, context: Context, first: str, second: str, binned: Grouping) -> Candidate | None:
        line = exact.spearman(context.sample.numbers[first], context.sample.numbers[second])
        curve = _lack_of_fit(line.x, line.y, binned.codes)
        if curve.p_value > context.tests.CANDIDATE_P or curve.effect < max(MIN_EXTRA, 0.3 * line.effect**2):
            return None
        bins = exact.difference(binned.codes, context.sample.numbers[second])
        k = len(binned.levels)
        tested = [
            context.dependence.corrected(curve, degrees_of_freedom=k - 2, curved=True),
            context.dependence.corrected(bins, degrees_of_freedom=k - 1, curved=True),
        ]
        p_value = max(result.p_value for result in tested)
        if p_value > context.tests.CANDIDATE_P:
            return None
        return Candidate(
            kind=self.name,
            columns=(second, first),
            n=bins.n,
            effect="share of rank variance between bins, beyond a rising or falling line",
            effect_size=curve.effect,
            strength=float(np.sqrt(curve.effect)),
            test="lack of fit of a line over ranks, and Welch's test on ranks",
            p_value=p_value,
            unexpectedness=0.9,
            scores=bins,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        second, first = candidate.columns
        x, y = context.sql(first), context.sql(second)
        thirds = (
            f"(SELECT quantile_cont({x}, 0.2) AS lower_x, quantile_cont({x}, 0.4) AS middle_low, "
            f"quantile_cont({x}, 0.6) AS middle_high, quantile_cont({x}, 0.8) AS upper_x FROM data "
            f"WHERE {x} IS NOT NULL AND {y} IS NOT NULL) AS cuts"
        )
        columns = {
            "low_median": f"median({y}) FILTER ({x} <= lower_x)",
            "middle_median": f"median({y}) FILTER ({x} BETWEEN middle_low AND middle_high)",
            "high_median": f"median({y}) FILTER ({x} >= upper_x)",
            "lower_x": "any_value(lower_x)",
            "middle_low": "any_value(middle_low)",
            "middle_high": "any_value(middle_high)",
            "upper_x": "any_value(upper_x)",
            "rows": "count(*)",
        }
        query = select(columns, f"data, {thirds}", f"{x} IS NOT NULL AND {y} IS NOT NULL")
        values = one_row(context.connection, query)
        if not values.known(*columns):
            return None
        return Proven(query, values, _plot(context, first, second))


def _binned(name: str, values: np.ndarray) -> Grouping | None:
    edges = quantile_edges(values, BINS)
    if len(edges) < 3:
        return None
    codes = cut_codes(values, edges)
    sizes = np.bincount(codes[codes >= 0], minlength=len(edges) + 1)
    return Grouping(name, codes, tuple(range(len(edges) + 1)), sizes) if sizes.min() >= 5 else None


def _curves(
    binned: list[Grouping], places: list[int], ranks: np.ndarray, present: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What :func:`_lack_of_fit` says of all pairs at once: share of rank variance, p-value; both (binned, columns).

    ``places`` of the binned ones among the columns of ``ranks``.
    """
    eta_squared, _ = screen.group_differences(binned, ranks, present)
    r, shared = screen.correlations(ranks, present)
    levels = np.array([len(grouping.levels) for grouping in binned])[:, None]
    k, degrees_of_freedom = np.maximum(levels - 2, 1), np.maximum(shared[places] - levels, 1)
    curved = np.maximum(eta_squared - r[places] ** 2, 0.0)
    noise = np.maximum(1 - eta_squared, 1e-12) / degrees_of_freedom
    return curved - k * noise, f_tail(curved / k / noise, k, degrees_of_freedom)


def _lack_of_fit(x: np.ndarray, y: np.ndarray, codes: np.ndarray) -> exact.Result:
    """The rank variance that bins take beyond a line and the p-value of its F-test.

    Its scores are the bins' means about the line, and what the line leaves of each row.
    """
    inside = (codes >= 0) & ((x != 0) | (y != 0))
    left = np.where(inside, y - x * float(x @ y) / max(float(x @ x), 1e-12), 0.0)
    binned, n = codes[inside], int(inside.sum())
    sizes = np.maximum(np.bincount(binned), 1)
    means = np.bincount(binned, left[inside]) / sizes
    curved = np.zeros(len(x))
    curved[inside] = means[binned]
    between, total = float((sizes * means**2).sum()), float(left @ left)
    k, degrees_of_freedom = len(sizes) - 2, n - len(sizes)
    if degrees_of_freedom < 5 or k < 1 or total <= between:
        return exact.Result(0.0, 1.0, n, curved, left)
    p_value = float(f_tail((between / k) / ((total - between) / degrees_of_freedom), k, degrees_of_freedom))
    extra = max(0.0, (between - k * (total - between) / degrees_of_freedom) / float(y[inside] @ y[inside]))
    return exact.Result(extra, p_value, n, curved, left)


def _plot(context: Context, first: str, second: str) -> Plot:
    x, y = both_known(context, first, second)
    parts = np.array_split(np.argsort(x, kind="stable"), 12)
    fit = pd.DataFrame({"x": [np.median(x[p]) for p in parts], "y": [np.median(y[p]) for p in parts]})
    return points(context, first, second, fit, f"the median of {second} along it")
