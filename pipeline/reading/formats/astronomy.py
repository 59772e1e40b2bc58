"""Machine-readable tables of astronomers (CDS, AAS): a description byte by byte, then lines cut by it."""

import re
from dataclasses import dataclass

from pipeline.errors import PreprocessingError
from pipeline.reading.delimited import text_of
from pipeline.reading.encoding import detect
from pipeline.reading.grid import Grid
from pipeline.reading.reader import Reader
from pipeline.reading.records import Repairs
from pipeline.reading.rows import Cells
from pipeline.reading.shaping import make_grid
from pipeline.reading.source import Source

TITLE = re.compile(r"^Byte-by-byte Description of file", re.MULTILINE | re.IGNORECASE)
STROKE = re.compile(r"\s*[-=]{10,}\s*")
COLUMN = re.compile(
    r"\s*(?:(?P<start>\d+)\s*-\s*)?(?P<end>\d+)\s+[AIFEDL]\d+(?:\.\d+)?\s+(?P<unit>\S+)\s+(?P<label>\S+)"
)
NO_UNIT = re.compile(r"-+|\S*[Rr]ef")
LOOKED_AT = 1 << 16
LIMIT = 100 << 20  # bytes


@dataclass(frozen=True)
class Field:
    """One column: its name, with its unit, and the bytes of a line that hold it."""

    name: str
    start: int
    end: int


def matches(source: Source) -> bool:
    """By the title of the description."""
    return TITLE.search(source.head[:LOOKED_AT].decode("latin-1")) is not None


def read(source: Source) -> Grid:
    """The lines below the last stroke. Raises PreprocessingError for a description of tables in files of their own."""
    if source.size > LIMIT:
        raise PreprocessingError(f"This table is larger than {LIMIT >> 20} MB.", "Save it as CSV.")
    content = source.content()
    encoding = detect(content, cut=source.truncated)
    lines = text_of(content, encoding, Repairs()).splitlines()
    fields = _fields(lines)
    last = max((at for at, line in enumerate(lines) if STROKE.fullmatch(line)), default=0)
    values = [line for line in lines[last + 1 :] if line.strip()]
    if not fields or not values:
        raise PreprocessingError(
            "This file describes a table that it doesn't hold.",
            "Upload the data file that it names, saved as CSV, or the table with its description above it.",
        )
    rows: list[Cells] = [
        [field.name for field in fields],
        *([_cut(line, field) for field in fields] for line in values),
    ]
    return make_grid(rows, 0, " ")


def _fields(lines: list[str]) -> list[Field]:
    """The columns of the first table that is described."""
    start = next((at for at, line in enumerate(lines) if TITLE.match(line)), len(lines))
    strokes = [at for at, line in enumerate(lines) if at > start and STROKE.fullmatch(line)]
    if len(strokes) < 3:  # around the head of the description, and below it
        return []
    found = filter(None, map(COLUMN.match, lines[strokes[1] + 1 : strokes[2]]))
    return [Field(_named(each), int(each["start"] or each["end"]) - 1, int(each["end"])) for each in found]


def _named(column: re.Match[str]) -> str:
    unit = column["unit"]
    return column["label"] if NO_UNIT.fullmatch(unit) else f"{column['label']} [{unit}]"


def _cut(line: str, field: Field) -> str | None:
    return line[field.start : field.end].strip() or None


READER = Reader("cds", "CDS or AAS machine-readable table", ("mrt",), matches, read)
