"""Series whose values stand from one moment to the next, so that their sum over time is nothing: by what they hold."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

MIN_LENGTH = 24  # moments
MIN_RISES = 10  # steps up of what is counted from the beginning on
RISEN = 2.0  # times its first value, that it reaches at least
STILL = 0.01  # of the level, that the middle step of a stock is at most
WANDERS = 10.0  # middle steps, that lie between its lowest and its highest value
YEAR_NS = 3.1e16  # between moments; who grows year after year may well be a flow
FLOWS = frozenset(  # names that say what happens in a time, however evenly it does
    {
        *("sales", "sale", "revenue", "turnover", "orders", "visits", "visitors", "clicks", "views", "sessions"),
        *("downloads", "impressions", "passengers", "births", "rain", "rainfall", "precipitation", "production"),
        *("consumption", "output", "spend", "spending", "spent", "expenses", "income", "paid", "payments", "sold"),
        *("kwh", "mwh", "energy", "trips", "rides", "calls", "new", "daily", "volume", "profit", "budget", "actual"),
        *("umsatz", "verbrauch", "erlös", "ventes", "ventas", "consommation", "consumo", "niederschlag"),
    }
)


def with_stocks(variables: Mapping[str, Variable], sample: Sample) -> dict[str, Variable]:
    """The variables, those measures marked that hold a stock or a count from the beginning on.

    Only of a table whose rows are one series, at moments that are all different; names that say a flow stay flows.
    """
    times = [v.name for v in variables.values() if v.role is Role.TIME and v.name in sample.times]
    if not times or not sample.complete:
        return dict(variables)
    moments = sample.times[times[0]]
    order = np.argsort(moments, kind="stable")
    steps = np.diff(moments[order])
    if len(moments) < MIN_LENGTH or np.isnan(moments).any() or steps.min() <= 0 or np.median(steps) >= YEAR_NS:
        return dict(variables)
    return {
        name: replace(v, held=True, adds_up=False) if _is_stock(v, sample.numbers.get(name), order) else v
        for name, v in variables.items()
    }


def _is_stock(v: Variable, values: np.ndarray | None, order: np.ndarray) -> bool:
    if values is None or v.role is not Role.MEASURE or v.sources or FLOWS & set(words(v.name)):
        return False
    course = values[order]
    return holds_over_time(course[~np.isnan(course)])


def holds_over_time(course: np.ndarray) -> bool:
    """Whether a series in order never falls and rises far, or moves little at each step and far in all."""
    if len(course) < MIN_LENGTH or course.min() < 0:
        return False
    steps, level = np.diff(course), float(np.median(course))
    is_counted = steps.min() >= 0 and (steps > 0).sum() >= MIN_RISES and course[-1] >= RISEN * max(course[0], 1.0)
    step = float(np.median(np.abs(steps)))
    is_still = step <= STILL * level and np.ptp(course) >= WANDERS * step > 0
    return bool(is_counted or is_still)
