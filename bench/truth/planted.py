"""Data sets with one fact planted in each, at a chosen strength, among columns that know nothing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

Generator = np.random.Generator


@dataclass(frozen=True)
class Planted:
    """A data set and what must be said of it."""

    frame: pd.DataFrame
    kinds: tuple[str, ...]  # any of these kinds of finding tells the fact
    columns: frozenset[str]  # that the finding must name
    caveat: str | None = None  # a column that a caveat must name
    focus: str | None = None
    allowed: frozenset[str] = frozenset()  # other columns that true findings may name


def background(rng: Generator, n: int, dated: bool = True) -> dict[str, object]:
    """Columns that know nothing of each other or of anything planted."""
    columns: dict[str, object] = {
        "record_id": np.arange(n) + 1000,
        "weight": rng.normal(70, 12, n),
        "income": rng.lognormal(8, 0.6, n),
        "visits_made": rng.poisson(4, n),
        "colour": rng.choice(["red", "green", "blue"], n),
        "branch": rng.choice(["A", "B", "C", "D", "E"], n),
        "member": rng.choice(["yes", "no"], n, p=[0.4, 0.6]),
    }
    if dated:
        columns["seen_on"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 700, n), unit="D")
    return columns


def _rows(rng: Generator) -> int:
    return int(rng.choice([400, 1500]))


def _series(rng: Generator) -> tuple[pd.DatetimeIndex, np.ndarray]:
    length = int(rng.choice([200, 500]))
    return pd.date_range("2021-06-01", periods=length, freq="D"), rng.normal(size=length)


def _daily(rng: Generator, values: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    n = len(days)
    columns = {"day": days, "level": values, "humidity": rng.normal(50, 9, n), "wind": rng.gamma(3, 2, n)}
    return pd.DataFrame(columns)


def _size(strength: float, n: int) -> float:
    """The standardised effect at which ``strength`` is the expected z of its plain test."""
    return strength / np.sqrt(n)


def trend(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    t = np.linspace(-np.sqrt(3), np.sqrt(3), len(days))
    values = 100 + noise + rng.choice([-1, 1]) * _size(strength, len(days)) * t
    return Planted(_daily(rng, values, days), ("trend",), frozenset({"level"}))


def level_change(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    place = int(len(days) * rng.uniform(0.3, 0.7))
    values = 20 + noise + 2 * _size(strength, len(days)) * (np.arange(len(days)) >= place)
    return Planted(_daily(rng, values, days), ("level_change",), frozenset({"level"}))


def seasonality(rng: Generator, strength: float) -> Planted:
    days, noise = _series(rng)
    weekday = days.day_of_week.to_numpy()
    values = 50 + noise + 2 * _size(strength, len(days)) * np.isin(weekday, [5, 6])
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
    values = 100 + 5 * rng.normal(size=len(days)) + 10 * np.sin(np.arange(len(days)) / 58)
    values += 5 * 2 * _size(strength, len(days)) * (days.year == 2022)
    return Planted(_daily(rng, values, days), ("growth", "level_change", "trend"), frozenset({"level"}))


def segment_trend(rng: Generator, strength: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    day = (frame["seen_on"] - frame["seen_on"].min()).dt.days.to_numpy()
    inside = (frame["branch"] == "C").to_numpy()
    t = (day - day.mean()) / day.std()
    frame["rating_given"] = 60 + rng.normal(size=n) + inside * _size(strength, inside.sum()) * t * 3
    frame["rating_given"] = frame["rating_given"] * 10
    return Planted(frame, ("segment_trend",), frozenset({"rating_given", "branch"}))


def correlation(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    r = max(float(np.tanh(_size(strength, n))), 0.3 if strength >= STRONG else 0.0)
    frame = pd.DataFrame(background(rng, n))
    frame["dose"] = rng.normal(size=n)
    frame["answer"] = np.exp(r * frame["dose"] + np.sqrt(1 - r**2) * rng.normal(size=n))
    return Planted(frame, ("correlation",), frozenset({"dose", "answer"}))


def relationship(rng: Generator, strength: float) -> Planted:
    n = 1500
    frame = pd.DataFrame(background(rng, n))
    frame["dose"] = rng.normal(size=n)
    bent = -(frame["dose"] ** 2 - 1) / np.sqrt(2)
    frame["answer"] = rng.normal(size=n) + max(_size(strength, n) * 1.3, 0.4 if strength >= STRONG else 0) * bent
    return Planted(frame, ("relationship",), frozenset({"dose", "answer"}))


def difference(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    inside = (frame["colour"] == "red").to_numpy()
    frame["delay"] = np.exp(rng.normal(size=n) * 0.5 + 0.5 * 2.2 * _size(strength, n) * inside)
    return Planted(frame, ("difference",), frozenset({"delay", "colour"}))


def rate(rng: Generator, strength: float) -> Planted:
    n = 2 * _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    shift = 0.4 * 2.4 * _size(strength, n)
    frame["churned"] = rng.random(n) < 0.2 + np.clip(shift, 0, 0.6) * (frame["colour"] == "blue")
    return Planted(frame, ("rate",), frozenset({"churned", "colour"}))


def association(rng: Generator, strength: float) -> Planted:
    n = 2 * _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    same = rng.random(n) < 1.5 * _size(strength, n)
    partner = frame["colour"].map({"red": "north", "green": "south", "blue": "east"})
    frame["district"] = np.where(same, partner, rng.choice(["north", "south", "east", "west"], n))
    return Planted(frame, ("association",), frozenset({"colour", "district"}))


def share(rng: Generator, _: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["supplier"] = rng.choice(["Acme", "Bolt", "Core", "Dyna"], n, p=[0.7, 0.12, 0.1, 0.08])
    return Planted(frame, ("share",), frozenset({"supplier"}))


def concentration(rng: Generator, _: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    frame["client"] = [f"client {i}" for i in np.minimum((rng.pareto(0.9, n) * 3).astype(int), 80)]
    return Planted(frame, ("concentration",), frozenset({"client"}))


def outliers(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["pressure"] = rng.normal(100, 5, n)
    frame.loc[rng.choice(n, 3, replace=False), "pressure"] = 100 + 8 * strength
    return Planted(frame, ("outliers",), frozenset({"pressure"}))


def extreme_entity(rng: Generator, strength: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    who = rng.integers(0, 60, n)
    frame["seller"] = [f"seller {i}" for i in who]
    frame["discount_given"] = rng.normal(10, 2, n) + 2 * 1.6 * strength / np.sqrt(n / 60) * (who == 17)
    return Planted(frame, ("extreme_entity",), frozenset({"seller", "discount_given"}))


def two_peaks(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["wait"] = np.where(rng.random(n) < 0.4, rng.normal(10, 2, n), rng.normal(10 + strength, 2, n))
    return Planted(frame, ("shape",), frozenset({"wait"}))


def words(rng: Generator, strength: float) -> Planted:
    n = 2000
    frame = pd.DataFrame(background(rng, n))
    vocabulary = ["parcel", "arrived", "late", "friendly", "staff", "price", "again", "quality", "small", "large"]
    frame["churned"] = rng.random(n) < 0.25
    texts = [list(rng.choice(vocabulary, 6)) for _ in range(n)]
    for i in np.flatnonzero(frame["churned"] & (rng.random(n) < 0.045 * strength)):
        texts[i].append("refund")
    for i in np.flatnonzero(rng.random(n) < 0.05):
        texts[i].append("refund")
    frame["comment"] = [" ".join(rng.permutation(words_)) + f" {i}" for i, words_ in enumerate(texts)]
    return Planted(frame, ("words",), frozenset({"churned", "comment"}))


def missingness(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    hit = (frame["colour"] == "green") & (rng.random(n) < max(0.15, 2.2 * _size(strength, n)))
    frame["phone_score"] = rng.normal(size=n)
    frame.loc[hit | (rng.random(n) < 0.03), "phone_score"] = np.nan
    return Planted(frame, ("missingness",), frozenset({"phone_score", "colour"}))


def duration(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n, dated=False))
    frame["opened"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.random(n) * 500, unit="D")
    days = rng.lognormal(1, 0.5, n) * (1 + 2.2 * _size(strength, n) * (frame["colour"] == "red"))
    frame["closed"] = frame["opened"] + pd.to_timedelta(days, unit="D")
    return Planted(frame, ("difference",), frozenset({"opened", "closed", "colour"}))


def confounded(rng: Generator, _: float) -> Planted:
    """A difference between groups that a third column makes."""
    n = 2000
    frame = pd.DataFrame(background(rng, n))
    severe = rng.random(n) < 0.5
    frame["severity"] = np.where(severe, "severe", "mild")
    frame["ward"] = np.where(rng.random(n) < np.where(severe, 0.8, 0.2), "north", "south")
    frame["stay"] = rng.normal(10, 2, n) + 3 * severe
    return Planted(frame, ("difference",), frozenset({"stay", "ward"}), "severity", allowed=frozenset({"severity"}))


def confounded_correlation(rng: Generator, _: float) -> Planted:
    n = 2000
    frame = pd.DataFrame(background(rng, n))
    frame["heat"] = rng.normal(20, 6, n)
    frame["ices"] = frame["heat"] + rng.normal(0, 4, n)
    frame["drownings"] = frame["heat"] + rng.normal(0, 4, n)
    return Planted(frame, ("correlation",), frozenset({"ices", "drownings"}), "heat", allowed=frozenset({"heat"}))


def simpson(rng: Generator, _: float) -> Planted:
    """A rate that is lower in one group over all rows and higher in each stratum."""
    n = 4000
    frame = pd.DataFrame(background(rng, n))
    easy = rng.random(n) < 0.5
    frame["faculty"] = np.where(easy, "easy", "hard")
    women = rng.random(n) < np.where(easy, 0.15, 0.85)
    frame["gender"] = np.where(women, "female", "male")
    frame["admitted"] = rng.random(n) < np.where(easy, 0.65, 0.2) + 0.12 * women
    return Planted(
        frame, ("paradox", "rate"), frozenset({"admitted", "gender"}), "faculty", allowed=frozenset({"faculty"})
    )


def mix_effect(rng: Generator, _: float) -> Planted:
    """An average that rises only since the expensive product sells more and more."""
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    late = (frame["seen_on"] - frame["seen_on"].min()).dt.days / 700
    premium = rng.random(n) < 0.2 + 0.6 * late
    frame["tier"] = np.where(premium, "premium", "basic")
    frame["ticket"] = rng.normal(20, 3, n) + 15 * premium
    return Planted(frame, ("mix_effect",), frozenset({"ticket", "tier"}), None, allowed=frozenset({"tier"}))


def drivers(rng: Generator, strength: float) -> Planted:
    n = _rows(rng)
    frame = pd.DataFrame(background(rng, n))
    for i in range(12):
        frame[f"noise_{i}"] = rng.normal(size=n)
    frame["speed"], frame["plan"] = rng.normal(size=n), rng.choice(["basic", "plus", "max"], n)
    frame["warmth"] = rng.normal(size=n)
    size = _size(strength, n)
    lift = size * frame["speed"] + 2.2 * size * (frame["plan"] == "max") + size * 1.3 * (frame["warmth"] ** 2 - 1) / 1.4
    frame["happiness"] = lift + rng.normal(size=n)
    return Planted(frame, ("driver",), frozenset({"happiness", "speed", "plan", "warmth"}), focus="happiness")


STRONG = 10.0
PLANTS: Mapping[str, Callable[[Generator, float], Planted]] = {
    plant.__name__: plant
    for plant in (
        trend,
        level_change,
        seasonality,
        spike,
        gap,
        growth,
        segment_trend,
        correlation,
        relationship,
        difference,
        rate,
        association,
        share,
        concentration,
        outliers,
        extreme_entity,
        two_peaks,
        words,
        missingness,
        duration,
        confounded,
        confounded_correlation,
        simpson,
        mix_effect,
        drivers,
    )
}
