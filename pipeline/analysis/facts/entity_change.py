"""Who changed most: the entities of a panel between its first and its last period, and the largest falls on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.change import ends_of_entities
from pipeline.analysis.facts.fact import Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.plots.groups import ends_plot
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row, quote
from pipeline.analysis.subject import Topic, topics
from pipeline.story import Fact, Form, Plot, TableKind

TOP = 3
MIN_ENTITIES = 3
APART = 1.5  # times as much growth, at least, of the first as of the last, to be told there of money and counts
MUCH = 0.1  # of the usual level, by which some entity has to have moved to be in the first paragraph
MIN_STAYED = 0.5  # of the entities at the end, that were there at the beginning


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


class EntityChangeFact(FactKind):
    """Of a panel: the subject, and each companion."""

    name: ClassVar[str] = "entity_change"
    follows_time: ClassVar[bool] = True

    def leads(self, fact: Fact) -> bool:
        """See :meth:`FactKind.leads`: the one that moved most moved by much of what is usual."""
        places = range(1, fact.detail.top + fact.detail.bottom + 1)
        if fact.detail.by_factor:
            high, low = (Row(fact.values).number(f"factor_{place}") for place in (1, fact.detail.top + 1))
            return self.may_lead and high >= APART * low
        gains = [abs(Row(fact.values).number(f"gain_{place}")) for place in places]
        usual = abs(Row(fact.values).number("median_first"))
        return self.may_lead and max(gains) >= MUCH * usual

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None or view.subject.table is not TableKind.PANEL or view.subject.entity is None:
            return
        for place, target in enumerate((view.target, *view.companions)):
            if target.form is Form.SHARE:
                continue
            draft = self._draft(view, periods, target, 8.0 - 2.5 * place)
            if draft is not None:
                yield draft

    def _draft(self, view: View, periods: Periods, target: Target, worth: float) -> Draft | None:
        everyone = ends_of_entities(view, periods, target)
        ends = everyone.dropna()
        ends = ends[(ends["first"] != 0) | (ends["last"] != 0)]  # what is nought throughout doesn't change
        if len(ends) < max(MIN_ENTITIES, MIN_STAYED * everyone["last"].count()):
            return None
        money = bool(topics(target.name) & {Topic.MONEY, Topic.STOCK}) and bool((ends["first"] > 0).all())
        by_factor = money and float(ends["first"].max() / max(ends["first"].min(), 1e-12)) > 5
        gain = ends["last"] / ends["first"] if by_factor else ends["last"] - ends["first"]
        order = gain.sort_values(ascending=False, kind="stable").index
        top, bottom = min(TOP, len(order) // 2), min(2, len(order) // 2)
        shown = [*order[:top], *order[::-1][:bottom]]
        levels = [ends.loc[i, "entity"] for i in shown]
        e, grain = quote(view.subject.entity or ""), view.grain_of(periods, target)
        index = periods.series(target, grain).index
        first, last = (periods.where(grain, moment) for moment in (index[0], index[-1]))
        by_entity = {
            "first": f"avg({target.sql}) FILTER ({first})",
            "last": f"avg({target.sql}) FILTER ({last})",
            "gain": "last - first",
            "factor": "last / nullif(first, 0)",
        }
        inner = grouped(e, by_entity)
        columns = cells(levels, by_entity) | {
            "entities": "count(gain)",
            "fell": "count(*) FILTER (gain < 0)",
            "rose": "count(*) FILTER (gain > 0)",
            "median_first": "median(first)",
            "median_last": "median(last)",
        }
        columns |= {
            f"{key}_period": f"CAST(TIMESTAMP '{moment}' AS TIMESTAMP)"
            for key, moment in (("first", index[0]), ("last", index[-1]))
        }
        frame = pd.DataFrame({"level": [str(level) for level in levels], "value": [float(gain.loc[i]) for i in shown]})
        label = f"Growth of {target.name}"
        return Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(target.column, view.subject.entity, periods.column),
            n=view.row_count,
            query=proof_of_cells(columns, by_entity, inner),
            worth=worth,
            detail=EntityChange(
                target,
                view.subject.entity or "",
                grain,
                top,
                bottom,
                by_factor,
                bool((ends["last"] < ends["first"]).any()),
            ),
            compares=False,
            plot=lambda _: (
                ends_plot(
                    target,
                    view.subject.entity or "",
                    ends.loc[shown].assign(level=[str(level) for level in levels]),
                    grain,
                    (index[0], index[-1]),
                )
                if not by_factor
                else Plot(
                    kind="bar",
                    title=label,
                    frame=frame,
                    x="level",
                    y="value",
                    x_label=view.subject.entity or "",
                    y_label=label,
                    alt_text=f"Bar chart of the {label.lower()}.",
                    y_unit="times",
                )
            ),
        )
