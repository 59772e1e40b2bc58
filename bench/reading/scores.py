"""How right a reading is: cells, whole grids, types."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.reading.readers import STRINGS, Reading


@dataclass(frozen=True)
class Truth:
    """What a file holds. ``names`` is None where it has no header or where names are not compared."""

    names: list[str] | None
    rows: list[list[str]]
    types: list[str]


@dataclass(frozen=True)
class Score:
    """Of one file: cell F1, whether the grid is exact, share of columns with the right type; each 0 to 1."""

    cell_f1: float
    exact: float
    types: float
    strings_allowed: float  # as ``types``, where "string" is right for every kind of text


NOTHING = Score(0.0, 0.0, 0.0, 0.0)


def score(truth: Truth, found: Reading) -> Score:
    """Cells count by place and text, empty ones aside; the header is one more row."""
    expected, got = _cells(truth.names, truth.rows), _cells(found.names if truth.names else None, found.rows)
    shared = len(expected & got)
    f1 = 2 * shared / (len(expected) + len(got)) if expected or got else 1.0
    shape = len(truth.rows) == len(found.rows) and len(truth.types) == len(found.types)
    exact = float(shape and expected == got)
    return Score(
        f1, exact, _share(truth.types, found.types, strict=True), _share(truth.types, found.types, strict=False)
    )


def _cells(names: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> set[tuple[int, int, str]]:
    cells = {(row, place, text) for row, texts in enumerate(rows) for place, text in enumerate(texts) if text}
    return cells | {(-1, place, text) for place, text in enumerate(names or ()) if text}


def _share(expected: list[str], found: list[str], *, strict: bool) -> float:
    if not expected:
        return 1.0
    right = sum(
        got == want or (not strict and got == "string" and want in STRINGS)
        for want, got in zip(expected, found, strict=False)
    )
    return right / max(len(expected), len(found))
