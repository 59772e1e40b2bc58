"""Tables with slips of the pen: each must be told as a note on quality, and nothing else as one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from testing.truth.plant import Generator, background
from testing.truth.score import analysis_of, generator

SLIPS_ONLY = frozenset({"missing", "constant", "duplicates", "impossible"})  # kinds of notes


@dataclass(frozen=True)
class Slip:
    """A table and what is wrong with it."""

    frame: pd.DataFrame
    kind: str  # of the note that must tell it
    columns: frozenset[str]
    words: str = ""  # that its text must have


@dataclass(frozen=True)
class SlipScore:
    """What was told of one such table."""

    reported: bool
    false: int  # notes on anything else


def _table(rng: Generator, dated: bool = True) -> tuple[pd.DataFrame, int]:
    n = int(rng.choice([200, 1500]))
    return pd.DataFrame(background(rng, n, dated)), n


def _few(rng: Generator, n: int) -> np.ndarray:
    return rng.choice(n, int(rng.integers(1, 6)), replace=False)


def copied_rows(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame = frame.drop(columns="record_id")
    copies = frame.iloc[_few(rng, n)]
    return Slip(pd.concat([frame, copies], ignore_index=True), "duplicates", frozenset(), f"{len(copies)} row")


def constant_column(rng: Generator) -> Slip:
    frame, _ = _table(rng)
    return Slip(frame.assign(currency="EUR"), "constant", frozenset({"currency"}))


def zero_size(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame.loc[_few(rng, n), "weight"] = 0.0
    return Slip(frame, "impossible", frozenset({"weight"}), "zero")


def negative_price(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame["price_paid"] = rng.lognormal(3, 0.5, n).round(2)
    rows = _few(rng, n)
    frame.loc[rows, "price_paid"] *= -1
    return Slip(frame, "impossible", frozenset({"price_paid"}), "below zero")


def negative_duration(rng: Generator) -> Slip:
    frame, n = _table(rng, dated=False)
    frame["opened"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.random(n) * 500, unit="D")
    frame["closed"] = frame["opened"] + pd.to_timedelta(rng.lognormal(1, 0.5, n), unit="D")
    rows = _few(rng, n)
    frame.loc[rows, "closed"] = frame.loc[rows, "opened"] - pd.Timedelta(days=3)
    return Slip(frame, "impossible", frozenset({"opened", "closed"}), "below zero")


def date_of_1900(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame.loc[_few(rng, n), "seen_on"] = pd.Timestamp("1900-01-01")
    return Slip(frame, "impossible", frozenset({"seen_on"}), "1900")


def date_in_the_future(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame.loc[_few(rng, n), "seen_on"] = pd.Timestamp("2099-12-31")
    return Slip(frame, "impossible", frozenset({"seen_on"}), "2099")


def gaps_in_a_column(rng: Generator) -> Slip:
    frame, n = _table(rng)
    frame.loc[rng.random(n) < rng.uniform(0.1, 0.6), "weight"] = np.nan
    return Slip(frame, "missing", frozenset({"weight"}), "no value")


def filled_in_since(rng: Generator) -> Slip:
    frame, _ = _table(rng)
    frame.loc[frame["seen_on"] < frame["seen_on"].quantile(rng.uniform(0.2, 0.6)), "weight"] = np.nan
    return Slip(frame, "missing", frozenset({"weight"}), "none at all before")


SLIPS: Mapping[str, Callable[[Generator], Slip]] = {
    make.__name__: make
    for make in (
        copied_rows,
        constant_column,
        zero_size,
        negative_price,
        negative_duration,
        date_of_1900,
        date_in_the_future,
        gaps_in_a_column,
        filled_in_since,
    )
}


def slip_score(name: str, seed: int) -> SlipScore:
    """Make such a table, analyse it, and compare."""
    slip = SLIPS[name](generator(name, seed))
    notes = [note for note in analysis_of(slip.frame).quality if note.kind in SLIPS_ONLY]
    ours = [n for n in notes if n.kind == slip.kind and set(n.columns) == slip.columns and slip.words in n.text]
    return SlipScore(reported=bool(ours), false=len(notes) - len(ours))
