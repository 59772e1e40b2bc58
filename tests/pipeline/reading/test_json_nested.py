"""Records that hold nothing but a key and a list of others."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import read_grid

DAYS = [f"2024-01-{day:02}" for day in range(1, 13)]
RATES = [[{"currency": code, "value": n + 0.5 * place} for place, code in enumerate(("USD", "JPY"))] for n in range(12)]


def names(tmp_path: Path, records: list[dict[str, Any]]) -> list[str]:
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"rates": records}))
    return list(read_grid(path).columns)


def test_what_a_list_within_holds_are_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps([{"day": day, "rates": each} for day, each in zip(DAYS, RATES, strict=True)]))
    grid = read_grid(path)
    assert list(grid.columns) == ["day", "currency", "value"]
    assert list(grid["day"]) == [day for day in DAYS for _ in range(2)]
    assert list(grid["value"].astype(float)) == [rate["value"] for each in RATES for rate in each]
    assert [warning.kind for warning in grid.attrs["warnings"]] == ["nested_rows"]


def test_elements_within_elements_are_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    body = "".join(
        f'<day time="{day}">' + "".join(f'<rate c="{r["currency"]}" v="{r["value"]}"/>' for r in each) + "</day>"
        for day, each in zip(DAYS, RATES, strict=True)
    )
    path.write_text(f'<?xml version="1.0"?><rates>{body}</rates>')
    assert len(read_grid(path)) == 24


@pytest.mark.parametrize(
    "beside",
    [
        {"total": 12.5},  # an amount of the whole
        {"total": "12.5"},
        {"order": "x"},  # with the day, more than a key
        {"notes": [{"text": "a"}]},
        {"value": "x"},  # a name of the objects
    ],
)
def test_of_records_that_say_more_the_objects_are_counted(tmp_path: Path, beside: dict[str, Any]) -> None:
    records = [{"day": day, "rates": each, **beside} for day, each in zip(DAYS, RATES, strict=True)]
    assert "rates.count" in names(tmp_path, records)


def test_no_record_without_objects_is_lost(tmp_path: Path) -> None:
    records = [{"day": day, "rates": each[: n % 3]} for n, (day, each) in enumerate(zip(DAYS, RATES, strict=True))]
    assert "rates.count" in names(tmp_path, records)
