from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pandas as pd
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read, read_grid
from pipeline.story import ColumnType

ROWS = [(f"2024-01-{day:02}", ("north", "south")[day % 2], day * 1.5, f"0{day % 5}") for day in range(1, 21)]
HEADER = ("day", "region", "price", "code")


def write(path: Path, rows: list[tuple[object, ...]], delimiter: str = ",") -> Path:
    path.write_text("\n".join(delimiter.join(map(str, row)) for row in rows) + "\n")
    return path


def no_report(fraction: float) -> None:
    assert 0 <= fraction <= 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimited_file_becomes_a_typed_table(tmp_path: Path, delimiter: str) -> None:
    table = read(write(tmp_path / "t.csv", [HEADER, *ROWS], delimiter), Options(), no_report)
    assert [column.type.value for column in table.dataset.columns] == [
        "datetime",
        "categorical",
        "numeric",
        "categorical",
    ]
    types = [row[1] for row in table.connection.sql("DESCRIBE data").fetchall()]
    assert types == ["TIMESTAMP", "VARCHAR", "DOUBLE", "VARCHAR"]
    assert table.connection.sql("SELECT sum(price), count(DISTINCT code) FROM data").fetchall() == [(315.0, 5)]
    assert table.dataset.delimiter == delimiter
    table.close()


def test_workbook_and_parquet_give_the_same_values_as_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(tmp_path / "t.parquet")
    write(tmp_path / "t.csv", [HEADER, *ROWS])
    rows = []
    for name in ("t.csv", "t.xlsx", "t.parquet"):
        table = read(tmp_path / name, Options(), no_report)
        rows.append(table.connection.sql("SELECT * FROM data").fetchall())
        table.close()
    assert len(rows[0]) == 20
    assert rows[0] == rows[1] == rows[2]


def test_the_users_type_wins(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [HEADER, *ROWS])
    table = read(path, Options(types={"price": ColumnType.CATEGORICAL}), no_report)
    assert table.dataset.columns[2].type == ColumnType.CATEGORICAL
    table.close()


def test_the_table_is_cut_off_from_files_and_its_folder_goes(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [HEADER, *ROWS])
    table = read(path, Options(), no_report)
    folder = Path(table.folder.name)  # type: ignore[attr-defined]
    assert folder.exists()
    with pytest.raises(Exception, match="disabled"):
        table.connection.sql(f"SELECT * FROM read_csv('{path}')")
    table.close()
    assert not folder.exists()


def test_bad_input_gives_a_message_and_a_hint(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "plain.xlsx")
    with (tmp_path / "plain.xlsx").open("rb") as plain, (tmp_path / "locked.xlsx").open("wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", locked)
    (tmp_path / "empty.csv").touch()
    (tmp_path / "blank.csv").write_text("\n\n \n")
    write(tmp_path / "header.csv", [HEADER])
    write(tmp_path / "narrow.csv", [("name",), *[(f"n{i}",) for i in range(20)]])
    write(tmp_path / "short.csv", [HEADER, *ROWS[:9]])
    (tmp_path / "rubbish.csv").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (tmp_path / "cut.parquet").write_bytes(b"PAR1" + bytes(2000))
    expected = {
        "empty.csv": "empty",
        "blank.csv": "no table",
        "header.csv": "no rows",
        "narrow.csv": "one column",
        "short.csv": "only 9 rows",
        "rubbish.csv": "not a table",
        "picture.xlsx": "not a table",
        "cut.parquet": "damaged",
        "locked.xlsx": "password",
    }
    for name, words in expected.items():
        with pytest.raises(PreprocessingError, match=words) as caught:
            read(tmp_path / name, Options(), no_report)
        assert caught.value.hint
        assert not caught.value.retryable


def test_read_grid_keeps_text_and_tells_what_it_found(tmp_path: Path) -> None:
    grid = read_grid(write(tmp_path / "t.csv", [HEADER, ("2024-01-01", "", 1.50, "007")]))
    assert list(grid.columns) == list(HEADER)
    assert grid.iloc[0].tolist()[2:] == ["1.5", "007"]
    assert grid.isna().to_numpy().tolist() == [[False, True, False, False]]
    assert grid.attrs["header"] is True
    assert grid.attrs["delimiter"] == ","


def test_preview_shows_the_first_megabyte(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [HEADER, *(ROWS * 5000)])
    shown = preview(path, Options())
    assert shown.truncated
    assert shown.header_row == 0
    assert shown.dataset.row_count < 100_000
    assert len(shown.grid) == 100
