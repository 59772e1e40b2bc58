"""One fact of each kind that has to do with time."""

import numpy as np
import pandas as pd

from bench.truth.plant import Generator, Planted, background, size_at


def _series(rng: Generator) -> tuple[pd.DatetimeIndex, np.ndarray]:
    length = int(rng.choice([200, 500]))
    return pd.date_range("2021-06-01", periods=length, freq="D"), rng.normal(size=length)


def _daily(rng: Generator, values: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    n = len(days)
    columns = {"day": days, "level": values, "humidity": rng.normal(50, 9, n), "wind": rng.gamma(3, 2, n)}
    return pd.DataFrame(columns)


def trend(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    t = np.linspace(-np.sqrt(3), np.sqrt(3), len(days))
    values = 100 + noise + rng.choice([-1, 1]) * size_at(strength, len(days)) * t
    return Planted(_daily(rng, values, days), ("trend",), frozenset({"level"}))


def level_change(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    place = int(len(days) * rng.uniform(0.3, 0.7))
    values = 20 + noise + 2 * size_at(strength, len(days)) * (np.arange(len(days)) >= place)
    return Planted(_daily(rng, values, days), ("level_change",), frozenset({"level"}))


def seasonality(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    weekday = days.day_of_week.to_numpy()
    values = 50 + noise + 2 * size_at(strength, len(days)) * np.isin(weekday, [5, 6])
    return Planted(_daily(rng, values, days), ("seasonality",), frozenset({"level"}))


def spike(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    values = 30 + noise
    values[int(rng.integers(20, len(days) - 20))] += 1.4 * strength
    return Planted(_daily(rng, values, days), ("spike",), frozenset({"level"}))


def gap(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    frame = _daily(rng, noise, days)
    start = int(rng.integers(40, 120))
    return Planted(frame.drop(index=range(start, start + int(strength))), ("gap",), frozenset({"day"}))


def growth(rng: Generator, strength: float) -> Planted:
    days = pd.date_range("2021-01-01", "2022-12-31", freq="D")
    values = 60 + 5 * rng.normal(size=len(days)) + 10 * np.sin(np.arange(len(days)) / 58)
    values += 5 * 2 * size_at(strength, len(days)) * (days.year == 2022)
    return Planted(_daily(rng, values, days), ("growth", "level_change", "trend"), frozenset({"level"}))


def segment_trend(rng: Generator, strength: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    day = (frame["seen_on"] - frame["seen_on"].min()).dt.days.to_numpy()
    inside = (frame["branch"] == "C").to_numpy()
    t = (day - day.mean()) / day.std()
    frame["rating_given"] = 60 + rng.normal(size=n) + inside * size_at(strength, inside.sum()) * t * 3
    frame["rating_given"] = frame["rating_given"] * 10
    return Planted(frame, ("segment_trend",), frozenset({"rating_given", "branch"}))


def mix_effect(rng: Generator, strength: float) -> Planted:
    """An average that rises only since the expensive product sells more and more."""
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    late = (frame["seen_on"] - frame["seen_on"].min()).dt.days / 700
    premium = rng.random(n) < 0.5 + min(2.5 * size_at(strength, n), 0.9) * (late - 0.5)
    frame["tier"] = np.where(premium, "premium", "basic")
    frame["ticket"] = rng.normal(20, 3, n) + 15 * premium
    return Planted(frame, ("mix_effect",), frozenset({"ticket", "tier"}), None, allowed=frozenset({"tier"}))
