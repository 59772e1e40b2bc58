"""What the story of a table is about: from names, types, values and identities, never from associations.

Whoever picks the subject by strength and then tests it has looked twice at the same luck.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline import wording
from pipeline.analysis.context import Context, named_column
from pipeline.analysis.structure import Relation
from pipeline.analysis.subject.accumulation import Accumulation, accumulation
from pipeline.analysis.subject.answers import MAX_LEVELS_OF_RESULT, counted_level, result, undecided, unnamed_answer
from pipeline.analysis.subject.layout import battery, entity_of, event_time, is_of_years, table_kind
from pipeline.analysis.subject.names import topics
from pipeline.analysis.subject.vocabulary import SUPPLIES, Topic
from pipeline.analysis.subject.worth import Worth, parts_of, runs_its_course
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.errors import PreprocessingError
from pipeline.names import words
from pipeline.options import ROW_COUNT
from pipeline.story import Form, Scalar, Subject, TableKind

MAX_COMPANIONS = 2
MAX_DIMENSIONS = 12
MAX_ALTERNATIVES = 2
MIN_WORTH_OF_COMPANION = 2.0
MIN_ROWS_OF_BASE = 20
MANY_VALUES = 10  # rows of each value at most, for its order to tell anything
ROWS = 2.1  # what the number of rows is worth, where rows are events
ROWS_OF_YEARS = 1.5  # the same where no more than their years are known, as in waves of a survey
ITEM = 1.8  # of a survey's battery: what was asked comes before who answered
FIRST = 0.4
LAST = 0.5


@dataclass(frozen=True)
class Candidate:
    """One column that a story could be about; None is the number of rows."""

    column: str | None
    worth: float
    form: Form
    value: Scalar = None


def find_subject(context: Context, chosen: str | None = None, *, wished: str | None = None) -> Subject:
    """The subject, its companions, its time, its entity and its dimensions; ``chosen`` is the user's own column.

    It may be a duration between two dates by its name, or ``ROW_COUNT``. ``wished`` is a column that comes first where
    a story can be about it. Raises :class:`~pipeline.errors.PreprocessingError` where ``chosen`` names no column of the
    table, or one of which nothing can be summed up.
    """
    variables, profiles, sample = context.variables, context.profiles, context.sample
    time = event_time(list(variables.values()), sample)
    entity = entity_of(variables, sample, time)
    table = table_kind(variables, profiles, sample, time, entity)
    moments = sample.times[time] if entity and time else None
    ranked = sorted(_candidates(context, table, time, moments), key=lambda c: (-c.worth, c.column or ""))
    if chosen is not None:
        ranked = _put_first(context, table, ranked, chosen, required=True)
    elif wished is not None:
        ranked = _put_first(context, table, ranked, wished, required=False)
    best = ranked[0] if ranked else Candidate(None, 0.0, Form.COUNT)
    companions = _companions(best, ranked, _parts(context.structure), variables, sample)
    return Subject(
        column=best.column,
        columns=context.table_columns((best.column,)) if best.column else (),
        form=best.form,
        value=best.value,
        table=table,
        undecided=_undecided(best, sample),
        companions=companions,
        base=_base(best.column, companions, sample, variables),
        time=time,
        entity=entity,
        dimensions=_dimensions(variables, sample, best.column),
        alternatives=tuple(c.column for c in ranked[1 : 1 + MAX_ALTERNATIVES]),
    )


def _put_first(
    context: Context, table: TableKind, ranked: Sequence[Candidate], name: str, *, required: bool
) -> list[Candidate]:
    """The candidates with a user's column in front, if a story can be about it."""
    wanted = _wanted(context, name)
    own = [c for c in ranked if c.column == wanted]
    own = own or list(_forced(context, wanted, table))
    if required and not own:
        raise _not_summed_up(wanted, ranked)
    return own + [c for c in ranked if c.column != wanted]


def _not_summed_up(wanted: str | None, ranked: Sequence[Candidate]) -> PreprocessingError:
    others = [c.column for c in ranked if c.column is not None][:3]
    such_as = f", such as {wording.listing(others, 'or')}" if others else f", or {ROW_COUNT!r}"
    return PreprocessingError(
        f"A story can't be about {wanted!r}: its values can neither be added up, averaged nor counted by groups.",
        f"Choose a column of numbers or of few groups as the subject{such_as}.",
    )


def _wanted(context: Context, chosen: str) -> str | None:
    """The column that a user chose; None: the number of rows."""
    names = [column.name for column in context.dataset.columns]
    names += [name for name in context.variables if name not in names]
    if chosen.strip().casefold() == ROW_COUNT and ROW_COUNT not in (name.casefold() for name in names):
        return None
    return named_column(chosen, names, "subject")


def _candidates(
    context: Context, table: TableKind, time: str | None, moments: np.ndarray | None
) -> Iterator[Candidate]:
    """``moments``: of each sampled row, where entities come back at the same ones."""
    variables, profiles = context.variables, context.profiles
    measures = [v for v in variables.values() if v.role is Role.MEASURE]
    names = [v.name for v in variables.values() if not v.sources]
    ends = {measures[0].name: FIRST} if measures else {}
    ends |= {name: ends.get(name, 0.0) + LAST for name in names[-1:]}
    worth_of = Worth.of(measures, profiles, context.sample, context.structure, moments, context.dataset.title)
    items = _asked(context, table)
    for v in variables.values():
        edge = ends.get(v.name, 0.0)
        if v.role is Role.MEASURE and v.name in profiles and not v.time_part:
            worth = worth_of.measure(v, edge)
            yield Candidate(v.name, max(worth, (ITEM + edge) * (v.name in items)), form_of(v, table))
        elif v.role is Role.DIMENSION and 2 <= v.column.distinct <= MAX_LEVELS_OF_RESULT + _stages(v, context.sample):
            yield from _answers(v, context.sample, names, table, edge)
    if table is TableKind.EVENTS:
        is_yearly = time is not None and is_of_years(variables[time], context.sample)
        yield Candidate(None, ROWS_OF_YEARS if is_yearly else ROWS, Form.COUNT)
    elif not measures:
        yield Candidate(None, 0.1, Form.COUNT)


def _asked(context: Context, table: TableKind) -> tuple[str, ...]:
    """The items of a survey's battery; none of any other table."""
    return battery(context.variables, context.profiles) if table is TableKind.SURVEY else ()


def _stages(v: Variable, sample: Sample) -> int:
    """How many values of a column are stages before its outcome."""
    return len(undecided(sample.groupings[v.name])) if v.name in sample.groupings else 0


def _undecided(best: Candidate, sample: Sample) -> tuple[Scalar, ...]:
    """The values of rows that a story of an outcome doesn't count, unless a user asked for one of them."""
    if best.form is not Form.SHARE or best.column is None:
        return ()
    waiting = undecided(sample.groupings[best.column])
    return () if best.value in waiting else waiting


def _answers(v: Variable, sample: Sample, names: Sequence[str], table: TableKind, edge: float) -> Iterator[Candidate]:
    """A column of few values as what became of the rows."""
    is_followed = table in (TableKind.SERIES, TableKind.PANEL)
    found = result(v, sample) or (None if is_followed else unnamed_answer(v, sample, names))
    if found is not None:
        yield Candidate(v.name, found[0] + edge, Form.SHARE, found[1])


def _forced(context: Context, chosen: str | None, table: TableKind) -> Iterator[Candidate]:
    """A user's column whatever its name says, if anything can be summed up of it."""
    if chosen is None:
        yield Candidate(None, math.inf, Form.COUNT)
        return
    v, sample = context.variables.get(chosen), context.sample
    if v is None:
        return
    if v.role is Role.MEASURE and v.name in context.profiles:
        yield Candidate(v.name, math.inf, form_of(v, table))
    elif v.name in sample.groupings and sample.groupings[v.name].levels:
        yield Candidate(v.name, math.inf, Form.SHARE, counted_level(sample.groupings[v.name]))


def form_of(v: Variable, table: TableKind) -> Form:
    """Whether a measure is told as a total or as a mean: what lies in stock, too, where the file counts it once."""
    adds = accumulation(v)
    is_counted_once = adds is Accumulation.OVER_ENTITIES and table is TableKind.ENTITIES and _is_supply(v.name)
    return Form.TOTAL if adds is Accumulation.OVER_ALL or is_counted_once else Form.MEAN


def _is_supply(name: str) -> bool:
    """Whether a name is of the money that lies in stock."""
    return not SUPPLIES.isdisjoint(words(name)) and Topic.MONEY in topics(name)


def _parts(structure: Sequence[Relation]) -> dict[str, frozenset[str]]:
    """For each total the columns that it is made of."""
    return {r.columns[0]: frozenset(r.columns[1:]) for r in structure if r.kind == "sum"}


def _companions(
    best: Candidate,
    ranked: Sequence[Candidate],
    parts: Mapping[str, frozenset[str]],
    variables: Mapping[str, Variable],
    sample: Sample,
) -> tuple[str, ...]:
    """The next measures that are no part of the subject, nor it in other units or on another scale."""
    worthy = [c.column for c in ranked if c.worth >= MIN_WORTH_OF_COMPANION and c.form is not Form.SHARE]
    others = [name for name in worthy if name not in (None, best.column) and not _is_derived(variables[name])]
    own = [name for name in others if not _of_one_total(name, best.column, parts)]
    return _courses_last([name for name in own if not _is_rescaled(name, best.column, sample)], variables)


def _courses_last(names: Sequence[str], variables: Mapping[str, Variable]) -> tuple[str, ...]:
    """The first companions, and beside them how long it took from the beginning to the end."""
    courses = [name for name in names if runs_its_course(variables[name])]
    return (*[name for name in names if name not in courses][:MAX_COMPANIONS], *courses[:1])


def _is_rescaled(name: str, column: str | None, sample: Sample) -> bool:
    """Whether two measures put their rows in the same order, as a wage and its logarithm have."""
    if name not in sample.numbers or column not in sample.numbers:
        return False
    first, second = sample.numbers[column], sample.numbers[name]
    both = ~np.isnan(first) & ~np.isnan(second)
    steps = np.diff(second[both][np.lexsort((second[both], first[both]))])
    is_varied = both.sum() >= MIN_ROWS_OF_BASE and np.count_nonzero(steps) >= both.sum() / MANY_VALUES
    return is_varied and bool(np.all(steps >= 0) or np.all(steps <= 0))


def _of_one_total(name: str, column: str | None, parts: Mapping[str, frozenset[str]]) -> bool:
    """Whether one of two columns is a part of the other."""
    return name in parts.get(column or "", ()) or column in parts.get(name, ())


def _is_derived(v: Variable) -> bool:
    """Whether a column is made of others, or says how they changed or were to be."""
    return bool(topics(v.name) & {Topic.CHANGE, Topic.TARGET}) or (
        bool(v.sources) and not v.sold and not runs_its_course(v)
    )


def _base(
    column: str | None, companions: Sequence[str], sample: Sample, variables: Mapping[str, Variable]
) -> str | None:
    """The money of which the subject is a part: sales of a profit, the bill of a tip."""
    part = sample.numbers.get(column) if column is not None and parts_of(column) else None
    if part is None:
        return None
    money = [name for name, v in variables.items() if name != column and _is_whole_money(v)]
    return next((name for name in money if _holds(sample.numbers[name], part) and form_like(name, companions)), None)


def _is_whole_money(v: Variable) -> bool:
    """Whether a measure is money by its name, and no part of any."""
    return v.role is Role.MEASURE and Topic.MONEY in topics(v.name) and not parts_of(v.name)


def _holds(whole: np.ndarray, part: np.ndarray) -> bool:
    """Whether one column is hardly ever below another, and above zero."""
    both = ~np.isnan(whole) & ~np.isnan(part)
    if both.sum() < MIN_ROWS_OF_BASE:
        return False
    return bool(np.mean(whole[both] > 0) > 0.99 and np.mean(part[both] <= whole[both]) > 0.98)


def form_like(name: str, companions: Sequence[str]) -> bool:
    """Whether a whole is told beside its part."""
    return name in companions or bool(set(words(name)) & {"total", "sales", "revenue", "bill", "amount", "umsatz"})


def _dimensions(variables: Mapping[str, Variable], sample: Sample, column: str | None) -> tuple[str, ...]:
    """Columns whose groups are large enough to compare, those that name kinds and places first."""
    grouping = [
        v
        for v in variables.values()
        if v.groups and v.name != column and v.name in sample.groupings and len(sample.groupings[v.name].levels) > 1
    ]
    order = {name: place for place, name in enumerate(variables)}
    preferred = {Topic.CODE, Topic.PLACE}
    ranked = sorted(grouping, key=lambda v: (v.time_part, not topics(v.name) & preferred, order[v.name]))
    return tuple(v.name for v in ranked[:MAX_DIMENSIONS])
