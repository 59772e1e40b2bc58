"""A column that holds hours or months: told by means where its parts have different numbers of rows."""

import numpy as np
import pandas as pd

from pipeline.analysis.facts.season import level_name
from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told

HOURS = (5, 8, 12, 18)


def _trips(rows_at: tuple[int, ...]) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    hour = np.repeat(HOURS, rows_at)
    distance = rng.gamma(8.0, 0.5, len(hour)) * np.where(hour == 5, 3.0, 1.0)
    return pd.DataFrame({"hour": hour, "distance": distance.round(2), "car": rng.choice(["a", "b", "c"], len(hour))})


def _season(frame: pd.DataFrame) -> Fact:
    (fact,) = [fact for fact in told(frame).facts if fact.kind == "season"]
    return fact


def test_the_hour_of_the_longest_trips_is_not_called_the_one_that_brings_most() -> None:
    frame = _trips((60, 600, 700, 640))
    fact = _season(frame)
    means = frame.groupby("hour")["distance"].mean()
    assert "brings" not in fact.headline
    assert fact.headline.startswith(f"Average distance is {means[5]:.3g}")


def test_the_highest_and_the_lowest_part_are_set_apart_as_the_headline_names_them() -> None:
    fact = _season(_trips((60, 600, 700, 640)))
    assert fact.plot is not None
    ends = (fact.detail.levels[0], fact.detail.levels[fact.detail.high])
    assert fact.plot.highlight == tuple(level_name("hour", level) for level in ends) == ("5:00", "18:00")
