"""The looks of a sheet of OpenDocument: shares in percent, money, rows and columns that are hidden."""

from typing import IO
from xml.parsers import expat

from pipeline.reading.number_formats import Shown
from pipeline.reading.sheet_looks import Looks

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "PLN": "zł"}
SHOWN = {"percentage": Shown(100, "%"), "float": Shown()}
CELLS = ("table-cell", "covered-table-cell")
MOST_REPEATED = 16_384  # rows or columns that are noted one by one; more are empty ones at the end of a sheet


class OpenDocumentLooks:
    """Follows the rows and cells of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.within = False
        self.looks = Looks()
        self.row = self.column = self.columns = 0
        self.row_repeats = 1
        self.row_hidden = self.row_filled = False

    def of(self, content: IO[bytes]) -> Looks:
        """What is to be seen of the sheet. Raises expat.ExpatError where the document is damaged."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.ParseFile(content)
        return self.looks.decide()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if local == "table":
            self.within = attributes.get("table:name") == self.sheet
            self.row = 0
        if not self.within:
            return
        if local == "table-column":
            repeats = _number(attributes.get("table:number-columns-repeated"))
            if attributes.get("table:visibility") in ("collapse", "filter") and repeats < MOST_REPEATED:
                self.looks.hidden_columns += range(self.columns, self.columns + repeats)
            self.columns += repeats
        elif local == "table-row":
            self.column, self.row_filled = 0, False
            self.row_repeats = _number(attributes.get("table:number-rows-repeated"))
            self.row_hidden = attributes.get("table:visibility") in ("collapse", "filter")
            self.looks.filtered |= attributes.get("table:visibility") == "filter"
        elif local in CELLS:
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("office:value-type")
        repeats = _number(attributes.get("table:number-columns-repeated"))
        shown = SHOWN.get(kind or "")
        if kind == "currency":
            code = attributes.get("office:currency", "")
            shown = Shown(unit=SIGNS.get(code, code) or None)
        if shown is not None and repeats < MOST_REPEATED:
            for column in range(self.column, self.column + repeats):
                self.looks.note(self.row, column, shown)
        self.row_filled = self.row_filled or kind is not None
        self.column += repeats

    def _end(self, name: str) -> None:
        if not self.within or name.rsplit(":", 1)[-1] != "table-row":
            return
        if self.row_hidden and self.row_filled and self.row_repeats < MOST_REPEATED:
            self.looks.hidden_rows += range(self.row, self.row + self.row_repeats)
        self.row += self.row_repeats


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 10 else 1
