"""The looks of a sheet, from the parts of its workbook: what the library that reads the values doesn't tell."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.parsers import expat

from pipeline.reading.container import DAMAGE
from pipeline.reading.number_formats import BUILT_IN, Shown, shown_as
from pipeline.reading.open_document import OpenDocumentLooks
from pipeline.reading.sheet_looks import Looks

CHUNK = 1 << 20  # bytes
LONGEST_PART = 64 << 20  # bytes of a part that describes others
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)/?>")
COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
MOST_HIDDEN = 1_100_000  # rows; a sheet has no more
PLAIN = Shown()
SAMPLED_ROWS = 20_000  # in which columns must have shown that they have one format each; else all rows are looked at
UNREADABLE: tuple[type[Exception], ...] = (expat.ExpatError, *DAMAGE)


def looks_of(path: Path, sheet: str) -> Looks:
    """The looks of a sheet of .xlsx, .xlsm or .ods; none of other workbooks, and where parts of it are damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as content:
                    return OpenDocumentLooks(sheet).of(content)
            part = _part_of(archive, sheet)
            return _looks(archive, part, _formats(archive)) if part else Looks()
    except UNREADABLE:
        return Looks()


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet."""
    sheets = {}
    for name, attributes in _elements(_content(archive, "xl/workbook.xml")):
        if name == "sheet":
            sheets[attributes.get("name")] = attributes.get("id")
    for name, attributes in _elements(_content(archive, "xl/_rels/workbook.xml.rels")):
        if name == "Relationship" and attributes.get("Id") == sheets.get(sheet):
            target = attributes.get("Target", "").lstrip("/")
            return target if target.startswith("xl/") else f"xl/{target}"
    return None


def _formats(archive: zipfile.ZipFile) -> Mapping[int, Shown]:
    """How each style of a cell shows numbers; those that add nothing are left out."""
    codes, found, within = dict(BUILT_IN), {}, False
    position = 0
    for name, attributes in _elements(_content(archive, "xl/styles.xml")):
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            within = name == "cellXfs"
        elif name == "xf" and within:
            shown = shown_as(codes.get(_whole(attributes.get("numFmtId")), ""))
            if not shown.plain:
                found[position] = shown
            position += 1
    return found


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part, in order: local names with their attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rsplit(":", 1)[-1], {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()})
    )
    parser.Parse(content, True)
    return found


def _content(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > LONGEST_PART:
        raise ValueError("a part that is far too long for what it describes")
    return archive.read(part)


def _looks(archive: zipfile.ZipFile, part: str, formats: Mapping[int, Shown]) -> Looks:
    looks = Looks()
    row = -1
    with archive.open(part) as sheet:
        for piece in _pieces(sheet):
            for found in COLUMN.finditer(piece) if b"hidden=" in piece else ():
                if HIDDEN.search(found[1]):
                    given = _attributes(found[1])
                    looks.hidden_columns += range(_whole(given.get(b"min")) - 1, min(_whole(given.get(b"max")), 16_384))
            if HIDDEN.search(piece):
                row = _hidden_rows(piece, row, looks)
            looks.filtered = looks.filtered or FILTER.search(piece) is not None
            if formats and not looks.is_settled(SAMPLED_ROWS):
                _note_cells(piece, formats, looks)
    return looks.decide()


def _hidden_rows(piece: bytes, row: int, looks: Looks) -> int:
    for found in ROW.finditer(piece):
        if HIDDEN.search(found[1]) and not found[1].endswith(b"/") and len(looks.hidden_rows) < MOST_HIDDEN:
            row = _whole(_attributes(found[1]).get(b"r")) - 1
            looks.hidden_rows.append(row)
    return row


def _note_cells(piece: bytes, formats: Mapping[int, Shown], looks: Looks) -> None:
    for found in CELL.finditer(piece):
        given = _attributes(found[1])
        place = PLACE.fullmatch(given.get(b"r", b""))
        if place is None or given.get(b"t", b"n") != b"n" or found[0].endswith(b"/>"):
            continue
        looks.note(int(place[2]) - 1, _column(place[1]), formats.get(_whole(given.get(b"s")), PLAIN))


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return dict(ATTRIBUTE.findall(text))


def _pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that end where a tag begins."""
    rest = b""
    while chunk := sheet.read(CHUNK):
        rest += chunk
        end = rest.rfind(b"<")
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > 2 * CHUNK:
            rest = b""  # one text of megabytes, which no tag is in
    yield rest


def _whole(text: str | bytes | None) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 10 else 0


def _column(letters: bytes) -> int:
    """``A`` -> 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
