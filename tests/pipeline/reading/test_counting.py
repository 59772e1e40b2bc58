"""Counts of values in DuckDB, by whatever way they are found."""

import duckdb
import pytest

from pipeline.reading.counting import Counts, count_distinct, count_up, overview


def table(values: list[str | None]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE data (key VARCHAR)")
    connection.executemany("INSERT INTO data VALUES (?)", [(value,) for value in values])
    return connection


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["8", "9", "10", "11"], 4),  # by length, then by letters: a sequence
        (["8", None, "9", None, "10"], 3),
        (["8", "9", "10", "9"], 3),  # begins as one, but goes back
        (["8", "9", "9"], 2),
        (["8", None, "8"], 1),
        (["K2", "K10", "K1"], 3),  # no sequence, though no value occurs twice
        ([None, None], 0),
    ],
)
def test_different_texts_are_counted_whether_they_rise_or_not(values: list[str | None], expected: int) -> None:
    with table(values) as connection:
        seen = overview(connection, {"key": "VARCHAR"})
        present = sum(value is not None for value in values)
        assert (seen.rows, seen.present) == (len(values), {"key": present})
        assert count_distinct(connection, "key", "VARCHAR", values[:2], seen) == Counts(present, expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "2", "3", "4"], Counts(4, 4)),
        (["98", "99", "100", "101"], Counts(4, 4)),
        (["1", "2", "3", "3"], None),
        (["1", "2", "3", None], None),
        (["1", "2", "3", "4 "], None),  # has to be tidied
        (["1", "2", "3", "04"], None),
        (["07", "08", "09", "10"], None),
        (["1", "3", "5", "7"], None),
        ([None, "2", "3"], None),
        (["²", "3"], None),
    ],
)
def test_a_column_that_numbers_the_rows_is_counted_by_that(values: list[str | None], expected: Counts | None) -> None:
    with table(values) as connection:
        assert count_up(connection, "key", values[:2]) == expected
