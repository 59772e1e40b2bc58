"""Small tables of odd columns, by seed: none may end in an error that isn't the table's, nor lose a sentence."""

from collections.abc import Callable

import numpy as np
import pandas as pd

Rng = np.random.Generator

MEASURES = (
    *("sales", "profit", "price", "cost", "budget", "actual", "clicks", "conversions", "impressions", "orders"),
    *("population", "deaths", "score", "age", "income", "balance", "mrr", "rate", "temperature_c", "duration_min"),
    *("kwh", "units", "defects", "tip", "salary"),
)
GROUPS = ("region", "category", "agent", "channel", "store", "status", "machine", "shift", "plan", "gender")
ANSWERS = ("churned", "survived", "returned", "is_member", "late", "converted", "has_kids")
TIMES = ("date", "order_date", "opened_at", "year", "month", "timestamp")
SIZES = (20, 35, 60, 150, 400)
SPELLINGS = (("yes", "no"), ("Y", "N"), (1, 0), ("True", "False"))
NUMBERS: tuple[Callable[[Rng, int], np.ndarray], ...] = (
    lambda rng, n: rng.normal(50, 10, n),
    lambda rng, n: rng.lognormal(4, 1, n),
    lambda rng, n: rng.poisson(5, n),
    lambda rng, n: rng.integers(0, 2, n) * rng.integers(1, 100, n),
    lambda _, n: np.full(n, 7.0),
    lambda rng, n: rng.normal(0, 1, n).cumsum(),
    lambda rng, n: rng.integers(1, 6, n),
    lambda rng, n: -rng.lognormal(3, 1, n),
    lambda rng, n: rng.choice([0, 0, 0, 1e6, 3], n),
)


def odd_table(seed: int) -> pd.DataFrame:
    """A table with or without a time, keys, groups with gaps, answers and measures; the same for the same seed."""
    rng = np.random.default_rng(seed)
    n = int(rng.choice(SIZES))
    columns: dict[str, object] = {}
    if rng.random() < 0.65:
        columns |= _times(rng, n)
    if rng.random() < 0.4:
        columns["customer_id"] = np.arange(n) + 1000 if rng.random() < 0.6 else rng.integers(0, max(2, n // 4), n)
    for name in rng.choice(GROUPS, int(rng.integers(0, 4)), replace=False):
        columns[str(name)] = _groups(rng, n, str(name))
    for name in rng.choice(ANSWERS, int(rng.integers(0, 3)), replace=False):
        columns[str(name)] = rng.choice(SPELLINGS[int(rng.integers(len(SPELLINGS)))], n, p=[0.3, 0.7])
    for name in rng.choice(MEASURES, int(rng.integers(1, 6)), replace=False):
        columns[str(name)] = _measure(rng, n)
    return pd.DataFrame(columns)


def _times(rng: Rng, n: int) -> dict[str, object]:
    """A time that goes by days, hours, months or years, at random, in few months that come back, or as bare years."""
    name, kind = str(rng.choice(TIMES)), str(rng.choice(["D", "h", "MS", "s", "random", "again", "years"]))
    if kind == "years":
        return {name: rng.integers(1990, 1991 + int(rng.integers(1, 30)), n)}
    if kind == "random":
        moments = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 700, n)), unit="D")
    elif kind == "again":
        moments = pd.DatetimeIndex(rng.choice(pd.date_range("2024-01-01", periods=6, freq="MS"), n))
    else:
        moments = pd.date_range("2022-03-05", periods=n, freq=kind)
    found: dict[str, object] = {name: moments}
    if rng.random() < 0.3:
        found["closed_at"] = moments + pd.to_timedelta(rng.exponential(9, n).round(2), unit="D")
    return found


def _groups(rng: Rng, n: int, name: str) -> np.ndarray:
    count = int(rng.choice([1, 2, 3, 5, 12, 60]))
    values = rng.choice([f"{name.title()} {i}" for i in range(count)], n).astype(object)
    if rng.random() < 0.2:
        values[rng.random(n) < 0.3] = None
    return values


def _measure(rng: Rng, n: int) -> np.ndarray:
    values = NUMBERS[int(rng.integers(len(NUMBERS)))](rng, n).astype(float).round(int(rng.integers(0, 4)))
    if rng.random() < 0.3:
        values[rng.random(n) < rng.choice([0.05, 0.5, 0.95])] = np.nan
    return np.asarray(values)
