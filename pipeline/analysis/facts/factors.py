"""Two factors of an experiment, each within the other: the subject in every cell of a design that crosses them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import special

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import Group, group_stats
from pipeline.analysis.facts.plots.groups import corners_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal
from pipeline.story import Form, Plot

MAX_LEVELS = 6  # of a factor
MAX_CELLS = 12
MIN_ROWS = 3  # of a cell
MAX_UNEVEN = 1.5  # times as many rows in the fullest cell as in the emptiest
SURE_P = 0.01  # of the interaction, above which the text says that it is open
AFTER_MAIN = 0.1  # less than what the stronger of both alone is worth: main effects are told first


@dataclass(frozen=True)
class Factors:
    """What the words need beside the values: cells are numbered from 1, along ``inner`` within each of ``outer``."""

    target: Target
    outer: str
    inner: str
    outer_levels: tuple[object, ...]
    inner_levels: tuple[object, ...]
    widest: int  # the level of ``outer``, from 1, where those of ``inner`` are furthest apart
    narrowest: int  # where they are least apart, or the other way round
    is_open: bool  # whether chance alone could make the gap change so much


class FactorsFact(FactKind):
    """The two factors that tell most, where a design crosses them evenly."""

    name: ClassVar[str] = "factors"
    is_doubted: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.target.form not in (Form.MEAN, Form.TOTAL) or view.subject.time is not None:
            return
        groups = [group for group in view.groups if 2 <= len(group.levels) <= MAX_LEVELS]
        pairs = [pair for pair in combinations(groups, 2) if _is_crossed(view, *pair)]
        if pairs:
            yield self._draft(view, *max(pairs, key=lambda pair: _explained(view, _codes(*pair), _size(*pair))))

    def _draft(self, view: View, first: Group, second: Group) -> Draft:
        inner, outer = (first, second) if len(first.levels) < len(second.levels) else (second, first)
        codes, target = _codes(outer, inner), view.target
        _, means, _ = group_stats(view.subject_values, codes, _size(outer, inner))
        table = means.reshape(len(outer.levels), len(inner.levels))
        gaps = _gaps(table)
        detail = Factors(
            target,
            outer.column,
            inner.column,
            outer.levels,
            inner.levels,
            1 + int(np.argmax(gaps)),
            1 + int(np.argmin(gaps)),
            _interaction_p(view.subject_values, outer, inner) > SURE_P,
        )
        alone = max(_explained(view, group.codes, len(group.levels)) for group in (outer, inner))
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(target.column, outer.column, inner.column),
            n=int((codes >= 0).sum()),
            query=proof_of(_columns(target, outer, inner), where=f"{target.sql} IS NOT NULL"),
            worth=6.0 - AFTER_MAIN + 4 * alone,
            detail=detail,
            claim=Claim("Kruskal-Wallis, and Welch's test on ranks, of the cells", view.dependent_p(codes)),
            plot=lambda _: _plot(target, outer, inner, table),
        )


def _codes(outer: Group, inner: Group) -> np.ndarray:
    """The cell of each row, -1 outside."""
    inside = (outer.codes >= 0) & (inner.codes >= 0)
    return np.where(inside, outer.codes * len(inner.levels) + inner.codes, -1)


def _size(outer: Group, inner: Group) -> int:
    return len(outer.levels) * len(inner.levels)


def _is_crossed(view: View, first: Group, second: Group) -> bool:
    """Whether every level of one meets every level of the other, in as many rows or nearly."""
    size = _size(first, second)
    if size > MAX_CELLS:
        return False
    n, _, _ = group_stats(view.subject_values, _codes(first, second), size)
    return bool(n.min() >= MIN_ROWS and n.max() <= MAX_UNEVEN * n.min())


def _explained(view: View, codes: np.ndarray, size: int) -> float:
    """The root of the share of variance between groups, less what as many random groups would take."""
    y = view.subject_values
    inside = ~np.isnan(y) & (codes >= 0)
    n, means, _ = group_stats(y, codes, size)
    whole = float(((y[inside] - y[inside].mean()) ** 2).sum())
    if whole == 0:
        return 0.0
    between = float(np.nansum(n * (means - y[inside].mean()) ** 2)) / whole
    return float(np.sqrt(max(0.0, between - (size - 1) / inside.sum())))


def _gaps(table: np.ndarray) -> np.ndarray:
    """For each level of the outer factor how far apart the inner one's ends lie; below zero where they change places.

    The ends are the highest and the lowest level over all.
    """
    over_all = table.mean(axis=0)
    return np.asarray(table[:, np.argmax(over_all)] - table[:, np.argmin(over_all)])


def _interaction_p(y: np.ndarray, outer: Group, inner: Group) -> float:
    """P-value of the two-way analysis of variance: whether the cells are more than the sum of both factors."""
    codes = _codes(outer, inner)
    inside = ~np.isnan(y) & (codes >= 0)
    a, b, c, values = outer.codes[inside], inner.codes[inside], codes[inside], y[inside]
    columns = [np.ones(len(values)), *(a == i for i in range(1, a.max() + 1)), *(b == i for i in range(1, b.max() + 1))]
    x = np.column_stack(columns).astype(float)
    fitted = x @ np.linalg.lstsq(x, values, rcond=None)[0]
    n = np.bincount(c)
    within = values - (np.bincount(c, values) / np.maximum(n, 1))[c]
    extra, rest = a.max() * b.max(), len(values) - np.count_nonzero(n)
    error = float((within**2).sum())
    if rest <= 0 or error <= 0:
        return 1.0
    gained = float(((values - fitted) ** 2).sum()) - error
    return float(special.fdtrc(extra, rest, max(0.0, gained) / extra / (error / rest)))


def _columns(target: Target, outer: Group, inner: Group) -> dict[str, str]:
    """SQL: the subject in each cell, its rows, and the levels."""
    columns: dict[str, str] = {}
    cells = ((a, b) for a in outer.levels for b in inner.levels)
    for i, (a, b) in enumerate(cells, start=1):
        where = f"{outer.sql} = {literal(a)} AND {inner.sql} = {literal(b)}"
        columns[f"mean_{i}"] = f"{target.mean} FILTER ({where})"
        columns[f"rows_{i}"] = f"count({target.sql}) FILTER ({where})"
    for end, group in (("outer", outer), ("inner", inner)):
        columns |= {f"{end}_{i}": literal(level) for i, level in enumerate(group.levels, start=1)}
    return columns


def _plot(target: Target, outer: Group, inner: Group, table: np.ndarray) -> Plot:
    places = list(np.ndindex(table.shape))
    named = [(label(outer.levels[a]), label(inner.levels[b]), float(table[a, b])) for a, b in places]
    cells = pd.DataFrame(named, columns=["row", "column", "value"])
    ends = (named[int(np.argmax(table))], named[int(np.argmin(table))])
    marked = [part for row, column, _ in ends for part in (column, row)]
    return corners_plot(target, [outer.column, inner.column], cells, marked)
