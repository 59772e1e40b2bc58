"""What the rows of a table are, when they happened, and who or what comes back in them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.analysis.subject.names import topics
from pipeline.analysis.subject.vocabulary import Topic
from pipeline.analysis.variables.profile import NumericProfile
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample, are_years
from pipeline.names import words
from pipeline.story import ColumnType, TableKind

AMOUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.TARGET, Topic.ACTUAL})  # budgets come in round sums, and are nobody
MIN_UNIQUE = 0.98  # of the pairs of entity and period, or of the periods
MIN_PERIODS = 2
MIN_ENTITIES = 3
MIN_FILLED = 0.5  # of all pairs of entity and period in a panel have a row
MIN_STAYING = 0.75  # of the rows, that are an entity's second or later one
MIN_UNBROKEN = 0.9  # of those, that follow in the next period
MIN_PRESENT = 0.5  # of the rows must have a date
MAX_ROWS_OF_EXPERIMENT = 60
MIN_CROSSED = 2  # columns of a table of frequencies
FREQUENCIES = frozenset({"freq", "frequency", "frequencies", "häufigkeit", "fréquence", "frecuencia"})
AMOUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.QUANTITY, Topic.STOCK, Topic.SCORE})
MIN_ITEMS = 4  # of a battery
MIN_REPEATED = 4  # rows of each value of a design
MAX_UNEVEN = 0.1  # deviation of their numbers, as a part of the mean
MAX_ANSWERS = 11
RARE = 0.1  # of the largest value is the mean, of what is nought in most rows
NO_EVENT = -2.0  # worth of a date at which nothing of the row happened: built, born, updated, expires


def event_time(variables: Sequence[Variable], sample: Sample) -> str | None:
    """The date at which a row happened: opened, ordered; not when it was updated, expires or somebody was born."""
    best, best_worth = None, NO_EVENT
    for place, v in enumerate(variables):
        moments = sample.times.get(v.name)
        if v.role is not Role.TIME or moments is None:
            continue
        present = moments[~np.isnan(moments)]
        if len(present) < MIN_PRESENT * len(moments) or len(np.unique(present)) < MIN_PERIODS:
            continue
        found = topics(v.name)
        worth = 2.0 * (Topic.BEGIN in found) - 1.0 * (Topic.END in found) - 4.0 * (Topic.UPDATE in found) - 0.01 * place
        worth -= 1.0 * (len(present) < 0.9 * len(moments))
        worth -= 0.5 * is_of_years(v, sample)  # years beside a date say less than it does
        if worth > best_worth:
            best, best_worth = v.name, worth
    return best


def is_of_years(v: Variable, sample: Sample) -> bool:
    """Whether a time tells no more than years."""
    return v.column.type is ColumnType.NUMERIC or are_years(sample.times[v.name])


def codes_of(sample: Sample, name: str) -> np.ndarray | None:
    """The codes of a column that groups rows or names entities; of whole numbers that name them, too."""
    if name in sample.entities:
        return sample.entities[name]
    if name in sample.repeated:
        return sample.repeated[name]
    if name in sample.groupings:
        return sample.groupings[name].codes
    if name in sample.numbers:
        return np.asarray(pd.factorize(sample.numbers[name], sort=True)[0])
    return None


def is_by_design(values: np.ndarray) -> bool:
    """Whether a number comes back equally often with each of its values: the arms, subjects or days of a design."""
    present = values[~np.isnan(values)]
    distinct, counts = np.unique(present, return_counts=True)
    if not 2 <= len(distinct) <= len(present) / MIN_REPEATED:
        return False
    return float(counts.std()) <= MAX_UNEVEN * float(counts.mean())


def is_unique(*columns: np.ndarray) -> bool:
    """Whether nearly no two rows have the same values in all these columns."""
    rows = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, codes = np.unique(np.nan_to_num(column.astype(float), nan=-1.0), return_inverse=True)
        _, rows = np.unique(rows * len(values) + codes, return_inverse=True)
    return int(rows.max(initial=-1)) + 1 >= MIN_UNIQUE * len(rows)


def entity_of(variables: Mapping[str, Variable], sample: Sample, time: str | None) -> str | None:
    """Who or what comes back: in a panel the column that has one row in each period."""
    if time is None:
        return None
    moments = sample.times[time]
    periods = len(np.unique(moments[~np.isnan(moments)]))
    if periods < MIN_PERIODS or is_unique(moments):
        return None
    best: str | None = None
    most = 0.0
    for v in variables.values():
        named = v.role in (Role.ENTITY, Role.DIMENSION) and not v.time_part
        codes = codes_of(sample, v.name) if named or _is_number_of(v, sample) else None
        if codes is None or v.column.distinct < MIN_ENTITIES or v.column.distinct > len(codes) / 2:
            continue
        if sample.complete and len(codes) < MIN_FILLED * v.column.distinct * periods and not _stays(codes, moments):
            continue
        place = v.column.distinct + 0.5 * (Topic.KEY not in topics(v.name)) - 0.5 * (Topic.CODE in topics(v.name))
        if place > most and is_unique(codes.astype(float), moments):
            best, most = v.name, place
    return best


def _is_number_of(v: Variable, sample: Sample) -> bool:
    """Whether a measure holds few numbers by design, which may be those of somebody or something; no budgets."""
    is_amount = bool(topics(v.name) & AMOUNTS)
    return (
        v.role is Role.MEASURE and v.name in sample.numbers and not is_amount and is_by_design(sample.numbers[v.name])
    )


def _stays(codes: np.ndarray, moments: np.ndarray) -> bool:
    """Whether each entity, once there, is there in every even period until it goes: customers of a month."""
    known = ~np.isnan(moments) & (codes >= 0)
    periods, at = np.unique(moments[known], return_inverse=True)
    if not _in_order(periods):
        return False
    order = np.lexsort((at, codes[known]))
    own, steps = np.diff(codes[known][order]) == 0, np.diff(at[order])
    return bool(own.mean() >= MIN_STAYING and np.mean(steps[own] == 1) >= MIN_UNBROKEN)


def table_kind(
    variables: Mapping[str, Variable],
    profiles: Mapping[str, NumericProfile],
    sample: Sample,
    time: str | None,
    entity: str | None,
) -> TableKind:
    """What the rows are."""
    measures = [v for v in variables.values() if v.role is Role.MEASURE]
    if time is not None:
        if entity is not None:
            return TableKind.PANEL
        return TableKind.SERIES if is_unique(sample.times[time]) and _in_order(sample.times[time]) else TableKind.EVENTS
    return TableKind.EVENTS if _is_contingency(variables, measures) else _kind_of_cases(variables, profiles, sample)


def _kind_of_cases(
    variables: Mapping[str, Variable], profiles: Mapping[str, NumericProfile], sample: Sample
) -> TableKind:
    """What the rows are where they have no time: answers, texts, runs of an experiment or things."""
    measures = [v for v in variables.values() if v.role is Role.MEASURE]
    if len(battery(variables, profiles)) >= MIN_ITEMS:
        return TableKind.SURVEY
    if not measures and any(v.role is Role.TEXT for v in variables.values()):
        return TableKind.TEXT
    is_small = sample.row_count <= MAX_ROWS_OF_EXPERIMENT and len(measures) <= 2
    if is_small and sample.groupings and named_place(variables, sample) is None:
        return TableKind.EXPERIMENT
    return TableKind.ENTITIES


def named_place(variables: Mapping[str, Variable], sample: Sample) -> str | None:
    """The column that names each row by its place, each another: of a list of states or countries."""
    texts = (v for v in variables.values() if v.role in (Role.TEXT, Role.IDENTIFIER) and len(words(v.name)) == 1)
    places = (v.name for v in texts if Topic.PLACE in topics(v.name) and v.column.distinct == sample.row_count)
    return next(places, None)


def _is_contingency(variables: Mapping[str, Variable], measures: Sequence[Variable]) -> bool:
    """Whether rows say how often it happened with each combination of values: a table of frequencies."""
    counted = [v for v in measures if not FREQUENCIES.isdisjoint(words(v.name)) and not v.ordinal]
    crossed = [v for v in variables.values() if v.role is Role.DIMENSION]
    others = [v for v in measures if v not in counted]
    return len(counted) == 1 and len(crossed) >= MIN_CROSSED and not any(topics(v.name) & AMOUNTS for v in others)


def _in_order(moments: np.ndarray) -> bool:
    """Whether one row follows the other at even distances, as the rows of a series do."""
    steps = np.diff(np.sort(moments[~np.isnan(moments)]))
    if not len(steps):
        return False
    middle = float(np.median(steps))
    return middle > 0 and float(np.mean(np.abs(steps - middle) <= 0.2 * middle)) > 0.7


def _answers_of(v: Variable, profile: NumericProfile | None) -> tuple[float, float] | None:
    """The ends of the scale that a column's answers lie on; None of any other column.

    Where nearly all values are nought, as of how many pieces of each dish an order has, these are no answers.
    """
    if profile is None or not profile.whole or not v.ordinal or not 3 <= v.column.distinct <= MAX_ANSWERS:
        return None
    is_rare = profile.minimum == 0 and profile.mean < RARE * profile.maximum
    return None if is_rare else (profile.minimum, profile.maximum)


def battery(variables: Mapping[str, Variable], profiles: Mapping[str, NumericProfile]) -> tuple[str, ...]:
    """Items answered on one scale: neighbouring columns of few whole numbers with the same ends."""
    runs: list[list[str]] = [[]]
    scale: tuple[float, float] | None = None
    for name, v in variables.items():
        own = _answers_of(v, profiles.get(name))
        if own is None or own != scale:
            runs.append([])
        if own is not None:
            runs[-1].append(name)
        scale = own
    longest = max(runs, key=len)
    return tuple(longest) if len(longest) >= MIN_ITEMS else ()
