"""Tables that consoles draw with lines, read as tables."""

from pathlib import Path

import pytest

from pipeline.reading import read_grid

ROWS = [(f"Größe {n}", n * 7 % 50) for n in range(18)]


def drawn(top: str, names: str, middle: str, bar: str, end: str) -> str:
    body = [f"{bar} {name:<8} {bar} {value:>3} {bar}" for name, value in ROWS]
    return "\n".join(filter(None, [top, names, middle, *body, end])) + "\n"


SIMPLE = drawn("┌──────────┬─────┐", "│ Maß      │ n   │", "├──────────┼─────┤", "│", "└──────────┴─────┘")
DUCKDB = drawn(
    "┌──────────┬─────┐",
    "│   Maß    │  n  │\n│ varchar  │int64│",
    "├──────────┼─────┤",
    "│",
    "├──────────┴─────┤\n│    18 rows     │\n└────────────────┘",
)
POLARS = drawn(
    "shape: (18, 2)\n┌──────────┬─────┐",
    "│ Maß      ┆ n   │\n│ ---      ┆ --- │\n│ str      ┆ i64 │",
    "╞══════════╪═════╡",
    "│",
    "└──────────┴─────┘",
)
HEAVY = drawn("┏━━━━━━━━━━┳━━━━━┓", "┃ Maß      ┃ n   ┃", "┡━━━━━━━━━━╇━━━━━┩", "│", "└──────────┴─────┘")


@pytest.mark.parametrize("text", [SIMPLE, DUCKDB, POLARS, HEAVY])
def test_a_drawn_table_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    grid = read_grid(path)
    assert list(grid.columns) == ["Maß", "n"]
    assert list(grid["n"].astype(int)) == [value for _, value in ROWS]


@pytest.mark.parametrize("encoding", ["cp437", "cp850"])
def test_a_table_that_dos_drew_has_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(SIMPLE.replace("\n", "\r\n").encode(encoding))
    grid = read_grid(path)
    assert list(grid.columns) == ["Maß", "n"]
    assert [str(name) for name in grid["Maß"]] == [name for name, _ in ROWS]


def test_a_bar_in_a_few_cells_draws_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,n\n" + "".join(f"{'a│b' if n == 3 else f'c{n}'},{n}\n" for n in range(18)), "utf-8")
    assert read_grid(path)["name"][3] == "a│b"
