"""PC-Axis files (.px), in which statistical offices publish their tables: one row a cell of the cube."""

import re
from dataclasses import replace

from pipeline.errors import PreprocessingError
from pipeline.reading.cube import Cube, Dimension
from pipeline.reading.encoding import detect, is_known
from pipeline.reading.grid import Grid
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source

BEGINNING = re.compile(
    r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX|TITLE|SUBJECT-CODE|CREATION-DATE)\s*=\s*\"", re.IGNORECASE
)
KEYWORD = re.compile(r'\s*([A-Z][A-Z0-9\-]*)(?:\[([^\]]*)\])?(?:\(\s*"([^"]*)"[^)]*\))?\s*=', re.IGNORECASE)
TEXT = re.compile(r'"((?:[^"]|"")*)"')
CELL = re.compile(r'"([^"]*)"|([^\s,;"]+)')
UNTIL_END = re.compile(r'(?:[^";]|"[^"]*")*+')
LIMIT = 100 << 20  # bytes
PAGES = {"ansi": "cp1252", "iso-8859-1": "cp1252", "iso-8859-15": "iso8859-15", "windows-1252": "cp1252"}
ELSE = "Choose CSV or Excel where you got it."


def matches(source: Source) -> bool:
    """Whether the first keyword is one of those that open such a file, and a table is announced."""
    head = source.head[:8192].decode("latin-1")
    return bool(BEGINNING.match(head.removeprefix("\xef\xbb\xbf"))) and (
        source.extension == "px"
        or "AXIS-VERSION" in head.upper()
        or re.search(r"\b(?:STUB|HEADING)\s*=", head) is not None
    )


def read(source: Source) -> Grid:
    """The cube as rows: its dimensions, and the value."""
    if source.size > LIMIT:
        raise PreprocessingError(f"This PX file (PC-Axis) is larger than {LIMIT >> 20} MB.", ELSE)
    content = source.path.read_bytes()
    encoding = _encoding(content)
    text = content.decode(encoding, "replace")
    keywords, data = _parts(text)
    order = [*keywords.get(("STUB", ""), []), *keywords.get(("HEADING", ""), [])]
    if not order or data is None or any(keyword == "KEYS" for keyword, _ in keywords):
        raise PreprocessingError(
            "This PX file (PC-Axis) is incomplete, or lists only a part of its cells (KEYS), which is not read here.",
            ELSE,
        )
    dimensions = [_dimension(name, keywords) for name in order]
    cells = (_value(quoted, bare) for quoted, bare in CELL.findall(data))
    return replace(Cube(tuple(dimensions)).grid(enumerate(cells)), encoding=encoding)


def _encoding(content: bytes) -> str:
    told = re.search(rb'CODEPAGE\s*=\s*"([^"]+)"', content[:8192], re.IGNORECASE)
    if told:
        name = told[1].decode("ascii", "replace").lower()
        if is_known(page := PAGES.get(name, name)):
            return page
    return detect(content[: 1 << 20], cut=len(content) > 1 << 20)


def _parts(text: str) -> tuple[dict[tuple[str, str], list[str]], str | None]:
    """(keyword, dimension) -> its texts in the file's main language; and what follows DATA."""
    keywords: dict[tuple[str, str], list[str]] = {}
    place = 0
    while found := KEYWORD.match(text, place):
        name, language, of = found[1].upper(), found[2], found[3] or ""
        if name == "DATA":
            return keywords, text[found.end() :]
        end = _end(text, found.end())
        if language is None:
            value = text[found.end() : end]
            keywords[name, of] = [part.replace('""', '"') for part in TEXT.findall(value)] or [value.strip()]
        place = end + 1
    return keywords, None


def _end(text: str, start: int) -> int:
    """Where the value of a keyword ends: at a semicolon outside quotes."""
    found = UNTIL_END.match(text, start)
    return found.end() if found else len(text)


def _dimension(name: str, keywords: dict[tuple[str, str], list[str]]) -> Dimension:
    return Dimension(name, tuple(keywords.get(("VALUES", name), [])))


def _value(quoted: str, bare: str) -> str | None:
    """A number; dots and dashes in quotes say why there is none."""
    text = quoted or bare
    return None if not text.strip(".-–") else text


READER = Reader("px", "PC-Axis", ("px",), matches, read, needs_whole_file=True)
