from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.story import Column, ColumnType, Dataset, Finding, Plot, Table, Tests, camel_case, document


def dataset(filename: str = "sales.csv") -> Dataset:
    return Dataset(filename, 2, 1, 10, "csv", "utf-8", ",", (Column("Unit price", ColumnType.NUMERIC),))


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("sales_2024-q1.csv.gz", "Sales 2024-q1"),
        ("report.xlsx", "Report"),
        ("über uns.csv", "Über uns"),
        (".csv", "Untitled"),
    ],
)
def test_a_story_is_called_after_its_file(filename: str, title: str) -> None:
    assert dataset(filename).title == title


def test_field_names_become_camel_case_and_names_from_the_data_stay() -> None:
    assert camel_case("false_discovery_rate") == "falseDiscoveryRate"
    assert document(Tests(run=3, kept=1, false_discovery_rate=0.01)) == {
        "run": 3,
        "kept": 1,
        "falseDiscoveryRate": 0.01,
    }
    assert document(dataset())["columns"][0] == {
        "name": "Unit price",
        "type": "numeric",
        "unit": None,
        "missing": 0,
        "distinct": 0,
        "example": None,
    }


def test_a_finding_keeps_its_values_and_leaves_its_plot_out() -> None:
    frame = pd.DataFrame({"x": [1], "y": [2]})
    plot = Plot("bar", "t", frame, "x", "y", "x", "y", "alt")
    finding = Finding("f1", "share", "h", "t", ("a",), {"top_share": 0.5}, 2, "SELECT 1", 1.0, plot=plot)
    written = document(finding)
    assert written["values"] == {"top_share": 0.5}
    assert "plot" not in written
    assert written["pValue"] is None


def test_the_exported_table_is_the_typed_table(tmp_path: Path) -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE data AS SELECT * FROM (VALUES (1, 'a', DATE '2024-01-02'), (2, NULL, NULL)) t(n, s, d)"
    )
    connection.execute("SET enable_external_access=false")
    table = Table(connection, dataset())
    table.export(tmp_path / "data.parquet")
    table.close()
    read = duckdb.sql(f"SELECT * FROM '{tmp_path / 'data.parquet'}'")
    assert read.fetchall()[1] == (2, None, None)
    assert read.columns == ["n", "s", "d"]
