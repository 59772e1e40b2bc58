"""The tables of a web page as rows of text, with the standard library's parser, which loads and runs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.reading.value_rows import too_large

WIDEST_SPAN = 1_000  # columns or rows that one cell may cover; browsers stop there too
MOST_CELLS = 10_000_000
SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select"})
BREAKS = frozenset({"br", "p", "div", "li", "tr"})
DEEPEST = 50  # tables within tables


@dataclass
class PageTable:
    """One table of a page."""

    rows: list[list[str | None]] = field(default_factory=list)
    caption: str = ""
    spans: dict[int, tuple[int, str | None]] = field(default_factory=dict)  # column -> rows still covered, text
    row: list[str | None] | None = None
    cell: list[str] | None = None
    size: tuple[int, int] = (1, 1)  # of the open cell: rows, columns
    is_caption: bool = False

    @property
    def cells(self) -> int:
        """Cells with something in them; of a table with one row or column none: it only places what is on the page."""
        width = max(map(len, self.rows), default=0)
        return sum(bool(cell) for row in self.rows for cell in row) if len(self.rows) > 1 and width > 1 else 0


def tables_of(text: str) -> Sequence[PageTable]:
    """All tables, inner ones by themselves; their text is no part of the outer cell."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    while parser.open:
        parser.end_table()
    return parser.tables


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.open: list[PageTable] = []
        self.silent = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "table" and len(self.open) < DEEPEST:
            self.open.append(PageTable())
            self.tables.append(self.open[-1])
        elif self.open and not self.silent:
            self._start_within(self.open[-1], tag, dict(attrs))

    def _start_within(self, table: PageTable, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "tr":
            self._end_row(table)
            table.row = []
        elif tag in ("td", "th"):
            self._end_cell(table)
            if table.row is None:
                table.row = []
            table.cell, table.size = [], (_span(attrs.get("rowspan")), _span(attrs.get("colspan")))
        elif tag == "caption":
            table.is_caption = True
        elif tag in BREAKS and table.cell:
            table.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif not self.open:
            return
        elif tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_row(self.open[-1])
        elif tag in ("td", "th"):
            self._end_cell(self.open[-1])
        elif tag == "caption":
            self.open[-1].is_caption = False

    def handle_data(self, data: str) -> None:
        if self.silent or not self.open:
            return
        table = self.open[-1]
        if table.cell is not None:
            table.cell.append(data)
        elif table.is_caption:
            table.caption = " ".join(f"{table.caption} {data}".split())[:80]

    def end_table(self) -> None:
        """Close the innermost table that is open."""
        self._end_row(self.open[-1])
        self.open.pop()

    def _end_row(self, table: PageTable) -> None:
        self._end_cell(table)
        if table.row is None:
            return
        self._fill(table)
        if any(table.row):
            table.rows.append(table.row)
        table.row = None

    def _end_cell(self, table: PageTable) -> None:
        if table.cell is None or table.row is None:
            return
        text = " ".join("".join(table.cell).split()) or None
        table.cell = None
        self._fill(table)
        down, across = table.size
        for shown in (text, *[None] * (across - 1)):
            self._append(table, shown)
            if down > 1:
                table.spans[len(table.row) - 1] = (down - 1, shown)

    def _fill(self, table: PageTable) -> None:
        """The cells that a cell of a row above reaches down to."""
        assert table.row is not None
        while (column := len(table.row)) in table.spans:
            left, text = table.spans.pop(column)
            self._append(table, text)
            if left > 1:
                table.spans[column] = (left - 1, text)

    def _append(self, table: PageTable, text: str | None) -> None:
        assert table.row is not None
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_large()
        table.row.append(text)


def _span(text: str | None) -> int:
    number = (text or "").strip()
    return min(max(int(number), 1), WIDEST_SPAN) if number.isdecimal() and len(number) < 10 else 1
