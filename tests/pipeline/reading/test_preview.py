from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read
from pipeline.story import ColumnType

TEXT = "made,by,hand\nid,size,kind\n" + "".join(f"{number},{number * 2},{'ab'[number % 2]}\n" for number in range(12))


def test_the_header_row_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a title\n\n" + TEXT)
    found = preview(path, Options())
    chosen = preview(path, Options(header_row=found.header_row + 1))
    assert chosen.dataset.row_count == found.dataset.row_count - (found.header_row == 3)
    none = preview(path, Options(header_row=-1))
    assert none.header_row == -1
    assert list(none.grid.columns) == ["column_1", "column_2", "column_3"]
    with pytest.raises(PreprocessingError, match="no row 100"):
        preview(path, Options(header_row=99))


def test_types_can_be_changed_and_reach_the_story(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TEXT.split("\n", 1)[1])
    options = Options(types={"size": ColumnType.TEXT})
    assert preview(path, options).dataset.columns[1].type == ColumnType.TEXT
    table = read(path, options, lambda share: None)
    assert table.dataset.columns[1].type == ColumnType.TEXT
    table.close()


def test_a_sheet_can_be_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, factor in (("first", 1), ("second", 3)):
        sheet = book.create_sheet(name)
        sheet.append([f"name of the {name}", "value"])  # sheets of one make would be read as one table
        for number in range(12 * factor):
            sheet.append([f"n{number}", number * factor])
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert preview(path, Options()).dataset.row_count == 36
    assert preview(path, Options()).sheets == ("Sheet", "first", "second")
    assert preview(path, Options(sheet="first")).dataset.row_count == 12
    with pytest.raises(PreprocessingError, match="no sheet"):
        preview(path, Options(sheet="third"))
