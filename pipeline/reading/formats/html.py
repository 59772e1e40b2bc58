"""Tables of web pages, also those that programs name .xls: the largest, or the one that the user chose."""

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from pipeline.errors import PreprocessingError
from pipeline.reading.encoding import BOMS, detect, is_known
from pipeline.reading.grid import Grid
from pipeline.reading.reader import Reader
from pipeline.reading.shaping import make_grid
from pipeline.reading.source import Source
from pipeline.reading.tables import choose

if TYPE_CHECKING:
    from pipeline.reading.formats.html_tables import PageTable

LIMIT = 100 << 20  # bytes
BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|thead|tbody|tr|div|center|p|h[1-6]|script|link|font|pre"
    r"|form|section|main|article)\b",
    re.IGNORECASE | re.DOTALL,
)
TITLE = re.compile(r"<title[^>]*>([^<]*)</title", re.IGNORECASE)
BEGINNING_BYTES = 1 << 16
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)


def matches(source: Source) -> bool:
    """Whether the text begins as a web page or a part of one does."""
    head = source.head[:4096]
    return bool(BEGINNING.match(head.decode(detect(head, cut=True), "replace")))


def read(source: Source) -> Grid:
    """The rows of one table; a cell that spans rows stands in each of them."""
    if source.size > LIMIT and not source.only_head:
        raise PreprocessingError(
            f"This web page is larger than {LIMIT >> 20} MB.", "Open it in Excel, and save it as .xlsx or CSV."
        )
    from pipeline.reading.formats.html_tables import tables_of

    content = source.content()
    encoding = _encoding(content, cut=source.truncated)
    tables = [table for table in tables_of(content.decode(encoding, "replace").replace("\0", "")) if table.rows]
    if not tables:
        found = TITLE.search(content[:BEGINNING_BYTES].decode(encoding, "replace"))
        title = f": “{' '.join(unescape(found[1]).split())[:80]}”" if found and found[1].strip() else ""
        raise PreprocessingError(
            f"This is a web page (HTML) without a table in it{title}.",
            "If it should be a file, sign in and download it again; else copy the page's table into a spreadsheet.",
        )
    named = _named(tables)
    chosen, warnings = choose({name: table.cells for name, table in named.items()}, source.options.sheet)
    grid = make_grid(named[chosen].rows, source.options.header_row, ", ")
    return replace(grid, encoding=encoding, sheets=tuple(named), warnings=[*warnings, *grid.warnings])


def _encoding(content: bytes, *, cut: bool) -> str:
    """What the file's first bytes, then what the page itself says of it, if that can be; else what it looks like."""
    if not content.startswith(tuple(bom for bom, _ in BOMS)) and (found := CHARSET.search(content[:4096])):
        name = found[1].decode("ascii").lower()
        told = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252"}.get(name, name)
        if told not in ("utf-8", "utf8") and is_known(told):
            return told
    return detect(content, cut=cut)


def _named(tables: list["PageTable"]) -> dict[str, "PageTable"]:
    """The tables by their captions; those without one by their place on the page."""
    named: dict[str, PageTable] = {}
    for position, table in enumerate(tables, 1):
        name = table.caption or f"Table {position}"
        named[f"{name} ({position})" if name in named else name] = table
    return named


READER = Reader("html", "HTML table", ("html", "htm"), matches, read)
