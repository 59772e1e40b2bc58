"""Relations that a third column makes, hides or reverses, and columns that go with a focus column."""

import numpy as np
import pandas as pd

from testing.truth.plant import Generator, Planted, background, rows_of_table, size_at


def confounded(rng: Generator, strength: float) -> Planted:
    """A difference between groups that a third column makes."""
    n = 2000
    frame = pd.DataFrame(background(rng, n))
    severe = rng.random(n) < 0.5
    frame["severity"] = np.where(severe, "severe", "mild")
    frame["ward"] = np.where(rng.random(n) < np.where(severe, 0.8, 0.2), "north", "south")
    frame["stay"] = rng.normal(10, 2, n) + 2 * 4 * size_at(strength, n) * severe
    return Planted(frame, ("difference",), frozenset({"stay", "ward"}), "severity", allowed=frozenset({"severity"}))


def confounded_correlation(rng: Generator, strength: float) -> Planted:
    """A correlation of two measures that a third one makes."""
    n = 600
    share = np.sqrt(max(np.tanh(size_at(strength, n)), 0.3))  # of the heat in each
    frame = pd.DataFrame(background(rng, n))
    frame["heat"] = rng.normal(20, 6, n)
    for name in ("ices", "drownings"):
        frame[name] = share * (frame["heat"] - 20) / 6 + np.sqrt(1 - share**2) * rng.normal(size=n)
    return Planted(frame, ("correlation",), frozenset({"ices", "drownings"}), "heat", allowed=frozenset({"heat"}))


def simpson(rng: Generator, strength: float) -> Planted:
    """A rate that is lower in one group over all rows and higher in each stratum."""
    n = 4000
    frame = pd.DataFrame(background(rng, n))
    easy = rng.random(n) < 0.5
    frame["faculty"] = np.where(easy, "easy", "hard")
    women = rng.random(n) < np.where(easy, 0.15, 0.85)
    frame["gender"] = np.where(women, "female", "male")
    frame["admitted"] = rng.random(n) < np.where(easy, 0.68, 0.06) + min(1.05 * size_at(strength, n), 0.25) * women
    return Planted(
        frame, ("paradox", "rate"), frozenset({"admitted", "gender"}), "faculty", allowed=frozenset({"faculty"})
    )


def drivers(rng: Generator, strength: float) -> Planted:
    n = rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    for i in range(12):
        frame[f"noise_{i}"] = rng.normal(size=n)
    frame["speed"], frame["plan"] = rng.normal(size=n), rng.choice(["basic", "plus", "max"], n)
    frame["warmth"] = rng.normal(size=n)
    size = size_at(strength, n)
    lift = size * frame["speed"] + 2.2 * size * (frame["plan"] == "max") + size * 1.3 * (frame["warmth"] ** 2 - 1) / 1.4
    frame["happiness"] = lift + rng.normal(size=n)
    return Planted(frame, ("driver",), frozenset({"happiness", "speed", "plan", "warmth"}), focus="happiness")


def drivers_of_outcome(rng: Generator, strength: float) -> Planted:
    """What goes with a two-valued outcome: a measure, a group, and a measure whose ends both count."""
    n = 2 * rows_of_table(rng)
    frame = pd.DataFrame(background(rng, n))
    for i in range(12):
        frame[f"noise_{i}"] = rng.normal(size=n)
    frame["speed"], frame["plan"] = rng.normal(size=n), rng.choice(["basic", "plus", "max"], n)
    frame["warmth"] = rng.normal(size=n)
    size = size_at(strength, n)
    lift = 0.45 * size * (frame["speed"] + 2.2 * (frame["plan"] == "max") + 1.3 * (frame["warmth"] ** 2 - 1) / 1.4)
    frame["member"] = np.where(rng.random(n) < np.clip(0.4 + lift, 0, 1), "yes", "no")
    return Planted(frame, ("driver",), frozenset({"member", "speed", "plan", "warmth"}), focus="member")
