"""Faults that thousands of damaged files brought to light, each by the smallest file that shows it."""

import re
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import PreprocessingError
from pipeline.reading import read_grid
from pipeline.reading.grid import Grid
from pipeline.reading.melting import melted

ROWS = [f"place {number},{3 * number % 17},{number}.5" for number in range(12)]
PX = Path(__file__).parent / "corpus" / "landings.px"


@pytest.mark.parametrize("first", ["place x,2²,3", "place x,2019²,2020"])
def test_a_footnote_at_a_number_of_the_first_row_makes_it_no_name(tmp_path: Path, first: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["city,a,b", first, *ROWS]) + "\n", encoding="utf-8")
    grid = read_grid(path)
    assert list(grid.columns) == ["city", "a", "b"]
    assert grid.iloc[0].tolist() == first.split(",")


def test_a_name_as_long_as_a_book_is_not_searched_for_periods() -> None:
    grid = Grid(["city", "a 2021 " * 3_000 + "a", "b"], [["x", "y"], ["1", "2"], ["3", "4"]], header_row=0)
    started = time.process_time()
    assert melted(grid) is grid
    assert time.process_time() - started < 1  # seconds; without a limit it is several


def test_texts_of_parquet_that_are_no_utf8_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"city": [f"place {n}" for n in range(12)], "n": range(12)}), path, compression="none")
    path.write_bytes(path.read_bytes().replace(b"place 7", b"\xff\xfe\xfd\xfce 7"))
    with pytest.raises(PreprocessingError) as refused:
        read_grid(path)
    assert refused.value.hint


@pytest.mark.parametrize("told", ["iso-8859\x0015", "undefined", "idna", "no such page"])
def test_an_encoding_that_there_is_not_is_looked_for(tmp_path: Path, told: str) -> None:
    px, page = tmp_path / "t.px", tmp_path / "t.html"
    px.write_bytes(PX.read_bytes().replace(b"iso-8859-15", told.encode()))
    assert read_grid(px).iloc[-1].tolist() == ["Gävle", "2022", "lähtö", "16"]
    rows = "".join(f"<tr><td>Gävle {number}</td><td>{number}</td></tr>" for number in range(12))
    page.write_text(f'<meta charset="{told}"><table><tr><th>city</th><th>n</th></tr>{rows}</table>', encoding="utf-8")
    assert re.match("Gävle", read_grid(page)["city"].iloc[0])
