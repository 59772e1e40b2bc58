"""A proof's values as a story holds them."""

from contextlib import suppress

import duckdb
import pytest

from pipeline.analysis import sql
from pipeline.analysis.sql import nth_largest, one_rows, plain, select

SQUARES = [f"SELECT sum(i) * {place} AS total FROM data" for place in range(20)]


@pytest.mark.parametrize("noise", [-1e-12, 0.0, 1e-12])
def test_a_mean_that_ends_in_a_five_is_rounded_one_way_whatever_the_order_of_its_sum(noise):
    assert plain(4754.4183475 + noise) == plain(4754.4183475)


def test_what_is_no_number_is_none():
    assert plain(float("nan")) is None
    assert plain(float("inf")) is None


@pytest.fixture
def attached(tmp_path):
    """A connection whose table lies in another catalog than that of a new one."""
    with duckdb.connect() as connection:
        connection.execute(f'ATTACH \'{tmp_path / "table.duckdb"}\' AS "a ""file"; USE "a ""file"')
        connection.execute("CREATE TABLE data AS SELECT i FROM range(5) AS numbers(i); SET threads = 1")
        yield connection


@pytest.mark.parametrize("row_count", [5, sql.MAX_ROWS_SIDE_BY_SIDE + 1])
def test_rows_come_in_the_order_of_their_queries(attached, row_count):
    with one_rows(attached, SQUARES, row_count) as rows:
        assert [row["total"] for row in rows] == [10 * place for place in range(20)]


def test_queries_that_nobody_waits_for_are_not_asked(attached, monkeypatch):
    asked, ask = [], sql.one_row
    monkeypatch.setattr(sql, "one_row", lambda connection, query: asked.append(query) or ask(connection, query))
    with suppress(KeyboardInterrupt), one_rows(attached, SQUARES * 50, 5):
        raise KeyboardInterrupt
    assert len(asked) < 500


def test_the_next_largest_of_a_long_table_fit_into_little_memory():
    with duckdb.connect(config={"memory_limit": "40MB", "temp_directory": "", "threads": 1}) as connection:
        connection.execute("CREATE TABLE data AS SELECT i, i // 2 AS half FROM range(1_000_000) AS numbers(i)")
        columns = [expression for place in (1, 2, 3) for expression in nth_largest(place, "half", "i")]
        query = select({f"c{place}": expression for place, expression in enumerate(columns)})
        assert connection.execute(query).fetchall() == [(499_999, 999_998, 499_999, 999_999, 499_998, 999_996)]
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute("SELECT list(half ORDER BY half DESC, i)[2], list(i ORDER BY half DESC, i)[3] FROM data")
