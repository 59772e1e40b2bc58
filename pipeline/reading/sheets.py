"""How far the sheets of a workbook reach, looked up in its XML before anything unfolds them into rectangles."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from pipeline.errors import PreprocessingError
from pipeline.reading.limits import require_sheet

CHUNK = 1 << 20  # bytes
OVERLAP = 256  # bytes that a cell's tag may be long where two chunks meet
LOOKED_THROUGH = 8 << 20  # bytes of a sheet in which every cell is looked at; beyond, the ends of each chunk for rows
CELL = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["'](?:\s[^>]*)?(?<!/)>""")  # with content: empty ones end in />
FAR_COLUMN = re.compile(rb"""\br=["']([A-Za-z]{2,3})\d""")
NO_SHEETS = ("xl/sharedStrings.xml", "xl/styles.xml")
OPEN_DOCUMENT = "content.xml"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def require_bounded(archive: zipfile.ZipFile) -> None:
    """Raise PreprocessingError if a sheet spans far more cells than it fills; damage is left to the reader to tell."""
    names = {member.filename for member in archive.infolist() if not member.flag_bits & 1}
    if OPEN_DOCUMENT in names:
        with archive.open(OPEN_DOCUMENT) as content:
            _OpenDocument().look_through(content)
        return
    for name in sorted(names - set(NO_SHEETS)):
        if name.startswith("xl/") and name.endswith(".xml"):
            with archive.open(name) as sheet:
                require_sheet(*_extent(sheet))


def _extent(sheet: IO[bytes]) -> tuple[int, int]:
    """Cells of the rectangle from A1 to the last row and column, and about how many of them are filled."""
    last_row = written = seen = 0
    columns: set[bytes] = {b"Z"}
    for chunk in _chunks(sheet):
        seen += len(chunk)
        if seen <= LOOKED_THROUGH:
            cells = CELL.findall(chunk)
            written += len(cells)
            last_row = max(last_row, max((int(row) for _, row in cells), default=0))
        else:
            written += chunk.count(b"</c>")
            rest = chunk[-4096:]
            last_row = max([last_row, *(int(row) for _, row in CELL.findall(rest))])
        columns.update(FAR_COLUMN.findall(chunk))
    return last_row * max(map(_number, columns)), written


def _chunks(sheet: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that overlap, so that no tag is cut in all of them."""
    end = b""
    while chunk := sheet.read(CHUNK):
        yield end + chunk
        end = chunk[-OVERLAP:]


def _number(letters: bytes) -> int:
    """``A`` -> 1, ``XFD`` -> 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _OpenDocument:
    """Follows the rows and cells of an OpenDocument spreadsheet, with what their repeats stand for."""

    def __init__(self) -> None:
        self._begin_sheet()
        self._begin_row(1)

    def _begin_sheet(self) -> None:
        self.rows = self.height = self.width = self.written = self.repeated = 0

    def _begin_row(self, repeats: int) -> None:
        self.row_repeats = repeats
        self.column = self.last_column = self.filled = 0

    def look_through(self, content: IO[bytes]) -> None:
        """Raise PreprocessingError as soon as a sheet spans too much."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.ParseFile(content)
        except expat.ExpatError:
            return  # the reader says that it is damaged

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE} table":
            self._begin_sheet()
        elif name == f"{TABLE} table-row":
            self._begin_row(_repeats(attributes, "rows"))
        elif name in (f"{TABLE} table-cell", f"{TABLE} covered-table-cell"):
            repeats = _repeats(attributes, "columns")
            self.column += repeats
            if any(key.endswith((" value-type", " formula")) for key in attributes):
                self.last_column = self.column
                self.filled += repeats
                self.written += 1

    def _end(self, name: str) -> None:
        if name != f"{TABLE} table-row":
            return
        self.rows += self.row_repeats
        if self.last_column:
            self.width, self.height = max(self.width, self.last_column), self.rows
            self.repeated += self.filled * self.row_repeats
            require_sheet(self.width * self.height, self.written, self.repeated)


def _repeats(attributes: dict[str, str], of: str) -> int:
    text = attributes.get(f"{TABLE} number-{of}-repeated", "1")
    if not text.isdigit():
        raise PreprocessingError(
            "This workbook is damaged or incomplete, or it is none.",
            "Copy or download it again; if Excel opens it, save it there and upload the new file.",
        )
    return int(text)
