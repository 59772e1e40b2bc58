"""XML: spreadsheets of Excel 2003, often named .xls, and documents that repeat one element a record."""

import re
from dataclasses import replace
from xml.parsers import expat

from pipeline.errors import PreprocessingError
from pipeline.reading.formats.xml_sheets import Sheets
from pipeline.reading.formats.xml_tree import Tree
from pipeline.reading.grid import Grid
from pipeline.reading.json_document import table_of
from pipeline.reading.reader import Reader
from pipeline.reading.shaping import make_grid
from pipeline.reading.source import Source
from pipeline.reading.tables import choose

LIMIT = 200 << 20  # bytes
SHEETS = re.compile(rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL)
DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
ELEMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\w+:)?[A-Za-z][\w.\-]*[\s/>]")
WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
PARTS = 1 << 20


def matches(source: Source) -> bool:
    """Whether the file begins as XML does: with its declaration, or an element in a file that is named .xml."""
    head = _narrow(source.head[:4096])
    return bool(DECLARED.match(head) or SHEETS.search(head) or (source.extension == "xml" and ELEMENT.match(head)))


def _narrow(head: bytes) -> bytes:
    for mark, name in WIDE:
        if head.startswith(mark):
            return head.decode(name, "ignore").encode()
    return head


def read(source: Source) -> Grid:
    """The rows of a sheet, or one row for each of the elements that are repeated most."""
    if source.size > LIMIT and not source.only_head:
        raise PreprocessingError(
            f"This XML file is larger than {LIMIT >> 20} MB.", "Save it as CSV, or, from Excel, as .xlsx."
        )
    if SHEETS.search(_narrow(source.head[: 1 << 16])):
        return _sheet(source)
    tree = Tree()
    _parse(source, tree)
    return table_of(tree.document(), source.options.header_row)


def _sheet(source: Source) -> Grid:
    sheets = Sheets()
    _parse(source, sheets)
    if not sheets.rows:
        raise PreprocessingError("This workbook has no sheets.", "Put the table on its first sheet, then upload it.")
    chosen, warnings = choose({name: sum(map(len, rows)) for name, rows in sheets.rows.items()}, source.options.sheet)
    grid = make_grid(sheets.rows[chosen], source.options.header_row, ", ")
    return replace(grid, sheets=tuple(sheets.rows), warnings=[*sheets.warnings(chosen), *warnings, *grid.warnings])


def _parse(source: Source, handler: Sheets | Tree) -> None:
    """Send the file through expat, which is told to refuse every definition of an entity and to load nothing."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    try:
        with source.path.open("rb") as file:
            while part := file.read(PARTS):
                parser.Parse(part, False)
                if source.only_head:
                    return
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        place = f" at line {line}" if line else ""
        raise PreprocessingError(
            f"The XML is broken{place}, or the file is incomplete.", "Export it again, or save it as CSV."
        ) from error


def _refuse(*_parts: object) -> int:
    raise PreprocessingError(
        "This XML file defines entities, which no export of a table needs.", "Export it again, or save it as CSV."
    )


READER = Reader("xml", "XML or Excel 2003 XML", ("xml",), matches, read)
