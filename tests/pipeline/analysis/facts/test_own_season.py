"""The season of one entity alone: told where the others don't have it, and of noise and of shared seasons never."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told

MONTHS = pd.date_range("2020-01-01", periods=48, freq="MS")
WAVE = 1 + 0.2 * np.cos((MONTHS.month.to_numpy() - 7) / 6 * np.pi)


def _parks(seed: int, fair: float, amplitudes: tuple[float, ...] = (1, 1, 1, 1, 1, 1)) -> pd.DataFrame:
    """Cars in six car parks by month of four years, a summer in each of them, and in one a fair each October."""
    rng = np.random.default_rng(seed)
    rows = []
    for place, amplitude in enumerate(amplitudes):
        own = np.where((MONTHS.month == 10) & (place == 2), fair, 1.0)
        cars = 400 * (1 + place) * WAVE**amplitude * own * rng.normal(1, 0.05, 48)
        rows.append(pd.DataFrame({"month": MONTHS, "car_park": f"Park {'ABCDEF'[place]}", "cars": cars.round()}))
    return pd.concat(rows, ignore_index=True)


def _own(frame: pd.DataFrame) -> list[Fact]:
    return [fact for fact in told(frame).facts if fact.kind == "own_season"]


def test_a_fair_in_one_car_park_is_told_with_what_the_others_have_then() -> None:
    frame = _parks(1, 1.6)
    (fact,) = _own(frame)
    is_own, is_then = frame["car_park"] == "Park C", frame["month"].dt.month == 10
    assert fact.values["level_1"] == "Park C"
    assert fact.values["own_then"] == pytest.approx(frame[is_own & is_then]["cars"].mean())
    assert fact.values["own_else"] == pytest.approx(frame[is_own & ~is_then]["cars"].mean())
    assert fact.values["others_then"] == pytest.approx(frame[~is_own & is_then]["cars"].mean())
    assert "in October for **Park C**" in fact.headline or "in October for Park C" in fact.headline
    assert "over 4 years" in fact.text or "of 4 years" in fact.text


@pytest.mark.parametrize("seed", range(3))
def test_a_season_that_all_share_is_nobodys_own(seed: int) -> None:
    assert _own(_parks(seed, 1.0)) == []


def test_entities_whose_seasons_all_differ_have_none_that_stands_alone() -> None:
    assert _own(_parks(4, 1.0, (0.2, 2.5, 1.0, -1.0, 2.0, 0.5))) == []


def test_a_fair_that_was_held_once_is_no_season() -> None:
    frame = _parks(5, 1.0)
    once = (frame["car_park"] == "Park C") & (frame["month"] == pd.Timestamp("2022-10-01"))
    assert _own(frame.assign(cars=frame["cars"] * np.where(once, 3, 1))) == []
