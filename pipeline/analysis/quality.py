"""What a reader should know about the data's quality."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import numpy as np

from pipeline import wording
from pipeline.analysis.context import Context
from pipeline.analysis.sql import one_row, quote
from pipeline.analysis.structure import Relation, RelationKind
from pipeline.analysis.variables.far_dates import usual_years, year_sql
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.story import Column, ColumnType, QualityNote, Scalar

MIN_MISSING = 0.05  # of the rows, for missing values to be told
BY_CHANCE = 1e-6  # probability that so many rows at one end of the time have no value
MAX_NOTES = 12  # of a kind
MAX_CHECKED = 60  # columns looked at for impossible values
MAX_IMPOSSIBLE = 0.1  # of the rows; more isn't a slip
MAX_ZEROS = 6  # columns whose zeros are told
MIN_VARIED = 20  # different values above zero, for zeros to be far below them
FEW = 0.01  # of the values above zero that may be near it
FAR_FROM_ZERO = 0.4  # of the median of the values above zero: all but those few are larger
NEVER_NEGATIVE = re.compile(
    r"age|price|quantity|qty|count|size|weight|height|length|width|area|duration|distance|minutes|hours|"
    r"days|units|stock|"
    r"population|visits|orders|people|persons|guests",
    re.IGNORECASE,
)
HASHED_COLUMNS = 60  # that rows are compared by when copies are counted
EXACTLY_COUNTED = (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)

STRUCTURE = {
    RelationKind.FUNCTION: "{1} and {0} always rise together, so one follows from the other",
    RelationKind.RENAMED: "{0} and {1} are two names for the same groups",
    RelationKind.NESTED: "each {0} belongs to one {1}",
    RelationKind.ATTRIBUTE: "{1} is the same in all rows of a {0}",
    RelationKind.RANGES: "the groups of {1} are ranges of {0}",
    RelationKind.CALENDAR: "{1} follows from the date in {0}",
    RelationKind.NOUGHT: "{1} is zero in one of the groups of {0}, and there alone",
    RelationKind.SUM: "{0} is the sum of {1}",
    RelationKind.DIFFERENCE: "{0} is {1}, the first less the second",
    RelationKind.PRODUCT: "{0} is the product of {1}",
    RelationKind.RATIO: "{0} is {1}, the first over the second",
    RelationKind.EITHER: "a row has a value either in {0} or in {1}, never in both",
    RelationKind.ASKED: "{1} has values only in some groups of {0}",
    RelationKind.ASKED_FROM: "{1} has values only on one side of a value of {0}",
}


def quality_notes(context: Context) -> tuple[QualityNote, ...]:
    """Missing values, columns without information, copied rows, columns that follow from others, impossible values."""
    follows = (*_made(context), *_structure(context))
    return (*_missing(context), *_constant(context), *_copies(context), *follows, *_impossible(context))


def _missing(context: Context) -> Iterator[QualityNote]:
    columns = sorted(context.dataset.columns, key=lambda column: -column.missing)
    for column in columns[:MAX_NOTES]:
        share = column.missing / max(1, context.row_count)
        by_design = column.type is ColumnType.EMPTY or column.name in context.dataset.once_a_group
        if share >= MIN_MISSING and not by_design:
            values: dict[str, Scalar] = {"missing": column.missing, "share": round(share, 6)}
            since = _filled_in(context, column, share)
            since_when = "".join(f", none at all {side} {_date(moment)}" for side, moment in since.items())
            text = f"{wording.name(column.name)} has no value in {wording.percent(share)} of the rows{since_when}."
            yield QualityNote("missing", (column.name,), text, values | since)


def _filled_in(context: Context, column: Column, share: float) -> dict[str, Scalar]:
    """The first moment with a value if all rows ``before`` have none, the last one if all ``after``; chance aside."""
    axis = context.time_axis
    if axis is None or column.name == axis.column or share >= 1:
        return {}
    x, t = quote(column.name), axis.expression
    ends = f"(SELECT min({t}) AS first, max({t}) AS last FROM data WHERE {x} IS NOT NULL) AS ends"
    values = one_row(
        context.connection,
        f"SELECT any_value(first) AS before, any_value(last) AS after, count(*) FILTER ({t} < first) AS rows_before, "
        f"count(*) FILTER ({t} > last) AS rows_after FROM data, {ends}",
    )
    return {
        side: values[side]
        for side in ("before", "after")
        if values[side] is not None and share ** values.size(f"rows_{side}") < BY_CHANCE
    }


def _constant(context: Context) -> Iterator[QualityNote]:
    constant = [v.column for v in context.with_role(Role.CONSTANT, Role.NONE) if v.column.distinct <= 1]
    names = tuple(column.name for column in constant)
    if names:
        why = "no value, or the same one" if any(not column.distinct for column in constant) else "the same value"
        listed = wording.listing([wording.name(name) for name in names[:MAX_NOTES]])
        text = f"{listed} {'says' if len(names) == 1 else 'say'} nothing: {why} in every row."
        yield QualityNote("constant", names, text, {"columns": len(names)})


def _copies(context: Context) -> Iterator[QualityNote]:
    names = [column.name for column in context.dataset.columns][:HASHED_COLUMNS]
    if any(_tells_rows_apart(column, context.row_count) for column in context.dataset.columns):
        return
    fine = any(column.distinct > 0.5 * context.row_count for column in context.dataset.columns)
    if not names or len(names) < len(context.dataset.columns) or not (fine or context.dependence.copied):
        return  # rows of nothing but small groups are alike by their nature
    hashed = f"hash({', '.join(quote(name) for name in names)})"
    values = one_row(
        context.connection, f"SELECT count(*) - count(DISTINCT {hashed}) AS copies, count(*) AS rows FROM data"
    )
    copies = values.size("copies")
    if copies:
        text = f"{wording.count(copies, 'row')} {'is a copy' if copies == 1 else 'are copies'} of another row."
        yield QualityNote("duplicates", (), text, values)


def _tells_rows_apart(column: Column, rows: int) -> bool:
    """Whether no two rows can be alike; of decimals and moments the different ones may only have been estimated."""
    return column.type in EXACTLY_COUNTED and column.distinct == rows


def _made(context: Context) -> Iterator[QualityNote]:
    """What was made of other columns because no column told it."""
    for made in (v for v in context.variables.values() if v.sold and v.sources):
        said = wording.listing([wording.name(source) for source in made.sources]).replace(" and ", " times ")
        yield QualityNote("structure", made.sources, f"{wording.sentence(made.name)} are {said}, row by row.", {})


def _structure(context: Context) -> Iterator[QualityNote]:
    for relation in context.structure[: 3 * MAX_NOTES]:
        if (
            relation.kind is RelationKind.CALENDAR
            and relation.columns[1] in context.variables[relation.columns[0]].sources
        ):
            continue  # the date was made of that very column
        columns = context.table_columns(relation.columns)
        values: dict[str, Scalar] = {}
        if relation.factor is not None and relation.shift is not None:
            values = {"factor": relation.factor, "shift": relation.shift}
        yield QualityNote("structure", columns, f"{wording.sentence(_in_words(relation))}.", values)


def _in_words(relation: Relation) -> str:
    first, *others = [wording.name(name) for name in relation.columns]
    if relation.kind is RelationKind.LINEAR:
        return _linear(first, others[0], relation.factor or 0.0, relation.shift or 0.0)
    taken_off = relation.complements
    others = [wording.name(name) for name in relation.columns[1:] if name not in taken_off]
    others += [f"what {wording.name(name)} leaves of the whole" for name in relation.columns if name in taken_off]
    return STRUCTURE[relation.kind].format(first, wording.listing(others))


def _linear(first: str, second: str, factor: float, shift: float) -> str:
    if factor == 1 and shift == 0:
        return f"{second} is a copy of {first}"
    if factor == -1:
        return f"{second} is {wording.number(shift, digits=4)} less {first}"
    times = first if factor == 1 else f"{wording.number(factor, digits=4)} times {first}"
    if shift == 0:
        return f"{second} is {times}"
    return f"{second} is {times}, {'plus' if shift > 0 else 'less'} {wording.number(abs(shift), digits=4)}"


def _impossible(context: Context) -> Iterator[QualityNote]:
    """Negative values of what can't be negative, dates in the future or before anybody wrote tables."""
    for variable in context.measures[:MAX_CHECKED]:
        yield from _impossible_negatives(context, variable)
    yield from islice(_all_impossible_zeros(context), MAX_ZEROS)
    for variable in context.variables.values():
        if variable.expression is not None and not variable.sources:  # dates of which the far ones count as missing
            yield from _impossible_dates(context, variable)


def _impossible_negatives(context: Context, variable: Variable) -> Iterator[QualityNote]:
    """A few values below zero of a duration, a count, a price ..."""
    profile = context.profiles[variable.name]
    rare = 0 < profile.negatives <= MAX_IMPOSSIBLE * profile.n
    if not rare or not (variable.sources or NEVER_NEGATIVE.search(variable.name)):
        return
    x = variable.sql
    query = f"SELECT count(*) FILTER ({x} < 0) AS negative, min({x}) AS least, count({x}) AS rows FROM data"
    values = one_row(context.connection, query)
    rows = wording.count(values.size("negative"), "row")
    text = f"{wording.name(variable.name)} is below zero in {rows}, which can hardly be."
    yield QualityNote("impossible", context.table_columns((variable.name,)), text, values)


def _all_impossible_zeros(context: Context) -> Iterator[QualityNote]:
    """Of all measures but those that are nought because of what a row is."""
    nought = {relation.columns[1] for relation in context.structure if relation.kind is RelationKind.NOUGHT}
    for variable in context.measures[:MAX_CHECKED]:
        if variable.name not in nought:
            yield from _impossible_zeros(context, variable)


def _impossible_zeros(context: Context, variable: Variable) -> Iterator[QualityNote]:
    """Zeros far below all other values: no length, weight or pressure at all, or none that was taken down."""
    sampled = context.sample.numbers[variable.name]
    positive = sampled[sampled > 0]
    if context.profiles[variable.name].minimum != 0 or len(np.unique(positive)) < MIN_VARIED:
        return
    low, middle = np.quantile(positive, [FEW, 0.5])
    if not FAR_FROM_ZERO * middle <= low < middle:
        return
    x = variable.sql
    query = (
        f"SELECT count(*) FILTER ({x} = 0) AS zeros, quantile_cont({x}, {FEW}) FILTER ({x} > 0) AS low, "
        f"median({x}) FILTER ({x} > 0) AS typical, count({x}) AS rows FROM data"
    )
    values = one_row(context.connection, query)
    if values.size("zeros") <= MAX_IMPOSSIBLE * values.size("rows"):
        unit = variable.column.unit
        low, typical = (wording.number(values.number(name), unit) for name in ("low", "typical"))
        text = (
            f"{wording.name(variable.name)} is zero in {wording.count(values.size('zeros'), 'row')}, though nearly all "
            f"other values are {low} or more, and typically {typical}: zero may stand for a missing value."
        )
        yield QualityNote("impossible", context.table_columns((variable.name,)), text, values)


def _impossible_dates(context: Context, variable: Variable) -> Iterator[QualityNote]:
    """Dates decades away from all others, and few of them: they stand for something else, or are slips."""
    usual, t, year = usual_years(context.connection, variable), quote(variable.name), year_sql(variable)
    ends = [("too early", "min", f"{year} < {usual.first}")] if usual.first is not None else []
    ends += [("too late", "max", f"{year} > {usual.last}")] if usual.last is not None else []
    for words, extreme, where in ends:
        query = f"SELECT count(*) FILTER ({where}) AS far, {extreme}({t}) AS farthest, count({t}) AS rows FROM data"
        values = one_row(context.connection, query)
        far = wording.count(values.size("far"), "row")
        dated = variable.column.type is ColumnType.DATETIME
        when = _date(values["farthest"]) if dated else f"{values.size('farthest')}"
        text = f"{wording.name(variable.name)} is {words} by decades in {far}, up to {when}."
        yield QualityNote("impossible", (variable.name,), text, values)


def _date(moment: Scalar) -> str:
    return wording.day(datetime.fromisoformat(str(moment)))
