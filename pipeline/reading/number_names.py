"""Numbers that name columns: years, counted places, wavelengths, codes of channels."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.footers import TOTAL
from pipeline.reading.rows import Cells, label_of

MOST_LIKE_YEARS = 0.2  # of the values below a row of years; more of them are years themselves
LEAST_COLUMNS, LEAST_AXIS = 3, 6  # columns of numbers, for codes and for places on an axis
FIRST_BELOW = 20  # rows of values that are looked at for years
LEAST_BELOW = 10  # rows of values, by which a row is judged to be unlike them
MOST_BELOW = 200
FAR = 0.25  # of the range of a column's values: so far beyond it a number is none of them
NEARLY_ALL, HARDLY_ANY = 0.9, 0.1


def holds_year(cells: Cells) -> bool:
    """Whether a number of a row may be a year."""
    numbers = (_whole((cell or "").strip()) for cell in cells)
    return any(number is not None and _may_be_year(number) for number in numbers)


def is_series(cells: Cells, typed: Mapping[int, Kind], below: Sequence[Cells]) -> bool:
    """Whether they are years that follow each other, or 0, 1, 2, ...; and the values are not."""
    numbers = [_whole((cell or "").strip()) for cell in cells if kind_of(cell) == Kind.NUMBER]
    values = [number for number in numbers if number is not None]
    below = below[:FIRST_BELOW]
    if not below or len(values) < len(numbers):
        return False
    if len(numbers) < 2:
        return _are_places(cells, below)
    if _are_years(values):
        return _hold_few_years(below, typed)
    return (_count_up(values) or _are_places(cells, below)) and not _counts_on(below[0], values, typed)


def _are_years(values: Sequence[int]) -> bool:
    """Whether numbers are years, each as long after the one before it."""
    return _step(values) != 0 and all(map(_may_be_year, values))


def _count_up(values: Sequence[int]) -> bool:
    """Whether numbers count columns from 0 or 1."""
    return values[0] in (0, 1) and _step(values) == 1 and len(values) >= 3


def _are_places(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether 0, 1, ... stand beside a blank above the rows' own names, as pandas calls columns without a name."""
    names = [(cell or "").strip() for cell in cells]
    unnamed = names[:1] == [""] and names[1:] == [str(place) for place in range(len(names) - 1)]
    return len(names) > 1 and unnamed and all(row and (row[0] or "").strip() for row in below)


def _whole(text: str) -> int | None:
    """The whole number that a text is, which may end in ``.0``."""
    digits = text.removesuffix(".0")
    return int(digits) if digits.isdecimal() else None


def _step(values: Sequence[int]) -> int:
    """By how much each number is above the one before it; 0 where that is not the same for all."""
    steps = {after - before for before, after in pairwise(values)}
    return steps.pop() if len(steps) == 1 else 0


def _may_be_year(number: int) -> bool:
    return 1850 <= number <= 2150


def _hold_few_years(below: Sequence[Cells], typed: Mapping[int, Kind]) -> bool:
    """Whether the values are no years themselves."""
    texts = [text for row in below for c in typed if c < len(row) and (text := (row[c] or "").strip())]
    years = [text for text in texts if text.isdecimal() and _may_be_year(int(text))]
    return len(years) <= MOST_LIKE_YEARS * len(texts)


def _counts_on(row: Cells, values: Sequence[int], typed: Mapping[int, Kind]) -> bool:
    """Whether a row goes on where the numbers above it end."""
    own = [(row[column] or "").strip() for column in sorted(typed) if column < len(row)]
    return own == [str(value + len(values)) for value in values]


def is_unlike(cells: Cells, typed: Mapping[int, Kind], below: Sequence[Cells]) -> bool:
    """Whether nearly all numbers of a row are far from the values, or rise from column to column as no row does."""
    if len(below) < LEAST_BELOW or TOTAL.fullmatch(label_of(cells)):
        return False
    columns = sorted(column for column, kind in typed.items() if kind == Kind.NUMBER)
    own = _numbers(cells, columns)
    if len(set(own.values())) < LEAST_COLUMNS or len(own) < NEARLY_ALL * len(columns):
        return False
    rows = [_numbers(row, columns) for row in below[:MOST_BELOW]]
    return _are_far(own, rows) or _is_axis(own, rows)


def _are_far(own: Mapping[int, float], rows: Sequence[Mapping[int, float]]) -> bool:
    """Whether nearly all numbers of a row are far from the values of their columns."""
    far = sum(_is_far(number, [row[column] for row in rows if column in row]) for column, number in own.items())
    return far >= NEARLY_ALL * len(own)


def _is_axis(own: Mapping[int, float], rows: Sequence[Mapping[int, float]]) -> bool:
    """Whether the numbers of a row are places on an axis: many, that rise or fall as hardly any row does."""
    if len(own) < LEAST_AXIS or not _rises(own):
        return False
    return sum(map(_rises, rows)) <= HARDLY_ANY * len(rows)


def _rises(numbers: Mapping[int, float]) -> bool:
    """Whether each number is above the one before it, or each below."""
    pairs = list(pairwise(numbers.values()))
    return all(before < after for before, after in pairs) or all(before > after for before, after in pairs)


def _is_far(number: float, values: Sequence[float]) -> bool:
    if not values:
        return False
    low, high = min(values), max(values)
    return number < low - FAR * (high - low) or number > high + FAR * (high - low)


def _numbers(cells: Cells, columns: Sequence[int]) -> dict[int, float]:
    """The plain numbers of a row in some columns, in their order."""
    found = {}
    for column in columns:
        text = (cells[column] or "").strip() if column < len(cells) else ""
        try:
            found[column] = float(text)
        except ValueError:
            continue
    return found
