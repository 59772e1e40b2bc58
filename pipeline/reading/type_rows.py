"""Rows below the names in which a program says what the columns hold: their types, what they are used for."""

import re
from collections.abc import Sequence

from pipeline.reading.rows import Cells, filled, is_blank, is_remark, label_of
from pipeline.reading.types import hints

# As databases, R, polars, Orange and the USGS (5s, 12n, 20d) write types.
TYPE = re.compile(
    r"<?(?:continuous|discrete|string|time|meta|int(?:eger)?|(?:big|small|tiny)int|long|float\d*|double(?: precision)?"
    r"|real|numeric|number|decimal|n?(?:var)?char|text|str|date|datetime|timestamp|bool(?:ean)?|logical|character|factor"
    r"|nominal|ordinal|categorical|chr|dbl|lgl|fct|dttm|object|int\d+|[iuf](?:8|16|32|64)|cat|datetime\[[^\]]*\])(?:\s*\(\d+(?:,\s*\d+)?\))?>?|\d{1,5}[snd]",
    re.IGNORECASE,
)
LETTER = re.compile(r"[cdst]")  # of Orange: continuous, discrete, string, time
USE = re.compile(r"(?:class|meta|ignore|weight|[ciwm])(?:\s+\S+=\S+)*|\S+=\S+", re.IGNORECASE)  # of Orange
SAMPLED_BY = hints.vocabulary("avg max min smp tot std med win mmx mmn count")  # what a data logger did
LOGGER = "TOA5"  # of Campbell Scientific: its first line says which
WORD = re.compile(r"(?:[^\s\\]|\\.)+")
LEAST, LEAST_LETTERS = 2, 3  # cells
SHARE = 0.5  # of the columns, for which a type is said
NAMES_WITHIN = 40  # rows


def find_type_rows(rows: Sequence[Cells]) -> tuple[int, ...]:
    """The rows below the names that say the columns' types or use; none for most tables."""
    logger = _line_of_logger(rows)
    if logger is not None:
        return (logger, *_below_logger(rows, logger + 3))
    names = next((at for at, cells in enumerate(rows[:NAMES_WITHIN]) if _may_name(cells)), None)
    if names is None or names + 3 >= len(rows):
        return ()
    return tuple(range(names + 1, names + 1 + _count_below(*rows[names : names + 4])))


def _line_of_logger(rows: Sequence[Cells]) -> int | None:
    """The row with which the file of a data logger begins; None in other files."""
    return next((at for at, cells in enumerate(rows[:2]) if label_of(cells) == LOGGER), None)


def _count_below(names: Cells, types: Cells, uses: Cells, first: Cells) -> int:
    """How many of the two rows below the names say types and uses: none, the first or both."""
    used = is_blank(uses) or all(USE.fullmatch(text) for text in _texts(uses))
    said = sum(_says_type(cell, column, first, used=used) for column, cell in enumerate(types))
    if said < max(LEAST_LETTERS if used else LEAST, SHARE * filled(names)):
        return 0
    if used:
        return 2
    return int(said == filled(types) and not _all_types(uses))


def _below_logger(rows: Sequence[Cells], place: int) -> tuple[int, ...]:
    """The row that says how a data logger sampled each column, if it stands at ``place``."""
    said = [text.lower() for text in _texts(rows[place])] if place < len(rows) else []
    return (place,) if said and SAMPLED_BY.issuperset(said) else ()


def _may_name(cells: Cells) -> bool:
    return not is_blank(cells) and filled(cells) >= LEAST and not is_remark(cells)


def _texts(cells: Cells) -> list[str]:
    return [cell.strip() for cell in cells if cell and cell.strip()]


def _says_type(cell: str | None, column: int, first: Cells, *, used: bool) -> bool:
    """Whether a cell is a type; above a row of uses also a letter, or a list of values with the first value in it."""
    text = (cell or "").strip()
    if TYPE.fullmatch(text):
        return True
    if not text or not used:
        return False
    values = [re.sub(r"\\(.)", r"\1", word) for word in WORD.findall(text)]
    value = (first[column] or "").strip() if column < len(first) else ""
    return LETTER.fullmatch(text) is not None or (len(values) > 1 and value in values)


def _all_types(cells: Cells) -> bool:
    return all(TYPE.fullmatch(text) for text in _texts(cells))
