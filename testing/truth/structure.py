"""Tables with columns that only follow from others: each must be reported as structure, and never as an insight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from testing.truth.plant import background
from testing.truth.score import analysis_of, generator

Generator = np.random.Generator


@dataclass(frozen=True)
class Follows:
    """A table and the columns of it of which one follows from the others."""

    frame: pd.DataFrame
    columns: frozenset[str]  # that one note on structure must name, these and no others
    kind_words: str  # that its text must have


@dataclass(frozen=True)
class StructureScore:
    """What was told of one such table."""

    reported: bool
    as_insight: int  # tested findings that relate only columns of the relation to each other
    false: int  # notes on structure about anything else


def _table(rng: Generator, dated: bool = True) -> tuple[pd.DataFrame, int]:
    n = int(rng.choice([60, 400, 3000]))
    return pd.DataFrame(background(rng, n, dated)), n


def copy(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["level"] = rng.gamma(3, 20, n).round(1)
    frame["level_again"] = frame["level"]
    return Follows(frame, frozenset({"level", "level_again"}), "copy")


def unit(rng: Generator) -> Follows:
    """The same in other units, rounded."""
    frame, n = _table(rng)
    frame["celsius"] = rng.normal(12, 9, n).round(1)
    frame["fahrenheit"] = (frame["celsius"] * 9 / 5 + 32).round(int(rng.integers(0, 3)))
    return Follows(frame, frozenset({"celsius", "fahrenheit"}), "times")


def charge(rng: Generator) -> Follows:
    """A constant multiple, rounded to cents."""
    frame, n = _table(rng)
    frame["minutes_used"] = rng.gamma(4, 50, n).round(1)
    frame["charge"] = (frame["minutes_used"] * float(rng.choice([0.17, 0.085, 0.045]))).round(2)
    return Follows(frame, frozenset({"minutes_used", "charge"}), "times")


def logarithm(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["price_paid"] = rng.lognormal(4, 1, n)
    frame["log_price_paid"] = np.log(frame["price_paid"])
    return Follows(frame, frozenset({"price_paid", "log_price_paid"}), "always")


def rank(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["points_won"] = rng.normal(500, 80, n).round()
    frame["place"] = frame["points_won"].rank(method="min", ascending=False).astype(int)
    return Follows(frame, frozenset({"points_won", "place"}), "always")


def total_of_two(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["casual"], frame["registered"] = rng.poisson(40, n), rng.poisson(90, n)
    frame["riders"] = frame["casual"] + frame["registered"]
    return Follows(frame, frozenset({"casual", "registered", "riders"}), "sum")


def total_of_many(rng: Generator) -> Follows:
    frame, n = _table(rng)
    parts = [f"part_{letter}" for letter in "abcdef"[: int(rng.integers(3, 7))]]
    for name in parts:
        frame[name] = rng.gamma(2, 50, n).round(2)
    frame["all_parts"] = frame[parts].sum(axis=1).round(2)
    return Follows(frame, frozenset({*parts, "all_parts"}), "sum")


def profit(rng: Generator) -> Follows:
    """A difference; the parts were rounded one by one."""
    frame, n = _table(rng)
    revenue, cost = rng.gamma(4, 100, n), rng.gamma(3, 80, n)
    frame["takings"], frame["expense"] = revenue.round(2), cost.round(2)
    frame["gain"] = (revenue - cost).round(2)
    return Follows(frame, frozenset({"takings", "expense", "gain"}), "less")


def product_of_two(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["unit_cost"], frame["pieces"] = rng.lognormal(3, 0.5, n).round(2), rng.integers(1, 30, n)
    frame["line"] = (frame["unit_cost"] * frame["pieces"]).round(2)
    return Follows(frame, frozenset({"unit_cost", "pieces", "line"}), "product")


def product_of_three(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["wide"], frame["high"], frame["deep"] = (rng.uniform(5, 60, n).round(1) for _ in range(3))
    frame["room"] = (frame["wide"] * frame["high"] * frame["deep"]).round(1)
    return Follows(frame, frozenset({"wide", "high", "deep", "room"}), "product")


def discounted(rng: Generator) -> Follows:
    """Price times pieces times what a discount, as a share or in per cent, leaves."""
    frame, n = _table(rng)
    frame["list_cost"], frame["pieces"] = rng.lognormal(3, 0.5, n).round(2), rng.integers(1, 12, n)
    discount = rng.choice([0.0, 0.05, 0.1, 0.125, 0.2, 0.3], n)
    percent = rng.random() < 0.5
    frame["reduction"] = 100 * discount if percent else discount
    frame["line"] = (frame["list_cost"] * frame["pieces"] * (1 - discount)).round(2)
    return Follows(frame, frozenset({"list_cost", "pieces", "reduction", "line"}), "product")


def quotient(rng: Generator) -> Follows:
    frame, n = _table(rng)
    frame["impressed"] = rng.integers(500, 9000, n)
    frame["clicked_on"] = rng.binomial(frame["impressed"], rng.uniform(0.02, 0.1, n))
    scale, digits = (100, 2) if rng.random() < 0.5 else (1, 4)
    frame["quota"] = (scale * frame["clicked_on"] / frame["impressed"]).round(digits)
    return Follows(frame, frozenset({"impressed", "clicked_on", "quota"}), "over the second")


def code_and_name(rng: Generator) -> Follows:
    frame, n = _table(rng)
    size = int(rng.choice([4, 12, 90 if n >= 3000 else 12]))
    code = rng.integers(0, size, n)
    frame["land"] = [f"Country {i}" for i in code]
    frame["land_iso"] = [f"C{i:02}" for i in code]
    return Follows(frame, frozenset({"land", "land_iso"}), "names")


def number_and_name(rng: Generator) -> Follows:
    frame, n = _table(rng)
    code = rng.integers(0, 9, n)
    frame["shop_no"] = 100 + code
    frame["shop_name"] = [f"Shop {i}" for i in code]
    return Follows(frame, frozenset({"shop_no", "shop_name"}), "names")


def hierarchy(rng: Generator) -> Follows:
    frame, n = _table(rng)
    town = rng.integers(0, 12, n)
    frame["town"] = [f"Town {i}" for i in town]
    frame["province"] = [f"Province {i % 3}" for i in town]
    return Follows(frame, frozenset({"town", "province"}), "belongs")


def days_between(rng: Generator) -> Follows:
    """The days from one date to another, next to both of them."""
    frame, n = _table(rng, dated=False)
    frame["opened"] = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 500, n), unit="D")
    frame["days_open"] = rng.poisson(20, n) + 1
    frame["closed"] = frame["opened"] + pd.to_timedelta(frame["days_open"], unit="D")
    return Follows(frame, frozenset({"opened", "closed", "days_open"}), "copy")


def month_of_date(rng: Generator) -> Follows:
    frame, _ = _table(rng)
    frame["month_name"] = frame["seen_on"].dt.month_name()
    return Follows(frame, frozenset({"seen_on", "month_name"}), "from the date")


def workday(rng: Generator) -> Follows:
    frame, _ = _table(rng)
    frame["day_type"] = np.where(frame["seen_on"].dt.day_of_week < 5, "workday", "weekend")
    return Follows(frame, frozenset({"seen_on", "day_type"}), "from the date")


def bands(rng: Generator) -> Follows:
    """A measure cut into groups."""
    frame, n = _table(rng)
    frame["years_old"] = rng.gamma(20, 2, n).round(1)
    edges = np.quantile(frame["years_old"], np.linspace(0, 1, int(rng.integers(3, 6))))[1:-1]
    frame["band"] = np.array(["young", "middle", "older", "oldest"])[np.searchsorted(edges, frame["years_old"])]
    return Follows(frame, frozenset({"years_old", "band"}), "ranges")


STRUCTURES: Mapping[str, Callable[[Generator], Follows]] = {
    make.__name__: make
    for make in (
        copy,
        unit,
        charge,
        logarithm,
        rank,
        total_of_two,
        total_of_many,
        profit,
        product_of_two,
        product_of_three,
        discounted,
        quotient,
        code_and_name,
        number_and_name,
        hierarchy,
        days_between,
        month_of_date,
        workday,
        bands,
    )
}


def structure_score(name: str, seed: int) -> StructureScore:
    """Make such a table, analyse it, and compare."""
    truth = STRUCTURES[name](generator(name, seed))
    analysis = analysis_of(truth.frame)
    notes = [note for note in analysis.quality if note.kind == "structure"]
    ours = [note for note in notes if set(note.columns) == truth.columns and truth.kind_words in note.text]
    related = [f for f in analysis.findings if f.p_value is not None and len(set(f.columns)) > 1]
    whole = len(truth.columns) == 2 or name == "days_between"  # parts of a whole may be related for themselves
    return StructureScore(
        reported=bool(ours),
        as_insight=sum(set(f.columns) <= truth.columns for f in related) if whole else _with_whole(truth, related),
        false=len([note for note in notes if not set(note.columns) <= truth.columns]),
    )


def _with_whole(truth: Follows, findings: list) -> int:
    """Findings that relate the whole, the last of its columns in the table, to one of its parts."""
    whole = next(name for name in reversed(truth.frame.columns) if name in truth.columns)
    return sum(whole in f.columns and set(f.columns) <= truth.columns for f in findings)
