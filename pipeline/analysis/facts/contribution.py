"""What each group of a dimension added to a change of the subject from one complete period to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.change import ChangeFact
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.group_change import cross_table
from pipeline.analysis.facts.periods import PERIODS, Periods
from pipeline.analysis.facts.proof import cells, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote, select
from pipeline.analysis.variables.buckets import coarser
from pipeline.story import Form, Plot, TableKind, Verdict

MAX_COLUMNS = 6  # dimensions that are compared
MAX_GROUPS = 40
TOLD = 5  # groups
MIN_CHANGE = 0.02  # of the first period's value
MIN_UNTESTED = 0.1  # the same, of a change that nothing tests
MIN_UNEVEN = 0.1  # of the change, that lies elsewhere than in proportion to the groups' sizes
MIN_MORE = 0.05  # of the change, that the first group made beyond its part of the first period
MIN_PARTS = 8  # parts of both periods together, to be shuffled
SHUFFLES = 4_095
ALL_FLIPS = 12  # pairs of parts, up to which each way to flip them is tried


@dataclass(frozen=True)
class Contribution:
    """What the words need beside the values."""

    target: Target
    by: str
    grain: str
    groups: int  # that are told, the largest part first
    more: int  # groups that are left out
    is_rate: bool  # mix and within stand for each group, and for all together
    per: str | None = None  # the step in which dates follow each other, of a total for each of them
    is_whole: bool = True  # from the first period to the last, not from the one before the last
    moved: float = 0.0  # from period to period, as a share of the first one's value


@dataclass(frozen=True)
class _Parts:
    """Sums and numbers of rows in each part (rows) of the two periods and each group (columns)."""

    levels: tuple[object, ...]
    sums: np.ndarray
    sizes: np.ndarray
    later: np.ndarray  # which parts belong to the later period
    pairs: np.ndarray | None  # for each part its number within the period, where both periods have the same ones


class ContributionFact(FactKind):
    """Kitagawa's decomposition (1955, J. Am. Stat. Assoc. 50): totals by group, rates by mix and within.

    The parts sum to the change, which is arithmetic; that a dimension was picked for its uneven parts is not, and is
    tested by giving the parts of the two periods, month by month, to either at random.
    """

    name: ClassVar[str] = "contribution"

    def is_founded(self, draft: Draft, judged: Sequence[Draft]) -> bool:
        """See :meth:`FactKind.is_founded`: there is a change to be taken apart.

        A rate has to have moved beyond chance, from its first period to its last; what adds up too, or its parts be
        uneven beyond chance, or it be a large change of few periods, which no test can judge.
        """
        detail: Contribution = draft.detail
        if draft.verdict is Verdict.BEYOND_CHANCE and not detail.is_rate:
            return True
        whole = next((d for d in judged if d.kind == ChangeFact.name and d.detail.target == detail.target), None)
        if whole is None:
            return False
        if whole.verdict is Verdict.BEYOND_CHANCE:
            return detail.is_whole or (not detail.is_rate and detail.moved >= MIN_UNTESTED)
        return whole.verdict is Verdict.UNTESTED and not detail.is_rate and detail.moved >= MIN_UNTESTED

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        yield from self._of(view, 4.6)
        totals = [c for c in view.companions if c.form is Form.TOTAL and view.subject.table is TableKind.EVENTS]
        for companion in totals[:1]:
            yield from self._of(view.about(companion), 4.1)

    def _of(self, view: View, worth: float) -> Iterator[Draft]:
        """From the first complete period to the last, and from the one before the last."""
        periods = view.periods
        if periods is None or view.is_single_series or not _is_told(view):
            return
        grain = view.grain_of(periods, view.target)
        index = periods.series(view.target, grain).index
        spans = [(before, index[-1], worth - place) for place, before in enumerate([index[0], *index[-2:-1]])]
        for before, after, worth_of_span in spans[: min(2, len(index) - 1)]:
            draft = self._strongest(view, periods, grain, (before, after), worth_of_span)
            if draft is not None:
                yield draft

    def _strongest(
        self, view: View, periods: Periods, grain: str, ends: tuple[pd.Timestamp, pd.Timestamp], worth: float
    ) -> Draft | None:
        """The dimension along which the change is spread most unevenly."""
        tried = [(name, _parts(view, periods, grain, ends, name)) for name in _dimensions(view)]
        found = [(_uneven(parts, view.target), name, parts) for name, parts in tried if parts is not None]
        if not found:
            return None
        uneven, name, parts = max(found, key=lambda each: each[0])
        gains = _gains(parts, view.target)
        first, last = (_value(parts, view.target, later) for later in (False, True))
        if abs(last - first) < MIN_CHANGE * abs(first) or uneven < MIN_UNEVEN or not _leads(parts, gains, view.target):
            return None
        per = periods.per(view.target, grain)
        is_panel = view.subject.table is TableKind.PANEL  # whose dates are no draws: neighbours are alike
        p_value = None if is_panel else _shuffled_p(parts, view.target)
        claim = None if p_value is None else Claim("shuffled periods", min(1.0, p_value * len(found)))
        order = np.argsort(-gains * np.sign(last - first), kind="stable")
        shown = [*order[: TOLD - 1], *order[TOLD - 1 :][-1:]]
        levels = [parts.levels[i] for i in shown]
        is_rate = view.target.form in (Form.MEAN, Form.SHARE)
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(view.target.column, name, periods.column),
            n=int(parts.sizes.sum()),
            query=_query(view, periods, grain, ends, name, levels),
            worth=worth + min(1.0, uneven),
            detail=Contribution(
                view.target,
                name,
                grain,
                len(levels),
                len(gains) - len(levels),
                is_rate,
                per,
                is_whole=ends[0] == periods.series(view.target, grain).index[0],
                moved=abs(last - first) / max(abs(first), 1e-12),
            ),
            claim=claim,
            plot=lambda _: _plot(view.target, name, levels, gains[shown]),
        )


def _is_told(view: View) -> bool:
    """Of a panel only what adds up over its entities; of durations the last ones are still open."""
    return not view.target.is_awaited and (view.subject.table is not TableKind.PANEL or _adds(view.target))


def _dimensions(view: View) -> Iterator[str]:
    """The columns along which a change is split: of few groups that have no order."""
    for group in view.groups[:MAX_COLUMNS]:
        v = view.context.variables[group.column]
        if not v.ordinal and not v.time_part and not view.has_stages(v.name) and 2 <= v.column.distinct <= MAX_GROUPS:
            yield group.column


def _parts(
    view: View, periods: Periods, grain: str, ends: tuple[pd.Timestamp, pd.Timestamp], name: str
) -> _Parts | None:
    """The two periods cut at the finest grain that is followed, by group."""
    target = view.target
    fine = _fine_grain(view, periods, grain) if periods.per(target, grain) is None else "day"
    table = cross_table(view, periods, fine, target, name, summed=target.stock)
    if table is None:
        return None
    values, sizes = (np.nan_to_num(part.to_numpy()) for part in table[:2])
    owner = coarser(grain, table[0].index.to_numpy())
    is_first, is_later = (owner == end.to_datetime64() for end in ends)
    if not (is_first.any() and is_later.any()):
        return None
    inside = is_first | is_later
    there = sizes[inside].sum(axis=0) > 0  # a group without rows in either period has no part in the change
    cut = np.ix_(inside, there)
    sums = values[cut] if _adds(target) else values[cut] * sizes[cut]
    later = is_later[inside]
    if periods.per(target, grain) is not None:
        sums = sums / np.where(later, later.sum(), (~later).sum())[:, None]
    starts = np.where(later, ends[1].value, ends[0].value)
    moments = pd.DatetimeIndex(table[0].index[inside]).as_unit("ns")
    places = moments.month.to_numpy() if fine == "month" else moments.asi8 - starts
    same = sorted(places[later]) == sorted(places[~later])
    levels = tuple(table[0].columns[there])
    return _Parts(levels, sums, sizes[cut], later, places if same else None)


def _fine_grain(view: View, periods: Periods, grain: str) -> str:
    """The finest grain that is followed and that cuts each period into whole parts."""
    followed = grain if view.subject.table is TableKind.PANEL else periods.series_grain
    fine = "day" if followed == "week" else followed  # a week may lie in two months
    return fine if _is_finer(fine, grain) else grain


def _is_finer(fine: str, grain: str) -> bool:
    order = list(PERIODS)
    return order.index(fine) < order.index(grain)


def _value(parts: _Parts, target: Target, later: bool) -> float:
    rows = parts.later == later
    total = float(parts.sums[rows].sum())
    return total if _adds(target) else total / max(1.0, float(parts.sizes[rows].sum()))


def _adds(target: Target) -> bool:
    return target.form in (Form.TOTAL, Form.COUNT) or target.stock


def _leads(parts: _Parts, gains: np.ndarray, target: Target) -> bool:
    """Whether the group with the largest part made more of the change than its size alone gives."""
    base = np.abs(parts.sums if _adds(target) else parts.sizes)[~parts.later].sum(axis=0)
    whole = float(gains.sum())
    top = int(np.argmax(gains * np.sign(whole)))
    size = float(base[top]) / max(1e-12, float(base.sum()))
    return whole != 0 and float(gains[top]) / whole >= size + MIN_MORE


def _gains(parts: _Parts, target: Target) -> np.ndarray:
    """What each group added: of a total its own change, of a rate mix and within."""
    return np.asarray(_gains_of(parts, target, parts.later[None, :].astype(float))[0])


def _gains_of(parts: _Parts, target: Target, later: np.ndarray) -> np.ndarray:
    """The same for many ways (rows) to give the parts to the later period."""
    sums = later @ parts.sums, (1 - later) @ parts.sums
    if _adds(target):
        return np.asarray(sums[0] - sums[1])
    sizes = later @ parts.sizes, (1 - later) @ parts.sizes
    with np.errstate(invalid="ignore", divide="ignore"):
        after, before = (s / n for s, n in zip(sums, sizes, strict=True))
    after, before = np.where(np.isnan(after), before, after), np.where(np.isnan(before), after, before)
    w_after, w_before = (n / n.sum(axis=1, keepdims=True) for n in sizes)
    whole = (sums[0].sum(axis=1) / sizes[0].sum(axis=1) + sums[1].sum(axis=1) / sizes[1].sum(axis=1)) / 2
    within = (after - before) * (w_after + w_before) / 2
    return np.asarray(within + (w_after - w_before) * ((after + before) / 2 - whole[:, None]))


def _uneven(parts: _Parts, target: Target) -> float:
    """How much of the change lies elsewhere than in proportion to the groups' sizes."""
    return float(_unevenness(parts, target, parts.later[None, :].astype(float))[0])


def _unevenness(parts: _Parts, target: Target, later: np.ndarray) -> np.ndarray:
    gains = _gains_of(parts, target, later)
    base = np.abs(parts.sums if _adds(target) else parts.sizes).sum(axis=0)
    size = base / max(1e-12, float(base.sum()))
    apart = gains - gains.sum(axis=1, keepdims=True) * size
    scale = np.abs(gains).sum(axis=1)
    return np.asarray(np.abs(apart).sum(axis=1) / np.maximum(2 * scale, 1e-12))


def _shuffled_p(parts: _Parts, target: Target) -> float | None:
    """How often the groups part as far when each part of the time could be in either period.

    The same months of both years change places together, where the periods have the same parts: a season is no change.
    """
    n = len(parts.later)
    if n < MIN_PARTS:
        return None
    rng = np.random.default_rng(20240229)  # the same table gives the same story
    if parts.pairs is not None:
        kinds, codes = np.unique(parts.pairs, return_inverse=True)
        ways = _flips(len(kinds), rng)
        later = np.where(ways[:, codes], ~parts.later, parts.later).astype(float)
    else:
        later = np.array([rng.permutation(parts.later) for _ in range(SHUFFLES)], dtype=float)
    spread = _spread(parts, target, later)
    observed = _spread(parts, target, parts.later[None, :].astype(float))[0]
    return float((1 + (spread >= observed - 1e-12).sum()) / (1 + len(spread)))


def _flips(pairs: int, rng: np.random.Generator) -> np.ndarray:
    """Ways to let the members of pairs change places; of twelve pairs and fewer each one but the way it was."""
    if pairs <= ALL_FLIPS:
        ways = np.arange(1, 2**pairs)
        return np.asarray((ways[:, None] >> np.arange(pairs)[None, :]) & 1, dtype=bool)
    return np.asarray(rng.random((SHUFFLES, pairs)) < 0.5)


def _spread(parts: _Parts, target: Target, later: np.ndarray) -> np.ndarray:
    """How far the groups' parts lie from what their sizes give, larger groups by less: as in a table of counts."""
    gains = _gains_of(parts, target, later)
    base = np.abs(parts.sums if _adds(target) else parts.sizes).sum(axis=0)
    size = np.maximum(base / max(1e-12, float(base.sum())), 1e-9)
    apart = gains - gains.sum(axis=1, keepdims=True) * size
    return np.asarray((apart**2 / size).sum(axis=1))


def _query(
    view: View, periods: Periods, grain: str, ends: tuple[pd.Timestamp, pd.Timestamp], name: str, levels: list[object]
) -> str:
    target, d = view.target, quote(name)
    at = dict(zip(("first", "last"), (periods.where(grain, moment) for moment in ends), strict=True))
    known = f"{d} IS NOT NULL" if target.form is Form.COUNT else f"{d} IS NOT NULL AND {target.sql} IS NOT NULL"
    if _adds(target):
        value = "count(*)" if target.form is Form.COUNT else f"sum({target.sql})"
        is_by_date = periods.per(target, grain) is not None
        own = {key: _total(periods, target, value, where, is_by_date=is_by_date) for key, where in at.items()}
        by_level = select({"level": d} | own, where=f"{known} GROUP BY 1")
        columns = {"level": "level", "first": "first", "last": "last", "gain": "last - first"}
        inner = select(columns, f"({by_level}) AS by_level")
        names: tuple[str, ...] = ("first", "last", "gain")
        whole = {"all_first": "sum(first)", "all_last": "sum(last)", "all_gain": "sum(gain)"}
    else:
        own = {f"n_{key}": f"count(*) FILTER ({where})" for key, where in at.items()}
        own |= {f"r_{key}": f"{target.mean} FILTER ({where})" for key, where in at.items()}
        by_level = select({"level": d} | own, where=f"{known} GROUP BY 1")
        weighed = {
            "level": "level",
            "first": "coalesce(r_first, r_last)",
            "last": "coalesce(r_last, r_first)",
            "w_first": "n_first / sum(n_first) OVER ()",
            "w_last": "n_last / sum(n_last) OVER ()",
        }
        means = select(weighed, f"({by_level}) AS by_level", where="n_first + n_last > 0")
        centre = "sum(w_first * first) OVER () / 2 + sum(w_last * last) OVER () / 2"
        columns = {
            "level": "level",
            "first": "first",
            "last": "last",
            "share_first": "w_first",
            "share_last": "w_last",
            "within": "(last - first) * (w_first + w_last) / 2",
            "mix": f"(w_last - w_first) * ((first + last) / 2 - ({centre}))",
        }
        parts = select(columns, f"({means}) AS weighed")
        inner = select({name: name for name in columns} | {"gain": "within + mix"}, f"({parts}) AS parts")
        names = ("first", "last", "share_first", "share_last", "within", "mix", "gain")
        whole = {
            "all_first": "sum(share_first * first)",
            "all_last": "sum(share_last * last)",
            "all_gain": "sum(gain)",
            "all_within": "sum(within)",
            "all_mix": "sum(mix)",
        }
    more = f"(SELECT count(DISTINCT {d}) FROM data WHERE {known} AND ({' OR '.join(at.values())})) - {len(levels)}"
    shares = {f"part_{i}": f"gain_{i} / nullif(all_gain, 0)" for i in range(1, len(levels) + 1)}
    if not _adds(target):
        shares |= {"within_part": "all_within / nullif(all_gain, 0)"}
    moments = {
        f"{key}_period": f"CAST({literal(m)} AS TIMESTAMP)" for key, m in zip(("first", "last"), ends, strict=True)
    }
    columns = cells(levels, names) | whole | {"more": more} | shares | moments
    return proof_of_cells(columns, names, f"({inner}) AS grouped")


def _total(periods: Periods, target: Target, value: str, where: str, *, is_by_date: bool) -> str:
    """SQL: what a group comes to in a period, or at each of the dates with a value that the period has."""
    own = f"coalesce({value} FILTER ({where}), 0)"
    if not is_by_date:
        return own
    known = "" if target.form is Form.COUNT else f" AND {target.sql} IS NOT NULL"
    dates = select({"dates": f"count(DISTINCT date_trunc('day', {periods.expression}))"}, where=f"{where}{known}")
    return f"{own} / ({dates})"


def _plot(target: Target, name: str, levels: list[object], gains: np.ndarray) -> Plot:
    label = {
        Form.TOTAL: f"Change of total {target.name}",
        Form.COUNT: "Change of the number of rows",
        Form.SHARE: f"Part of the change of the share of {target.label_inside}",
    }.get(target.form, f"Part of the change of {target.name}")
    return bars(
        levels,
        target.plotted(gains),
        by=name,
        shown=label,
        alt_text=f"Bar chart of what each {name} added to the change.",
        unit="percentage points" if target.is_share else target.plotted_unit,
        marked=levels[:1],
    )
