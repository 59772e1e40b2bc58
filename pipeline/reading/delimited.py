"""CSV, TSV and every other text with a delimiter."""

import csv
from collections import Counter
from dataclasses import replace

from charset_normalizer import from_bytes

from pipeline.reading.grid import Grid
from pipeline.reading.layout import lay_out
from pipeline.reading.source import Source

DELIMITERS = (",", ";", "\t", "|")
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def matches(source: Source) -> bool:
    """Text: no NUL bytes beside those of UTF-16, hardly any control characters."""
    head = source.head[:65536]
    if any(head.startswith(bom) for bom in BOMS):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return controls <= len(head) * 0.001


def read(source: Source) -> Grid:
    """Decode, split and lay out."""
    content = source.content()
    encoding = _encoding(content, source.truncated)
    text = content.decode(encoding, errors="replace")
    if source.truncated:
        text = text[: text.rfind("\n") + 1]
    delimiter = _delimiter(text[:100_000])
    csv.field_size_limit(1 << 26)
    rows = [[cell or None for cell in row] for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter)]
    grid = lay_out(rows, source.options.header_row)
    return replace(grid, encoding=encoding, delimiter=delimiter, quote='"')


def _encoding(content: bytes, truncated: bool) -> str:
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return encoding
    try:
        (content[:-4] if truncated else content).decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[:100_000]).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """The one that splits most lines into the same number of cells, more than one."""

    def score(delimiter: str) -> float:
        widths = Counter(len(row) for row in csv.reader(text.splitlines()[:-1] or [text], delimiter=delimiter) if row)
        if not widths:
            return 0.0
        width, lines = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        return lines / widths.total() * (1 - 1 / width)

    return max(DELIMITERS, key=score)
