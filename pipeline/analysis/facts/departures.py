"""Entities that come and go: how many have gone by the end, and of which kind most."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import literal, quote
from pipeline.story import Plot

MAX_LEVELS = 8
MIN_GONE = 10
MIN_APART = 0.05
MIN_OF_GROUP = 10  # entities
AGGREGATES = {"entities": "count(*)", "gone": "sum(gone)", "share": "gone / entities"}


@dataclass(frozen=True)
class Departures:
    """What the words need beside the values."""

    entity: str
    by: str
    grain: str
    groups: int  # that are told, those of which most have gone first


class DeparturesFact(FactKind):
    """Of a panel whose entities come and go: which had no row any more in the last period."""

    name: ClassVar[str] = "departures"
    is_news: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods, entity = view.periods, view.subject.entity
        if periods is None or entity is None or not view.comes_and_goes:
            return
        names = [
            g.column for g in view.groups if len(g.levels) <= MAX_LEVELS and view.context.follows(entity, g.column)
        ]
        tables = {name: _gone(view, periods, entity, name) for name in names}
        found = {name: table for name, table in tables.items() if _tells(table)}
        if found:
            by = min(found, key=lambda name: _p(found[name]))
            yield _draft(view, periods, entity, by, found[by], len(names))


def _last_seen(periods: Periods, entity: str, by: str) -> str:
    """SQL: each entity with its kind, and whether its last row lies before the last complete period."""
    grain = periods.finest
    has_gone = f"max({periods.sql(grain)}) < {literal(periods.frame(grain).index[-1])}"
    known = f"{periods.expression} IS NOT NULL AND {quote(entity)} IS NOT NULL"
    return (
        f"(SELECT any_value({quote(by)}) AS kind, CAST({has_gone} AS INTEGER) AS gone FROM data WHERE {known} "
        f"GROUP BY {quote(entity)}) AS seen"
    )


def _gone(view: View, periods: Periods, entity: str, by: str) -> pd.DataFrame:
    """By kind the number of entities and of those that have gone, the largest share first."""
    source = grouped("kind", AGGREGATES, source=_last_seen(periods, entity, by))
    table = view.context.connection.execute(f"SELECT * FROM {source} ORDER BY share DESC, level").df()
    return table[table["entities"] >= MIN_OF_GROUP]


def _tells(table: pd.DataFrame) -> bool:
    """Whether enough have gone, of one kind more than of another."""
    return len(table) > 1 and table["gone"].sum() >= MIN_GONE and bool(np.ptp(table["share"]) >= MIN_APART)


def _p(table: pd.DataFrame) -> float:
    counts = table[["gone", "entities"]].to_numpy(dtype=float)
    return float(exact.independence(np.column_stack([counts[:, 0], counts[:, 1] - counts[:, 0]]))[1])


def _draft(view: View, periods: Periods, entity: str, by: str, table: pd.DataFrame, asked: int) -> Draft:
    levels = list(table["level"])
    columns = cells(levels, AGGREGATES)
    columns |= {"all_entities": "sum(entities)", "all_gone": "sum(gone)", "all_share": "all_gone / all_entities"}
    columns["last_period"] = f"CAST({literal(periods.frame(periods.finest).index[-1])} AS TIMESTAMP)"
    source = grouped("kind", AGGREGATES, source=_last_seen(periods, entity, by))
    return Draft(
        kind=DeparturesFact.name,
        section="who_where",
        columns=view.columns(entity, by, periods.column),
        n=int(table["entities"].sum()),
        query=proof_of_cells(columns, AGGREGATES, source),
        worth=7.4,
        detail=Departures(entity, by, periods.finest, len(levels)),
        claim=Claim("chi-squared and likelihood-ratio test", min(1.0, _p(table) * asked)),
        plot=lambda _: _plot(entity, by, table),
    )


def _plot(entity: str, by: str, table: pd.DataFrame) -> Plot:
    return bars(
        table["level"],
        100 * table["share"].astype(float),
        by=by,
        shown=f"Share of {entity} gone",
        alt_text=f"Bar chart of the share of {entity} that have gone, for each {by}.",
        unit="%",
        is_share=True,
        marked=table["level"].head(1),
        total=len(table),
    )
