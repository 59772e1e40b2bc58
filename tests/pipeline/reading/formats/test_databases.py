"""Databases as files: one table is read, and nothing that the file defines is run."""

import sqlite3
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import read


def rows_of(path: Path, sheet: str | None = None) -> list[tuple[object, ...]]:
    table = read(path, Options(sheet=sheet), lambda share: None)
    rows = table.connection.sql("SELECT * FROM data ORDER BY rowid").fetchall()
    table.close()
    return rows


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE sales (day TEXT, amount REAL, picture BLOB)")
        base.executemany(
            "INSERT INTO sales VALUES (?, ?, ?)", [(f"2024-01-{n:02}", n / 4, b"\xff\0") for n in range(1, 31)]
        )
        base.execute("CREATE TABLE towns (town TEXT, people INTEGER)")
        base.executemany("INSERT INTO towns VALUES (?, ?)", [(f"T{n % 3}", n * 1000) for n in range(12)])
        base.execute("CREATE VIEW wide AS SELECT load_extension('/tmp/evil') AS a, s.* FROM sales s, sales t, sales u")
    base.close()
    return path


def test_the_largest_table_of_sqlite_or_the_chosen_one(sqlite_file: Path) -> None:
    rows = rows_of(sqlite_file)
    assert len(rows) == 30
    assert [amount for _, amount, _ in rows] == [n / 4 for n in range(1, 31)]
    assert {picture for *_, picture in rows} == {None}
    assert rows_of(sqlite_file, "towns") == [(f"T{n % 3}", n * 1000) for n in range(12)]


def test_a_view_is_no_table(sqlite_file: Path) -> None:
    with pytest.raises(PreprocessingError, match="no table named 'wide'") as refused:
        rows_of(sqlite_file, "wide")
    assert "sales, towns" in refused.value.hint


def test_a_generated_column_runs_no_function_that_could_do_harm(tmp_path: Path) -> None:
    path = tmp_path / "virtual.sqlite"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE t (a INTEGER, b TEXT AS (hex(zeroblob(a))) VIRTUAL)")
        base.executemany("INSERT INTO t (a) VALUES (?)", [(10,)] * 20)
    base.close()
    with pytest.raises(PreprocessingError, match=r"one column|SQLite"):
        rows_of(path)


def test_a_damaged_database_is_refused(sqlite_file: Path) -> None:
    content = bytearray(sqlite_file.read_bytes())
    content[100:3000] = b"\xaa" * 2900
    sqlite_file.write_bytes(content)
    with pytest.raises(PreprocessingError, match="SQLite"):
        rows_of(sqlite_file)


@pytest.fixture
def duckdb_file(tmp_path: Path) -> Path:
    path, secret = tmp_path / "shop.duckdb", tmp_path / "secret.csv"
    secret.write_text("word\nhidden\n")
    with duckdb.connect(str(path)) as base:
        base.execute(
            "CREATE TABLE sales AS SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (n) DAY AS at, "
            "n / 4 AS amount, n % 2 = 0 AS paid, ['a', 'b'] AS tags FROM range(30) AS t(n)"
        )
        base.execute(f"CREATE VIEW stolen AS SELECT * FROM read_csv('{secret}')")
    return path


def test_a_table_of_duckdb(duckdb_file: Path) -> None:
    rows = rows_of(duckdb_file)
    assert [amount for _, amount, _, _ in rows] == [n / 4 for n in range(30)]
    assert str(rows[1][0]) == "2024-01-02 00:00:00"
    assert [paid for _, _, paid, _ in rows[:3]] == [True, False, True]
    assert rows[0][3] == ["a", "b"]


def test_a_view_of_duckdb_reaches_no_file(duckdb_file: Path) -> None:
    with pytest.raises(PreprocessingError, match="no table named 'stolen'"):
        rows_of(duckdb_file, "stolen")


def test_a_damaged_duckdb_is_refused(duckdb_file: Path) -> None:
    content = bytearray(duckdb_file.read_bytes())
    content[4096:12_000] = b"\xaa" * (12_000 - 4096)
    duckdb_file.write_bytes(content)
    with pytest.raises(PreprocessingError, match="DuckDB"):
        rows_of(duckdb_file)


def test_a_database_whose_names_are_damaged_is_refused(sqlite_file: Path) -> None:
    content = sqlite_file.read_bytes()
    place = content.index(b"CREATE TABLE") + len(b"CREATE TABLE") - 2
    sqlite_file.write_bytes(content[:place] + b"\x95" + content[place + 1 :])
    with pytest.raises(PreprocessingError) as refusal:
        read(sqlite_file, Options(), lambda share: None)
    assert refusal.value.hint
