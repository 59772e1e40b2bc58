"""Data sets with nothing in them: whatever relation or movement in time is found there is false."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

Generator = np.random.Generator


def independent(rng: Generator) -> pd.DataFrame:
    """Columns of every sort that know nothing of each other."""
    n = int(rng.choice([60, 200, 1000, 3000]))
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


def shuffled(rng: Generator) -> pd.DataFrame:
    """A table full of relations, each column shuffled by itself."""
    n = int(rng.choice([100, 500, 2000]))
    base = rng.normal(size=n)
    group = np.digitize(base, [-0.5, 0.7])
    frame = pd.DataFrame({f"m{i}": base * rng.normal() + rng.gamma(2, 1, n) for i in range(8)})
    frame["level"] = np.array(["low", "mid", "high"])[group]
    frame["won"] = rng.random(n) < 1 / (1 + np.exp(-base))
    frame["city"] = [f"c{int(v)}" for v in np.abs(base * 8)]
    frame["day"] = pd.Timestamp("2023-03-01") + pd.to_timedelta(rng.integers(0, 300, n), unit="D")
    return pd.DataFrame({name: rng.permutation(frame[name].to_numpy()) for name in frame})


def random_walks(rng: Generator) -> pd.DataFrame:
    """Several random walks by day, week or month."""
    length, unit = [(24, "MS"), (60, "MS"), (104, "W-MON"), (365, "D"), (900, "D")][rng.integers(5)]
    columns = {f"walk{i}": np.cumsum(rng.normal(size=length)) + 50 for i in range(6)}
    return pd.DataFrame({"date": pd.date_range("2021-01-04", periods=length, freq=unit)} | columns)


def undated_walks(rng: Generator) -> pd.DataFrame:
    """Random walks and slow waves in a file without dates."""
    length = int(rng.choice([80, 300, 1000]))
    frame = pd.DataFrame({f"walk{i}": np.cumsum(rng.normal(size=length)) for i in range(5)})
    frame["phase"] = np.repeat(["a", "b", "c", "d"], -(-length // 4))[:length]
    return frame


def autoregressive(rng: Generator) -> pd.DataFrame:
    """Stationary series whose neighbours are alike, some with a group that changes in blocks."""
    length, phi = int(rng.choice([60, 200, 700])), float(rng.choice([0.4, 0.7, 0.9]))
    noise = rng.normal(size=(length + 100, 6))
    for t in range(1, len(noise)):
        noise[t] += phi * noise[t - 1]
    frame = pd.DataFrame(noise[100:], columns=[f"s{i}" for i in range(6)])
    frame.insert(0, "date", pd.date_range("2022-01-01", periods=length, freq="D"))
    frame["shift"] = np.repeat(rng.choice(["early", "late"], -(-length // 10)), 10)[:length]
    return frame


def panel_walks(rng: Generator) -> pd.DataFrame:
    """A few segments, each with its own random walks."""
    length, segments = int(rng.choice([40, 150])), int(rng.choice([3, 6]))
    parts = []
    for s in range(segments):
        part = pd.DataFrame({f"walk{i}": np.cumsum(rng.normal(size=length)) + 20 for i in range(4)})
        part.insert(0, "segment", f"s{s}")
        part.insert(0, "week", pd.date_range("2022-01-03", periods=length, freq="W-MON"))
        parts.append(part)
    return (
        pd.concat(parts)
        .sort_values(["week", "segment"], ignore_index=True)
        .drop(columns="segment" if rng.random() < 0.3 else [])
    )


def repeated_entities(rng: Generator) -> pd.DataFrame:
    """Customers with traits of their own in many rows; the traits are independent of each other."""
    customers, rows = int(rng.choice([15, 40, 120])), int(rng.choice([10, 40]))
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
    n, k = int(rng.choice([100, 400])), 150
    frame = pd.DataFrame(rng.normal(size=(n, k)), columns=[f"m{i}" for i in range(k)])
    for i in range(40):
        frame[f"g{i}"] = rng.choice(["a", "b", "c", "d"][: int(rng.integers(2, 5))], n)
    return frame


def copied_rows(rng: Generator) -> pd.DataFrame:
    """A small table appended to itself several times, rows numbered anew."""
    n, copies = int(rng.choice([40, 120])), int(rng.choice([4, 10]))
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
    frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
    frame.insert(0, "row_id", np.arange(len(frame)) + 1)
    return frame


def events(rng: Generator) -> pd.DataFrame:
    """Things that happen at random moments, to several kinds."""
    n = int(rng.choice([500, 4000]))
    moments = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.random(n)) * 730 * 86_400, unit="s")
    words = ["late", "parcel", "refund", "blue", "box", "call", "price", "good", "slow", "staff"]
    return pd.DataFrame(
        {
            "opened": moments.round("s"),
            "kind": rng.choice(["bug", "question", "order"], n),
            "team": rng.choice([f"team {c}" for c in "ABCDEFGH"], n),
            "minutes": rng.gamma(2, 20, n),
            "amount": rng.lognormal(4, 0.8, n),
            "status": rng.choice(["solved", "open", "dropped"], n, p=[0.7, 0.2, 0.1]),
            "comment": [" ".join(rng.choice(words, 6)) for _ in range(n)],
        }
    )


NULLS: Mapping[str, Callable[[Generator], pd.DataFrame]] = {
    make.__name__: make
    for make in (
        independent,
        shuffled,
        random_walks,
        undated_walks,
        autoregressive,
        panel_walks,
        repeated_entities,
        many_columns,
        copied_rows,
        events,
    )
}
