"""One fact of each kind that has to do with time."""

import numpy as np
import pandas as pd

from testing.truth.plant import Generator, Planted, background, size_at

NOISE_LEVELS = (0.2, 1.0, 5.0)  # standard deviations, beside a level of some tens


def _series(rng: Generator) -> tuple[pd.DatetimeIndex, np.ndarray, float]:
    """Days, independent noise, and its standard deviation."""
    length, deviation = int(rng.choice([200, 500])), float(rng.choice(NOISE_LEVELS))
    return pd.date_range("2021-06-01", periods=length, freq="D"), deviation * rng.normal(size=length), deviation


def _daily(rng: Generator, values: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    n = len(days)
    columns = {"day": days, "level": values, "humidity": rng.normal(50, 9, n), "wind": rng.gamma(3, 2, n)}
    return pd.DataFrame(columns)


def trend(rng: Generator, strength: float) -> Planted:
    days, noise, deviation = _series(rng)
    t = np.linspace(-np.sqrt(3), np.sqrt(3), len(days))
    values = 20 + noise + rng.choice([-1, 1]) * deviation * size_at(strength, len(days)) * t
    return Planted(_daily(rng, values, days), ("trend",), frozenset({"level"}))


def trend_of_counts(rng: Generator, strength: float) -> Planted:
    """More and more rows a day."""
    n = 3000
    frame = pd.DataFrame(background(rng, n, dated=False))
    lean = np.clip(np.sqrt(3) * size_at(strength, n), 0, 0.95)  # of the density, from one end to the other
    place = (lean - 1 + np.sqrt((1 - lean) ** 2 + 4 * lean * rng.random(n))) / (2 * lean)
    frame["seen_on"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(np.floor(300 * place), unit="D")
    return Planted(frame, ("trend", "growth"), frozenset({"seen_on"}))


def trend_of_average(rng: Generator, strength: float) -> Planted:
    """What each row brings rises; the total swings with the number of rows."""
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    late = (frame["seen_on"] - frame["seen_on"].min()).dt.days / 700 - 0.5
    frame["amount"] = 50 + 5 * (rng.normal(size=n) + size_at(strength, n) * np.sqrt(12) * late)
    return Planted(frame, ("trend",), frozenset({"amount"}))


def trend_of_ratio(rng: Generator, strength: float) -> Planted:
    """A share of visits that end in an order, in rows of very different numbers of visits."""
    n = 2000
    frame = pd.DataFrame(background(rng, n, dated=False))
    day = np.sort(rng.integers(0, 400, n))
    frame["seen_on"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(day, unit="D")
    frame["impressed"] = rng.integers(20, 4000, n)
    share = 0.1 + 0.3 * size_at(strength, int(frame["impressed"].sum())) * np.sqrt(12) * (day / 400 - 0.5)
    frame["clicked_on"] = rng.binomial(frame["impressed"], np.clip(share, 0.001, 0.999))
    frame["quota"] = (frame["clicked_on"] / frame["impressed"]).round(4)
    return Planted(frame, ("trend",), frozenset({"quota"}), allowed=frozenset({"clicked_on", "impressed"}))


def trend_in_parts(rng: Generator, strength: float) -> Planted:
    """A trend by day, the year, the month and the day in columns of their own."""
    days, noise, deviation = _series(rng)
    t = np.linspace(-np.sqrt(3), np.sqrt(3), len(days))
    values = 20 + noise + deviation * size_at(strength, len(days)) * t
    parts = {"year": days.year, "month": days.month, "day": days.day, "level": values}
    frame = pd.DataFrame(parts | {"wind": rng.gamma(3, 2, len(days))})
    return Planted(frame, ("trend",), frozenset({"level", "year", "month", "day"}))


def level_change(rng: Generator, strength: float) -> Planted:
    days, noise, deviation = _series(rng)
    place = int(len(days) * rng.uniform(0.3, 0.7))
    values = 20 + noise + 2 * deviation * size_at(strength, len(days)) * (np.arange(len(days)) >= place)
    return Planted(_daily(rng, values, days), ("level_change",), frozenset({"level"}))


def seasonality(rng: Generator, strength: float) -> Planted:
    days, noise, deviation = _series(rng)
    weekend = np.isin(days.day_of_week, [5, 6])
    values = 50 + noise + 2 * deviation * size_at(strength, len(days)) * weekend
    return Planted(_daily(rng, values, days), ("seasonality",), frozenset({"level"}))


def monthly(rng: Generator, strength: float) -> Planted:
    """Two months of each year stand out."""
    n = int(rng.choice([72, 144]))
    months = pd.date_range("2010-01-01", periods=n, freq="MS")
    values = 50 + 3 * (rng.normal(size=n) + 2 * size_at(strength, n) * np.isin(months.month, [7, 8]))
    return Planted(_daily(rng, values, months), ("seasonality",), frozenset({"level"}))


def hourly(rng: Generator, strength: float) -> Planted:
    """The hours of the working day stand out."""
    n = 24 * int(rng.choice([14, 40]))
    hours = pd.date_range("2023-03-06", periods=n, freq="h")
    size = max(2 * size_at(strength, n), 0.75)
    values = 50 + 3 * (rng.normal(size=n) + size * ((hours.hour >= 9) & (hours.hour < 17)))
    return Planted(_daily(rng, values, hours), ("seasonality",), frozenset({"level"}))


def spike(rng: Generator, strength: float) -> Planted:
    days, noise, deviation = _series(rng)
    noise[int(rng.integers(20, len(days) - 20))] += 1.4 * deviation * strength
    return Planted(_daily(rng, 30 + noise, days), ("spike",), frozenset({"level"}))


def gap(rng: Generator, strength: float) -> Planted:
    days, noise, _ = _series(rng)
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
