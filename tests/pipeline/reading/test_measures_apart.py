"""Measures that share a column of values are taken apart; groups of one measure stay together."""

import random
from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.reading import read
from pipeline.story import Table


def table_of(tmp_path: Path, content: str, **options: bool) -> Table:
    path = tmp_path / "long.csv"
    path.write_text(content, encoding="utf-8")
    return read(path, Options(**options), lambda share: None)


def long(levels: dict[str, tuple[float, float, str]], head: str, *, units: bool = False) -> str:
    chance = random.Random(4)
    lines = [head]
    for day in range(1, 29):
        for name, (middle, spread, unit) in levels.items():
            value = f"{chance.gauss(middle, spread):.1f}"
            lines.append(f"2024-02-{day:02};{name};{value}" + (f";{unit}" if units else ""))
    return "\n".join(lines) + "\n"


AIR = {"pm10": (22, 4, "µg/m³"), "temperature": (8, 2, "°C"), "pressure": (1013, 5, "hPa")}


@pytest.mark.parametrize(
    "head", ["day;parameter;value", "Tag;Messgröße;Wert", "date;indicator name;result", "fecha;indicador;valor"]
)
def test_each_measure_has_a_column(tmp_path: Path, head: str) -> None:
    table = table_of(tmp_path, long(AIR, head))
    names = [column.name for column in table.dataset.columns]
    counts = table.connection.execute("SELECT count(pm10), count(temperature), count(pressure), count(*) FROM data")
    assert names == [head.split(";")[0], *AIR]
    assert counts.fetchall() == [(28, 28, 28, 84)]
    assert {column.type.value for column in table.dataset.columns[1:]} == {"numeric"}
    assert "measures_apart" in {warning.kind for warning in table.dataset.warnings}
    table.close()


def test_units_come_along(tmp_path: Path) -> None:
    table = table_of(tmp_path, long(AIR, "day;parameter;value;unit", units=True))
    assert [(column.name, column.unit) for column in table.dataset.columns[1:]] == [
        ("pm10", "µg/m³"),
        ("temperature", "°C"),
        ("pressure", "hPa"),
    ]
    table.close()


@pytest.mark.parametrize(
    ("levels", "head"),
    [
        ({"north": (20, 5, ""), "south": (24, 5, ""), "east": (18, 5, "")}, "day;parameter;value"),
        ({"north": (20, 2, ""), "south": (900, 5, "")}, "day;region;value"),
    ],
    ids=["one measure", "groups"],
)
def test_groups_of_one_measure_stay(tmp_path: Path, levels: dict[str, tuple[float, float, str]], head: str) -> None:
    table = table_of(tmp_path, long(levels, head))
    assert [column.name for column in table.dataset.columns] == head.split(";")
    table.close()


def test_the_user_may_keep_it_as_it_stands(tmp_path: Path) -> None:
    table = table_of(tmp_path, long(AIR, "day;parameter;value"), keep_wide=True)
    assert [column.name for column in table.dataset.columns] == ["day", "parameter", "value"]
    table.close()
