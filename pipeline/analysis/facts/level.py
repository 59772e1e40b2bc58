"""How much: the level of the subject or of a companion, over how many rows and what time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.level import level_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.ratio_cells import RatioOf, known, quotient, ratios, sums_of, unit_of
from pipeline.analysis.facts.target import DETRACTOR, PROMOTER, Target, decided
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.subject import Accumulation, Topic, accumulation, topics
from pipeline.analysis.subject.ratios import Ratio
from pipeline.analysis.subject.vocabulary import PAID
from pipeline.analysis.variables.roles import Role
from pipeline.names import words
from pipeline.story import ColumnType, Form, TableKind

MIN_ZEROS = 0.1  # of the rows, from which the share of the others is told: days without rain
MAX_OTHERS = 5
MAX_AT_END = 0.02  # of the rows, up to which a smallest or largest value is one: of more it is the end of a scale
MAX_COUNTED = 2  # columns whose different values are counted beside the rows


@dataclass(frozen=True)
class Level:
    """What the words need beside the values."""

    target: Target
    counted: tuple[str, ...]  # entity columns whose different values are counted
    others: tuple[object, ...]  # of an outcome with several values, its other values
    money: Target | None  # whose share goes with the outcome
    base: Target | None  # of which the subject is a part
    time: str | None
    grain: str | None
    has_zeros: bool
    years: float | None
    beside: tuple[Target, ...] = ()  # companions whose level is told in a word
    held: str | None = None  # of a stock: the entity that it is added up over, at the last moment
    brought: Target | None = None  # what rows have only with the outcome, or only without
    rate: RatioOf | None = None  # the ratio of two sums that the subject is a side of
    low: bool = True  # whether the smallest value says something, which nought and the end of a scale don't
    high: bool = True  # whether the largest does
    is_sum: bool = False  # of what happened: a total says more than a mean


class LevelFact(FactKind):
    """The subject over all rows, then each companion."""

    name: ClassVar[str] = "level"
    part: ClassVar[LeadPart] = LeadPart.LEVEL

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.subject.table is not TableKind.SURVEY:  # where all items stand side by side
            yield self._draft(view, view.target, 10.0)
        for place, companion in enumerate(view.companions if view.subject.table is not TableKind.SURVEY else ()):
            yield self._draft(view, companion, 2.0 - place)

    def _draft(self, view: View, target: Target, worth: float) -> Draft:
        detail = _detail(view, target)
        base, money = detail.base, detail.money
        columns = {"rows": "count(*)", "known": f"count({target.sql})"} | _of_form(target, detail.others)
        if detail.has_zeros:
            columns["nonzero_share"] = f"avg(CAST({target.sql} <> 0 AS INTEGER))"
        columns |= {f"different_{i}": f"count(DISTINCT {quote(n)})" for i, n in enumerate(detail.counted, start=1)}
        for i, companion in enumerate(detail.beside, start=1):
            columns |= _of_companion(companion, f"beside_{i}")
        columns |= {} if money is None else _of_money(target, money)
        columns |= {} if base is None else _of_base(target, base)
        columns |= {} if detail.brought is None else _of_brought(target, detail.brought)
        columns |= {} if detail.rate is None else _of_rate(view, detail.rate.ratio)
        columns |= {} if view.periods is None else _of_time(view.periods, detail)
        if detail.years is not None:
            columns["per_year"] = f"total / {detail.years:.0f}.0"
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, *_beside(detail)),
            n=view.row_count,
            query=proof_of(columns),
            worth=worth,
            detail=detail,
            compares=False,
            plot=lambda values: level_plot(view, target, values),
        )


def _beside(detail: Level) -> tuple[str | None, ...]:
    """The other columns that are told of."""
    rate = () if detail.rate is None else (detail.rate.ratio.part, detail.rate.ratio.whole)
    beside = (detail.base, detail.money, detail.brought)
    return (*(part.column if part else None for part in beside), *rate)


def _detail(view: View, target: Target) -> Level:
    first, values = target is view.target, view.values(target)
    is_share, is_total = target.form is Form.SHARE, target.form is Form.TOTAL
    summed = view.is_summed(target) and view.periods is not None
    periods = view.periods if first or is_total or summed else None
    low, high = _telling_ends(view, target, values)
    return Level(
        target=target,
        counted=_counted(view) if first else (),
        others=_other_levels(view) if is_share else (),
        money=_money(view) if first and is_share else None,
        base=view.measure(view.subject.base) if first and view.subject.base else None,
        time=view.subject.time,
        grain=None if periods is None else "month" if periods.finest == "day" else periods.finest,
        has_zeros=is_total and bool(np.mean(values[~np.isnan(values)] == 0) >= MIN_ZEROS),
        held=view.subject.entity if summed else None,
        years=_whole_years(periods) if periods is not None and is_total else None,
        beside=tuple(c for c in view.companions if c.name != view.subject.base) if first else (),
        brought=view.brought if first and is_share else None,
        rate=_rate(view) if first and view.subject.base is None else None,
        low=low,
        high=high,
        is_sum=view.subject.time is not None or view.subject.table is TableKind.EVENTS or target.stock,
    )


def _rate(view: View) -> RatioOf | None:
    """The first ratio that the subject is a side of."""
    found = (ratio for ratio in ratios(view) if view.subject.column in (ratio.part, ratio.whole))
    return next((RatioOf(ratio, unit_of(view, ratio)) for ratio in found), None)


def _of_brought(target: Target, brought: Target) -> dict[str, str]:
    """SQL: how much of it rows with the outcome have on average, and the others."""
    sides = {"brought": 1, "brought_else": 0}
    return {name: f"avg({brought.sql}) FILTER ({target.sql} = {hit})" for name, hit in sides.items()}


def _of_rate(view: View, ratio: Ratio) -> dict[str, str]:
    """SQL: a ratio of two sums, of the rows that have both."""
    sums = {f"rate_{side}": f"{sql} FILTER ({known(view, ratio)})" for side, sql in sums_of(view, ratio).items()}
    return sums | {"rate": quotient(ratio, "rate_part", "rate_whole")}


def _telling_ends(view: View, target: Target, values: np.ndarray) -> tuple[bool, bool]:
    """Whether the smallest and the largest value are news.

    Nought is the least that any count, amount or duration can be; a value that many rows share is the end of a scale,
    and one that is the mean is all values. Of durations of which some haven't ended yet the largest isn't known.
    """
    known = values[~np.isnan(values)]
    if target.form is not Form.MEAN or not len(known):
        return True, True
    ends = (known.min(), known.max())
    rows = max(1.0, MAX_AT_END * len(known))
    low, high = (end != known.mean() and np.count_nonzero(known == end) <= rows for end in ends)
    is_from_nought = ends[0] == 0 and not target.is_interval
    return bool(low and not is_from_nought), bool(high and not view.open_ends(target))


def _of_companion(companion: Target, name: str) -> dict[str, str]:
    """SQL: the level of a companion that is told in a word; of a mean, between what it lies."""
    if companion.form is not Form.MEAN:
        return {name: companion.aggregate if companion.form is Form.TOTAL else companion.mean}
    return {
        name: companion.mean,
        f"{name}_least": f"min({companion.sql})",
        f"{name}_most": f"max({companion.sql})",
    }


def _of_time(periods: Periods, detail: Level) -> dict[str, str]:
    """SQL: from when to when, and of a stock its last moment."""
    moments = {"first_moment": f"min({periods.expression})", "last_moment": f"max({periods.expression})"}
    held = {} if detail.held is None else _held(periods, detail.target)
    return held if detail.grain is None else moments | held


def _held(periods: Periods, target: Target) -> dict[str, str]:
    """SQL: a stock in the last complete period, of how many, and how much each."""
    last = periods.totals(target).index[-1]
    now = periods.where(periods.finest, last)
    return {
        "held_period": f"CAST({literal(last)} AS TIMESTAMP)",
        "held_total": f"sum({target.sql}) FILTER ({now})",
        "held_count": f"count({target.sql}) FILTER ({now} AND {target.sql} <> 0)",
        "held_mean": "held_total / nullif(held_count, 0)",
    }


def _whole_years(periods: Periods) -> float | None:
    """How many years the file covers, if it covers two or more, each of them wholly."""
    years = len(periods.frame("year"))
    return float(years) if 2 <= years == pd.DatetimeIndex(periods.base.index).year.nunique() else None


def _of_form(target: Target, others: tuple[object, ...]) -> dict[str, str]:
    """SQL of the level itself: how many and which share, or the mean, the middle and the ends, and the total."""
    if target.form is Form.COUNT:
        return {}
    if target.form is Form.SHARE:
        columns = {"hits": f"sum({target.sql})", "share": target.mean, "rest": "known - hits"}
        for i, level in enumerate(others, start=1):
            columns[f"level_{i}"] = literal(level)
            column = decided(quote(target.name), target.undecided)
            columns[f"share_{i}"] = f"avg(CAST({column} = {literal(level)} AS INTEGER))"
        if target.undecided:
            column = quote(target.name)
            columns["undecided"] = f"count({column}) FILTER ({decided(column, target.undecided)} IS NULL)"
        return columns
    if target.is_net:
        of = {"promoters": "= 100", "passives": "= 0", "detractors": "= -100"}
        shares = {name: f"avg(CAST({target.sql} {which} AS INTEGER))" for name, which in of.items()}
        return {"mean": target.mean, "from_promoter": str(PROMOTER), "to_detractor": str(DETRACTOR)} | shares
    columns = {
        "mean": target.mean,
        "median": f"median({target.sql})",
        "least": f"min({target.sql})",
        "most": f"max({target.sql})",
    }
    return columns | ({"total": target.aggregate} if target.form is Form.TOTAL else {})


def _of_money(target: Target, money: Target) -> dict[str, str]:
    """SQL: how much of the money goes with the rows that an outcome counts."""
    return {
        "money_hits": f"sum({money.sql}) FILTER ({target.sql} = 1)",
        "money_all": f"sum({money.sql}){f' FILTER ({target.sql} IS NOT NULL)' if target.undecided else ''}",
        "money_share": "money_hits / nullif(money_all, 0)",
    }


def _of_base(target: Target, base: Target) -> dict[str, str]:
    """SQL: what the subject is of the money that it is a part of."""
    return {
        "base_total": f"sum({base.sql})",
        "own_total": f"sum({target.sql})",
        "ratio": "own_total / nullif(base_total, 0)",
        "mean_ratio": f"avg({target.sql} / nullif({base.sql}, 0))",
        "base_mean": f"avg({base.sql})",
    }


def _other_levels(view: View) -> tuple[object, ...]:
    """The other values of an outcome that has more than two, the commonest first."""
    grouping = view.context.sample.groupings[view.target.name]
    ordered = sorted(range(len(grouping.levels)), key=lambda i: -int(grouping.sizes[i]))
    told = [grouping.levels[i] for i in ordered if grouping.levels[i] not in view.target.undecided]
    return tuple(level for level in told if level != view.target.value) if 2 < len(told) <= MAX_OTHERS + 1 else ()


def _counted(view: View) -> tuple[str, ...]:
    """Columns that name who or what the rows belong to, by their names: order, customer."""
    found = []
    for v in view.context.variables.values():
        named = v.role in (Role.ENTITY, Role.IDENTIFIER) and v.column.type is not ColumnType.TEXT and not v.sources
        comes_back = v.column.distinct < 0.9 * view.row_count and v.column.distinct > 20
        if named and comes_back and Topic.KEY in topics(v.name):
            found.append(v.name)
    if view.subject.table is TableKind.PANEL and view.subject.entity:
        found.insert(0, view.subject.entity)
    return tuple(dict.fromkeys(found))[:MAX_COUNTED]


def _is_of_an_event(view: View, name: str) -> bool:
    """Whether a price is what was paid for what a row is: an order, a ticket; not for a night or a piece of it."""
    return view.subject.table is TableKind.EVENTS and set(words(name)) <= PAID


def _money(view: View) -> Target | None:
    """The companion that may be added up over the rows: what goes with those who left."""
    outcome = view.subject.column
    for companion in (c for c in view.companions if not view.beside.comes_of_subject(c.name)):
        if outcome and view.context.follows(companion.name, outcome):
            continue  # all of it is of the ones, or nothing
        variable = view.context.variables[companion.name]
        adds = accumulation(variable) is not Accumulation.NEVER or _is_of_an_event(view, companion.name)
        if adds and topics(companion.name) & {Topic.MONEY, Topic.STOCK}:
            return companion
    return None
