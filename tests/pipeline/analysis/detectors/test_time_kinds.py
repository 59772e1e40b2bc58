"""Kinds of findings about time: each is told where it was planted, with pandas' numbers, and not of noise."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import analyze
from pipeline.analysis.context import make_context
from pipeline.analysis.variables.time_axis import Grain
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Finding
from testing.truth.tables import table_of

DAYS = pd.date_range("2022-01-03", periods=300, freq="D")  # a Monday
TIME_KINDS = {"trend", "level_change", "seasonality", "spike", "gap", "growth", "segment_trend", "mix_effect"}


def noise(seed: int, size: int = 300) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=size)


def findings(frame: pd.DataFrame) -> list[Finding]:
    return list(with_words(analyze(table_of(frame), Options(), lambda _: None)).findings)


def find(frame: pd.DataFrame, kind: str) -> Finding:
    return next(f for f in findings(frame) if f.kind == kind)


def daily(values: np.ndarray, days: pd.DatetimeIndex = DAYS) -> pd.DataFrame:
    return pd.DataFrame({"day": days, "level": values})


@pytest.mark.parametrize("seed", range(4))
def test_noise_and_a_walk_have_nothing_to_tell_of_time(seed: int) -> None:
    frame = daily(50 + noise(seed)).assign(
        walk=50 + noise(seed + 50).cumsum(), kind=np.random.default_rng(seed).choice(["a", "b", "c"], 300)
    )
    assert not TIME_KINDS & {f.kind for f in findings(frame)}


def test_a_trend_is_told_with_the_means_of_its_ends() -> None:
    values = 100 + noise(1) + 0.01 * np.arange(300)
    told = find(daily(values), "trend")
    assert told.values["first_level"] == pytest.approx(values[:60].mean())
    assert told.values["last_level"] == pytest.approx(values[-60:].mean())
    assert told.effect_size == pytest.approx(np.corrcoef(np.arange(300), values)[0, 1] ** 2, abs=0.03)


def test_a_jump_is_told_at_its_day_with_the_levels_about_it() -> None:
    values = 100 + noise(2) + 2 * (np.arange(300) >= 180)
    told = find(daily(values), "level_change")
    moment = pd.Timestamp(str(told.values["change_bucket"]))
    assert abs((moment - DAYS[180]).days) <= 2
    before = (moment - DAYS).days > 0
    assert told.values["level_before"] == pytest.approx(values[before].mean())
    assert told.values["level_after"] == pytest.approx(values[~before].mean())


def test_a_weekday_that_is_higher_is_told_with_its_mean() -> None:
    values = 50 + noise(3) + 2 * (DAYS.day_of_week == 4)
    told = find(daily(values), "seasonality")
    series = pd.Series(values)
    about = series.rolling(7, center=True).mean().dropna()
    by_day = series[about.index].mean() + (series - about).groupby(DAYS.day_of_week + 1).mean()
    assert told.values["high_part"] == by_day.idxmax() == 5
    assert told.values["high_level"] == pytest.approx(by_day.max())
    assert told.values["low_level"] == pytest.approx(by_day.min())


def test_the_months_of_a_series_that_rises_are_told_without_its_rise() -> None:
    months = pd.date_range("2014-02-01", "2020-07-01", freq="MS")  # July once more than the months after it
    pattern = np.where(months.month == 3, 6.0, np.where(months.month == 10, -6.0, 0.0))
    values = 100 + 2.0 * np.arange(len(months)) + pattern + np.random.default_rng(9).normal(0, 0.5, len(months))
    told = find(pd.DataFrame({"day": months, "level": values}), "seasonality")
    series = pd.Series(values)
    about = series.rolling(12).mean().rolling(2).mean().shift(-6)  # centred on a month, both ends counting half
    level = (series - about).groupby(months.month).mean() + series[about.notna()].mean()
    assert (told.values["high_part"], told.values["low_part"]) == (3, 10)
    assert told.values["high_level"] == pytest.approx(level[3])
    assert told.values["low_level"] == pytest.approx(level[10])
    assert told.headline.endswith(", any slower movement taken out")


def test_a_day_that_leaps_out_is_told_with_the_median_about_it() -> None:
    values = 50 + noise(4)
    values[140] += 15
    told = find(daily(values), "spike")
    assert told.values["spike_bucket"] == DAYS[140].isoformat()
    assert told.values["spike_level"] == pytest.approx(values[140])
    assert told.values["usual_level"] == pytest.approx(np.median(np.delete(values[125:156], 15)))


def test_days_in_a_row_that_leap_out_are_one_event() -> None:
    values = 50 + noise(3)
    values[140:143] -= (12, 14, 13)
    told = find(daily(values), "spike")
    assert told.values["spike_bucket"] == DAYS[141].isoformat()
    assert (told.values["run_from"], told.values["run_buckets"]) == (DAYS[140].isoformat(), 3)
    assert "dropped" in told.headline
    assert "3 days" in told.text


@pytest.mark.parametrize(("rows", "told"), [(1, False), (12, True)])
def test_a_day_is_a_spike_by_all_its_rows_not_by_one(rows: int, told: bool) -> None:
    values = 50 + noise(4, 300 * 12)
    values[140 * 12 : 140 * 12 + rows] += 12 * 8 / rows
    frame = daily(values, DAYS.repeat(12))
    assert told == any(f.kind == "spike" for f in findings(frame))


def test_far_days_are_no_spike_where_far_days_are_usual() -> None:
    told = [f for seed in range(8) for f in findings(daily(np.random.default_rng(seed).standard_t(2, 300)))]
    assert not [f for f in told if f.kind == "spike"]


def test_days_without_rows_are_told_with_their_number() -> None:
    told = find(daily(50 + noise(5)).drop(index=range(100, 112)), "gap")
    assert told.values["empty"] == 12
    assert told.values["last_before"] == DAYS[99].isoformat()


def test_growth_is_told_against_the_year_before() -> None:
    days = pd.date_range("2021-01-01", "2022-12-31", freq="D")
    values = 50 + noise(6, len(days)) + 4 * (days.year == 2022)
    told = find(daily(values, days), "growth")
    assert told.values["change_share"] == pytest.approx(values[-365:].mean() / values[-730:-365].mean() - 1)


def test_one_group_that_moves_is_told_and_the_rest_is_not() -> None:
    rng = np.random.default_rng(7)
    n = 3000
    day = rng.integers(0, 700, n)
    branch = rng.choice(["A", "B", "C"], n)
    rating = 60 + rng.normal(size=n) + (branch == "B") * 0.002 * day
    frame = pd.DataFrame({"day": pd.Timestamp("2022-01-03") + pd.to_timedelta(day, unit="D"), "branch": branch})
    told = find(frame.assign(rating_given=rating), "segment_trend")
    assert told.values["group"] == "B"
    assert told.values["group_after"] - told.values["group_before"] == pytest.approx(0.002 * 700 * 2 / 3, rel=0.2)
    assert abs(told.values["rest_after"] - told.values["rest_before"]) < 0.2


def test_a_mix_effect_is_told_with_the_parts_of_the_change() -> None:
    rng = np.random.default_rng(8)
    n = 2000
    day = np.sort(rng.integers(0, 400, n))
    premium = rng.random(n) < 0.2 + 0.6 * day / 400
    frame = pd.DataFrame(
        {
            "day": pd.Timestamp("2022-01-03") + pd.to_timedelta(day, unit="D"),
            "tier": np.where(premium, "premium", "basic"),
            "ticket": 20 + rng.normal(size=n) + 5 * premium,
        }
    )
    told = find(frame, "mix_effect")
    halves = frame.groupby(frame["day"] > frame["day"].quantile(0.5, interpolation="lower"))
    shares = halves["tier"].value_counts(normalize=True).unstack()
    means = frame.groupby([frame["day"] > frame["day"].quantile(0.5, interpolation="lower"), "tier"])["ticket"].mean()
    mix = ((shares.loc[True] - shares.loc[False]) * means.unstack().mean()).sum()
    assert told.values["from_mix"] == pytest.approx(mix)
    assert told.values["change"] == pytest.approx(halves["ticket"].mean().diff().iloc[-1])


def test_durations_are_followed_to_where_cases_are_still_open() -> None:
    """Cases of an unchanging length: those begun last that have ended are the short ones."""
    rng = np.random.default_rng(3)
    opened = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 364 * 24, 4_000)), unit="h")
    closed = opened + pd.to_timedelta(rng.exponential(40, 4_000), unit="D")
    frame = pd.DataFrame({"opened": opened, "closed": pd.Series(closed).where(closed <= pd.Timestamp("2025-12-31"))})
    frame["agent"] = rng.choice(["Ben", "Dee"], 4_000)
    axis = make_context(table_of(frame), Options()).time_axis
    assert axis is not None
    duration = next(measure for measure in axis.measures if measure.sources == ("opened", "closed"))
    lengths = (frame["closed"] - frame["opened"]).dropna()
    last = frame["closed"].max() - lengths.quantile(0.95)
    assert last - pd.Timedelta(days=14) < axis.series(duration, Grain.WEEK).buckets[-1] <= last - pd.Timedelta(days=7)
    assert axis.series(None, Grain.WEEK).buckets[-1] > last  # cases that begin are counted to the end
