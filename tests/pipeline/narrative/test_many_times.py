"""Growth to many times what it was is told by how many times, in every sentence and figure alike."""

import re

import numpy as np
import pandas as pd
import pytest

from pipeline.narrative.key_figures import key_figures
from pipeline.story import Analysis
from tests.pipeline.analysis.facts.tables import told

SHARE = re.compile(r"([\d,]+)%")
MONTHS = pd.date_range("2014-01-01", periods=72, freq="MS")


def _power() -> pd.DataFrame:
    """A month's output: of renewables fifteen times as much in the last year, of coal a little more."""
    rng = np.random.default_rng(94)
    pace = {"Renewables": np.linspace(60, 1_400, 72), "Coal": np.linspace(900, 1_000, 72)}
    rows = [
        (month, source, round(level * rng.normal(1, 0.03), 1))
        for source, levels in pace.items()
        for month, level in zip(MONTHS, levels, strict=True)
        for _ in range(3)
    ]
    return pd.DataFrame(rows, columns=["month", "source", "output"])


def _series() -> pd.DataFrame:
    """The users of a service, month by month: fifteen times as many at the end."""
    users = np.linspace(1_000, 15_000, 72) * np.random.default_rng(95).normal(1, 0.01, 72)
    return pd.DataFrame({"month": MONTHS, "users": users.round()})


def _step() -> pd.DataFrame:
    """A day's calls, six times as many from one day on."""
    rng = np.random.default_rng(96)
    days = pd.date_range("2024-01-01", periods=240, freq="D")
    return pd.DataFrame({"date": days, "calls": rng.poisson(np.where(np.arange(240) < 150, 50, 300))})


def _sectors() -> pd.DataFrame:
    """Five series of years, two of which become many times as large."""
    growth = {"all": 1.5, "solar": 20.0, "wind": 8.0, "coal": 0.6, "oil": 1.1}
    years = np.arange(2000, 2021)
    return pd.DataFrame(
        {"year": years}
        | {name: (1_000 * np.linspace(1, end, 21) + 3 * np.cos(years)).round(1) for name, end in growth.items()}
    )


@pytest.mark.parametrize("make", [_power, _series, _step, _sectors])
def test_nothing_grows_by_hundreds_of_per_cent(make):
    found = told(make())
    texts = _texts(found)
    assert any("-fold" in text for text in texts)
    assert [t for t in texts if any(int(share.replace(",", "")) >= 300 for share in SHARE.findall(t))] == []


def test_a_group_is_told_by_its_times_in_headline_and_text_and_its_proof_gives_them():
    frame = _power()
    (fact,) = [fact for fact in told(frame).facts if fact.kind == "group_change"]
    by_year = frame.groupby(["source", frame["month"].dt.year])["output"].sum().unstack()
    times = by_year[2019] / by_year[2014]
    assert fact.values["gain_factor_1"] == pytest.approx(times["Renewables"])
    assert fact.values["gain_factor_2"] is None
    assert f"rose {round(times['Renewables'], 1):g}-fold" in fact.headline
    assert f"(×{round(times['Renewables'], 1):g})" in fact.text


def test_a_key_figure_says_the_same_times_as_the_headline():
    found = told(_series())
    (change,) = [fact for fact in found.facts if fact.kind == "change"]
    times = re.search(r"[\d.]+-fold", change.headline)
    assert times is not None
    assert any(f"up {times[0]}" in (figure.note or "") for figure in key_figures(found))


def _texts(found: Analysis) -> list[str]:
    return [f"{point.headline}. {point.text}" for point in (*found.facts, *found.findings)]


def test_a_chart_of_series_of_which_some_grew_many_times_shows_the_factors_that_are_told():
    frame = _sectors()
    fact = next(fact for fact in told(frame).facts if fact.kind == "movers" and fact.plot is not None)
    assert fact.plot.y_unit == "times"
    drawn = dict(zip(fact.plot.frame["level"], fact.plot.frame["value"], strict=True))
    assert drawn["solar"] == pytest.approx(frame["solar"].iloc[-1] / frame["solar"].iloc[0])


def test_groups_that_have_all_doubled_are_told_by_their_times_together():
    rng = np.random.default_rng(3)
    ends = {"Norway": 7.0, "Spain": 3.2, "Italy": 4.5}
    years = [
        {
            "year": 2010 + year,
            "country": name,
            "customers": round(100 * (1 + (end - 1) * year / 9 + rng.normal(0, 0.01))),
        }
        for name, end in ends.items()
        for year in range(10)
    ]
    (fact,) = [fact for fact in told(pd.DataFrame(years)).facts if fact.kind == "group_change"]
    assert fact.text.count("×") == len(ends)
    assert "%" not in f"{fact.headline} {fact.text}"
