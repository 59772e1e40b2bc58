"""The quotes, escapes and blanks that go with a delimiter."""

import re
from collections import Counter
from dataclasses import replace

from pipeline.reading.dialect import BLANKS, Dialect, split_lines

MOST_COMPARED = 1 << 15  # characters of a text in which two readings of its quotes are compared


def detailed(delimiter: str, text: str) -> Dialect:
    """The dialect of a text whose delimiter is known."""
    quote = quote_of(delimiter, text)
    if delimiter in (" ", BLANKS):
        return Dialect(delimiter, quote, None, padded=True)
    dialect = Dialect(delimiter, quote, escape_of(delimiter, quote, text), is_padded(delimiter, text))
    return replace(dialect, lenient=True) if _has_bare_quotes(dialect, text) else dialect


def quote_of(delimiter: str, text: str) -> str | None:
    """The mark that opens and closes cells: a cell must begin and end with it somewhere.

    A text without any has the usual one: it does no harm, and a larger file may have some further on.
    """
    edge = re.escape(delimiter) if delimiter.strip(" ") else r"\s"
    for quote in '"', "'":
        if quote not in text:
            continue
        opened = re.search(
            rf"(?:^|{edge}) *{quote}(?:[^{quote}]|{quote}{quote}|\\{quote})*{quote} *(?:{edge}|$)", text, re.MULTILINE
        )
        if opened and opened.group().strip(" \n" + delimiter) != quote:
            return quote
    return None if '"' in text else '"'


def escape_of(delimiter: str, quote: str | None, text: str) -> str | None:
    """A backslash, if quotes within cells follow one, or delimiters do in cells without quotes."""
    if "\\" not in text:
        return None
    if quote and quote in text:
        return "\\" if _has_escaped_quotes(delimiter, quote, text) else None
    return "\\" if delimiter and f"\\{delimiter}" in text and _has_escaped_delimiters(delimiter, text) else None


def _has_escaped_quotes(delimiter: str, quote: str, text: str) -> bool:
    """Whether more quotes within cells follow a backslash than are doubled."""
    edge = re.escape(delimiter)
    inside = len(re.findall(rf"\\{quote}(?!\s*(?:{edge}|$))", text, re.MULTILINE))
    doubled = len(re.findall(rf"[^{edge}\n]{quote}{quote}", text))
    return inside > doubled


def _has_escaped_delimiters(delimiter: str, text: str) -> bool:
    """Whether more lines have equally many delimiters if those behind a backslash are none."""
    lines = [line for line in text.split("\n") if line]
    plain = Counter(line.count(delimiter) for line in lines)
    escaped = Counter(line.count(delimiter) - line.count("\\" + delimiter) for line in lines)
    return max(escaped.values()) > max(plain.values())


def is_padded(delimiter: str, text: str) -> bool:
    """Whether nearly all delimiters have blanks beside them, always on the same side or sides."""
    if not delimiter.strip():
        return False
    marks = text.count(delimiter)
    if not marks:
        return False
    after = text.count(delimiter + " ") + text.count(delimiter + "\n") + text.count(delimiter * 2)
    before = text.count(" " + delimiter)
    return (after >= 0.95 * marks and text.count(delimiter + " ") > 0.5 * marks) or before >= 0.7 * marks


def _has_bare_quotes(dialect: Dialect, text: str) -> bool:
    """Whether cells in quotes have single ones within (``'it's'``), as programs write that double none.

    Then a cell ends with a quote before a delimiter only; which is so if that divides the lines more evenly, or as
    evenly without a cell that ends in a quote.
    """
    quote = dialect.quote
    if not quote or quote not in text or dialect.escape or not dialect.delimiter:
        return False
    edge = re.escape(dialect.delimiter)
    if not re.search(rf"{quote}(?<=[^{edge}\s{quote}]{quote})[^{edge}\n{quote}]", text):
        return False
    sample = text[:MOST_COMPARED].rpartition("\n")[0] or text[:MOST_COMPARED]
    readings = [split_lines(sample, each) for each in (dialect, replace(dialect, lenient=True))]
    strict, lenient = (_evenness(rows, quote) for rows in readings)
    return readings[0] != readings[1] and lenient > strict


def _evenness(rows: list[list[str]], quote: str) -> tuple[float, int]:
    widths = Counter(len(row) for row in rows if any(row))
    even = max(widths.values(), default=0) / max(widths.total(), 1)
    return round(even, 2), -sum(cell.rstrip().endswith(quote) for row in rows for cell in row)
