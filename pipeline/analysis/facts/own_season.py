"""The season of one entity alone: the car park with its autumn fair, while the others have none, or share another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.season import level_name
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.season import seasonal_test
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal, quote, select
from pipeline.story import Form, Plot, TableKind

MONTHS = 12
MIN_YEARS = 3
MIN_ENTITIES, MAX_ENTITIES = 3, 200
MIN_APART = 0.1  # of the entity's mean, between its month and its other ones, beside what the others do then
ALONE = 0.5  # as far apart from the others at most are all other entities
OTHERS = "the others"


@dataclass(frozen=True)
class OwnSeason:
    """What the words need beside the values."""

    target: Target
    entity: str
    month: int
    years: int
    per: str | None = None  # the step in which dates follow each other, of a total for each of them


class OwnSeasonFact(FactKind):
    """Of a panel whose entities are there in each month of some years: the one whose months depart from the others'."""

    name: ClassVar[str] = "own_season"
    may_lead: ClassVar[bool] = False
    follows_time: ClassVar[bool] = True
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods, entity = view.periods, view.subject.entity
        if periods is None or entity is None or view.subject.table is not TableKind.PANEL:
            return
        if view.target.form is Form.SHARE or periods.finest not in {"day", "week", "month"}:
            return
        lines = _lines(view, periods, entity)
        if lines is None:
            return
        month = pd.DatetimeIndex(lines.index).month.to_numpy()
        apart = _apart(lines)
        departures = _departures(apart, month)
        place = int(np.abs(departures).max(axis=0).argmax())
        strange = int(np.abs(departures[:, place]).argmax())
        rest = _departures(_apart(lines.drop(columns=lines.columns[place])), month)
        size = abs(float(departures[strange, place]))
        if np.abs(rest).max() > ALONE * size:
            return
        p_value = min(1.0, seasonal_test(apart[:, place], month) * lines.shape[1])
        own = lines.iloc[:, place]
        matters = size >= MIN_APART * (1.0 if _is_relative(lines) else abs(float(own.mean())))
        detail = OwnSeason(view.target, entity, strange + 1, len(month) // MONTHS, periods.per(view.target, "month"))
        level = lines.columns[place]
        yield Draft(
            kind=self.name,
            section="who_where",
            columns=view.columns(view.target.column, entity, periods.column),
            n=view.row_count,
            query=_query(periods, detail, level, lines.index),
            worth=7.7,
            detail=detail,
            claim=Claim("F-test of the months in a regression on a line and the past, corrected", p_value, matters),
            plot=lambda _: _plot(detail, level, lines, month),
        )


def _lines(view: View, periods: Periods, entity: str) -> pd.DataFrame | None:
    """The subject by month of whole years and by entity; None where not each entity has a value in each of them."""
    table, _ = view.crossings.table(periods, entity, "month", view.target, summed=False)
    years = pd.DatetimeIndex(periods.frame("year").index).year
    lines = table[pd.DatetimeIndex(table.index).year.isin(years)]
    is_whole = len(lines) == MONTHS * len(years) and not lines.isna().to_numpy().any()
    is_many = len(years) >= MIN_YEARS and MIN_ENTITIES <= lines.shape[1] <= MAX_ENTITIES
    return lines if is_whole and is_many else None


def _is_relative(lines: pd.DataFrame) -> bool:
    """Whether a season is so much more of what each has: where no value is nought or less."""
    return bool(lines.to_numpy().min() > 0)


def _apart(lines: pd.DataFrame) -> np.ndarray:
    """By month and entity, its value beside the mean of all others': what they share drops out."""
    values = np.log(lines.to_numpy()) if _is_relative(lines) else lines.to_numpy()
    others = (values.sum(axis=1, keepdims=True) - values) / (values.shape[1] - 1)
    return np.asarray(values - others)


def _departures(apart: np.ndarray, month: np.ndarray) -> np.ndarray:
    """By month of the year and entity, how far it lies from the entity's other months, a line taken out."""
    step = np.arange(len(apart), dtype=float)
    slope, intercept = np.polyfit(step, apart, 1)
    left = apart - (slope * step[:, None] + intercept)
    own = np.array([left[month == each].mean(axis=0) for each in range(1, MONTHS + 1)])
    return np.asarray(own * MONTHS / (MONTHS - 1))


def _query(periods: Periods, detail: OwnSeason, level: object, index: pd.Index) -> str:
    """SQL: the mean month of the entity and of all others, in its month and in the other ones."""
    e, target = quote(detail.entity), detail.target
    known = "TRUE" if target.form is Form.COUNT else f"{target.sql} IS NOT NULL"
    bounds = f"{periods.sql('month')} BETWEEN {literal(index[0])} AND {literal(index[-1])}"
    months = select(
        {"level": e, "period": periods.sql("month"), "value": periods.aggregate(target, "month")},
        where=f"{e} IS NOT NULL AND {known} AND {bounds} GROUP BY 1, 2",
    )
    who = {"own": f"level = {literal(level)}", "others": f"level <> {literal(level)}"}
    when = {"then": f"month(period) = {detail.month}", "else": f"month(period) <> {detail.month}"}
    columns = {"level_1": literal(level)}
    columns |= {
        f"{name}_{at}": f"avg(value) FILTER ({whose} AND {moment})"
        for name, whose in who.items()
        for at, moment in when.items()
    }
    columns |= {"years": "count(DISTINCT year(period))", "entities": "count(DISTINCT level)"}
    return proof_of(columns, f"({months}) AS months")


def _plot(detail: OwnSeason, level: object, lines: pd.DataFrame, month: np.ndarray) -> Plot:
    """The mean year of the entity, and of all others."""
    own, others = lines[level], lines.drop(columns=[level]).mean(axis=1)
    rows = [
        (level_name("month", at), name, float(line[month == at].mean()))
        for name, line in ((label(level), own), (OTHERS, others))
        for at in range(1, MONTHS + 1)
    ]
    what = detail.target.label
    return Plot(
        kind="line",
        title=f"{what} by month",
        frame=pd.DataFrame(rows, columns=["month", "who", "value"]),
        x="month",
        y="value",
        x_label="month",
        y_label=what,
        alt_text=f"Line chart of {what} by month of the year, of {label(level)} and of the mean of the others.",
        series="who",
        y_unit=detail.target.plotted_unit,
        from_zero=True,
        highlight=(label(level),),
    )
