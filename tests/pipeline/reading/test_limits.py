"""Files that unfold to far more than they hold are refused before they do; names are each other's only once."""

import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import limits, preview, read
from pipeline.reading.shaping import unique_names
from testing import bombs

REFUSED = [name for name in bombs.BOMBS if name not in bombs.HARMLESS]
MOST_BYTES = 300 << 20  # of Python objects: the texts of the objects that share no field come first


def refusal(path: Path) -> PreprocessingError:
    with pytest.raises(PreprocessingError) as caught:
        read(path, Options(), lambda share: None)
    return caught.value


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    bombs.BOMBS[name](path)
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    arrow = pa.total_allocated_bytes()
    error = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.hint
    assert peak < MOST_BYTES
    assert pa.total_allocated_bytes() - arrow < MOST_BYTES
    with pytest.raises(PreprocessingError) as shown:
        preview(path, Options())
    assert shown.value.hint


def test_texts_coded_by_what_they_share_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "prefixed.parquet"
    bombs.prefixed_parquet(path)
    read(path, Options(), lambda share: None).close()
    monkeypatch.setattr(limits, "FREE_DECODED", 1 << 20)
    assert "decoded" in refusal(path).message


def test_repeated_texts_of_a_usual_file_are_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "cities.parquet"
    rows = 200_000
    cities = pa.array(["Ulm", "Köln", "a place with a long name"] * rows)[:rows].dictionary_encode()
    pq.write_table(pa.table({"city": cities, "number": pa.array(range(rows))}), path)
    with_text = read(path, Options(), lambda share: None)
    assert with_text.dataset.row_count == rows
    with_text.close()


def test_a_stray_cell_far_below_a_table_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "stray.xlsx"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>{row * 2}</v></c></row>' for row in range(1, 31)
    )
    bombs.write_xlsx(path, f'{rows}<row r="50000"><c r="A50000"><v>1</v></c></row>')
    table = read(path, Options(), lambda share: None)
    assert table.dataset.row_count == 30
    table.close()


def test_empty_cells_with_a_format_count_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "formatted.xlsx"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>{row * 2}</v></c></row>' for row in range(1, 31)
    )
    bombs.write_xlsx(path, f'{rows}<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    table = read(path, Options(), lambda share: None)
    assert table.dataset.row_count == 30
    table.close()


def test_a_table_with_very_many_equal_names_is_previewed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "names.csv.gz"
    bombs.equal_names_csv(path)
    shown = preview(path, Options())
    assert shown.dataset.column_count == 16_000
    assert [column.name for column in shown.dataset.columns[:3]] == ["a", "a_2", "a_3"]
    assert len(shown.grid.columns) == len(shown.dataset.columns) == 200
    assert "many_columns" in [warning.kind for warning in shown.dataset.warnings]


def test_names_are_made_unique_in_linear_time() -> None:
    class Counted(str):
        hashed = 0

        def __hash__(self) -> int:
            Counted.hashed += 1
            return super().__hash__()

        def casefold(self) -> "Counted":
            return self

    names, _ = unique_names([Counted("a")] * 5_000, has_header=True)
    assert names[-1] == "a_5000"
    assert Counted.hashed < 5 * 5_000


@pytest.mark.parametrize(
    ("given", "unique"),
    [
        (["x", "X"], ["x", "X_2"]),
        (["x", "X_2", "X"], ["x", "X_2", "X_3"]),
        (["Straße", "STRASSE"], ["Straße", "STRASSE_2"]),
        (["Column_2", ""], ["Column_2", "column_2_2"]),
        (["a", "a", "a_2", "a"], ["a", "a_3", "a_2", "a_4"]),
    ],
)
def test_names_that_differ_in_case_alone_are_one_to_sql(given: list[str], unique: list[str]) -> None:
    assert unique_names(given, has_header=True)[0] == unique


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet", "xlsx"])
def test_columns_that_differ_in_case_alone_keep_their_own_values(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"case.{suffix}"
    rows = [(number, number + 1900) for number in range(50)]
    match suffix:
        case "csv":
            path.write_text("x,X\n" + "".join(f"{low},{high}\n" for low, high in rows))
        case "json":
            path.write_text("[" + ",".join(f'{{"x": {low}, "X": {high}}}' for low, high in rows) + "]")
        case "jsonl":
            path.write_text("".join(f'{{"x": {low}, "X": {high}}}\n' for low, high in rows))
        case "parquet":
            pq.write_table(pa.table({"x": [low for low, _ in rows], "X": [high for _, high in rows]}), path)
        case "xlsx":
            cells = "".join(
                f'<row r="{row}"><c r="A{row}"><v>{low}</v></c><c r="B{row}"><v>{high}</v></c></row>'
                for row, (low, high) in enumerate(rows, 2)
            )
            text = 't="inlineStr"><is><t>'
            header = f'<row r="1"><c r="A1" {text}x</t></is></c><c r="B1" {text}X</t></is></c></row>'
            bombs.write_xlsx(path, header + cells)
    table = read(path, Options(), lambda share: None)
    names = [column.name for column in table.dataset.columns]
    highest = table.connection.execute("SELECT " + ", ".join(f'max("{name}")' for name in names) + " FROM data")
    assert names == ["x", "X_2"]
    assert highest.fetchall() == [(49, 1949)]
    table.close()
