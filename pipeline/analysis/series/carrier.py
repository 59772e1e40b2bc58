"""The group whose change a change of the whole is: "in Cardiology; elsewhere it hardly changed"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.inference.carried import Stretches, carrier_of
from pipeline.analysis.naming import label as named
from pipeline.analysis.sql import Row, beside, growth_of, literal, one_row, quote, select
from pipeline.analysis.variables.cells import Bucketed
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.time_axis import Aggregate, Series, TimeAxis
from pipeline.story import Plot

MAX_LEVELS = 20
MAX_COLUMNS = 12
MIN_PLACES = 3  # buckets at either end, where no level begins
OTHERS = "All others"
ROWS_A_POINT = 8  # of the group, on average, in a bucket of the chart
DRAWN = ("day", "week", "month", "quarter", "year")
Stretch = tuple[pd.Timestamp, pd.Timestamp]  # from the first to the last bucket, both included


@dataclass(frozen=True)
class Moved:
    """A measure (None: the rows are counted) that changed from one stretch of time to another."""

    numbers: np.ndarray | None  # of the sample's rows, NaN where missing
    sql: str | None  # the number of a row
    columns: tuple[str, ...]  # that it is made of, none of which can carry it
    adds: bool  # a total, or the number of rows; else a mean
    time: str
    moment: str  # SQL: when a row happened
    by_years: bool
    grain: str
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    is_relative: bool = True  # whether its change may be told in per cent of what it was


@dataclass(frozen=True)
class Carrier:
    """The group that changed while all other rows stayed as they were."""

    by: str
    level: object
    moved: Moved


def moved_series(
    context: Context, axis: TimeAxis, series: Series, before: Sequence[Stretch], after: Sequence[Stretch]
) -> Moved | None:
    """A series' change as :func:`find_carrier` takes it; None of ratios of sums, which no group's mean stands for."""
    if series.aggregate is Aggregate.RATIO:
        return None
    name = series.measure
    numbers = None if name is None else context.sample.numbers.get(name)
    if name is not None and numbers is None:
        return None
    columns = (axis.column,) if name is None else (*context.table_columns((name,)), name, axis.column)
    return Moved(
        numbers,
        None if name is None else context.sql(name),
        columns,
        series.aggregate is not Aggregate.AVERAGE,
        axis.column,
        axis.expression,
        axis.by_years,
        series.grain,
        tuple(before),
        tuple(after),
        context.is_relative(name),
    )


def find_carrier(context: Context, kind: str, moved: Moved | None) -> Carrier | None:
    """The group of a dimension that makes the change, by :func:`~pipeline.analysis.inference.carried.carrier_of`.

    Counted as one test of the ``kind`` that tells the change; corrected for the number of columns that were looked at.
    """
    columns = [] if moved is None else _columns(context, moved)
    if moved is None or not columns:
        return None
    context.tests.count(kind)
    found = [(each, carrier) for each in columns if (carrier := _carrier_in(context, moved, each)) is not None]
    if not found:
        return None
    variable, (group, p_value) = min(found, key=lambda pair: pair[1][1])
    if p_value * len(columns) > context.tests.CANDIDATE_P:
        return None
    return Carrier(variable.name, context.sample.groupings[variable.name].levels[group], moved)


def _columns(context: Context, moved: Moved) -> list[Variable]:
    """Dimensions of few groups that don't follow from the time or the measure."""
    near = [v for v in context.groupings if v.role is Role.DIMENSION and not v.time_part and not v.ordinal]
    few = [v for v in near if len(context.sample.groupings[v.name].levels) <= MAX_LEVELS]
    apart = [v for v in few if v.name not in {*moved.columns, *context.calendar}]
    free = [v for v in apart if not any(context.follows(v.name, column) for column in moved.columns)]
    return free[:MAX_COLUMNS]


def _carrier_in(context: Context, moved: Moved, variable: Variable) -> tuple[int, float] | None:
    grouping = context.sample.groupings[variable.name]
    bucketed = _bucketed(context, moved)
    cells, every = bucketed.cells_by(grouping.codes, len(grouping.levels)), bucketed.cells()
    before, after = (_inside(bucketed.begins, stretches) for stretches in (moved.before, moved.after))
    if moved.numbers is None:
        sums, total = cells.rows(), every.rows()
    else:
        sums, total = cells.sums(moved.numbers), every.sums(moved.numbers)
    if moved.adds:
        sizes, number = np.ones(sums.shape), np.ones(total.shape)
    else:
        assert moved.numbers is not None
        sizes, number = cells.sizes(moved.numbers), every.sizes(moved.numbers)
    return carrier_of(Stretches(sums, sizes, before, after, moved.adds), (total, number))


def _bucketed(context: Context, moved: Moved) -> Bucketed:
    return context.sample.bucketed(moved.time, moved.grain, by_years=moved.by_years)


def _inside(begins: np.ndarray, stretches: Sequence[Stretch]) -> np.ndarray:
    inside = np.zeros(len(begins), dtype=bool)
    for first, last in stretches:
        inside |= (begins >= first.to_datetime64()) & (begins <= last.to_datetime64())
    return inside


def own_series(context: Context, carrier: Carrier, series: Series) -> Series:
    """The group's own part of a series, in the buckets that have rows of it."""
    moved = carrier.moved
    grouping = context.sample.groupings[carrier.by]
    codes = np.where(grouping.codes == grouping.levels.index(carrier.level), 0, -1)
    bucketed = _bucketed(context, moved)
    cells = bucketed.cells_by(codes, 1)
    rows = cells.rows()[:, 0]
    sums = rows if moved.numbers is None else cells.sums(moved.numbers)[:, 0]
    sizes = np.ones(len(rows)) if moved.adds else cells.sizes(moved.numbers)[:, 0]  # type: ignore[arg-type]
    begins = pd.DatetimeIndex(bucketed.begins)
    kept = (sizes > 0) & begins.isin(series.buckets)
    return replace(series, buckets=begins[kept], values=sums[kept] / sizes[kept], rows=np.maximum(rows[kept], 1))


def own_place(own: Series) -> int:
    """The first bucket of a series' second level, buckets of more rows counting for more."""
    weights = own.rows if own.is_level else np.ones(len(own.values))
    so_far, total = np.cumsum(weights)[:-1], float(weights.sum())
    left = np.cumsum(weights * (own.values - np.average(own.values, weights=weights)))[:-1]
    gains = left**2 * total / (so_far * (total - so_far))
    margin = min(MIN_PLACES, len(gains) // 2)
    return int(gains[margin : len(gains) - margin].argmax()) + margin + 1


def carrier_sql(carrier: Carrier) -> str:
    """SELECT of one row: the group's level before and after, and that of all other rows."""
    own, moved = f"{quote(carrier.by)} IS NOT DISTINCT FROM {literal(carrier.level)}", carrier.moved
    counted, summed = ("count(*)", "count(*)") if moved.sql is None else (f"count({moved.sql})", f"sum({moved.sql})")
    parts = {
        f"{who}_{what}": f"coalesce({sql} FILTER ({condition}), 0)"
        for who, condition in (("own", own), ("rest", f"NOT ({own})"))
        for what, sql in (("sum", summed), ("rows", counted))
    }
    inner = select(
        {"bucket": f"date_trunc('{moved.grain}', {moved.moment})"} | parts,
        where=f"{moved.moment} IS NOT NULL GROUP BY 1",
    )
    columns = {"carrier": literal(carrier.level)}
    for who in ("own", "rest"):
        for when, stretches in (("before", moved.before), ("after", moved.after)):
            inside = f"FILTER ({_where(stretches)})"
            divisor = f"count(*) {inside}" if moved.adds else f"sum({who}_rows) {inside}"
            columns[f"{who}_{when}"] = f"CAST(sum({who}_sum) {inside} AS DOUBLE) / nullif({divisor}, 0)"
    columns["own_change"] = "own_after - own_before"
    if moved.is_relative:
        columns |= growth_of("own_change", "own_before", "own_after")
    return select(columns, f"({inner}) AS buckets")


def carried(context: Context, carrier: Carrier | None, sql: str, values: Row, plot: Plot) -> tuple[str, Row, Plot]:
    """The proof of a change with the figures of the group that it comes of beside its own, and both in its chart."""
    if carrier is None:
        return sql, values, plot
    told = Row(values | one_row(context.connection, carrier_sql(carrier)))
    return with_carrier(sql, carrier), told, shown_by(context, carrier, plot)


def with_carrier(sql: str, carrier: Carrier | None) -> str:
    """A proof of one row, the figures of the group that its change comes of beside it."""
    return sql if carrier is None else beside(sql, carrier_sql(carrier))


def _where(stretches: Sequence[Stretch]) -> str:
    return " OR ".join(f"bucket BETWEEN {literal(first)} AND {literal(last)}" for first, last in stretches)


def shown_by(context: Context, carrier: Carrier | None, whole: Plot) -> Plot:
    """The group's line and that of all others, in buckets long enough for the group to have rows in them."""
    if carrier is None:
        return whole
    moved = carrier.moved
    grain = _drawn(context, carrier)
    value = "count(*)" if moved.sql is None else f"{'sum' if moved.adds else 'avg'}({moved.sql})"
    own = f"{quote(carrier.by)} IS NOT DISTINCT FROM {literal(carrier.level)}"
    ends = (*moved.before, *moved.after)
    first, last = min(e[0] for e in ends), max(e[1] for e in ends)
    frame = context.connection.execute(
        f"SELECT date_trunc('{grain}', {moved.moment}) AS time, {own} AS own, CAST({value} AS DOUBLE) AS value "
        f"FROM data WHERE date_trunc('{moved.grain}', {moved.moment}) BETWEEN {literal(first)} AND {literal(last)} "
        "GROUP BY 1, 2 ORDER BY 1, 2 DESC"
    ).df()
    name = named(carrier.level)
    frame["group"] = np.where(frame["own"].fillna(False).astype(bool), name, OTHERS)
    if whole.is_share:
        frame["value"] *= 100
    return replace(
        whole,
        title=f"{whole.y_label} by {grain}: {name} and all others",
        frame=frame[["time", "group", "value"]].dropna(),
        series="group",
        highlight=(name,),
        references=(),
        fit=None,
        total=None,
        kind="line",
        from_zero=False,
        alt_text=f"Line chart of {whole.y_label} by {grain}, one line for {name} and one for all others.",
    )


def _drawn(context: Context, carrier: Carrier) -> str:
    """The finest grain whose buckets hold rows enough of the group."""
    moved = carrier.moved
    if moved.adds or moved.grain not in DRAWN:
        return moved.grain
    grouping = context.sample.groupings[carrier.by]
    rows = int(grouping.sizes[grouping.levels.index(carrier.level)]) * context.row_count / max(context.sample.size, 1)
    for grain in DRAWN[DRAWN.index(moved.grain) :]:
        buckets = len(context.sample.bucketed(moved.time, grain, by_years=moved.by_years).begins)
        if rows >= ROWS_A_POINT * buckets:
            return grain
    return moved.grain
