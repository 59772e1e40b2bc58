"""How it went: the first period against the last one, and the latest against the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
import scipy

from pipeline import wording
from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.moved import bartels_p, same_months_p, seasonal_kendall
from pipeline.analysis.facts.periods import GRAINS, Periods
from pipeline.analysis.facts.proof import cell, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.facts.whose import carrier_of_target
from pipeline.analysis.inference.ledger import WEAKEST_P
from pipeline.analysis.series.carrier import Carrier, shown_by, with_carrier
from pipeline.analysis.sql import Row, growth_of, literal, of_largest, of_smallest, quote, select
from pipeline.story import Form, Plot, Reference, TableKind

MAX_LISTED = 6  # periods that are told one by one
MIN_CHANGE = 0.02  # of the first value, or a fiftieth of the scatter
MIN_OF_SWING = 0.2  # of the range on the way, or the ends don't tell the course
MIN_ROWS_OF_MEAN = 20
MIN_PAIRS = 6
MIN_YEARS = 2  # between first and last, from which growth is told by the year
PAIRED = "Wilcoxon's signed-rank test of the same entities"
CELL = ("period", "value", "rows")
OF_ORDER = "rank version of von Neumann's ratio (Bartels)"
RELATIVE = frozenset(  # values that put one over another
    {"growth", *(f"{name}_{of}" for name in ("change", "latest", "year") for of in ("share", "factor"))}
)


@dataclass(frozen=True)
class Change:
    """What the words need beside the values."""

    target: Target
    grain: str
    periods: int  # that are listed, 0 where there are too many
    partial: tuple[str, ...]  # ISO dates of periods that the file covers in part
    entity: str | None  # the column of those of a panel that are compared: the ones with both ends
    summed: bool  # over entities
    per: str | None = None  # the step in which dates follow each other, of a total for each of them
    carrier: Carrier | None = None  # the group that made the change, where no other did


class ChangeFact(FactKind):
    """The subject, then each companion, by the periods in which a reader compares."""

    name: ClassVar[str] = "change"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True
    is_record: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        periods = view.periods
        if periods is None:
            return
        for place, target in enumerate(told_targets(view)):
            draft = self._draft(view, periods, target, 9.0 - 1.5 * place)
            if draft is not None and (target.form is not Form.COUNT or _moved(draft)):
                yield draft

    def _draft(self, view: View, periods: Periods, target: Target, worth: float) -> Draft | None:
        grain, summed = view.grain_of(periods, target), view.is_summed(target)
        series = periods.totals(target) if summed else periods.series(target, grain)
        if len(series) < 2 or _has_few_rows(view, periods, target, series.index):
            return None
        same = _same_entity(view, target)
        if same is not None and ends_of_entities(view, periods, target).dropna().empty:
            return None
        aggregate = f"sum({target.sql})" if summed else periods.aggregate(target, grain)
        where = _where(view, periods, target, series.index)
        first, last = series.index[0], series.index[-1]
        listed = list(series.index) if len(series) <= MAX_LISTED else []
        left_out = periods.partial(grain)
        counted = "count(*)" if same is None else f"count(DISTINCT {quote(same)})"
        query = _query(periods, grain, aggregate, counted, where, series.index, listed, left_out, target)
        partial = tuple(moment.isoformat() for moment in left_out)
        per = None if summed else periods.per(target, grain)
        claim = _claim(view, periods, target, series)
        carrier = _carrier(view, periods, target, claim, (first, last))
        detail = Change(target, grain, len(listed), partial, same, summed, per, carrier)
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, periods.column),
            n=view.row_count,
            query=with_carrier(query, carrier),
            worth=worth,
            detail=detail,
            claim=claim,
            plot=lambda _: shown_by(
                view.context,
                carrier,
                _plot(
                    target, per, periods, grain, _told(view, periods, grain, aggregate, where, series), (first, last)
                ),
            ),
        )


def _carrier(
    view: View, periods: Periods, target: Target, claim: Claim | None, ends: tuple[pd.Timestamp, pd.Timestamp]
) -> Carrier | None:
    """The group that changed between the first period and the last, by the finest buckets that these have."""
    is_of_some = view.is_summed(target) or (_same_entity(view, target) is not None and view.comes_and_goes)
    if is_of_some or claim is None or not claim.matters or claim.p_value > WEAKEST_P:
        return None
    grain, length = view.grain_of(periods, target), pd.tseries.frequencies.to_offset(GRAINS[periods.finest])
    offset = pd.tseries.frequencies.to_offset(GRAINS[grain])
    assert length is not None
    assert offset is not None
    first, last = ((moment, moment + offset - length) for moment in ends)
    return carrier_of_target(view, ChangeFact.name, periods, target, periods.finest, (first, last))


def told_targets(view: View) -> list[Target]:
    """The subject and its companions; of events their number too, behind what adds up."""
    targets: list[Target] = [view.target, *view.companions]
    if view.subject.table is TableKind.EVENTS and view.target.form is not Form.COUNT:
        adds = view.companions and view.companions[0].form is Form.TOTAL
        targets.insert(2 if adds else 1, view.target_of(None, Form.COUNT, None))
    return targets


def _moved(draft: Draft) -> bool:
    """Whether a change is large enough to matter."""
    return draft.claim is not None and draft.claim.matters


def _has_few_rows(view: View, periods: Periods, target: Target, index: pd.Index) -> bool:
    """Whether the first or the last period has too few rows for their mean to be compared."""
    if target.form is not Form.MEAN or view.subject.table is TableKind.PANEL or periods.single:
        return False
    counts = periods.frame(view.grain_of(periods, target))[f"c{periods.index_of(target)}"].loc[index]
    return bool(counts.iloc[[0, -1]].min() < MIN_ROWS_OF_MEAN)


def _same_entity(view: View, target: Target) -> str | None:
    """The column of a panel's entities, where those are compared that are there at both ends."""
    is_mean = view.subject.table is TableKind.PANEL and target.form is Form.MEAN
    is_total = view.is_summed(target) and view.comes_and_goes
    return view.subject.entity if is_mean and not is_total else None


def _where(view: View, periods: Periods, target: Target, index: pd.Index) -> str:
    """SQL condition: rows with a time and a value, of the same entities where those are compared."""
    conditions = [f"{periods.expression} IS NOT NULL"]
    if target.form is not Form.COUNT:
        conditions.append(f"{target.sql} IS NOT NULL")
    same = _same_entity(view, target)
    if same is not None:
        conditions.append(_in_both(same, periods, view.grain_of(periods, target), index, target))
    return " AND ".join(conditions)


def _in_both(entity: str, periods: Periods, grain: str, index: pd.Index, target: Target) -> str:
    """SQL: rows of entities that have a value in the first period and in the last."""
    e = quote(entity)
    ends = " OR ".join(periods.where(grain, moment) for moment in (index[0], index[-1]))
    return (
        f"{e} IN (SELECT {e} FROM data WHERE ({ends}) AND {target.sql} IS NOT NULL "
        f"GROUP BY 1 HAVING count(DISTINCT {periods.sql(grain)}) = 2)"
    )


def _query(
    periods: Periods,
    grain: str,
    aggregate: str,
    counted: str,
    where: str,
    index: pd.Index,
    listed: list[pd.Timestamp],
    left_out: list[pd.Timestamp],
    target: Target,
) -> str:
    inner = select({"period": periods.sql(grain), "value": aggregate, "rows": counted}, where=f"{where} GROUP BY 1")
    at = {"first": index[0], "last": index[-1], "previous": index[-2]}
    columns = {f"{name}_{part}": cell(moment, part) for name, moment in at.items() for part in CELL}
    columns |= {
        "change": "last_value - first_value",
        "latest_change": "last_value - previous_value",
        "periods": "count(*)",
        "average_value": "avg(value)",
        "most_value": "max(value)",
        "most_period": of_largest("period", "value"),
        "least_value": "min(value)",
        "least_period": of_smallest("period", "value"),
    }
    columns |= growth_of("change", "first_value", "last_value") | growth_of("latest", "previous_value", "last_value")
    before = _year_before(index, grain)
    if before is not None:
        columns["year_before_period"] = cell(before, "period")
        columns["year_before_value"] = cell(before, "value")
        columns["year_change"] = "last_value - year_before_value"
        columns |= growth_of("year", "year_before_value", "last_value")
    years = index[-1].year - index[0].year
    if grain == "year" and years >= MIN_YEARS:
        columns["growth"] = (
            f"CASE WHEN last_value > 0 AND first_value > 0 THEN (last_value / first_value) ^ (1.0 / {years}) - 1 END"
        )
    columns |= _listed_columns(listed)
    columns |= {f"left_out_{i}": f"CAST({literal(m)} AS TIMESTAMP)" for i, m in enumerate(left_out, start=1)}
    if not target.is_relative:
        columns = {name: sql for name, sql in columns.items() if name not in RELATIVE}
    bounds = f"period BETWEEN {literal(index[0])} AND {literal(index[-1])}"
    return proof_of_cells(columns, CELL, f"({inner}) AS periods", key="period", where=bounds)


def _listed_columns(listed: list[pd.Timestamp]) -> dict[str, str]:
    """SQL of the columns for each of the periods that are told one by one."""
    columns = {}
    for i, moment in enumerate(listed, start=1):
        columns[f"period_{i}"] = cell(moment, "period")
        columns[f"value_{i}"] = cell(moment, "value")
    return columns


def _year_before(index: pd.Index, grain: str) -> pd.Timestamp | None:
    """The same month or quarter of the year before the last one, if the file has it and neither end is it."""
    moment = index[-1] - pd.DateOffset(years=1)
    told = grain in {"month", "quarter"} and moment in index and moment not in (index[0], index[-2])
    return moment if told else None


def _claim(view: View, periods: Periods, target: Target, series: pd.Series) -> Claim | None:
    """Whether it moved, against an order that chance could have made; against the same months, the same entities."""
    span = abs(series.iloc[-1] - series.iloc[0])
    least = 0.0 if target.is_interval else MIN_CHANGE * max(abs(series.iloc[0]), 1e-12)
    matters = bool(span >= max(least, MIN_OF_SWING * np.ptp(series)))
    if view.is_summed(target) and view.comes_and_goes:
        p_value = bartels_p(series.to_numpy())
        return None if p_value is None else Claim(OF_ORDER, p_value, matters)
    if view.subject.table is TableKind.PANEL and view.subject.entity:
        return _claim_of_panel(view, periods, target, matters)
    of_months = _claim_of_months(periods, target, series, matters)
    return of_months or _claim_of_order(periods, target, matters)


def _claim_of_order(periods: Periods, target: Target, matters: bool) -> Claim | None:
    p_value = bartels_p(periods.series(target, periods.series_grain).to_numpy())
    return None if p_value is None else Claim(OF_ORDER, p_value, matters)


def _claim_of_panel(view: View, periods: Periods, target: Target, matters: bool) -> Claim | None:
    """By the entities' own gains; few of them prove nothing, but where all are there all the time, their mean may."""
    p_value = _paired_by_entity(view, periods, target)
    rows = periods.frame(periods.series_grain)["n"]
    of_order = _claim_of_order(periods, target, matters) if rows.nunique() == 1 else None
    if p_value is None or of_order is None:
        return of_order if p_value is None else Claim(PAIRED, p_value, matters)
    return Claim(f"{PAIRED}, or {of_order.test}, corrected", min(1.0, 2 * min(p_value, of_order.p_value)), matters)


def _claim_of_months(periods: Periods, target: Target, series: pd.Series, matters: bool) -> Claim | None:
    """Of years that are made of months: the same months of other years."""
    if periods.report_grain != "year" or periods.finest not in {"day", "month"}:
        return None
    months = periods.series(target, "month")
    whole = months[pd.DatetimeIndex(months.index).year.isin(pd.DatetimeIndex(series.index).year)]
    tests = [found for test in (seasonal_kendall, same_months_p) if (found := test(whole)) is not None]
    if not tests:
        return None
    direction, p_value = min(tests, key=lambda found: found[1])
    agrees = bool(direction * (series.iloc[-1] - series.iloc[0]) > 0)
    name = "seasonal Kendall test, or a line through the same months, corrected"
    return Claim(name, min(1.0, len(tests) * p_value), matters and agrees)


def _paired_by_entity(view: View, periods: Periods, target: Target) -> float | None:
    ends = ends_of_entities(view, periods, target)
    gain = (ends["last"] - ends["first"]).dropna().to_numpy()
    if len(gain) < MIN_PAIRS or not np.any(gain):
        return None
    return float(scipy.stats.wilcoxon(gain).pvalue)


def ends_of_entities(view: View, periods: Periods, target: Target) -> pd.DataFrame:
    """Each entity's mean in the first and the last period: columns ``first`` and ``last``, NaN where it has none."""
    assert view.subject.entity is not None
    e, grain = quote(view.subject.entity), view.grain_of(periods, target)
    index = periods.series(target, grain).index
    first, last = (periods.where(grain, moment) for moment in (index[0], index[-1]))
    return view.context.connection.execute(
        f"SELECT {e} AS entity, avg({target.sql}) FILTER ({first}) AS first, avg({target.sql}) FILTER ({last}) AS last "
        f"FROM data WHERE {e} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).df()


def _told(view: View, periods: Periods, grain: str, aggregate: str, where: str, series: pd.Series) -> pd.Series:
    """The values of the periods as the fact's query gives them: of a panel, those of the same entities."""
    if view.subject.table is not TableKind.PANEL:
        return series
    query = select({"period": periods.sql(grain), "value": aggregate}, where=f"{where} GROUP BY 1 ORDER BY 1")
    found = view.context.connection.execute(query).df().set_index("period")["value"].astype(float)
    return found[found.index.isin(series.index)]


def _plot(
    target: Target, per: str | None, periods: Periods, grain: str, series: pd.Series, ends: tuple[pd.Timestamp, ...]
) -> Plot:
    """The periods that the text compares; of a mean over two of them its course, with the two means over it."""
    label = f"Total {target.name}" if periods.panel and target.stock else target.label
    label += f" by the {per}" if per else ""
    fine = periods.series_grain
    has_course = len(series) == 2 and not periods.single and not periods.panel and fine != grain
    is_mean = has_course and target.form in (Form.MEAN, Form.SHARE)
    shown = periods.series(target, fine) if is_mean else series
    return Plot(
        kind="line",
        title=f"{label} by {fine if is_mean else grain}",
        frame=pd.DataFrame({"time": shown.index, "value": target.plotted(shown)}),
        x="time",
        y="value",
        x_label=periods.column,
        y_label=label,
        alt_text=f"Line chart of {label} by {fine if is_mean else grain}.",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        highlight=() if is_mean else tuple(moment.isoformat() for moment in ends),
        references=_means(target, grain, series, shown) if is_mean else (),
        from_zero=target.form in (Form.TOTAL, Form.COUNT) and bool(shown.min() >= 0),
    )


def _means(target: Target, grain: str, series: pd.Series, shown: pd.Series) -> tuple[Reference, ...]:
    """The mean of each period, over its stretch of the course."""
    starts = [*series.index, shown.index[-1]]
    return tuple(
        Reference(
            float(target.plotted([value])[0]),
            f"{wording.day(start, grain)}:",
            start=max(start, shown.index[0]).isoformat(),
            end=end.isoformat(),
        )
        for start, end, value in zip(starts, starts[1:], series, strict=False)
        if end > start
    )


__all__ = ["Change", "ChangeFact", "Row", "ends_of_entities", "told_targets"]
