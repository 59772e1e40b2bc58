"""Facts on data with nothing in it: which of those that claim to hold beyond chance don't."""

from collections.abc import Callable, Mapping

import pandas as pd

from pipeline.story import Fact, Verdict
from testing.truth.null_series import Generator, length_of, moments
from testing.truth.nulls import NULLS
from testing.truth.score import TRUE_OF_NULLS, analysis_of, generator

MOVED = frozenset({"change", "turning_points", "group_change", "mix_shift", "movers", "contribution"})
WALKS = frozenset({"random_walks", "noisy_walks", "undated_walks", "undated_waves", "autoregressive", "panel_walks"})
MOVING = {"gaps": "walk"}  # columns that really moved in a sort whose others didn't


def flat_periods(rng: Generator) -> pd.DataFrame:
    """One row a period, its values in an order that means nothing: none of them moved."""
    n = length_of(rng, 30, 800)
    visits = rng.poisson(rng.choice([4, 60]), n)
    return pd.DataFrame(
        {
            "date": moments(rng, n),
            "sales": rng.lognormal(6, 0.4, n).round(2),
            "visits": visits,
            "temperature": rng.normal(15, 5, n).round(1),
            "promotion": rng.choice(["none", "mail", "poster"], n, p=[0.6, 0.2, 0.2]),
        }
    )


def flat_events(rng: Generator) -> pd.DataFrame:
    """Order lines at random moments of whole years: counts and totals have no movement and no season."""
    n, years = length_of(rng, 200, 4_000), int(rng.integers(1, 4))
    days = rng.integers(0, 365 * years, n)
    return pd.DataFrame(
        {
            "order_date": pd.Timestamp("2021-01-01") + pd.to_timedelta(days, unit="D"),
            "region": rng.choice(["North", "South", "East", "West"], n),
            "product": rng.choice([f"item {i}" for i in range(20)], n),
            "discount": rng.choice([0, 0.1, 0.2, 0.3], n),
            "sales": rng.lognormal(4, 0.8, n).round(2),
            "profit": rng.normal(10, 20, n).round(2),
            "returned": rng.choice(["yes", "no"], n, p=[0.1, 0.9]),
        }
    )


FACT_NULLS: Mapping[str, Callable[[Generator], pd.DataFrame]] = {
    **NULLS,
    "flat_periods": flat_periods,
    "flat_events": flat_events,
}


def false_facts(name: str, seed: int) -> list[Fact]:
    """The facts beyond chance that aren't true of a null data set.

    That a random walk moved is true of the file, whether it goes on or not; that it has a season isn't.
    """
    analysis = analysis_of(FACT_NULLS[name](generator(name, seed)))
    return [fact for fact in analysis.facts if fact.verdict is Verdict.BEYOND_CHANCE and not _is_true(name, fact)]


def _is_true(name: str, fact: Fact) -> bool:
    moved = fact.kind in MOVED and (name in WALKS or MOVING.get(name) in fact.columns)
    return moved or TRUE_OF_NULLS.get(name) in fact.columns
