"""Very wide tables are planned by samples, and read as all others are."""

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.options import Options
from pipeline.reading import read
from pipeline.reading.plain_columns import convert_plain
from pipeline.reading.types import Evidence, plan_column

ROWS = 900
CHANCE = random.Random(4)
COLUMNS: dict[str, list[str]] = {
    "whole": [str(CHANCE.randint(0, 10**6)) for _ in range(ROWS)],
    "one decimal": [str(CHANCE.randint(0, 10**6)) for _ in range(ROWS - 1)] + ["7.5"],
    "decimal": [f"{CHANCE.gauss(0, 9):.3f}" for _ in range(ROWS)],
    "area code": [f"{CHANCE.randint(1, 9999):04d}" for _ in range(ROWS)],
    "comma": [f"{CHANCE.randint(1, 999)},{CHANCE.randint(0, 99):02d} €" for _ in range(ROWS)],
    "missing": ["-99" if CHANCE.random() < 0.1 else f"{CHANCE.gauss(50, 9):.2f}" for _ in range(ROWS)],
    "word": [f"{CHANCE.random():.4f}" for _ in range(ROWS - 1)] + ["unknown"],
    "day": [str(date(2020, 1, 1) + timedelta(days=row)) for row in range(ROWS)],
    "day first": [f"{row % 28 + 1}.{row % 12 + 1}.{2000 + row % 23}" for row in range(ROWS)],
    "late thirteenth": [f"{row % 12 + 1}/{row % 11 + 1}/2023" for row in range(ROWS - 1)] + ["13/1/2023"],
    "key": [f"K{row:05d}" for row in range(ROWS)],
    "note": [f"no {row % 700}, and more" for row in range(ROWS)],
}


def load(path: Path) -> tuple[pa.Table, object, list[str]]:
    table = read(path, Options(), lambda share: None)
    data = table.connection.sql("SELECT * FROM data").to_arrow_table()
    columns, told = table.dataset.columns, [warning.text for warning in table.dataset.warnings]
    table.close()
    return data, columns, told


def test_samples_lead_to_the_same_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wide.tsv"
    rows = zip(*COLUMNS.values(), strict=True)
    path.write_text("\n".join("\t".join(row) for row in [tuple(COLUMNS), *rows]) + "\n", encoding="utf-8")
    expected = load(path)
    monkeypatch.setattr("pipeline.reading.sampled.MANY_COLUMNS", 2)
    data, columns, told = load(path)
    assert data.equals(expected[0])
    assert columns == expected[1]
    assert told == expected[2]


@pytest.mark.parametrize("name", ["whole", "one decimal", "decimal", "day"])
def test_plain_columns_are_converted_as_text_by_text(name: str) -> None:
    texts = [*COLUMNS[name], None]
    plan = plan_column(Evidence.of(name, texts))
    array = convert_plain(texts, plan)
    assert array is not None
    assert array.to_pylist() == [plan.value(text) for text in texts]


@pytest.mark.parametrize("name", ["area code", "comma", "missing", "word", "day first", "key", "note"])
def test_other_columns_are_not_plain(name: str) -> None:
    assert convert_plain(COLUMNS[name], plan_column(Evidence.of(name, COLUMNS[name]))) is None


@pytest.mark.parametrize("text", ["+5", "1e400", "nan", "inf", " 7", "007", "0x1F", "2024-02-30", "2024-13-01"])
def test_odd_values_are_left_to_the_careful_way(text: str) -> None:
    for name in ("whole", "day"):
        plan = plan_column(Evidence.of(name, COLUMNS[name]))
        assert convert_plain([*COLUMNS[name], text], plan) is None
