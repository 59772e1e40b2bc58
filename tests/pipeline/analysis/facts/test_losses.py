"""Growth in per cent is told of what began above nought and ended no loss, and of nothing else."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.group_change import GroupChange
from pipeline.story import Analysis, Fact
from tests.pipeline.analysis.facts.tables import told

SHARE = re.compile(r"[\d.,]+%")
MONTHS = pd.date_range("2020-01-01", periods=48, freq="MS")


def _orders() -> pd.DataFrame:
    """Profit of order lines of four years in three states, of which Florida began with a loss."""
    rng = np.random.default_rng(91)
    n = 4_000
    day = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 4 * 365, n), unit="D")
    state = rng.choice(["Florida", "Texas", "Ohio"], n)
    year = day.year.to_numpy() - 2020
    profit = np.where(state == "Florida", -4.0 + 1.5 * year, 6.0 + year) + rng.normal(0, 3, n)
    return pd.DataFrame({"order_date": day, "state": state, "profit": profit.round(2)})


def _series() -> pd.DataFrame:
    """A month's profit, which was a loss at first."""
    rng = np.random.default_rng(92)
    return pd.DataFrame({"month": MONTHS, "profit": (np.linspace(-900, 1400, 48) + rng.normal(0, 60, 48)).round()})


def _falling() -> pd.DataFrame:
    """The same backwards: it falls by more than all of it."""
    return _series().assign(profit=lambda frame: frame["profit"].to_numpy()[::-1])


def _seasonal() -> pd.DataFrame:
    """A month's profit that is a loss each winter."""
    rng = np.random.default_rng(93)
    wave = 500 * np.cos((MONTHS.month.to_numpy() - 7) / 6 * np.pi)
    return pd.DataFrame({"month": MONTHS, "profit": (250 + wave + rng.normal(0, 40, 48)).round()})


def _panel() -> pd.DataFrame:
    """Yearly profit of five companies: all begin with one, Beta ends with a loss, and Alpha is the largest by far."""
    first = {"Alpha": 9_000.0, "Beta": 300.0, "Gamma": 1_200.0, "Delta": 2_000.0, "Eps": 700.0}
    rows = [
        (year, name, round(size * (1 + 0.1 * (year - 2015)) if name != "Beta" else 300 - 110 * (year - 2015)))
        for year in range(2015, 2024)
        for name, size in first.items()
    ]
    return pd.DataFrame(rows, columns=["year", "company", "profit"])


TABLES: tuple[Callable[[], pd.DataFrame], ...] = (_orders, _series, _falling, _seasonal, _panel)


@pytest.mark.parametrize("make", TABLES)
def test_a_loss_is_never_the_whole_of_a_percentage(make: Callable[[], pd.DataFrame]) -> None:
    found = told(make())
    assert found.facts
    assert [text for text in _texts(found) if any(_is_beyond_all(share) for share in SHARE.findall(text))] == []


def test_groups_of_which_one_began_with_a_loss_are_compared_by_what_they_gained() -> None:
    frame = _orders()
    fact = _of_states(told(frame))
    detail: GroupChange = fact.detail
    gained = frame.groupby(["state", frame["order_date"].dt.year])["profit"].sum().unstack()
    gain = gained[2023] - gained[2020]
    assert fact.values[f"level_{detail.most}"] == gain.idxmax()
    assert fact.values[f"gain_{detail.most}"] == pytest.approx(gain.max())
    assert not any(name.startswith("gain_share") for name in fact.values)
    assert "%" not in f"{fact.headline} {fact.text}"


def test_groups_that_all_began_with_a_profit_are_compared_by_their_shares() -> None:
    frame = _orders()
    fact = _of_states(told(frame.assign(profit=frame["profit"] + 12)))
    assert "%" in fact.headline
    assert "gain_share_1" in fact.values


def test_the_last_month_after_a_loss_is_told_by_its_difference() -> None:
    profits = [*np.linspace(400, 900, 46).round(), -250.0, 310.0]
    found = told(pd.DataFrame({"month": MONTHS, "profit": profits}))
    (change,) = [fact for fact in found.facts if fact.kind == "change"]
    assert change.values["latest_share"] is None
    assert "560" in change.text  # from -250 to 310


def test_months_of_which_one_loses_bring_amounts_not_shares() -> None:
    seasons = [fact for fact in told(_seasonal()).facts if fact.kind == "season"]
    assert seasons
    for season in seasons:
        assert "%" not in f"{season.headline} {season.text}"


def _of_states(found: Analysis) -> Fact:
    (fact,) = [f for f in found.facts if f.kind == "group_change" and f.detail.target.column == "profit"]
    return fact


def _texts(found: Analysis) -> list[str]:
    return [f"{point.headline}. {point.text}" for point in (*found.facts, *found.findings)]


def _is_beyond_all(share: str) -> bool:
    """Over a hundred per cent: in these tables no level doubles that began above nought."""
    return float(share.rstrip("%").replace(",", "")) > 130
