"""Seconds and memory, beside DuckDB's own reading of the same files in the same run."""

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from bench.peers.child import peak_mb
from pipeline.options import Options
from pipeline.reading import preview, read

ROUNDS = 9
PART = 100_000  # rows written at once


def report() -> None:
    """Print the figures; writes about 850 MB of temporary files."""
    with tempfile.TemporaryDirectory() as folder:
        small, middle, large = (Path(folder) / f"{name}.csv" for name in ("small", "middle", "large"))
        write(small, 1_000)
        write(middle, 1_000_000)
        print(f"\n1,000 x 20: {_median(small):.3f} s (median of {ROUNDS * 2}; at most 0.1)")
        wide_mixed(small, 2_000)
        print(f"1,000 x 2,000 of all types, with a date: {_seconds(small):.1f} s (at most 8)")
        _compare(middle)
        started = time.perf_counter()
        preview(middle, Options())
        print(f"preview of that file: {time.perf_counter() - started:.2f} s")
        middle.unlink()
        write(large, 5_100_000)
        seconds, peak = in_child(large)
        print(f"{large.stat().st_size / 1e6:.0f} MB x 20 columns: {seconds:.1f} s, peak memory {peak:.0f} MB")


def write(path: Path, rows: int) -> None:
    """A clean table of 20 columns: keys, moments, categories, truth values, whole and decimal numbers, text."""
    chance = np.random.default_rng(1)
    for start in range(0, rows, PART):
        size = min(PART, rows - start)
        frame = pd.DataFrame({"id": np.arange(start + 1, start + size + 1)})
        seconds = np.datetime64("2020-01-01T00:00:00") + np.sort(chance.integers(0, 10**8, size)).astype(
            "timedelta64[s]"
        )
        frame["day"] = seconds.astype("datetime64[D]").astype(str)
        frame["moment"] = seconds.astype(str)
        frame["region"] = chance.choice(["North", "South", "East", "West"], size)
        frame["product"] = chance.choice([f"Product {number}" for number in range(50)], size)
        frame["active"] = chance.choice(["true", "false"], size)
        for place in range(5):
            frame[f"count_{place}"] = chance.integers(0, 10 ** (place + 1), size)
        for place in range(8):
            frame[f"amount_{place}"] = np.round(chance.normal(100, 30, size), 2)
        frame["note"] = chance.choice(["quick brown fox", "lazy dog, sleeping", 'a "quoted" thing', ""], size)
        frame.to_csv(path, mode="a" if start else "w", header=not start, index=False)
    os.sync()  # else what is measured next competes with the writing


def wide_mixed(path: Path, columns: int) -> None:
    """A thousand rows of a date and of numbers, words, truth values, codes, money, shares and further dates in turn."""
    chance = np.random.default_rng(3)
    rows = 1_000
    kinds: Sequence[Callable[[], object]] = (
        lambda: np.round(chance.normal(50, 10, rows), 3),
        lambda: chance.integers(0, 1_000, rows),
        lambda: chance.choice(["north", "south", "east", "west"], rows),
        lambda: chance.choice(["yes", "no"], rows),
        lambda: chance.choice(["a quick brown fox", "a lazy dog, asleep", ""], rows),
        lambda: [f"A{number:05d}" for number in chance.integers(0, 99_999, rows)],
        lambda: [f"${amount:.2f}" for amount in chance.exponential(100, rows)],
        lambda: [f"{share:.1f}%" for share in chance.random(rows) * 100],
        lambda: (np.datetime64("2020-01-01") + chance.integers(0, 900, rows)).astype(str),
    )
    table = {"day": (np.datetime64("2021-01-01") + chance.integers(0, 700, rows)).astype(str)}
    table |= {f"column {_letters(place)}": kinds[place % len(kinds)]() for place in range(columns - 1)}
    pd.DataFrame(table).to_csv(path, index=False)


def _letters(number: int) -> str:
    """A name without digits, which could be taken for a year."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def in_child(path: Path) -> tuple[float, float]:
    """(seconds, peak resident memory in MB) of reading in a fresh process."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_measure, args=(path, sending))
    child.start()
    figures = receiving.recv()
    child.join()
    return figures


def _measure(path: Path, sending: "multiprocessing.connection.Connection") -> None:
    started = time.perf_counter()
    read(path, Options(), _unwatched).close()
    sending.send((time.perf_counter() - started, peak_mb()))


def _compare(path: Path) -> None:
    own, theirs = [], []
    for _ in range(ROUNDS):
        own.append(_seconds(path))
        started = time.perf_counter()
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE data AS SELECT * FROM read_csv('{path}')")
            theirs.append(time.perf_counter() - started)
    ours, duck = statistics.median(own), statistics.median(theirs)
    size = path.stat().st_size / 1e6
    ratio = f"{ours / duck:.2f} times that (at most 1.5)"
    print(f"1,000,000 x 20 ({size:.0f} MB): {ours:.2f} s; DuckDB's read_csv {duck:.2f} s; {ratio}")


def _median(path: Path) -> float:
    return statistics.median(_seconds(path) for _ in range(ROUNDS * 2))


def _seconds(path: Path) -> float:
    started = time.perf_counter()
    table = read(path, Options(), _unwatched)
    seconds = time.perf_counter() - started
    table.close()
    return seconds


def _unwatched(share: float) -> None:
    """Progress that nobody looks at."""
