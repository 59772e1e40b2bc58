"""Rows summed up in memory, against pandas; moments cut, against DuckDB."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.variables.buckets import coarser, cut_to
from pipeline.analysis.variables.cells import Bucketed
from pipeline.analysis.variables.time_axis import Grain

RNG = np.random.default_rng(5)
MOMENTS = np.concatenate(
    [
        RNG.integers(-(2**60), 2**60, 2_000) // 1_000 * 1_000,
        [
            pd.Timestamp(text).value
            for text in ("2024-02-29T23:59:59.999999", "1970-01-04", "1969-12-31T23:59:59.999999")
        ],
    ]
)


@pytest.mark.parametrize("grain", list(Grain))
def test_moments_are_cut_as_duckdb_cuts_them(grain: Grain) -> None:
    with duckdb.connect() as connection:
        connection.register("moments", pd.DataFrame({"t": pd.to_datetime(MOMENTS).astype("datetime64[us]")}))
        cut = connection.execute(f"SELECT date_trunc('{grain}', t) AS t FROM moments").fetchnumpy()["t"]
    assert (cut_to(grain, MOMENTS.astype(float)) == cut.astype("datetime64[us]")).all()


def test_months_are_cut_to_years() -> None:
    months = np.array(["2023-11", "2024-01", "2024-12"], dtype="datetime64[M]")
    assert list(coarser("year", months)) == list(np.array(["2023", "2024", "2024"], dtype="datetime64[Y]"))


def test_cells_hold_what_a_group_by_gives() -> None:
    days = np.array(["2024-01-31", "2024-02-01", "2024-02-29", "NaT", "2024-02-02"], dtype="datetime64[ns]")
    moments = np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(float))
    values, codes = np.array([1.0, 2.0, np.nan, 8.0, 4.0]), np.array([0, 1, 1, 1, -1])
    cells = Bucketed.of(moments, "month", by_years=False).cells_by(codes, 2)
    assert cells.rows().tolist() == [[1, 0], [0, 2]]
    assert cells.sums(values).tolist() == [[1, 0], [0, 2]]
    assert cells.sizes(values).tolist() == [[1, 0], [0, 1]]


def test_years_are_buckets_of_their_own() -> None:
    bucketed = Bucketed.of(np.array([1949.0, np.nan, 1951.0, 1949.0]), "year", by_years=True)
    assert bucketed.begins.astype("datetime64[Y]").tolist() == [
        pd.Timestamp("1949").date(),
        pd.Timestamp("1951").date(),
    ]
    assert bucketed.cells().rows().tolist() == [2, 1]
