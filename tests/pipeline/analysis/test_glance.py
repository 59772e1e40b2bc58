"""The subject from the beginning of a file."""

import pytest

from pipeline.analysis.glance import MAX_COLUMNS, MAX_ROWS, subject_at_a_glance
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview


@pytest.fixture
def sales(tmp_path):
    lines = ["Order Date,Region,Sales,Profit"]
    lines += [f"2024-{1 + i % 12:02}-{1 + i % 28:02},{'NSE'[i % 3]},{100 + i % 90},{i % 40 - 8}" for i in range(300)]
    return written(tmp_path, lines)


def written(folder, lines):
    path = folder / "table.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def glance(path, **options):
    seen = preview(path, Options(**options))
    return subject_at_a_glance(seen.typed, seen.dataset, Options(**options))


def test_the_subject_its_time_and_what_it_is_compared_by_are_found(sales):
    found = glance(sales)
    assert (found.column, found.time, found.dimensions) == ("Profit", "Order Date", ("Region",))
    assert "Sales" in found.alternatives


def test_a_users_own_column_comes_first(sales):
    assert glance(sales, subject="sales").column == "Sales"
    assert glance(sales, subject="number of rows").column is None


def test_a_column_that_is_not_there_is_told(sales):
    with pytest.raises(PreprocessingError, match="no column called 'Margin'"):
        glance(sales, subject="Margin")


def test_of_a_large_and_wide_table_only_the_beginning_is_looked_at(tmp_path):
    names = ",".join(f"score{i}" for i in range(MAX_COLUMNS + 1))
    row = ",".join("{0}" for _ in range(MAX_COLUMNS + 1))
    path = written(tmp_path, [names, *(row.format(i % 9) for i in range(MAX_ROWS + 10))])
    found = glance(path)
    assert found.column != f"score{MAX_COLUMNS}"
    with pytest.raises(PreprocessingError, match="no column"):
        glance(path, subject=f"score{MAX_COLUMNS}")
