"""What a printed list says again on each of its pages, amid the rows: titles, page numbers, amounts carried over."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.rows import Cells

PAGE = re.compile(
    r"(?:^|\W)(?:(?:page|seite|blatt|p[áa]gina|pag\.?|strona|sida|side|sivu|oldal|страница|стр\.|ページ|頁)\s*:?\s*\d+"
    r"|\d+\s*(?:ページ|頁))(?:\W|$)"
    r"|\b(?:übertrag|carried forward|brought forward|carried over|à reporter|report à nouveau|suma y sigue|a riportare"
    r"|do przeniesienia|z przeniesienia)\b|^\W*transport\b",
    re.IGNORECASE,
)

MOST_CELLS = 8  # of a row that have something in them; no title has more


def said(cells: Cells) -> str:
    """What a row says, whatever its numbers are and wherever its words stand."""
    return re.sub(r"\d+", "0", " ".join(" ".join((cell or "").split()) for cell in cells if cell and cell.strip()))


def page_heads(rows: Iterable[tuple[int, Cells]], typed: Collection[int], above: Collection[str]) -> list[int]:
    """The numbers of those rows that belong to a page: said above the table too, or with a page's number.

    No row with values in two columns is one, be it the last of its page that carries an amount over.
    """
    return [index for index, cells in rows if is_page_head(cells, typed, above)]


def is_page_head(cells: Cells, typed: Collection[int], above: Collection[str]) -> bool:
    """Whether one row is what a page begins or ends with."""
    if len(cells) - cells.count("") - cells.count(None) > MOST_CELLS:
        return False
    values = list(islice(_values(cells, typed), 2))  # most rows have more, and need not be looked at any further
    if len(values) > 1:
        return False
    if above and all(kind_of(value) is Kind.MOMENT for value in values) and said(cells) in above:
        return True  # a title, and the day of the print
    return PAGE.search(" ".join(cell or "" for cell in cells)) is not None


def _values(cells: Cells, typed: Collection[int]) -> Iterator[str]:
    """The cells in the typed columns that hold no words."""
    there = (cells[column] for column in typed if column < len(cells))
    return (cell for cell in there if cell and kind_of(cell) not in (Kind.TEXT, Kind.EMPTY))
