"""Files that are no tables, or of formats that are not read: what they are, and how their table can be saved."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PreprocessingError
from pipeline.reading.container import DAMAGE

LOOKED_AT = 4096  # bytes of the beginning
LEAST_ZEROS = 64  # bytes
HOLDING_TABLES = ("a database of", "data of", "an extract of", "an ORC file")  # of formats not read here
COPY = "Copy its table into a spreadsheet, and save that as .xlsx or CSV."
EXPORT = "Export the table there as CSV, Excel or Parquet."
IN_R = "In R, save the table with write.csv(table, 'table.csv') or arrow::write_parquet(table, 'table.parquet')."
IN_PYTHON = "In Python, save the table with DataFrame.to_parquet('table.parquet') or to_csv('table.csv')."


@dataclass(frozen=True)
class Foreign:
    """One kind of file that is not read."""

    what: str  # "a PDF document"
    instead: str
    matches: Callable[[bytes], bool]


def _at(*marks: bytes, offset: int = 0) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks, offset)


def _text(pattern: str, *, flags: int = re.IGNORECASE) -> Callable[[bytes], bool]:
    compiled = re.compile(pattern.encode(), flags)
    return lambda head: compiled.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def _is_mail(head: bytes) -> bool:
    """At least two of the fields that only a mail has, in the first block of fields."""
    block = re.split(rb"\r?\n\r?\n", head.removeprefix(b"\xef\xbb\xbf").lstrip(), maxsplit=1)[0]
    if not re.match(rb"(?:From |[A-Za-z][A-Za-z\-]*:\s)", block):
        return False
    fields = {name.lower() for name in re.findall(rb"^([A-Za-z][A-Za-z\-]*):\s", block, re.MULTILINE)}
    lines = [line for line in block.splitlines() if line and not line.startswith((b" ", b"\t", b"From "))]
    mail = fields & {
        b"from",
        b"to",
        b"subject",
        b"message-id",
        b"received",
        b"return-path",
        b"mime-version",
        b"delivered-to",
    }
    return len(mail) >= 2 and all(re.match(rb"[A-Za-z0-9\-]+:", line) for line in lines[:3])


def _is_answer(head: bytes) -> bool:
    """Whether a short text is what a service answers instead of the data: an object of JSON, or XML, of an error."""
    text = head.removeprefix(b"\xef\xbb\xbf").strip()
    if len(head) >= LOOKED_AT or not text:
        return False
    if text.startswith(b"<"):
        return (
            re.match(rb"(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:error|fault|exception)\w*[\s>]", text, re.IGNORECASE)
            is not None
        )
    try:
        answer = json.loads(text)
    except ValueError:
        return False
    if not isinstance(answer, dict) or any(isinstance(value, list) and len(value) > 1 for value in answer.values()):
        return False
    return bool(answer.keys() & ERRORS) or ("message" in answer and bool(answer.keys() & STATES))


ERRORS, STATES = {"error", "errors", "fault", "exception", "detail"}, {"status", "code", "statusCode", "success"}
PICTURE = _at(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM6", b"II*\0", b"MM\0*", b"8BPS")
FOREIGN: tuple[Foreign, ...] = (
    Foreign("a PDF document", COPY, lambda head: b"%PDF-" in head[:1024]),
    Foreign("a text document (RTF)", COPY, _at(b"{\\rtf")),
    Foreign("a PostScript document", COPY, _at(b"%!PS")),
    Foreign("an e-mail", "Save the table that it holds or has attached by itself, as .xlsx or CSV.", _is_mail),
    Foreign("a calendar (iCalendar)", "Export it as CSV.", _text("BEGIN:VCALENDAR")),
    Foreign("a list of contacts (vCard)", "Export the contacts as CSV.", _text("BEGIN:VCARD")),
    Foreign("a picture", "Type its table into a spreadsheet, or ask for the data behind it.", PICTURE),
    Foreign("a picture", "Ask for the data behind it.", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    Foreign("a drawing (SVG)", "Ask for the data behind it.", _text(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b")),
    Foreign(
        "a sound or a film",
        "Ask for the data as a table.",
        lambda head: head[4:8] == b"ftyp" or head.startswith((b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1a\x45\xdf\xa3")),
    ),
    Foreign(
        "an archive (7z, RAR)", "Unpack it, and upload the file in it.", _at(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
    ),
    Foreign("data of HDF5, NetCDF 4 or MATLAB", f"{IN_PYTHON} In MATLAB, use writetable.", _at(b"\x89HDF\r\n\x1a\n")),
    Foreign("data of NetCDF", IN_PYTHON, _at(b"CDF\x01", b"CDF\x02", b"CDF\x05")),
    Foreign(
        "data of MATLAB", "In MATLAB, save the table with writetable(table, 'table.csv').", _at(b"MATLAB 5.0 MAT-file")
    ),
    Foreign(
        "data of R",
        IN_R,
        _at(b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"X\n\0\0\0\2", b"X\n\0\0\0\3", b"A\n2\n", b"A\n3\n"),
    ),
    Foreign("an array of NumPy", IN_PYTHON, _at(b"\x93NUMPY")),
    Foreign(
        "a pickle of Python, which can't be read safely",
        IN_PYTHON,
        lambda head: len(head) > 2 and head[0] == 0x80 and head[1] in (2, 3, 4, 5) and head[2] in b"c}](\x95K",
    ),
    Foreign("an ORC file", f"Save it as Parquet. {IN_PYTHON}", _at(b"ORC")),
    Foreign(
        "a database of Access",
        "In Access, export the table to Excel or as text.",
        _at(b"Standard Jet DB", b"Standard ACE DB", offset=4),
    ),
    Foreign("a shapefile of map data", "Export its attributes as CSV or GeoJSON.", _at(b"\0\0\x27\x0a\0\0\0\0")),
    Foreign("data of IDL", "In IDL, write the table with WRITE_CSV.", _at(b"SR\0\4", b"SR\0\6")),
    Foreign("an extract of Tableau (Hyper)", EXPORT, _at(b"HyPe")),
    Foreign(
        "a program",
        "Upload the table's own file.",
        _at(b"MZ\x90", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"),
    ),
    Foreign(
        "the text of a program",
        "Run it, and upload the table that it writes.",
        _text(r"#!/|(?:import [\w.]+|from [\w.]+ import [^\n,;]+)\r?\n|#include\s*[<\"]|package [\w.]+;|<\?php\b"),
    ),
    Foreign(
        "a pointer of Git LFS to the file",
        "Fetch the file itself with git lfs pull, or download it from the repository's page.",
        _at(b"version https://git-lfs.github.com/spec"),
    ),
    Foreign(
        "an error message of the service that should have sent the file",
        "Read what it says, then sign in or ask for the data again.",
        _is_answer,
    ),
    Foreign(
        "a file of nothing but zero bytes",
        "It was not saved or copied completely: copy or download it again.",
        lambda head: len(head) > LEAST_ZEROS and not any(head),
    ),
    Foreign(
        "a link to a document of Google, not the document",
        "Open it in the browser, and choose File → Download → Microsoft Excel (.xlsx).",
        _text(r'\{\s*"(?:url|doc_id)"\s*:\s*"(?:https?://(?:docs|drive)\.google\.com|[\w\-]{20,}")'),
    ),
)
# By the names of what is in a zip archive.
PACKED: tuple[tuple[str, str, str], ...] = (
    (r"word/document\.xml", "a document of Word", COPY),
    (r"ppt/presentation\.xml", "a presentation of PowerPoint", COPY),
    (r"visio/document\.xml", "a drawing of Visio", COPY),
    (
        r"Index/(?:Document|Metadata|Tables/.*)\.iwa|Index\.zip",
        "a document of Apple Numbers, Pages or Keynote",
        "Open it there, and choose File → Export To → Excel or CSV.",
    ),
    (r"DataModel|Report/Layout", "a report of Power BI", "Export the table behind it as CSV or Excel."),
    (r".*\.(?:twb|hyper|tde)", "a workbook of Tableau", EXPORT),
    (r"META-INF/container\.xml", "a book (EPUB)", COPY),
    (r"doc\.kml|.*\.kml", "map data (KMZ)", "Export the places as GeoJSON or CSV."),
    (r".*\.npy", "arrays of NumPy", IN_PYTHON),
)
# By the streams of an OLE file, in which older programs of Microsoft and others save.
STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "a document of Word", COPY),
    ("PowerPoint Document", "a presentation of PowerPoint", COPY),
    ("__properties_version1.0", "a mail of Outlook", "Save the table that it holds or has attached by itself."),
    ("VisioDocument", "a drawing of Visio", COPY),
)
OLE, OLE_LOOKED_AT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1 << 20
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "a text document",
    b"application/vnd.oasis.opendocument.presentation": "a presentation",
}


def require_known(path: Path) -> None:
    """Refuse a file that is known to be something else, in words that say what. Raises PreprocessingError."""
    with path.open("rb") as file:
        head = file.read(LOOKED_AT)
        if head.startswith(OLE):
            head += file.read(OLE_LOOKED_AT)
    if head.startswith(OLE):
        _require_workbook_in_ole(head)
    elif head.startswith(b"PK\x03\x04"):
        _require_table_in_zip(path, head)
    elif foreign := next((kind for kind in FOREIGN if kind.matches(head)), None):
        raise _refused(foreign.what, foreign.instead)


def _require_workbook_in_ole(head: bytes) -> None:
    if "Workbook".encode("utf-16-le") in head:
        return
    for stream, what, instead in STREAMS:
        if stream.encode("utf-16-le") in head:
            raise _refused(what, instead)


def _require_table_in_zip(path: Path, head: bytes) -> None:
    for mark, what in OPEN_DOCUMENTS.items():
        if mark in head[:200]:
            raise _refused(what, COPY)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGE:
        return  # who opens it says so
    for pattern, what, instead in PACKED:
        if any(re.fullmatch(pattern, name) for name in names):
            raise _refused(what, instead)


def _refused(what: str, instead: str) -> PreprocessingError:
    ending = "which is not read here" if what.startswith(HOLDING_TABLES) else "not a table"
    return PreprocessingError(f"This is {what}, {ending}.", instead)
