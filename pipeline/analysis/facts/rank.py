"""Who and where: the groups or entities with most and least of the subject, by total or by mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import group_stats
from pipeline.analysis.facts.plots.level import contributions
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.naming import label as level_name
from pipeline.analysis.sql import quote
from pipeline.analysis.subject import Topic, topics
from pipeline.analysis.variables.cells import Cells
from pipeline.story import Form, Plot, TableKind

MAX_RANKED = 6  # groups that are all told
TOP = 3
BOTTOM = 4
RECORDED = 0.8  # of the worth of totals that nothing is claimed of
MIN_GROUPS = 2
MAX_COLUMNS = 8
MAX_LEVELS = 3_000
MAX_ENTITIES = 2
MAX_OF_DIMENSION = 60
MAX_PARTS = 12  # that a waterfall shows
MANY = 0.8  # of the total: how many make it up


@dataclass(frozen=True)
class Rank:
    """What the words need beside the values."""

    target: Target
    by: str
    top: int  # how many of the told groups stand at the top
    bottom: int
    groups: int
    base: Target | None
    companion: Target | None  # whose mean stands beside
    summed: bool  # by total rather than by mean
    has_losers: bool


class RankFact(FactKind):
    """Of a total, or of the number of rows: every dimension and entity. Of what never adds up splits tell."""

    name: ClassVar[str] = "rank"
    is_record: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.target.form not in (Form.TOTAL, Form.COUNT) or view.subject.table is TableKind.SERIES:
            return
        found = []
        for v in view.entities[: MAX_COLUMNS * 2]:
            if v.name in view.context.calendar or v.name == view.subject.column:
                continue
            draft = self._draft(view, v.name)
            if draft is not None:
                found.append(draft)
        found.sort(key=lambda draft: -draft.worth)
        yield from _without_copies(view, found)[:MAX_COLUMNS]

    def _draft(self, view: View, name: str) -> Draft | None:
        codes = view.entity_codes(name)
        if codes is None:
            return None
        target, totals = view.target, _totals(view, name)
        if not MIN_GROUPS <= len(totals) <= MAX_LEVELS:
            return None
        ranked, losers = list(totals["level"]), int((totals["total"] < 0).sum())
        whole = len(ranked) <= MAX_RANKED
        top, bottom = (len(ranked), 0) if whole else (TOP, BOTTOM if losers else 1)
        shown = ranked if whole else [*ranked[:TOP], *ranked[-bottom:][::-1]]
        base = view.measure(view.subject.base) if view.subject.base else None
        companion = _companion(view)
        aggregates = _aggregates(target, base, companion)
        beside = [part.name if part else None for part in (base, companion)]
        is_panel = view.subject.table is TableKind.PANEL  # each of whose entities is there throughout: nothing to doubt
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(view.subject.column, name, *beside),
            n=view.row_count,
            query=proof_of_cells(
                _columns(shown, aggregates, totals, losers), aggregates, grouped(quote(name), aggregates)
            ),
            worth=_worth(view, name, totals, losers) * (RECORDED if is_panel else 1.0),
            detail=Rank(target, name, top, bottom, len(ranked), base, companion, True, bool(losers)),
            claim=None if is_panel else _claim(view, codes, ranked),
            compares=not is_panel,
            plot=lambda _: _plot(target, name, totals, shown),
        )


def _totals(view: View, name: str) -> pd.DataFrame:
    """The target by group (``level``, ``total``), the largest first."""
    sample, target, factor = view.context.sample, view.target, view.context.sample.factor(name)
    numbers = target.numbers(sample)
    if not sample.complete or factor is None or numbers is None:
        level, value = quote(name), "count(*)" if target.form is Form.COUNT else f"sum({target.sql})"
        found = view.context.connection.execute(
            f"SELECT {level} AS level, {value} AS total FROM data WHERE {level} IS NOT NULL "
            f"GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1"
        ).df()
        return found[found["total"].notna()]
    inside = factor.codes >= 0
    cells = Cells(inside, factor.codes[inside], (len(factor.levels),))
    totals, known = cells.sums(numbers), cells.sizes(numbers) > 0
    order = np.flatnonzero(known)[np.argsort(-totals[known], kind="stable")]
    levels = pd.Series([factor.levels[i] for i in order.tolist()])
    return pd.DataFrame({"level": levels, "total": totals[order]})


def _companion(view: View) -> Target | None:
    """The measure whose mean stands beside a total."""
    means = (c for c in view.companions if c.form is Form.MEAN and not c.is_duration)
    return next(means, None) if view.target.form is Form.TOTAL else None


def _aggregates(target: Target, base: Target | None, companion: Target | None) -> dict[str, str]:
    """SQL of what is told of each group."""
    value = "count(*)" if target.form is Form.COUNT else f"sum({target.sql})"
    aggregates = {"total": value, "rows": "count(*)"}
    if target.form is Form.TOTAL:
        aggregates["mean"] = target.mean
    if base is not None:
        aggregates |= {"base": f"sum({base.sql})", "ratio": "total / nullif(base, 0)"}
    if companion is not None:
        aggregates["beside"] = companion.mean
    return aggregates


def _columns(shown: list[object], aggregates: dict[str, str], totals: pd.DataFrame, losers: int) -> dict[str, str]:
    """SQL: the groups that are told, their sum, who loses, and how many make up most of it."""
    columns = cells(shown, aggregates)
    columns |= {"whole": "sum(total)", "groups": "count(*)", "first_share": "total_1 / nullif(whole, 0)"}
    if losers:
        columns |= {"losers": "count(*) FILTER (total < 0)", "lost": "sum(total) FILTER (total < 0)"}
    many = _many(totals["total"].to_numpy(dtype=float))
    if many is not None and len(totals) > MAX_RANKED and not losers:
        first = f"list_slice(list_reverse_sort(list(total)), 1, {many})"
        columns |= {"many": f"{many}", "many_share": f"list_sum({first}) / nullif(sum(total), 0)"}
    return columns


def _worth(view: View, name: str, totals: pd.DataFrame, losers: int) -> float:
    """More of few groups, of the main dimensions, of an uneven total, and where some lose."""
    few = len(totals) <= MAX_OF_DIMENSION
    worth = 2.0 if view.subject.table in (TableKind.ENTITIES, TableKind.EXPERIMENT) else 4.0
    worth += (2.0 if few else 1.0) * bool(losers) + 1.5 * few
    worth += 0.5 if name in view.subject.dimensions else 0.0
    return worth + _spread(totals["total"].to_numpy(dtype=float))


def _without_copies(view: View, drafts: list[Draft]) -> list[Draft]:
    """Of a code and its name only the name; of entities, as opposed to dimensions, at most two."""
    kept: list[Draft] = []
    entities = 0
    ordered = sorted(drafts, key=lambda d: (Topic.KEY in topics(d.detail.by), -d.worth))
    for draft in ordered:
        is_entity = draft.detail.groups > MAX_OF_DIMENSION
        if (is_entity and entities == MAX_ENTITIES) or any(_is_copy(view, draft, other) for other in kept):
            continue
        entities += is_entity
        kept.append(draft)
    return sorted(kept, key=lambda d: -d.worth)


def _is_copy(view: View, draft: Draft, other: Draft) -> bool:
    """Whether a column's groups say no more than another's from which they follow: nearly as many are told there."""
    nearly_as_many = other.detail.groups >= 0.8 * draft.detail.groups
    return nearly_as_many and view.context.follows(other.detail.by, draft.detail.by)


def _spread(totals: np.ndarray) -> float:
    """How unevenly a total is spread over the groups, from 0 to 1."""
    whole = np.abs(totals).sum()
    return float(np.abs(totals / whole - 1 / len(totals)).sum() / 2) if whole > 0 else 0.0


def _many(totals: np.ndarray) -> int | None:
    """How many of the largest groups make up four fifths."""
    if totals.sum() <= 0 or (totals < 0).any():
        return None
    return int(np.searchsorted(np.cumsum(np.sort(totals)[::-1]) / totals.sum(), MANY) + 1)


def _are_all(view: View, name: str) -> bool:
    """Whether the groups are the entities of a panel, which are no sample of others."""
    return view.subject.table is TableKind.PANEL and name == view.subject.entity


def _claim(view: View, codes: np.ndarray, ranked: list[object]) -> Claim | None:
    """Whether the groups differ in their rows' values; of a count nothing is claimed beyond the file."""
    if view.target.form is Form.COUNT or len(ranked) > 60:
        return None
    size = int(codes.max(initial=-1)) + 1
    n, _, _ = group_stats(view.subject_values, codes, max(1, size))
    usable = np.flatnonzero(n >= 5)
    if len(usable) < 2:
        return None
    result = exact.difference(np.where(np.isin(codes, usable), codes, -1), view.subject_values)
    if not np.isfinite(result.p_value):
        return None
    result = view.dependence.corrected(result, len(usable) - 1, groups=(codes,), of=view.own)
    return Claim("Kruskal-Wallis, and Welch's test on ranks", result.p_value, result.effect >= 0.005, False, True)


def _plot(target: Target, name: str, totals: pd.DataFrame, shown: list[object]) -> Plot:
    sizes = totals["total"].astype(float)
    if sizes.min() < 0 and len(totals) <= MAX_PARTS:
        return contributions([level_name(level) for level in totals["level"]], sizes.tolist(), target, name)
    below = totals["total"].iloc[-1] < 0
    ends = [shown[0], totals["level"].iloc[-1]] if below else [shown[0]]
    chosen = totals.head(20) if len(totals) <= 20 else totals[totals["level"].isin(shown) | (totals.index < 8)]
    return bars(
        chosen["level"],
        chosen["total"].astype(float),
        by=name,
        shown=target.label,
        alt_text=f"Bar chart of {target.label} for each {name}.",
        unit=target.unit,
        marked=ends,
        total=len(totals),
    )
