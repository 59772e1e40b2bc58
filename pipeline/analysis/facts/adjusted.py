"""How much of a difference is left among rows that are alike otherwise, and in what the groups differ besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

import numpy as np

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.plots.groups import adjusted_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.split import SplitFact
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.distributions import t_tail
from pipeline.analysis.sql import literal, quote, select
from pipeline.story import Fact, Form, Scalar, TableKind, Verdict

MAX_TOLD = 2
MIN_ROWS = 100
MAX_CONTROLS = 4
MAX_LEVELS = 12
SURE_P = 1e-4  # of the plain difference, from which on a reader will ask why, whatever is left of it
MAX_P = 0.05  # of the plain difference, from which on one asks what is left of it
SHRUNK = 0.7  # of the plain difference left, from which on it is told
VANISHED = 0.35  # of the plain difference left, up to which that is worth more than the difference itself
WORTH = 7.5  # where it vanished
AFTER_PLAIN = 0.3  # less than the plain difference, which a reader hears first

Compared = tuple[str | None, str]  # the column of the target, and that of the groups


@dataclass(frozen=True)
class _Plain:
    """What the plain difference is worth, and its p-value."""

    worth: float
    p_value: float


@dataclass(frozen=True)
class Adjusted:
    """What the words need beside the values."""

    target: Target
    by: str
    high: Scalar
    low: Scalar
    controls: tuple[str, ...]
    mix_by: str  # the control in which the groups differ most
    mix_level: Scalar


class AdjustedFact(FactKind):
    """Two-valued groups whose difference shrinks once the strongest other columns are the same.

    Least squares on the group and the controls as dummies, with heteroscedasticity-consistent errors (HC1, White 1980).
    The adjusted difference is the weighted mean of the differences within the cells of the controls where these are
    groups, so that SQL gives it again.
    """

    name: ClassVar[str] = "adjusted"
    is_doubted: ClassVar[bool] = True

    @classmethod
    def overturned(cls, facts: Sequence[Fact]) -> frozenset[Compared]:
        """The groups whose plain difference holds, and is gone or turned round among rows that are alike otherwise."""
        gone = {compared(fact) for fact in facts if fact.kind == cls.name and _left(fact) <= VANISHED}
        splits = [fact for fact in facts if gone and fact.kind == SplitFact.name]
        return frozenset(gone & {compared(fact) for fact in splits if fact.verdict is Verdict.BEYOND_CHANCE})

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if not _may_be_adjusted(view):
            return
        splits = list(_splits(view))
        plain = {name: _Plain(worth, p_value) for name, p_value, worth in splits}
        strongest = [name for name, p_value, _ in splits if p_value < 1e-3]
        groups = [view.group(name) for name, p_value, _ in splits if p_value <= MAX_P]
        pairs = [group for group in groups if len(group.levels) == 2]
        drafts = (self._draft(view, group, _controls(view, group, strongest), plain) for group in pairs)
        yield from islice(filter(None, drafts), MAX_TOLD)

    def _draft(self, view: View, group: Group, controls: list[str], plain: Mapping[str, _Plain]) -> Draft | None:
        if not controls:
            return None
        y = view.subject_values
        inside = ~np.isnan(y) & (group.codes >= 0)
        for name in controls:
            inside &= view.group(name).codes >= 0
        if inside.sum() < MIN_ROWS:
            return None
        codes = group.codes[inside]
        raw = float(y[inside][codes == 1].mean() - y[inside][codes == 0].mean())
        high = 1 if raw > 0 else 0
        fitted = _fit(view, y[inside], (codes == high).astype(float), controls, inside)
        if fitted is None or not np.isfinite(fitted[1]) or abs(fitted[0]) > SHRUNK * abs(raw):
            return None
        mix_by, mix_level = _mix(view, group, controls, inside, high)
        levels = (group.levels[high], group.levels[1 - high])
        query = _query(view, group, levels, controls, mix_by, mix_level)
        is_gone = fitted[0] <= VANISHED * abs(raw)
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(view.subject.column, group.column, *controls),
            n=int(inside.sum()),
            query=query,
            worth=_worth(plain, group.column, controls, is_gone=is_gone),
            detail=Adjusted(view.target, group.column, levels[0], levels[1], tuple(controls), mix_by, mix_level),  # type: ignore[arg-type]
            claim=Claim(
                "difference within cells of the other columns, least squares with White's errors",
                max(fitted[1], view.dependent_p(group.codes)),
                abs(fitted[0]) > 0.3 * abs(raw),
                is_asked=is_gone and plain[group.column].p_value <= SURE_P,
            ),
            plot=lambda values: adjusted_plot(view.target, group.column, values),
        )


def _worth(plain: Mapping[str, _Plain], by: str, controls: Sequence[str], *, is_gone: bool) -> float:
    """Right after the difference itself; where it is gone, more than that, after what explains it."""
    explained = max((plain[name].worth for name in controls), default=WORTH)
    return (min(WORTH, explained) if is_gone else plain[by].worth) - AFTER_PLAIN


def compared(fact: Fact) -> Compared:
    """What a split, or what is left of one, compares between which groups."""
    return fact.detail.target.column, fact.detail.by


def _left(fact: Fact) -> float:
    """How much of the plain difference is left, below nought where it is turned round; all, where that isn't known."""
    plain, left = fact.values.get("difference"), fact.values.get("adjusted")
    return left / plain if isinstance(plain, float) and isinstance(left, float) and plain else 1.0


def _may_be_adjusted(view: View) -> bool:
    """Whether rows are things by themselves, enough of them, and the subject is measured or answered for each."""
    by_row = view.target.form in (Form.MEAN, Form.TOTAL, Form.SHARE)
    in_time = view.subject.table in (TableKind.PANEL, TableKind.SERIES)
    return by_row and not in_time and view.context.sample.size >= MIN_ROWS


def _splits(view: View) -> Iterator[tuple[str, float, float]]:
    """The columns by which the subject was compared and tested, with the p-value and what the comparison is worth."""
    for draft in SplitFact().draft(view):
        if draft.claim is not None and draft.detail.target == view.target:
            yield draft.detail.by, draft.claim.p_value, draft.worth


def _controls(view: View, group: Group, strongest: list[str]) -> list[str]:
    """Of the columns that go with the subject most, those in which rows can be alike whatever their group."""
    others = [name for name in strongest if name != group.column and not view.context.follows(name, group.column)]
    return [name for name in others if len(view.group(name).levels) <= MAX_LEVELS][:MAX_CONTROLS]


def _fit(
    view: View, y: np.ndarray, treated: np.ndarray, controls: list[str], inside: np.ndarray
) -> tuple[float, float] | None:
    """The adjusted difference and its p-value."""
    columns = [np.ones(len(y)), treated]
    for name in controls:
        codes = view.group(name).codes[inside]
        columns += [(codes == code).astype(float) for code in range(1, len(view.group(name).levels))]
    x = np.column_stack(columns)
    x = x[:, [0, 1, *[i for i in range(2, x.shape[1]) if 0 < x[:, i].mean() < 1]]]
    if np.linalg.matrix_rank(x) < x.shape[1] or len(y) <= x.shape[1] + 5:
        return None
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    residuals = y - x @ beta
    meat = (x * residuals[:, None] ** 2).T @ x
    variance = inverse @ meat @ inverse * len(y) / (len(y) - x.shape[1])
    error = float(np.sqrt(variance[1, 1]))
    if error <= 0:
        return None
    return float(beta[1]), float(2 * t_tail(abs(beta[1]) / error, len(y) - x.shape[1]))


def _mix(view: View, group: Group, controls: list[str], inside: np.ndarray, high: int) -> tuple[str, Scalar]:
    """The control, and its level, in whose share the two groups differ most."""
    best: tuple[float, str, object] = (-1.0, controls[0], None)
    for name in controls:
        other = view.group(name)
        for code, level in enumerate(other.levels):
            hit = other.codes[inside] == code
            apart = abs(float(hit[group.codes[inside] == high].mean() - hit[group.codes[inside] != high].mean()))
            if apart > best[0]:
                best = (apart, name, level)
    return best[1], best[2]  # type: ignore[return-value]


def _query(
    view: View, group: Group, levels: tuple[object, object], controls: list[str], mix_by: str, mix_level: Scalar
) -> str:
    """The plain means, and the mean of the differences within the cells, weighed as least squares does."""
    target, d = view.target, group.sql
    known = " AND ".join(f"{quote(name)} IS NOT NULL" for name in controls)
    where = f"{target.sql} IS NOT NULL AND {known}"
    ends = {"high": f"{d} = {literal(levels[0])}", "low": f"{d} = {literal(levels[1])}"}
    by_cell = {}
    for end, condition in ends.items():
        by_cell[f"{end}_mean"] = f"{target.mean} FILTER ({condition})"
        by_cell[f"{end}_n"] = f"count({target.sql}) FILTER ({condition})"
    keys = ", ".join(quote(name) for name in controls)
    cells = f"({select(by_cell, where=f'{where} GROUP BY {keys}')}) AS cells"
    weight = "high_n * low_n / (high_n + low_n)"
    both = "high_n > 0 AND low_n > 0"
    adjusted = select(
        {
            "weights": f"sum({weight}) FILTER ({both})",
            "adjusted": f"sum((high_mean - low_mean) * {weight}) FILTER ({both}) / nullif(weights, 0)",
            "cells": f"count(*) FILTER ({both})",
        },
        cells,
    )
    plain = {}
    for end, condition in ends.items():
        plain[end] = literal(levels[0] if end == "high" else levels[1])
        plain[f"{end}_value"] = f"{target.mean} FILTER ({condition})"
        plain[f"{end}_rows"] = f"count(*) FILTER ({condition})"
        plain[f"{end}_mix"] = f"avg(CAST({quote(mix_by)} = {literal(mix_level)} AS INTEGER)) FILTER ({condition})"
    plain["mix_level"] = literal(mix_level)
    plain["difference"] = "high_value - low_value"
    return f"SELECT * FROM ({proof_of(plain, where=where)}) AS plain, ({adjusted}) AS within_cells"
