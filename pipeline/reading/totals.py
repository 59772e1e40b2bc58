"""Rows that add up other rows: totals amid, above or below the values. Sums tell them first, words second."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.reading.grid import Grid
from pipeline.reading.plain_columns import plain_numbers
from pipeline.reading.rows import Cell
from pipeline.reading.types import hints, numbers
from pipeline.reading.types.missing import CERTAIN_WORDS
from pipeline.reading.warnings import shown, warn

WORDS = re.compile(
    r"(?:^|[\s:\-_(*])(?:(?:grand|sub|overall|report)[\s\-]?)?(?:totals?|totale?s?|totaux|sous-total|subtotal\w*|"
    r"(?:zwischen|gesamt|teil|end)?summen?|gesamt(?:ergebnis|summe)?|insgesamt|ergebnis|suma(?: total)?|somme|soma|"
    r"razem|ogółem|celkem|totaal|totalt|yhteensä|i alt|összesen|toplam|genel toplam|итого|всего)(?:$|[\s:\-_)*.])|"
    r"^\*{1,3}$|^(?:(?:anfangs|end|alt|neu|schluss)saldo|(?:opening|closing|beginning|ending) balance|"
    r"balance (?:brought|carried) forward|saldo (?:inicial|final|anterior)|solde (?:initial|final))$|"
    r"合計|小計|总计|合计|小计|總計|합계|총계|รวม|المجموع",
    re.IGNORECASE,
)
NUMERIC_SHARE = 0.6  # of the cells of a column
LEAST_ADDENDS = 2
FIRST_ROWS = 3  # a total above its values stands among these
TOLERANCE = 0.002  # of a sum of numbers that were rounded one by one
MOST_ROWS = 200_000
LONGEST_LABEL = 80  # characters; a longer text is no label
MOST_TOTALS = 0.35  # of the rows: groups of two with a total each


@dataclass(frozen=True)
class Sheet:
    """The cells of a grid as numbers and as labels."""

    numbers: np.ndarray  # rows x numeric columns, NaN where there is none
    labels: list[list[Cell]]  # the other columns
    filled: np.ndarray  # rows x other columns: whether a cell says something


def without_totals(grid: Grid) -> Grid:
    """The grid without its rows of totals, which a warning lists; columns that only these filled go too."""
    if not 3 <= grid.row_count <= MOST_ROWS:
        return grid
    sheet = _sheet(grid)
    if not sheet.numbers.shape[1] or not sheet.labels:
        return grid
    gone = _totals(sheet)
    if not gone or len(gone) > MOST_TOTALS * grid.row_count:
        return grid
    left_out = set(gone)
    columns = [[cell for row, cell in enumerate(column) if row not in left_out] for column in grid.columns]
    kept = [place for place, column in enumerate(columns) if any(column) or not any(grid.columns[place])]
    example = ", ".join(cell for column in grid.columns if (cell := column[gone[0]]))
    text = f"{shown(len(gone), 'row of totals was', 'rows of totals were')} left out: {_labelled(sheet, gone)}."
    return replace(
        grid,
        names=[grid.names[place] for place in kept],
        columns=[columns[place] for place in kept],
        warnings=[*grid.warnings, warn("total_rows", text, len(gone), example)],
        skipped_lines=grid.skipped_lines + len(gone),
        typed=frozenset(kept.index(place) for place in grid.typed if place in kept),
    )


def _sheet(grid: Grid) -> Sheet:
    values, labels = [], []
    for name, column in zip(grid.names, grid.columns, strict=True):
        numeric = None if _is_key(name) else _numbers(column)
        if numeric is None:
            labels.append(column)
        else:
            values.append(numeric)
    rows = grid.row_count
    filled = np.array([_filled(column) for column in labels], dtype=bool)
    return Sheet(np.array(values).reshape(len(values), rows).T, labels, filled.reshape(len(labels), rows).T)


def _filled(column: Sequence[Cell]) -> list[bool]:
    present = {cell: cell is not None and not _is_blank(cell) for cell in set(column)}
    return [present[cell] for cell in column]


def _is_key(name: str) -> bool:
    return hints.speaks_of(name, hints.YEAR) or hints.ends_with(name, hints.STRONG_IDENTIFIER)


def _is_blank(cell: str) -> bool:
    word = cell.strip().lower()
    return not word or word in CERTAIN_WORDS


def _numbers(column: Sequence[Cell]) -> np.ndarray | None:
    if (plain := plain_numbers(column)) is not None:
        return plain
    counts = Counter(cell.strip() for cell in column if cell and not _is_blank(cell))
    written, readable = numbers.learn_format(counts)
    if not readable or readable < NUMERIC_SHARE * counts.total():
        return None
    read = {text: written.parse(text) for text in counts}
    values = [read.get(cell.strip()) if cell else None for cell in column]
    return np.array([np.nan if value is None else float(value) for value in values])


def _totals(sheet: Sheet) -> list[int]:
    """The rows that are totals, from top to bottom."""
    rows = len(sheet.numbers)
    usual = sheet.filled.mean(axis=0) > 0.5
    named = _named(sheet, rows)
    bare = [bool(usual.any()) and not (sheet.filled[row] & usual).all() for row in range(rows)]
    empty = [not (sheet.filled[row] & usual).any() for row in range(rows)]
    repeated = _repeated_labels(sheet, named)
    candidates = [row for row in range(rows) if (named[row] and not repeated[row]) or (bare[row] and not named[row])]
    sums = {row: _adds_up(sheet.numbers, row, candidates) for row in candidates}
    edges = {*range(min(FIRST_ROWS, rows)), *range(max(0, rows - 5), rows)}
    found = []
    for row in candidates:
        certain = sums[row] >= (1 if named[row] or empty[row] else 2)
        if certain or (named[row] and (bare[row] or (row in edges and _is_called_total(sheet, row)))):
            found.append(row)
    return found


def _named(sheet: Sheet, rows: int) -> list[bool]:
    """Which rows have a label with a word for a total."""
    named = [False] * rows
    for column in sheet.labels:
        if words := {cell for cell in set(column) if _says_total(cell)}:
            named = [before or cell in words for before, cell in zip(named, column, strict=True)]
    return named


def _is_called_total(sheet: Sheet, row: int) -> bool:
    """Whether a label is nothing but the word: a firm may have it in its name."""
    cells = [cell.strip() for column in sheet.labels if (cell := column[row])]
    return any((found := WORDS.search(cell)) and found.span() == (0, len(cell)) for cell in cells)


def _says_total(cell: Cell) -> bool:
    return cell is not None and len(cell) <= LONGEST_LABEL and WORDS.search(cell.strip()) is not None


def _repeated_labels(sheet: Sheet, named: list[bool]) -> list[bool]:
    """Rows whose total is a group among groups: the other labels are there, and the same word comes back in them."""
    said = Counter(
        cell
        for row, is_named in enumerate(named)
        if is_named
        for column in sheet.labels
        if _says_total(cell := column[row])
    )
    others = len(sheet.labels) > 1
    result = []
    for row, is_named in enumerate(named):
        if not is_named:
            result.append(False)
            continue
        words = [cell for column in sheet.labels if _says_total(cell := column[row])]
        whole = bool(sheet.filled[row].sum() >= np.median(sheet.filled.sum(axis=1)))
        result.append(others and whole and any(said[word] > 1 for word in words))
    return result


def _adds_up(values: np.ndarray, row: int, candidates: list[int]) -> int:
    """In how many columns the row is the sum of all other rows, of the run of rows above it, or of that below it."""
    total = values[row]
    others = np.ones(len(values), dtype=bool)
    others[candidates] = False
    before = [candidate for candidate in candidates if candidate < row]
    after = [candidate for candidate in candidates if candidate > row]
    above = np.zeros(len(values), dtype=bool)
    above[(before[-1] + 1 if before else 0) : row] = True
    below = np.zeros(len(values), dtype=bool)
    below[row + 1 : (after[0] if after else len(values))] = True
    return max(_equal_columns(values, total, part & others) for part in (others, above, below))


def _equal_columns(values: np.ndarray, total: np.ndarray, part: np.ndarray) -> int:
    if part.sum() < LEAST_ADDENDS:
        return 0
    addends = values[part]
    sums = np.nansum(addends, axis=0)
    several = (~np.isnan(addends) & (addends != 0)).sum(axis=0) >= LEAST_ADDENDS
    near = np.abs(sums - total) <= np.maximum(TOLERANCE * np.abs(sums), 1e-9)
    return int((near & several & ~np.isnan(total) & (total != 0)).sum())


def _labelled(sheet: Sheet, rows: list[int]) -> str:
    found: list[str] = []
    for row in rows:
        cells = [cell.strip() for column in sheet.labels if (cell := column[row]) and not _is_blank(cell)]
        label = next((cell for cell in cells if _says_total(cell)), cells[0] if cells else "without a label")
        if label not in found:
            found.append(label)
    return ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
