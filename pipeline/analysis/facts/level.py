"""How much: the level of the subject or of a companion, over how many rows and what time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.plots.level import level_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.subject import Accumulation, Topic, accumulation, topics
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, TableKind

MIN_ZEROS = 0.1  # of the rows, from which the share of the others is told: days without rain
MAX_OTHERS = 5
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
        first = target is view.target
        values = view.values(target)
        money = _money(view) if first and target.form is Form.SHARE else None
        base = view.measure(view.subject.base) if first and view.subject.base else None
        zeros = target.form is Form.TOTAL and bool(np.mean(values[~np.isnan(values)] == 0) >= MIN_ZEROS)
        counted = _counted(view) if first else ()
        periods = view.periods if first or target.form is Form.TOTAL else None
        whole_years = None
        columns = {"rows": "count(*)", "known": f"count({target.sql})"}
        others = _other_levels(view) if target.form is Form.SHARE else ()
        if target.form is Form.SHARE:
            columns |= {"hits": f"sum({target.sql})", "share": target.mean, "rest": "known - hits"}
            known = quote(target.name)
            for i, level in enumerate(others, start=1):
                columns[f"level_{i}"] = literal(level)
                columns[f"share_{i}"] = f"avg(CAST({known} = {literal(level)} AS INTEGER))"
        elif target.form is not Form.COUNT:
            columns |= {
                "mean": target.mean,
                "median": f"median({target.sql})",
                "least": f"min({target.sql})",
                "most": f"max({target.sql})",
            }
        if target.form is Form.TOTAL:
            columns["total"] = target.aggregate
        if zeros:
            columns["nonzero_share"] = f"avg(CAST({target.sql} <> 0 AS INTEGER))"
        for i, name in enumerate(counted, start=1):
            columns[f"different_{i}"] = f"count(DISTINCT {quote(name)})"
        if money is not None:
            columns["money_hits"] = f"sum({money.sql}) FILTER ({target.sql} = 1)"
            columns["money_all"] = f"sum({money.sql})"
            columns["money_share"] = "money_hits / nullif(money_all, 0)"
        if base is not None:
            columns["base_total"] = f"sum({base.sql})"
            columns["own_total"] = f"sum({target.sql})"
            columns["ratio"] = "own_total / nullif(base_total, 0)"
            columns["mean_ratio"] = f"avg({target.sql} / nullif({base.sql}, 0))"
            columns["base_mean"] = f"avg({base.sql})"
        grain = None
        if periods is not None:
            grain = "month" if periods.finest == "day" else periods.finest
            columns["first_moment"] = f"min({periods.expression})"
            columns["last_moment"] = f"max({periods.expression})"
            years = len(periods.frame("year")) if target.form is Form.TOTAL else 0
            if years >= 2 and years == pd.DatetimeIndex(periods.base.index).year.nunique():
                whole_years = float(years)
                columns["per_year"] = f"total / {years}.0"
        detail = Level(target, counted, others, money, base, view.subject.time, grain, zeros, whole_years)
        names = view.columns(target.column, view.subject.base if base else None, money.column if money else None)
        return Draft(
            kind=self.name,
            section="how_much",
            columns=names,
            n=view.row_count,
            query=proof_of(columns),
            worth=worth,
            detail=detail,
            compares=False,
            plot=lambda values: level_plot(view, target, values),
        )


def _other_levels(view: View) -> tuple[object, ...]:
    """The other values of an outcome that has more than two, the commonest first."""
    grouping = view.context.sample.groupings[view.target.name]
    if not 2 < len(grouping.levels) <= MAX_OTHERS + 1:
        return ()
    ordered = sorted(range(len(grouping.levels)), key=lambda i: -int(grouping.sizes[i]))
    return tuple(grouping.levels[i] for i in ordered if grouping.levels[i] != view.target.value)


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


def _money(view: View) -> Target | None:
    """The companion that may be added up over the rows: what goes with those who left."""
    for companion in view.companions:
        variable = view.context.variables[companion.name]
        adds = accumulation(variable)
        if adds is not Accumulation.NEVER and topics(companion.name) & {Topic.MONEY, Topic.STOCK}:
            return companion
    return None
