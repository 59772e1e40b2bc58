"""The sheets of a workbook in Excel's XML of 2003 (SpreadsheetML) as rows of text."""

from typing import Any

from pipeline.reading.number_formats import Shown, shown_as
from pipeline.reading.value_rows import too_large
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

MOST_CELLS = 10_000_000
MOST_EMPTY = 100_000  # rows or cells that a sheet may leave out between two


class Sheets:
    """Handles the events of a parser; ``rows`` are the rows of each sheet."""

    def __init__(self) -> None:
        self.rows: dict[str, list[list[str | None]]] = {}
        self.hidden: dict[str, int] = {}
        self.styles: dict[str, Shown] = {}
        self.style = self.sheet = ""
        self.cell: tuple[str, Shown | None, int] = ("", None, 0)
        self.texts: list[str] | None = None
        self.kind = ""
        self.cells = 0
        self.row_style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        given = {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()}
        match name.rsplit(":", 1)[-1]:
            case "Style":
                self.style = given.get("ID", "")
            case "NumberFormat":
                self.styles[self.style] = shown_as(given.get("Format", ""))
            case "Worksheet":
                self.sheet = given.get("Name") or f"Sheet{len(self.rows) + 1}"
                self.rows[self.sheet] = []
            case "Row" if self.rows:
                self._row(given)
            case "Cell" if self.rows and self.rows[self.sheet]:
                self._cell(given)
            case "Data":
                self.texts, self.kind = [], given.get("Type", "String")

    def end(self, name: str) -> None:
        """An element ends."""
        if name.rsplit(":", 1)[-1] != "Data" or self.texts is None or not self.rows or not self.rows[self.sheet]:
            return
        text, self.texts = "".join(self.texts), None
        row = self.rows[self.sheet][-1]
        if row:
            row[self.cell[2]] = _text(text, self.kind, self.cell[1])

    def data(self, text: str) -> None:
        """Some text."""
        if self.texts is not None:
            self.texts.append(text)

    def warnings(self, sheet: str) -> list[ReadingWarning]:
        """What is hidden of a sheet."""
        count = self.hidden.get(sheet, 0)
        if not count:
            return []
        return [warn("hidden_rows", f"{shown(count, 'row is', 'rows are')} hidden in the workbook; read all the same.")]

    def _row(self, given: dict[str, str]) -> None:
        rows = self.rows[self.sheet]
        self._skip(rows, given.get("Index"), [])
        rows.append([])
        self.row_style = given.get("StyleID", "")
        if given.get("Hidden") == "1":
            self.hidden[self.sheet] = self.hidden.get(self.sheet, 0) + 1

    def _cell(self, given: dict[str, str]) -> None:
        row = self.rows[self.sheet][-1]
        self._skip(row, given.get("Index"), None)
        style = self.styles.get(given.get("StyleID") or self.row_style)
        self.cell = ("", style, len(row))
        across = given.get("MergeAcross", "0")
        more = min(int(across), MOST_EMPTY) if across.isdecimal() and len(across) < 7 else 0
        self._count(1 + more)
        row.extend([None] * (1 + more))

    def _skip(self, items: list[Any], index: str | None, empty: object) -> None:
        """Fill up to the place that an element names, from 1, where it leaves some out."""
        if index is None or not index.isdecimal() or len(index) > 9:
            return
        gap = int(index) - 1 - len(items)
        if gap > MOST_EMPTY:
            raise too_large()
        for _ in range(gap):
            items.append([] if isinstance(empty, list) else empty)
        self._count(max(gap, 0))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise too_large()


def _text(text: str, kind: str, style: Shown | None) -> str | None:
    match kind:
        case "Boolean":
            return "true" if text.strip() == "1" else "false"
        case "DateTime":
            return text.removesuffix(".000").removesuffix("T00:00:00").replace("T", " ")
        case "Number":
            try:
                value = float(text)
            except ValueError:
                return text or None
            return style.text(value) if style else text.strip()
        case "Error":
            return None
    return " ".join(text.split()) or None
