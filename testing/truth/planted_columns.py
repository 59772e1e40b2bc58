"""One fact of each kind that is said of a column or of two."""

import numpy as np
import pandas as pd

from testing.truth.plant import Generator, Planted, background, rows_of_table, size_at


def correlation(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    r = max(float(np.tanh(size_at(strength, n))), 0.28)
    frame = pd.DataFrame(background(rng, n))
    frame["dose"] = rng.normal(size=n)
    frame["answer"] = np.exp(r * frame["dose"] + np.sqrt(1 - r**2) * rng.normal(size=n))
    return Planted(frame, ("correlation",), frozenset({"dose", "answer"}))


def relationship(rng: Generator, strength: float) -> Planted:
    n = 1500
    frame = pd.DataFrame(background(rng, n))
    frame["dose"] = rng.normal(size=n)
    bent = -(frame["dose"] ** 2 - 1) / np.sqrt(2)
    frame["answer"] = rng.normal(size=n) + max(size_at(strength, n) * 1.3, 0.42) * bent
    return Planted(frame, ("relationship",), frozenset({"dose", "answer"}))


def difference(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    inside = (frame["colour"] == "red").to_numpy()
    frame["delay"] = np.exp(rng.normal(size=n) * 0.5 + 0.5 * 2.2 * size_at(strength, n) * inside)
    return Planted(frame, ("difference",), frozenset({"delay", "colour"}))


def rate(rng: Generator, strength: float) -> Planted:
    n = 2 * rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    shift = 0.4 * 2.4 * size_at(strength, n)
    frame["churned"] = rng.random(n) < 0.2 + np.clip(shift, 0, 0.6) * (frame["colour"] == "blue")
    return Planted(frame, ("rate",), frozenset({"churned", "colour"}))


def association(rng: Generator, strength: float) -> Planted:
    n = 2 * rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    same = rng.random(n) < 1.5 * size_at(strength, n)
    partner = frame["colour"].map({"red": "north", "green": "south", "blue": "east"})
    frame["district"] = np.where(same, partner, rng.choice(["north", "south", "east", "west"], n))
    return Planted(frame, ("association",), frozenset({"colour", "district"}))


def share(rng: Generator, _: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["supplier"] = rng.choice(["Acme", "Bolt", "Core", "Dyna"], n, p=[0.7, 0.12, 0.1, 0.08])
    return Planted(frame, ("share",), frozenset({"supplier"}))


def concentration(rng: Generator, _: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    frame["client"] = [f"client {i}" for i in np.minimum((rng.pareto(0.9, n) * 3).astype(int), 80)]
    return Planted(frame, ("concentration",), frozenset({"client"}))


def outliers(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["pressure"] = rng.normal(100, 5, n)
    frame.loc[rng.choice(n, 3, replace=False), "pressure"] = 100 + max(8 * strength, 60)
    return Planted(frame, ("outliers",), frozenset({"pressure"}))


def extreme_entity(rng: Generator, strength: float) -> Planted:
    n = 3000
    frame = pd.DataFrame(background(rng, n))
    who = rng.integers(0, 60, n)
    frame["seller"] = [f"seller {i}" for i in who]
    frame["discount_given"] = rng.normal(10, 2, n) + 2 * 1.6 * strength / np.sqrt(n / 60) * (who == 17)
    return Planted(frame, ("extreme_entity",), frozenset({"seller", "discount_given"}))


def two_peaks(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["wait"] = np.where(rng.random(n) < 0.4, rng.normal(10, 2, n), rng.normal(10 + strength, 2, n))
    return Planted(frame, ("shape",), frozenset({"wait"}))


def heaped(rng: Generator, _: float) -> Planted:
    """Half of those asked give a round number."""
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    exact = rng.normal(2500, 600, n).round()
    frame["rent"] = np.where(rng.random(n) < 0.5, (exact / 100).round() * 100, exact)
    return Planted(frame, ("shape",), frozenset({"rent"}))


def mostly_zero(rng: Generator, _: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    frame["refunded"] = np.where(rng.random(n) < 0.7, 0.0, rng.gamma(3, 10, n).round(2))
    return Planted(frame, ("shape",), frozenset({"refunded"}))


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
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    hit = (frame["colour"] == "green") & (rng.random(n) < max(0.15, 2.2 * size_at(strength, n)))
    frame["phone_score"] = rng.normal(size=n)
    frame.loc[hit | (rng.random(n) < 0.03), "phone_score"] = np.nan
    return Planted(frame, ("missingness",), frozenset({"phone_score", "colour"}))


def missing_by_range(rng: Generator, strength: float) -> Planted:
    """Those who earn more say less."""
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    lean = np.sqrt(12) * 0.45 * size_at(strength, n) * (frame["income"].rank(pct=True) - 0.5)
    frame["phone_score"] = rng.normal(size=n)
    frame.loc[rng.random(n) < np.clip(0.3 + lean, 0, 1), "phone_score"] = np.nan
    return Planted(frame, ("missing_by_range",), frozenset({"phone_score", "income"}))


def duration(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n, dated=False))
    frame["opened"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.random(n) * 500, unit="D")
    days = rng.lognormal(1, 0.5, n) * (1 + 2.2 * size_at(strength, n) * (frame["colour"] == "red"))
    frame["closed"] = frame["opened"] + pd.to_timedelta(days, unit="D")
    return Planted(frame, ("difference",), frozenset({"opened", "closed", "colour"}))
