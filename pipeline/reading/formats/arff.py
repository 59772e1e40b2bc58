"""ARFF files (.arff) of Weka and OpenML: a list of attributes, then their values, one row a line."""

import csv
import re
from dataclasses import replace

from pipeline.errors import PreprocessingError
from pipeline.reading.delimited import text_of
from pipeline.reading.encoding import detect
from pipeline.reading.grid import Grid
from pipeline.reading.reader import Reader
from pipeline.reading.records import Repairs
from pipeline.reading.shaping import make_grid
from pipeline.reading.source import Source

BEGINNING = re.compile(r"(?:\s*(?:%[^\n]*)?\n)*\s*@relation\b[^\n]*\n", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\s*@attribute\s+(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|(\S+))\s+\S", re.IGNORECASE)
DATA = re.compile(r"\s*@data\b", re.IGNORECASE)
ESCAPED = re.compile(r"\\(.)")
LIMIT = 100 << 20  # bytes
ELSE = "Save it as CSV."


def matches(source: Source) -> bool:
    """Whether a relation is named and an attribute follows, remarks aside."""
    head = source.head[:65536].decode("latin-1").replace("\r\n", "\n").removeprefix("\xef\xbb\xbf")
    found = BEGINNING.match(head)
    return found is not None and re.search(r"^\s*@attribute\b", head[found.end() :], re.I | re.M) is not None


def read(source: Source) -> Grid:
    """The values below the names of their attributes. Raises PreprocessingError for one that lists values by places."""
    if source.size > LIMIT:
        raise PreprocessingError(f"This ARFF file is larger than {LIMIT >> 20} MB.", ELSE)
    content = source.content()
    encoding = detect(content, cut=source.truncated)
    names, lines = _parts(text_of(content, encoding, Repairs()).splitlines())
    if not names or not lines:
        raise PreprocessingError("This ARFF file has no values below @data.", "Check that it is complete.")
    if all(line.startswith("{") for line in lines):
        raise PreprocessingError("This ARFF file lists only values that aren't zero, which is not read here.", ELSE)
    rows = [names, *(_cells(line) for line in lines)]
    return replace(make_grid(rows, 0, ","), encoding=encoding, delimiter=",")


def _parts(lines: list[str]) -> tuple[list[str | None], list[str]]:
    """(the attributes' names, the lines of values)."""
    names: list[str | None] = []
    for place, line in enumerate(lines):
        if DATA.match(line):
            return names, [text for each in lines[place + 1 :] if (text := each.strip()) and not text.startswith("%")]
        if found := ATTRIBUTE.match(line):
            names.append(ESCAPED.sub(r"\1", next(filter(None, found.groups()), "")))
    return names, []


def _cells(line: str) -> list[str | None]:
    """The values of a line, in either kind of quotes; a question mark stands for none."""
    quote = '"' if '"' in line and "'" not in line else "'"
    mark = "," if "," in line else "\t"
    cells = next(csv.reader([line], delimiter=mark, quotechar=quote, escapechar="\\", skipinitialspace=True))
    return [None if (text := cell.strip()) in ("", "?") else text for cell in cells]


READER = Reader("arff", "ARFF", ("arff",), matches, read)
