"""Who changed most: the entities of a panel between its first and its last period, and the largest falls on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.facts.change import ends_of_entities
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.group_change import ENTITY_CHANGE, GroupChangeFact
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.groups import ends_plot
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.own_noise import moved_p
from pipeline.analysis.sql import Row, quote
from pipeline.analysis.subject import Topic, topics
from pipeline.story import Fact, Form, Plot, TableKind, Verdict

TOP, BOTTOM = 3, 2  # entities that are told
MIN_ENTITIES = 3
DIFFERENT = 5  # times as large as the smallest is the largest, at least, for growth to be told as a factor
APART = 1.5  # times as much growth, at least, of the first as of the last, to be told there of money and counts
MUCH = 0.1  # of the usual level, by which some entity has to have moved to be in the first paragraph
CERTAIN = (None, Verdict.BEYOND_CHANCE)
MIN_STAYED = 0.5  # of the entities at the end, that were there at the beginning


@dataclass(frozen=True)
class Growth:
    """What the entities of a panel had first and last: those to be told, that grew most and least."""

    target: Target
    shown: pd.DataFrame  # entity, first, last, value (how much, or how many times); the first ``top`` grew most
    top: int
    by_factor: bool
    some_fell: bool  # of all


@dataclass(frozen=True)
class EntityChange:
    """What the words need beside the values."""

    target: Target
    entity: str
    grain: str
    top: int
    bottom: int
    by_factor: bool  # money and counts of very different size: how many times, not how much
    some_fell: bool
    averaged: bool  # over the rows of a longer period: no total of it


class EntityChangeFact(FactKind):
    """Of a panel: the subject, and each companion."""

    name: ClassVar[str] = ENTITY_CHANGE
    follows_time: ClassVar[bool] = True
    is_record: ClassVar[bool] = True

    def leads(self, fact: Fact) -> bool:
        """See :meth:`FactKind.leads`: the one that moved most moved by much of what is usual."""
        places = range(1, fact.detail.top + fact.detail.bottom + 1)
        if fact.detail.by_factor:
            high, low = (Row(fact.values).number(f"factor_{place}") for place in (1, fact.detail.top + 1))
            return self.may_lead and high >= APART * low
        gains = [abs(Row(fact.values).number(f"gain_{place}")) for place in places]
        usual = abs(Row(fact.values).number("median_first"))
        return self.may_lead and max(gains) >= MUCH * usual

    def is_founded(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """See :meth:`FactKind.is_founded`: unless it is told, and more surely, how each of a few entities went."""
        told = [other for other in drafts if other.kind == GroupChangeFact.name and other.verdict in CERTAIN]
        return not any(
            other.detail.target == draft.detail.target and other.detail.by == draft.detail.entity for other in told
        )

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.subject.table is not TableKind.PANEL or view.subject.entity is None:
            return
        for place, target in enumerate((view.target, *view.companions)):
            if target.form is Form.SHARE:
                continue
            growth = _growth(view, periods, target)
            if growth is not None:
                yield _draft(view, periods, growth, worth=8.0 - 2.5 * place)


def _growth(view: View, periods: Periods, target: Target) -> Growth | None:
    """How the entities changed that are there at both ends; None of few, or where most came later."""
    everyone = ends_of_entities(view, periods, target)
    ends = everyone.dropna()
    ends = ends[(ends["first"] != 0) | (ends["last"] != 0)]  # what is nought throughout doesn't change
    if len(ends) < max(MIN_ENTITIES, MIN_STAYED * everyone["last"].count()):
        return None
    money = bool(topics(target.name) & {Topic.MONEY, Topic.STOCK}) and bool(
        (ends["first"] > 0).all() and (ends["last"] >= 0).all()
    )
    by_factor = money and float(ends["first"].max() / max(ends["first"].min(), 1e-12)) > DIFFERENT
    value = ends["last"] / ends["first"] if by_factor else ends["last"] - ends["first"]
    ordered = ends.assign(value=value).sort_values("value", ascending=False, kind="stable")
    top, bottom = min(TOP, len(ordered) // 2), min(BOTTOM, len(ordered) // 2)
    shown = pd.concat([ordered[:top], ordered[::-1][:bottom]])
    return Growth(target, shown, top, by_factor, bool((ends["last"] < ends["first"]).any()))


def _draft(view: View, periods: Periods, growth: Growth, worth: float) -> Draft:
    entity, target = view.subject.entity or "", growth.target
    grain = view.grain_of(periods, target)
    index = periods.series(target, grain).index
    span = (index[0], index[-1])
    averaged = target.form is Form.TOTAL and grain != periods.finest
    return Draft(
        kind=EntityChangeFact.name,
        section="who_where",
        columns=view.columns(target.column, entity, periods.column),
        n=view.row_count,
        query=_query(periods, growth, entity, grain, span),
        worth=worth,
        detail=EntityChange(
            target,
            entity,
            grain,
            growth.top,
            len(growth.shown) - growth.top,
            growth.by_factor,
            growth.some_fell,
            averaged,
        ),
        claim=_claim(view, periods, growth, grain),
        plot=lambda _: (
            _factors_plot(growth, entity)
            if growth.by_factor
            else ends_plot(target, entity, _named(growth.shown), grain, span, averaged=averaged)
        ),
    )


def _claim(view: View, periods: Periods, growth: Growth, grain: str) -> Claim | None:
    """Whether the first or the last of those told changed by more than it does from one period to the next."""
    entity, target = view.subject.entity or "", growth.target
    table, _ = view.crossings.table(periods, entity, grain, target, summed=False)
    told = growth.shown["entity"].iloc[[0, growth.top]]
    if table.empty or not set(told) <= set(table.columns):
        return None
    values = table.to_numpy(dtype=float)
    if growth.by_factor:
        values = np.log(np.where(values > 0, values, np.nan))
    p_value = moved_p(values, np.flatnonzero(table.columns.isin(told)).tolist())
    return None if p_value is None else Claim("changes against the entities' own steps (t), corrected", p_value)


def _query(periods: Periods, growth: Growth, entity: str, grain: str, span: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    """SQL: what each told entity had at both ends, beside how many rose and fell of all."""
    first, last = (f"avg({growth.target.sql}) FILTER ({periods.where(grain, moment)})" for moment in span)
    by_entity = {
        "first": first,
        "last": last,
        "gain": "last - first",
        "factor": "last / nullif(first, 0)",
        "growth": "factor - 1",
    }
    columns = cells(list(growth.shown["entity"]), by_entity) | {
        "entities": "count(gain)",
        "fell": "count(*) FILTER (gain < 0)",
        "rose": "count(*) FILTER (gain > 0)",
        "median_first": "median(first)",
        "median_last": "median(last)",
    }
    columns |= {
        f"{key}_period": f"CAST(TIMESTAMP '{moment}' AS TIMESTAMP)"
        for key, moment in zip(("first", "last"), span, strict=True)
    }
    return proof_of_cells(columns, by_entity, grouped(quote(entity), by_entity))


def _named(shown: pd.DataFrame) -> pd.DataFrame:
    return shown.assign(level=[str(entity) for entity in shown["entity"]])


def _factors_plot(growth: Growth, entity: str) -> Plot:
    label = f"Growth of {growth.target.name}"
    return Plot(
        kind="bar",
        title=label,
        frame=_named(growth.shown)[["level", "value"]],
        x="level",
        y="value",
        x_label=entity,
        y_label=label,
        alt_text=f"Bar chart of the {wording.lowered(label)}.",
        y_unit="times",
    )
