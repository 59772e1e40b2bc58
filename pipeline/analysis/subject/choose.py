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
from pipeline.analysis.subject.layout import entity_of, event_time, is_by_design, table_kind
from pipeline.analysis.subject.names import topics
from pipeline.analysis.subject.vocabulary import BAD_LEVELS, EVENT_LEVELS, PART_OF_MONEY, YES, Topic
from pipeline.analysis.variables.profile import NumericProfile
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Grouping, Sample
from pipeline.errors import PreprocessingError
from pipeline.names import words
from pipeline.options import ROW_COUNT
from pipeline.story import Form, Scalar, Subject, TableKind

MAX_COMPANIONS = 2
MAX_DIMENSIONS = 12
MAX_ALTERNATIVES = 2
MIN_WORTH_OF_COMPANION = 2.0
MAX_LEVELS_OF_RESULT = 6
MEASURED = frozenset(
    {
        Topic.SCORE,
        Topic.QUANTITY,
        Topic.MONEY,
        Topic.GAIN,
        Topic.STOCK,
        Topic.DURATION,
        Topic.RATE,
        Topic.RESULT,
    }
)
MIN_ROWS_OF_BASE = 20
MIN_NUMBERED = 10  # things that are numbered from one on
MIN_ROWS_OF_NUMBERED = 4
ROWS = 2.1  # what the number of rows is worth, where rows are events
WORTH: Mapping[Topic, float] = {  # of a measure by what its name says; tried on tables of experts
    Topic.GAIN: 4.2,
    Topic.DURATION: 3.4,
    Topic.MONEY: 4.0,
    Topic.QUANTITY: 3.4,
    Topic.STOCK: 3.4,
    Topic.SCORE: 3.2,
    Topic.RATE: 2.0,
    Topic.TRAIT: 0.8,
}
OTHER = 2.0
RESULT = 5.0
RESULT_OR_TRAIT = 4.5  # employed: what became of some is what others are like
BAD_LEVEL = 4.4
ACTUAL = 4.9
OPEN_TO_CLOSE = 4.2
TARGETED = -2.5
CHANGED = -1.5
TOTAL_OF_PARTS = 2.0
PART_OF_MONEY_TOO = 0.6
CODED = 0.3
MOSTLY_MISSING = 1.5
MAX_MISSING = 0.3  # of the rows
MANY_VALUES = 10  # rows of each value at most, for its order to tell anything
FAMILY = 1.0  # several columns are kinds of it
MIN_FAMILY = 3
FIRST_OF_TWO = 3.5
FIRST_OF_SEVERAL = 1.6
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
    variables, profiles, sample, structure = context.variables, context.profiles, context.sample, context.structure
    time = event_time(list(variables.values()), sample)
    entity = entity_of(variables, sample, time)
    table = table_kind(variables, profiles, sample, time, entity)
    ranked = sorted(
        _candidates(variables, profiles, sample, structure, table), key=lambda c: (-c.worth, c.column or "")
    )
    for name, required in ((chosen, True), (wished if chosen is None else None, False)):
        if name is not None:
            wanted = _wanted(context, name)
            own = [c for c in ranked if c.column == wanted] or list(_forced(variables, profiles, sample, wanted))
            if required and not own:
                raise _not_summed_up(wanted, ranked)
            ranked = own + [c for c in ranked if c.column != wanted]
    best = ranked[0] if ranked else Candidate(None, 0.0, Form.COUNT)
    parts = _parts(structure)
    companions = _companions(best, ranked, parts, variables, sample)
    return Subject(
        column=best.column,
        columns=context.table_columns((best.column,)) if best.column else (),
        form=best.form,
        value=best.value,
        table=table,
        companions=companions,
        base=_base(best.column, companions, sample, variables),
        time=time,
        entity=entity,
        dimensions=_dimensions(variables, sample, best.column),
        alternatives=tuple(c.column for c in ranked[1 : 1 + MAX_ALTERNATIVES]),
    )


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
    variables: Mapping[str, Variable],
    profiles: Mapping[str, NumericProfile],
    sample: Sample,
    structure: Sequence[Relation],
    table: TableKind,
) -> Iterator[Candidate]:
    measures = [v for v in variables.values() if v.role is Role.MEASURE]
    names = [v.name for v in variables.values() if not v.sources]
    worth_of = _Worth.of(measures, profiles, sample, structure)
    for v in variables.values():
        edge = FIRST * (bool(measures) and v.name == measures[0].name) + LAST * (bool(names) and v.name == names[-1])
        if v.role is Role.MEASURE and v.name in profiles and not v.time_part:
            yield Candidate(v.name, worth_of.measure(v, edge), form_of(v))
        elif v.role is Role.DIMENSION and 2 <= v.column.distinct <= MAX_LEVELS_OF_RESULT:
            followed = table in (TableKind.SERIES, TableKind.PANEL)
            found = _result(v, sample) or (None if followed else _first_answer(v, sample, names))
            if found is not None:
                yield Candidate(v.name, found[0] + edge, Form.SHARE, found[1])
    if table is TableKind.EVENTS:
        yield Candidate(None, ROWS, Form.COUNT)
    elif not measures:
        yield Candidate(None, 0.1, Form.COUNT)


@dataclass(frozen=True)
class _Worth:
    """What a measure is worth beside the table's others."""

    names: tuple[str, ...]  # of the measures
    totals: frozenset[str]  # that are made of others
    money: tuple[str, ...]
    targets: tuple[str, ...]
    profiles: Mapping[str, NumericProfile]
    sample: Sample

    @classmethod
    def of(
        cls,
        measures: Sequence[Variable],
        profiles: Mapping[str, NumericProfile],
        sample: Sample,
        structure: Sequence[Relation],
    ) -> "_Worth":
        names = tuple(v.name for v in measures)
        totals = frozenset(r.columns[0] for r in structure if r.kind == "sum" and len(r.columns) > 2)
        money, targets = (
            tuple(name for name in names if topic in topics(name)) for topic in (Topic.MONEY, Topic.TARGET)
        )
        return cls(names, totals, money, targets, profiles, sample)

    def measure(self, v: Variable, edge: float) -> float:
        """By its name, by what it is made of, and by what is missing; ``edge``: for standing first or last."""
        worth = _worth(v, self.targets) + edge
        worth -= MOSTLY_MISSING * (v.column.missing > MAX_MISSING * self.sample.row_count)
        worth += FAMILY * _leads_a_family(v.name, self.names)
        by_design = is_by_design(self.sample.numbers[v.name]) and not topics(v.name) & MEASURED
        if by_design or _is_coded(v, self.profiles[v.name]):
            worth = min(worth, CODED)
        worth += TOTAL_OF_PARTS * (v.name in self.totals)
        is_part = len(self.money) > 0 and self.money != (v.name,) and bool(_parts_of(v.name))
        return worth + PART_OF_MONEY_TOO * is_part


def _leads_a_family(name: str, measures: Sequence[str]) -> bool:
    """Whether the one word of the name comes back in at least three measures: fatal, of fatal1517 and fatal1820."""
    own = words(name)
    return len(own) == 1 and sum(own[0] in words(other) for other in measures) >= MIN_FAMILY


def _is_coded(v: Variable, profile: NumericProfile) -> bool:
    """Few whole numbers whose name says of no amount or score: a code, as kinds and subjects are written."""
    if not profile.whole or topics(v.name) & MEASURED:
        return False
    span = profile.maximum - profile.minimum + 1
    numbered = profile.minimum in (0, 1) and span == v.column.distinct >= MIN_NUMBERED
    return v.ordinal or (numbered and profile.n >= MIN_ROWS_OF_NUMBERED * v.column.distinct)


def _first_answer(v: Variable, sample: Sample, names: Sequence[str]) -> tuple[float, Scalar] | None:
    """The first column, where it answers a question that its name doesn't tell: spam, yes or no."""
    grouping = sample.groupings.get(v.name)
    said = topics(v.name) & {Topic.CODE, Topic.PLACE, Topic.TRAIT, Topic.KEY, Topic.BEGIN}
    if grouping is None or v.name != names[0] or said or v.time_part or len(grouping.levels) < 2:
        return None
    named = _result_level(grouping.levels)
    value = named if named is not None else grouping.levels[int(np.argmax(grouping.sizes))]
    return (FIRST_OF_TWO if len(grouping.levels) == 2 else FIRST_OF_SEVERAL), _scalar(value)


def _forced(
    variables: Mapping[str, Variable], profiles: Mapping[str, NumericProfile], sample: Sample, chosen: str | None
) -> Iterator[Candidate]:
    """A user's column whatever its name says, if anything can be summed up of it."""
    if chosen is None:
        yield Candidate(None, math.inf, Form.COUNT)
        return
    v = variables.get(chosen)
    if v is None:
        return
    if v.role is Role.MEASURE and v.name in profiles:
        yield Candidate(v.name, math.inf, form_of(v))
    elif v.name in sample.groupings and sample.groupings[v.name].levels:
        yield Candidate(v.name, math.inf, Form.SHARE, _counted_level(sample.groupings[v.name]))


def _counted_level(grouping: Grouping) -> Scalar:
    """The value whose rows a story counts: what is answered with yes, of two the rarer, else the commonest."""
    named = _result_level(grouping.levels)
    if named is not None:
        return _scalar(named)
    place = np.argmin(grouping.sizes) if len(grouping.levels) == 2 else np.argmax(grouping.sizes)
    return _scalar(grouping.levels[int(place)])


def _worth(v: Variable, targets: Sequence[str]) -> float:
    if v.sources and len(v.sources) == 2 and not v.time_part:
        return _worth_of_span(*v.sources)
    found = topics(v.name)
    worth = _by_topic(found)
    if Topic.ACTUAL in found and targets and v.name not in targets:
        worth = max(worth, ACTUAL)
    if (Topic.TARGET in found and Topic.ACTUAL not in found) or Topic.UPDATE in found:
        worth += TARGETED
    return worth + CHANGED * (Topic.CHANGE in found)


def _worth_of_span(first: str, last: str) -> float:
    """Of the time from one date to another: more where the first opens what the last closes."""
    return OPEN_TO_CLOSE if Topic.BEGIN in topics(first) and Topic.END in topics(last) else OTHER


def _by_topic(found: frozenset[Topic]) -> float:
    """By the best that the name says; a trait or a rate of anything but money is no more than that."""
    if Topic.RATE in found and not found & {Topic.GAIN, Topic.MONEY, Topic.SCORE}:
        return WORTH[Topic.RATE]
    if Topic.TRAIT in found and not found & {Topic.GAIN, Topic.MONEY}:
        return WORTH[Topic.TRAIT]
    return max((WORTH[topic] for topic in found if topic in WORTH), default=OTHER)


def form_of(v: Variable) -> Form:
    """Whether a measure is told as a total or as a mean."""
    return Form.TOTAL if accumulation(v) is Accumulation.OVER_ALL else Form.MEAN


def _result(v: Variable, sample: Sample) -> tuple[float, Scalar] | None:
    """What a column that tells how something ended is worth, and the value that its story counts."""
    grouping = sample.groupings.get(v.name)
    if grouping is None or len(grouping.levels) < 2:
        return None
    texts = {str(level).strip().casefold(): level for level in grouping.levels}
    bad = next((level for text, level in texts.items() if text in BAD_LEVELS), None)
    if Topic.RESULT in topics(v.name) and not v.time_part:
        named = _result_level(grouping.levels)
        if named is not None or len(grouping.levels) == 2:
            rare = grouping.levels[int(np.argmin(grouping.sizes))]
            worth = RESULT_OR_TRAIT if Topic.TRAIT in topics(v.name) else RESULT
            return worth, _scalar(named if named is not None else rare)
    return None if bad is None else (BAD_LEVEL, _scalar(bad))


def _result_level(levels: Sequence[object]) -> object | None:
    """The level that a question with this name is answered with: yes, or what happened."""
    for wanted in (YES, EVENT_LEVELS):
        for level in levels:
            if level is True or str(level).strip().casefold() in wanted:
                return level
    return None


def _scalar(level: object) -> Scalar:
    return level if isinstance(level, str | int | float | bool) else str(level)


def _parts(structure: Sequence[Relation]) -> dict[str, frozenset[str]]:
    """For each total the columns that it is made of."""
    return {r.columns[0]: frozenset(r.columns[1:]) for r in structure if r.kind == "sum"}


def _parts_of(name: str) -> set[str]:
    return set(words(name)) & PART_OF_MONEY


def _companions(
    best: Candidate,
    ranked: Sequence[Candidate],
    parts: Mapping[str, frozenset[str]],
    variables: Mapping[str, Variable],
    sample: Sample,
) -> tuple[str, ...]:
    """The next measures that are no part of the subject, nor it in other units or on another scale."""
    worthy = [c.column for c in ranked if c.worth >= MIN_WORTH_OF_COMPANION and c.form is not Form.SHARE]
    others = [name for name in worthy if name is not None and name != best.column]
    own = [name for name in others if not _of_one_total(name, best.column, parts) and not _is_derived(variables[name])]
    return tuple(name for name in own if not _is_rescaled(name, best.column, sample))[:MAX_COMPANIONS]


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
    return bool(topics(v.name) & {Topic.CHANGE, Topic.TARGET}) or bool(v.sources)


def _base(
    column: str | None, companions: Sequence[str], sample: Sample, variables: Mapping[str, Variable]
) -> str | None:
    """The money of which the subject is a part: sales of a profit, the bill of a tip."""
    part = sample.numbers.get(column) if column is not None and _parts_of(column) else None
    if part is None:
        return None
    money = [name for name, v in variables.items() if name != column and _is_whole_money(v)]
    return next((name for name in money if _holds(sample.numbers[name], part) and form_like(name, companions)), None)


def _is_whole_money(v: Variable) -> bool:
    """Whether a measure is money by its name, and no part of any."""
    return v.role is Role.MEASURE and Topic.MONEY in topics(v.name) and not _parts_of(v.name)


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
