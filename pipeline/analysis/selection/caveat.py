"""The numbers behind a concern: an effect over all rows, and within the groups of another column, as SQL."""

from dataclasses import replace

from pipeline.analysis.candidate import Caveat, Concern
from pipeline.analysis.context import Context
from pipeline.analysis.sql import average_rank, literal, quote, select
from pipeline.story import WithinGroups


def of_correlation(context: Context, columns: tuple[str, str], concern: Concern, number: int) -> Caveat:
    """The rank correlation of two measures."""
    x, y = (context.sql(column) for column in columns)
    stratum = context.stratum_sql(concern.column)
    where = f"{x} IS NOT NULL AND {y} IS NOT NULL AND {context.sql(concern.column)} IS NOT NULL"
    ranked = f"SELECT {average_rank(x)} AS x, {average_rank(y)} AS y, {stratum} AS stratum FROM data WHERE {where}"
    centred = (
        "SELECT x, y, x - avg(x) OVER (PARTITION BY stratum) AS within_x, "
        f"y - avg(y) OVER (PARTITION BY stratum) AS within_y FROM ({ranked}) AS ranked"
    )
    names = f"correlation_overall_{number}", f"correlation_within_{number}"
    query = select({names[0]: "corr(x, y)", names[1]: "corr(within_x, within_y)"}, f"({centred}) AS centred")
    return Caveat(query, _numbers(context, concern, names))


def of_averages(
    context: Context,
    value: str,
    dimension: str,
    ends: tuple[object, object],
    concern: Concern,
    number: int,
    *,
    unit: str | None = None,
    is_share: bool = False,
) -> Caveat:
    """The difference of two groups' averages of an SQL value, within strata weighted by their rows."""
    d = quote(dimension)
    high, low = (literal(end) for end in ends)
    rows = (
        f"SELECT {value} AS value, {d} AS level, {context.stratum_sql(concern.column)} AS stratum FROM data "
        f"WHERE {d} IN ({high}, {low}) AND {context.sql(concern.column)} IS NOT NULL"
    )
    by_stratum = (
        f"SELECT sum(value) FILTER (level = {high}) AS high_sum, count(value) FILTER (level = {high}) AS high_rows, "
        f"sum(value) FILTER (level = {low}) AS low_sum, count(value) FILTER (level = {low}) AS low_rows "
        f"FROM ({rows}) AS labelled GROUP BY stratum"
    )
    names = f"difference_overall_{number}", f"difference_within_{number}"
    weight = "high_rows * low_rows / (high_rows + low_rows)"
    columns = {
        names[0]: "sum(high_sum) / sum(high_rows) - sum(low_sum) / sum(low_rows)",
        names[1]: f"sum((high_sum / nullif(high_rows, 0) - low_sum / nullif(low_rows, 0)) * {weight}) / sum({weight}) "
        "FILTER (high_rows > 0 AND low_rows > 0)",
    }
    numbers = replace(_numbers(context, concern, names), unit=unit, is_share=is_share)
    return Caveat(select(columns, f"({by_stratum}) AS strata"), numbers)


def _numbers(context: Context, concern: Concern, names: tuple[str, str]) -> WithinGroups:
    is_cut = concern.column in context.stratum_edges
    return WithinGroups(concern.column, *names, is_cut=is_cut, is_certain=concern.reverses)
