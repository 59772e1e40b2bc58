"""Rows on the wrong side of a limit of their own: stock at its reorder point, a branch below its target."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.worst_group import worst_group
from pipeline.analysis.sql import quote
from pipeline.analysis.subject import Limit, Topic, is_bare_limit, is_of_one_unit, limit_of, topics
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.names import words
from pipeline.sampling import sampled
from pipeline.story import ColumnType, Plot, TableKind

MIN_ROWS = 10
MIN_BEYOND, MAX_BEYOND = 2, 0.9  # rows, and share of them: a limit that nearly all break is none
MAX_TIMES = 30.0  # as large as the limit, from which on a measure is another thing
MAX_POINTS = 2_000
TOLD = 3  # rows, farthest from their limits first


@dataclass(frozen=True)
class Shortfall:
    """What the words need beside the values."""

    actual: str
    limit: str
    kind: Limit
    unit: str | None
    label: str | None  # the column that names the rows
    told: int  # rows that are named
    price: str | None  # what one of the unit costs
    money: str | None  # the unit of that
    by: str | None  # the column of the group in which most are beyond


class ShortfallFact(FactKind):
    """A measure beside a column that says what it must not fall to, or rise above."""

    name: ClassVar[str] = "shortfall"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    is_news: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.subject.table is TableKind.PANEL:  # of which only the last moment counts
            return
        numbers = view.context.sample.numbers
        for limit in filter(_is_limit, view.context.measures):
            actual = _actual(view, limit)
            if actual is None:
                continue
            kind = limit_of(limit.name)
            assert kind is not None
            beyond = kind.is_beyond(numbers[actual.name], numbers[limit.name])
            known = ~np.isnan(numbers[actual.name]) & ~np.isnan(numbers[limit.name])
            if known.sum() >= MIN_ROWS and MIN_BEYOND <= beyond.sum() <= MAX_BEYOND * known.sum():
                yield _draft(view, actual, limit, kind, beyond)
                return


def _is_limit(v: Variable) -> bool:
    """Whether a measure is a limit; how long something may take is one of its own kind, see ``overrun``."""
    return limit_of(v.name) is not None and Topic.DURATION not in topics(v.name)


def _actual(view: View, limit: Variable) -> Variable | None:
    """What the limit is one of: a measure with words of its name, else the subject, else its neighbour."""
    unit, place = view.context.unit(limit.name), list(view.context.variables).index(limit.name)
    places = {name: abs(at - place) for at, name in enumerate(view.context.variables)}
    fits = [
        v
        for v in view.context.measures
        if v.name != limit.name and limit_of(v.name) is None and _is_of_its_kind(view, v, limit, unit)
    ]
    own = set(words(limit.name))
    ranked = sorted(fits, key=lambda v: (-len(own & set(words(v.name))), v.name != view.subject.column, places[v.name]))
    return next(iter(ranked), None)


def _is_of_its_kind(view: View, v: Variable, limit: Variable, unit: str | None) -> bool:
    """Whether a measure has the limit's unit and size, and is named, called or placed as what it limits."""
    sizes = [float(np.nanmedian(np.abs(view.context.sample.numbers[name]))) for name in (v.name, limit.name)]
    is_alike = view.context.unit(v.name) == unit and max(sizes) <= MAX_TIMES * max(min(sizes), 1e-12)
    names = list(view.context.variables)
    is_beside = abs(names.index(v.name) - names.index(limit.name)) == 1
    shares = bool(set(words(v.name)) & set(words(limit.name)))
    is_meant = shares or (is_beside and is_bare_limit(limit.name)) or Topic.ACTUAL in topics(v.name)
    return is_alike and is_meant and not is_of_one_unit(v.name)


def _label(view: View) -> str | None:
    """The column that names single rows."""
    kinds = (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)
    named = (Role.IDENTIFIER, Role.TEXT, Role.ENTITY)
    found = (v for v in view.context.variables.values() if v.role in named and v.column.type in kinds)
    return next((v.name for v in found if v.column.distinct > 0.95 * view.row_count), None)


def _price(view: View, kind: Limit) -> str | None:
    """What one of what is wanting costs."""
    if not kind.is_floor:
        return None
    priced = (v.name for v in view.context.measures if Topic.MONEY in topics(v.name) and is_of_one_unit(v.name))
    return next(priced, None)


def _draft(view: View, actual: Variable, limit: Variable, kind: Limit, beyond: np.ndarray) -> Draft:
    a, m = actual.sql, limit.sql
    label, price = _label(view), _price(view, kind)
    worst = worst_group(view, actual.name, beyond)
    by = worst.column if worst else None
    condition, gap = f"{a} {kind.operator} {m}", f"abs({a} - {m})"
    columns = {
        "rows": f"count(*) FILTER ({a} IS NOT NULL AND {m} IS NOT NULL)",
        "beyond": f"count(*) FILTER ({condition})",
        "share": "beyond / nullif(rows, 0)",
        "apart": f"sum({gap}) FILTER ({condition})",
    }
    told = min(TOLD, int(beyond.sum())) if label is not None else 0
    for place in range(1, told + 1):
        order = f"ORDER BY {gap} DESC, {quote(label or '')}"
        columns |= {
            f"{name}_{place}": f"(list({sql} {order}) FILTER ({condition}))[{place}]"
            for name, sql in {"row": quote(label or ""), "actual": a, "limit": m}.items()
        }
    if price is not None:
        columns["worth"] = f"sum({gap} * {view.context.sql(price)}) FILTER ({condition})"
    if worst is not None:
        columns |= worst.counts("beyond", condition)
    unit, money = (None if name is None else view.context.unit(name) for name in (actual.name, price))
    return Draft(
        kind=ShortfallFact.name,
        section="how_much",
        columns=view.columns(actual.name, limit.name, label if told else None, price, by),
        n=view.row_count,
        query=proof_of(columns),
        worth=9.5,
        detail=Shortfall(actual.name, limit.name, kind, unit, label, told, price, money, by),
        claim=worst.picked(view).claim if worst else None,
        compares=worst is not None,
        plot=lambda _: _plot(view, actual.name, limit.name, beyond),
    )


def _plot(view: View, actual: str, limit: str, beyond: np.ndarray) -> Plot:
    """Each row by its limit and what it is."""
    numbers = view.context.sample.numbers
    frame = pd.DataFrame({"limit": numbers[limit], "actual": numbers[actual]}).dropna()
    kept = sampled(frame, MAX_POINTS, pd.Series(beyond)[frame.index])
    return Plot(
        kind="scatter",
        title=f"{actual} and {limit}",
        frame=kept.reset_index(drop=True),
        x="limit",
        y="actual",
        x_label=limit,
        y_label=actual,
        alt_text=f"Scatter plot of {actual} against {limit}.",
        x_unit=view.context.unit(limit),
        y_unit=view.context.unit(actual),
        total=len(frame),
    )
