"""Moments cut to the beginning of their hour, day, week, month, quarter or year, as DuckDB's ``date_trunc`` does."""

import numpy as np

HOUR_NS = 3_600_000_000_000
FIRST_MONDAY = 4  # days from 1970-01-01
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def cut_to(grain: str, moments: np.ndarray) -> np.ndarray:
    """The beginnings (datetime64, microseconds) of the buckets of moments, which are nanoseconds; none may be missing.

    A nanosecond is more than a float holds of today's moments, but no float below a full hour is rounded up to it.
    """
    if grain == "hour":
        return _whole(moments, HOUR_NS).astype("datetime64[h]").astype("datetime64[us]")
    days = _whole(moments, 24 * HOUR_NS)
    if grain == "week":
        days = (days - FIRST_MONDAY) // 7 * 7 + FIRST_MONDAY
    if grain in MONTHS:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        begins = months // MONTHS[grain] * MONTHS[grain]
        return np.asarray(begins.astype("datetime64[M]").astype("datetime64[us]"))
    return days.astype("datetime64[D]").astype("datetime64[us]")


def years_begin(years: np.ndarray) -> np.ndarray:
    """The beginnings of years that are given as numbers."""
    return np.asarray((np.rint(years).astype(np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[us]"))


def coarser(grain: str, buckets: np.ndarray) -> np.ndarray:
    """Buckets (datetime64) cut to a coarser grain."""
    return cut_to(grain, buckets.astype("datetime64[us]").astype(np.int64) * 1000.0)


def _whole(moments: np.ndarray, length: int) -> np.ndarray:
    return np.asarray(np.floor_divide(moments, length), dtype=np.int64)
