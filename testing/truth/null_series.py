"""Null data in an order: walks, waves and likeness of neighbours, in which nothing moves or goes together."""

import numpy as np
import pandas as pd

Generator = np.random.Generator
UNITS = ("h", "D", "W-MON", "MS")


def length_of(rng: Generator, shortest: int = 30, longest: int = 3000) -> int:
    """A number of rows, as likely between 30 and 100 as between 300 and 1,000."""
    return int(np.exp(rng.uniform(np.log(shortest), np.log(longest))))


def moments(rng: Generator, length: int) -> pd.DatetimeIndex:
    """Regular moments, of a unit in which so many stay within a lifetime."""
    units = UNITS if length <= 400 else UNITS[:3] if length <= 1500 else UNITS[:2]
    return pd.date_range("1995-01-02", periods=length, freq=str(rng.choice(units)))


def walks(rng: Generator, length: int, count: int) -> pd.DataFrame:
    """Random walks that know nothing of each other."""
    return pd.DataFrame({f"walk{i}": np.cumsum(rng.normal(size=length)) + 50 for i in range(count)})


def alike(rng: Generator, length: int, count: int, phi: float) -> pd.DataFrame:
    """First-order autoregressive series, long under way."""
    noise = rng.normal(size=(length + 200, count))
    for t in range(1, len(noise)):
        noise[t] += phi * noise[t - 1]
    return pd.DataFrame(noise[200:], columns=[f"s{i}" for i in range(count)])


def in_blocks(rng: Generator, length: int, levels: list[str], size: int) -> np.ndarray:
    """Groups that stay the same for ``size`` rows at a time."""
    return np.repeat(rng.choice(levels, -(-length // size)), size)[:length]


def random_walks(rng: Generator) -> pd.DataFrame:
    """Several random walks by hour, day, week or month."""
    length = length_of(rng)
    frame = walks(rng, length, int(rng.integers(2, 7)))
    frame.insert(0, "date", moments(rng, length))
    return frame


def noisy_walks(rng: Generator) -> pd.DataFrame:
    """Random walks seen through noise (a local level), their wander still plain over the length of the series."""
    length = length_of(rng)
    frame = walks(rng, length, 4)
    frame += rng.normal(size=frame.shape) * rng.choice([0.3, 1.0, 3.0])
    frame.insert(0, "date", moments(rng, length))
    return frame


def undated_walks(rng: Generator) -> pd.DataFrame:
    """Random walks in a file without dates, and groups that change now and then along it."""
    length = length_of(rng)
    frame = walks(rng, length, int(rng.integers(2, 6)))
    frame["phase"] = np.repeat(["a", "b", "c", "d"], -(-length // 4))[:length]
    frame["mode"] = in_blocks(rng, length, ["on", "off"], 12)
    return frame


def undated_waves(rng: Generator) -> pd.DataFrame:
    """Waves of periods and phases of their own, in a file without dates."""
    length = length_of(rng)
    t = np.arange(length)
    waves = {
        f"wave{i}": np.sin(2 * np.pi * (t / (length / np.exp(rng.uniform(0.5, 3))) + rng.random()))
        + rng.normal(size=length) * rng.choice([0.2, 1.0])
        for i in range(4)
    }
    return pd.DataFrame(waves)


def autoregressive(rng: Generator) -> pd.DataFrame:
    """Stationary series whose neighbours are alike, dated or not, with a group that changes in blocks."""
    length = length_of(rng)
    frame = alike(rng, length, 5, float(rng.choice([0.3, 0.6, 0.85, 0.95])))
    frame["shift"] = in_blocks(rng, length, ["early", "late"], 10)
    if rng.random() < 0.6:
        frame.insert(0, "date", moments(rng, length))
    return frame


def heavy_noise(rng: Generator) -> pd.DataFrame:
    """Independent days with far values now and then, and with calm and wild stretches."""
    length = length_of(rng, 60)
    wildness = np.exp(0.7 * alike(rng, length, 1, 0.95)["s0"].to_numpy() * np.sqrt(1 - 0.95**2))
    return pd.DataFrame(
        {
            "date": moments(rng, length),
            "return": rng.normal(size=length) * wildness,
            "student": rng.standard_t(3, length),
            "logged": rng.lognormal(0, 1, length),
            "waiting": rng.exponential(5, length),
            "events_seen": rng.poisson(2, length),
        }
    )


def skewed_totals(rng: Generator) -> pd.DataFrame:
    """Sales at random moments, whose daily totals are as skewed as the single amounts are."""
    n = length_of(rng, 300, 5000)
    days = rng.integers(0, int(np.clip(n / rng.choice([1.5, 4, 12]), 40, 900)), n)
    return pd.DataFrame(
        {
            "sold_on": pd.Timestamp("2022-01-03") + pd.to_timedelta(np.sort(days), unit="D"),
            "amount": rng.lognormal(3, float(rng.choice([0.8, 1.3])), n),
            "units": rng.geometric(0.4, n),
            "fee": rng.pareto(2.5, n) * 10,
            "channel": rng.choice(["shop", "web", "phone"], n, p=[0.5, 0.4, 0.1]),
        }
    )


def panel_walks(rng: Generator) -> pd.DataFrame:
    """A few segments, each with its own random walks; the segments' names are missing at times."""
    length, segments = length_of(rng, 30, 300), int(rng.choice([2, 3, 6]))
    weeks = pd.date_range("2015-01-05", periods=length, freq="W-MON")
    parts = [walks(rng, length, 4).assign(week=weeks, segment=f"s{s}") for s in range(segments)]
    frame = pd.concat(parts).sort_values(["week", "segment"], ignore_index=True)
    return frame.drop(columns="segment" if rng.random() < 0.3 else [])


def events(rng: Generator) -> pd.DataFrame:
    """Things that happen at random moments, to several kinds."""
    n = length_of(rng, 100, 4000)
    seconds = np.sort(rng.random(n)) * rng.choice([60, 730]) * 86_400
    words = ["late", "parcel", "refund", "blue", "box", "call", "price", "good", "slow", "staff"]
    return pd.DataFrame(
        {
            "opened": (pd.Timestamp("2023-01-01") + pd.to_timedelta(seconds, unit="s")).round("s"),
            "kind": rng.choice(["bug", "question", "order"], n),
            "team": rng.choice([f"team {c}" for c in "ABCDEFGH"], n),
            "minutes": rng.gamma(2, 20, n),
            "amount": rng.lognormal(4, 0.8, n),
            "status": rng.choice(["solved", "open", "dropped"], n, p=[0.7, 0.2, 0.1]),
            "comment": [" ".join(rng.choice(words, 6)) for _ in range(n)],
        }
    )


def sorted_file(rng: Generator) -> pd.DataFrame:
    """Independent columns in a file that was sorted by one of them, or by two."""
    n = length_of(rng)
    frame = pd.DataFrame(
        {
            "size_cm": rng.gamma(4, 10, n),
            "mass": rng.normal(50, 8, n),
            "mark": rng.integers(1, 8, n),
            "colour": rng.choice(["red", "green", "blue"], n),
            "site": rng.choice([f"site {c}" for c in "ABCDEFGHIJKL"], n),
        }
    )
    by = list(rng.permutation(frame.columns)[: int(rng.integers(1, 3))])
    return frame.sort_values(by, ignore_index=True)


def bursts(rng: Generator) -> pd.DataFrame:
    """Calls that come in bursts at random moments, those of a burst alike."""
    count = length_of(rng, 20, 300)
    sizes = 1 + rng.geometric(0.15, count)
    burst = np.repeat(np.arange(count), sizes)
    n, days = len(burst), float(rng.choice([90, 700]))
    seconds = (rng.random(count) * days * 86_400)[burst] + rng.exponential(1800, n)
    return pd.DataFrame(
        {
            "called": (pd.Timestamp("2023-01-01") + pd.to_timedelta(seconds, unit="s")).round("s"),
            "minutes": np.exp(rng.normal(size=count)[burst] + rng.normal(size=n)),
            "amount": rng.lognormal(4, 0.8, n),
            "failed": rng.random(n) < (0.6 * rng.random(count))[burst],
            "desk": rng.choice(["A", "B", "C"], count)[burst],
        }
    )


def gaps(rng: Generator) -> pd.DataFrame:
    """Measures, dated or not, that were not taken now and then: single values, and whole stretches of rows."""
    n = length_of(rng, 60)
    frame = pd.DataFrame({f"m{i}": rng.gamma(3, 10, n) for i in range(4)})
    frame["walk"] = np.cumsum(rng.normal(size=n))
    frame["site"] = rng.choice(["north", "south", "east"], n)
    for name in ("m0", "m1"):
        frame.loc[rng.random(n) < rng.choice([0.05, 0.4]), name] = np.nan
    for name in ("m2", "m3"):
        out = rng.random(n) < 0.3
        frame.loc[in_blocks(rng, n, ["", "out"], int(rng.choice([5, 25]))) == "out", name] = np.nan
        frame.loc[out, name] = np.nan
    if rng.random() < 0.6:
        frame.insert(0, "date", moments(rng, n))
    return frame
