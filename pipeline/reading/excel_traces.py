"""Traces of what Excel does to texts that it takes for numbers or dates: told, since nothing can undo it."""

import re
from collections.abc import Sequence

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
SHORTENED = re.compile(
    r"\d(?:\.\d+)?E\+(?:1[1-9]|2\d)"
)  # 4.90123E+12: as Excel writes a whole number of 12 digits or more
LONG = re.compile(r"\d{11,}")
CUT = re.compile(r"\d{15}0+")  # Excel keeps 15 digits
FEW = 0.3  # of a column's values; more dates among words are meant
LEAST = 3  # values of a column that tell what its others should be


def excel_traces(names: Sequence[str], columns: Sequence[Sequence[str | None]]) -> list[ReadingWarning]:
    """What is told of dates among words, of long numbers in short, and of long numbers that end in zeros."""
    told: list[ReadingWarning] = []
    for name, column in zip(names, columns, strict=True):
        present = list(filter(None, column))
        text = "\n".join(present)
        # Most columns have no such mark at all, and very wide tables have many columns.
        told += _dates_among_words(name, present) if "-" in text else []
        told += _shortened(name, present) if "E+" in text else []
        told += _cut(name, present) if "00\n" in f"{text}\n" and max(map(len, present)) > 15 else []
    return told


def _dates_among_words(name: str, present: Sequence[str]) -> list[ReadingWarning]:
    if not any(map(DATE.fullmatch, set(present))):
        return []
    dates = [cell for cell in present if DATE.fullmatch(cell)]
    if len(dates) > FEW * len(present):
        return []
    others = [cell for cell in present if not DATE.fullmatch(cell)]
    words = sum(kind_of(cell) in (Kind.TEXT, Kind.CODE) and len(cell) <= 12 for cell in others)
    if len(others) < LEAST or words < 0.9 * len(others):
        return []
    found = shown(len(dates), "value", "values")
    text = f"{found} of {name}, dates among other texts: Excel makes dates of texts such as MAR1 or 2-3."
    return [warn("excel_dates", text, len(dates), dates[0])]


def _shortened(name: str, present: Sequence[str]) -> list[ReadingWarning]:
    short = [cell for cell in present if SHORTENED.fullmatch(cell)]
    if not short or not all(SHORTENED.fullmatch(cell) or LONG.fullmatch(cell) for cell in present):
        return []
    found = shown(len(short), "value", "values")
    text = f"{found} of {name} in short, as Excel writes long numbers: the last digits are lost; export it as text."
    return [warn("excel_digits", text, len(short), short[0])]


def _cut(name: str, present: Sequence[str]) -> list[ReadingWarning]:
    cut = [cell for cell in present if CUT.fullmatch(cell)]
    if len(cut) < LEAST or len(cut) < 0.9 * sum(len(cell) > 15 and cell.isdigit() for cell in present):
        return []
    text = (
        f"{len(cut):,} values of {name} have more than 15 digits and end in zeros: Excel keeps only 15. "
        "Export the column as text."
    )
    return [warn("excel_digits", text, len(cut), cut[0])]
