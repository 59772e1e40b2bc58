"""Which months, weekdays or parts of a date are high and low: as shares of a total, or against the mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.groups import group_stats
from pipeline.analysis.facts.moved import yearly_wave_p
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.rank_tests import kruskal_p
from pipeline.analysis.inference.season import seasonal_test
from pipeline.analysis.sql import Row, quote
from pipeline.story import Fact, Form, Plot, TableKind

MIN_YEARS = 2
MONTHS_OF_THREE_YEARS = 36
MIN_WEEKS = 8
DAYS_OF_WEEK = 7
MIN_PARTS = {"hour": 6, "weekday": 5}  # of a day that is open, of a week of work
LARGE = 2.5  # times as much in the highest as in the lowest
MUCH = 0.25  # of the highest, by which the lowest is lower where the first paragraph may speak of it
EVEN = 1.1  # times as many rows in the largest part as in the smallest
MIN_DIFFERENCE = 0.1  # of the mean, between the highest and the lowest


@dataclass(frozen=True)
class Season:
    """What the words need beside the values."""

    target: Target
    cycle: str  # "month", "weekday", "hour", or the name of a column that holds a part of a date
    levels: tuple[int | str, ...]  # told ones: the highest, then the lowest, as numbers of the cycle
    high: int  # how many of them are high ones
    has_zeros: bool
    per: str | None = None  # the step in which dates follow each other, of a total for each of them

    @property
    def is_total(self) -> bool:
        """Whether each part is told by its share of the whole, not by its mean."""
        return self.target.form in (Form.TOTAL, Form.COUNT) and self.per is None


class SeasonFact(FactKind):
    """By month where two years are whole, by weekday where days are many, and by columns that hold parts of a date."""

    name: ClassVar[str] = "season"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    follows_time: ClassVar[bool] = True
    only_beyond_chance: ClassVar[bool] = True

    def occasion(self, fact: Fact) -> str | None:
        """See :meth:`FactKind.occasion`: the cycle."""
        return str(fact.detail.cycle)

    def leads(self, fact: Fact) -> bool:
        """See :meth:`FactKind.leads`: the highest part stands well above the lowest."""
        values = Row(fact.values)
        name = "total" if "total_1" in values else "mean"
        high, low = (values.number(f"{name}_{place}") for place in (1, fact.detail.high + 1))
        return self.may_lead and high - low >= MUCH * abs(high)

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        yield from self._by_parts(view)
        periods = view.periods
        if periods is None or periods.finest == "year":
            return
        if view.subject.table is TableKind.PANEL and not _is_balanced(periods):
            return  # a month would be high as more entities have it
        yield from self._of_series(view, periods)
        if len(periods.frame("year")) >= MIN_YEARS:
            asked = [(target, 7.0 - 0.8 * place) for place, target in enumerate([view.target, *view.companions])]
            yield from self._drafts(view, periods, "month", [*asked, *_rows(view, 4.0)])
        if view.subject.table is TableKind.EVENTS and periods.finest == "day":
            rows = view.target_of(None, Form.COUNT, None)
            weeks = len(periods.frame("week"))
            yield from self._drafts(view, periods, "weekday", [(rows, 3.0)] if weeks >= MIN_WEEKS else [])

    def _drafts(
        self, view: View, periods: Periods, cycle: str, asked: Sequence[tuple[Target, float]]
    ) -> Iterator[Draft]:
        for target, worth in asked:
            draft = self._draft(view, periods, target, cycle, worth)
            if draft is not None:
                yield draft

    def _of_series(self, view: View, periods: Periods) -> Iterator[Draft]:
        """By hour and by weekday, where each row is the next step of one series."""
        moments = view.context.sample.times.get(periods.column)
        if not view.is_single_series or moments is None or not view.context.sample.complete:
            return
        order = np.argsort(moments, kind="stable")[
            : np.count_nonzero(~np.isnan(moments))
        ]  # rows without a date are last
        index = pd.DatetimeIndex(moments[order].astype("datetime64[ns]"))
        days = len(index.normalize().unique())
        for place, target in enumerate([view.target, *view.companions]):
            values = view.values(target)[order]
            known = ~np.isnan(values)
            for cycle, codes, worth in (("hour", index.hour, 7.4), ("weekday", index.isocalendar().day, 6.4)):
                parts = codes.to_numpy(dtype=int)[known]
                if days < MIN_WEEKS * DAYS_OF_WEEK or len(np.unique(parts)) < MIN_PARTS[cycle]:
                    continue
                line = pd.Series(values[known], index[known])
                means, claim = line.groupby(parts).mean(), _claim_of_line(line, cycle, parts)
                sql = f"{'hour' if cycle == 'hour' else 'isodow'}({periods.expression})"
                where = f"{periods.expression} IS NOT NULL"
                yield self._told(view, target, cycle, sql, where, means, claim, worth - 0.8 * place, periods.column)

    def _draft(self, view: View, periods: Periods, target: Target, cycle: str, worth: float) -> Draft | None:
        grain = "month" if cycle == "month" else "day"
        series = periods.series(target, grain)
        if cycle == "month":
            years = pd.DatetimeIndex(periods.frame("year").index).year
            series = series[pd.DatetimeIndex(series.index).year.isin(years)]
        index = pd.DatetimeIndex(series.index)
        codes = (index.month if cycle == "month" else index.isocalendar().day).to_numpy(dtype=int)
        expression = f"{'month' if cycle == 'month' else 'isodow'}({periods.expression})"
        claim = _claim(series.to_numpy(), codes)
        if claim is None:
            return None
        if cycle == "month":
            claim = _of_years(series, codes, claim)
        bounds = "TRUE"
        if cycle == "month":
            known = pd.DatetimeIndex(periods.frame("year").index).year
            bounds = f"year({periods.expression}) BETWEEN {known[0]} AND {known[-1]}"
        means = pd.Series(series.to_numpy()).groupby(codes).mean()
        return self._told(
            view,
            target,
            cycle,
            expression,
            f"{periods.expression} IS NOT NULL AND {bounds}",
            means,
            claim,
            worth,
            periods.column,
            None if cycle != "month" else periods.per(target, grain),
        )

    def _by_parts(self, view: View) -> Iterator[Draft]:
        """By a column such as a month's number, where no date gives it."""
        for name, v in view.context.variables.items():
            grouping = view.context.sample.groupings.get(name)
            if not v.time_part or grouping is None or not 3 <= len(grouping.levels) <= 24 or view.subject.time:
                continue
            if view.target.form is Form.COUNT:
                continue
            _, means, _ = group_stats(view.subject_values, grouping.codes, len(grouping.levels))
            inside = grouping.codes >= 0
            claim = _claim(view.subject_values[inside], grouping.codes[inside])
            if claim is None:
                continue
            known = pd.Series(means, index=list(grouping.levels)).dropna()
            target = view.target if _are_even(grouping.sizes) else replace(view.target, form=Form.MEAN)
            yield self._told(view, target, name, quote(name), "TRUE", known, claim, 7.0, name)

    def _told(
        self,
        view: View,
        target: Target,
        cycle: str,
        expression: str,
        where: str,
        means: pd.Series,
        claim: Claim,
        worth: float,
        column: str,
        per: str | None = None,
    ) -> Draft:
        ordered = means.sort_values(ascending=False, kind="stable")
        if ordered.iloc[0] >= LARGE * abs(ordered.iloc[-1]) and target is view.target:
            worth = max(worth, 8.8)
        high = min(3, max(1, len(ordered) // 4))
        low = 2 if len(ordered) >= 6 else 1
        levels = [*ordered.index[:high], *ordered.index[::-1][:low]]
        known = "TRUE" if target.form is Form.COUNT else f"{target.sql} IS NOT NULL"
        zeros = _is_often_zero(view, target)
        aggregates = _aggregates(target, zeros) if per is None else _for_each_date(target, view.periods)
        columns = cells([_plain(level) for level in levels], aggregates)
        if "total" in aggregates:
            columns |= _whole(len(levels), float(ordered.iloc[-1]))
        query = proof_of_cells(columns, aggregates, grouped(expression, aggregates, f"{known} AND {where}"))
        return Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(target.column, column),
            n=view.row_count,
            query=query,
            worth=worth,
            detail=Season(target, cycle, tuple(_plain(level) for level in levels), high, zeros, per),
            claim=claim,
            plot=lambda _: _plot(target, cycle, means, [levels[0], levels[high]]),
        )


def _is_balanced(periods: Periods) -> bool:
    """Whether each month has about as many of a panel's rows."""
    rows = periods.frame("month")["n"].to_numpy()
    return len(rows) > 0 and bool(rows.max() <= EVEN * rows.min())


def _are_even(sizes: np.ndarray) -> bool:
    """Whether each part has as many rows, so that the one with the highest mean brings most."""
    return bool(sizes.max() <= EVEN * max(1, sizes.min()))


def _is_often_zero(view: View, target: Target) -> bool:
    """Whether a single series of what adds up has many periods without any, so that how often is told too."""
    return bool(target.form is Form.TOTAL and view.is_single_series and np.mean(view.values(target) == 0) > 0.1)


def _aggregates(target: Target, zeros: bool) -> dict[str, str]:
    """SQL of what is told of each part of the cycle."""
    aggregates = {"rows": "count(*)", "mean": target.mean}
    if target.form in (Form.TOTAL, Form.COUNT):
        aggregates["total"] = target.aggregate
    if zeros:
        aggregates["nonzero"] = f"avg(CAST({target.sql} <> 0 AS INTEGER))"
    return aggregates


def _whole(levels: int, least: float) -> dict[str, str]:
    """SQL: all parts together and the share of each, unless the least one takes away from them."""
    shares = {f"share_{i}": f"total_{i} / nullif(whole, 0)" for i in range(1, levels + 1)}
    return {"whole": "sum(total)"} | (shares if least >= 0 else {})


def _for_each_date(target: Target, periods: Periods | None) -> dict[str, str]:
    """The same of what is told by the dates that a month has."""
    assert periods is not None
    return {"rows": "count(*)", "mean": periods.aggregate(target, "month")}


def _plain(level: object) -> int | str:
    return int(level) if isinstance(level, int | float | np.integer) else str(level)


def _rows(view: View, worth: float) -> list[tuple[Target, float]]:
    """The number of rows, where rows are events and the subject isn't how many there are."""
    is_asked = view.subject.table is TableKind.EVENTS and view.target.form is not Form.COUNT
    return [(view.target_of(None, Form.COUNT, None), worth)] if is_asked else []


def _claim(values: np.ndarray, codes: np.ndarray) -> Claim | None:
    """Kruskal and Wallis's test between the parts of the cycle."""
    present = ~np.isnan(values)
    values, codes = values[present], codes[present]
    _, inside, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    if len(sizes) < 3 or sizes.min() < 2 or np.ptp(values) == 0:
        return None
    means = np.bincount(inside, values) / sizes
    return Claim("Kruskal-Wallis", kruskal_p(values, codes), _is_wide(means, values))


def _of_years(series: pd.Series, months: np.ndarray, claim: Claim) -> Claim:
    """Whether months differ: by a wave through the year as well, and from three years on beside a line and the past.

    Ranks alone can hardly tell one high month of three years, as each other month is as good as the next.
    """
    wave = yearly_wave_p(series)
    if len(series) >= MONTHS_OF_THREE_YEARS:
        p_value = seasonal_test(series.to_numpy(dtype=float), months)
        least = p_value if wave is None else min(1.0, 2 * min(p_value, wave))
        return Claim("F-test of the months in a regression on a line and the past, or cosinor", least, claim.matters)
    if wave is not None and wave < claim.p_value:
        return Claim("cosinor of ranks, or Kruskal-Wallis", wave, claim.matters)
    return claim


def _is_wide(means: np.ndarray, values: np.ndarray) -> bool:
    """Whether the highest and the lowest part lie as far apart as matters."""
    return bool(np.ptp(means) >= MIN_DIFFERENCE * max(abs(values.mean()), 0.5 * values.std()))


def _claim_of_line(line: pd.Series, cycle: str, parts: np.ndarray) -> Claim:
    """Whether the parts of a cycle differ: of weekdays by the days' means, for the hours of a day are no news then."""
    means = line.groupby(parts).mean().to_numpy()
    days = line.groupby(pd.DatetimeIndex(line.index).normalize()).mean()
    is_of_days = cycle == "weekday" and len(days) < len(line)
    tested = days if is_of_days else line
    codes = pd.DatetimeIndex(days.index).isocalendar().day.to_numpy(dtype=int) if is_of_days else parts
    return Claim(
        "F-test of the seasons in a regression on a line and the series' past",
        seasonal_test(tested.to_numpy(), codes),
        _is_wide(means, line.to_numpy()),
        is_counted=not is_of_days,  # else the detector asks the same
    )


def _plot(target: Target, cycle: str, means: pd.Series, ends: list[object]) -> Plot:
    """The whole cycle, with the highest and the lowest part set apart, which the headline names."""
    ordered = means.sort_index()
    name = {Form.TOTAL: "Average total", Form.COUNT: "Rows", Form.SHARE: "Share of"}.get(target.form, "Average")
    label = f"{name} {target.name}" if target.column else "Rows"
    return Plot(
        kind="line",
        title=f"{label} by {cycle}",
        frame=pd.DataFrame(
            {"level": [level_name(cycle, level) for level in ordered.index], "value": target.plotted(ordered)}
        ),
        x="level",
        y="value",
        x_label=cycle,
        y_label=label,
        alt_text=f"Line chart of {label} by {cycle}.",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        from_zero=True,
        highlight=tuple(level_name(cycle, level) for level in ends),
    )


def level_name(cycle: str, level: object) -> str:
    """``"month", 7`` -> ``July``, ``"weekday", 1`` -> ``Monday``, ``"hour", 9`` -> ``9:00``.

    A part of a column stays as it is, a month gets its name.
    """
    number = int(level) if isinstance(level, int | float | np.integer) else None
    months = [pd.Timestamp(2000, month, 1).month_name() for month in range(1, 13)]
    days = [pd.Timestamp(2024, 1, day).day_name() for day in range(1, 8)]
    if number is not None and "month" in cycle.casefold() and 1 <= number <= 12:
        return months[number - 1]
    if number is not None and cycle == "hour":
        return f"{number}:00"
    if number is not None and cycle == "weekday" and 1 <= number <= 7:
        return days[number - 1]
    return str(level)
