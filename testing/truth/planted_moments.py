"""Facts of rows whose moments are known to the second, but too few for a series of hours."""

import numpy as np
import pandas as pd

from testing.truth.plant import Generator, Planted, background, size_at

ROWS = 1500
DAYS = 700


def _moments(rng: Generator, hours: np.ndarray) -> pd.Series:
    seconds = rng.integers(0, DAYS, len(hours)) * 86_400 + hours * 3_600 + rng.integers(0, 3_600, len(hours))
    return pd.Series(pd.Timestamp("2022-01-03") + pd.to_timedelta(seconds, unit="s"))


def _calls(rng: Generator) -> pd.DataFrame:
    frame = pd.DataFrame(background(rng, ROWS, dated=False))
    return frame.assign(seen_on=_moments(rng, rng.integers(0, 24, ROWS)))


def busy_times(rng: Generator, strength: float) -> Planted:
    """More rows come in the hours of the working day."""
    frame = pd.DataFrame(background(rng, ROWS, dated=False))
    at_work = rng.random(ROWS) < 1 / 3 + min(0.6 * size_at(strength, ROWS), 0.6)
    hours = np.where(at_work, rng.integers(9, 17, ROWS), (17 + rng.integers(0, 16, ROWS)) % 24)
    return Planted(frame.assign(seen_on=_moments(rng, hours)), ("busy_times",), frozenset({"seen_on"}))


def level_by_time(rng: Generator, strength: float) -> Planted:
    """Those who call early wait longer."""
    frame = _calls(rng)
    early = frame["seen_on"].dt.hour.between(6, 8)
    frame["delay"] = np.exp(0.5 * (rng.normal(size=ROWS) + 3 * size_at(strength, ROWS) * early))
    return Planted(frame, ("level_by_time",), frozenset({"delay", "seen_on"}))


def rhythm(rng: Generator, strength: float) -> Planted:
    """At weekends more go."""
    frame = _calls(rng)
    weekend = frame["seen_on"].dt.day_of_week >= 5
    frame["churned"] = rng.random(ROWS) < 0.2 + min(0.9 * size_at(strength, ROWS), 0.7) * weekend
    return Planted(frame, ("rhythm",), frozenset({"churned", "seen_on"}))
