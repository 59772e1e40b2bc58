"""Measures that are made of others: sums of two or more, products of two or three, ratios."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.structure.rounding import last_digit, tolerance

MAX_ROWS = 2_000
TRIED_ROWS = 8  # that a sum or product is tried on before all rows
MAX_PARTS = 40  # measures that are tried as parts of a whole
MAX_FACTORS = 24  # that are tried three at a time
MIN_EXACT = 0.995  # of the rows in which the whole is its parts, to its last digit
EXACT = 1e-9  # of the largest value: what floats lose
FINE = 0.05  # of the whole's standard deviation: rounding must be smaller, or anything would fit
MIN_VARIED = 5  # different values of a column that takes part


@dataclass(frozen=True)
class Columns:
    """The rows that have all values, and how far each column's rounding may put it off."""

    names: list[str]
    matrix: np.ndarray  # (rows, columns)
    tolerance: np.ndarray  # (columns,)
    varied: list[int]  # places of the columns that take part

    def fits(self, whole: int, made: np.ndarray, slack: np.ndarray | float = 0.0) -> bool:
        """Whether the whole is what was made of its parts, whose own rounding allows ``slack`` on top, row by row."""
        values = self.matrix[:, whole]
        if np.mean(np.abs(values - made) <= EXACT * np.abs(values).max()) >= MIN_EXACT:
            return True
        allowed = self.tolerance[whole] + slack
        close = np.abs(values - made) <= allowed
        return bool(np.mean(close) >= MIN_EXACT and np.median(allowed) <= FINE * values.std())


def wholes(numbers: Mapping[str, np.ndarray]) -> list[Relation]:
    """One relation for each measure that is made of others: the first that fits of sums, products and ratios."""
    columns = _columns(numbers)
    if columns is None:
        return []
    relations = [*_of_two(columns), *_of_three(columns), *_of_many(columns)]
    order = {name: place for place, name in enumerate(numbers)}
    kept: dict[frozenset[str], Relation] = {}
    for relation in relations:
        kept.setdefault(frozenset(relation.columns), _of_the_last(relation, order))
    first = {relation.columns[0]: relation for relation in reversed(kept.values())}
    return [r for r in kept.values() if first[r.columns[0]] is r]


def _of_the_last(relation: Relation, order: Mapping[str, int]) -> Relation:
    """Said of the last column of the three, which is the one that was made of the others where a table grew.

    Where a = b + c, c is also a - b; the parts that were there before may still be related to each other.
    """
    whole, *parts = relation.columns
    last = max(relation.columns, key=lambda name: order[name])
    if (
        last == whole
        or len(parts) != 2
        or relation.complements
        or relation.kind not in {RelationKind.SUM, RelationKind.PRODUCT}
    ):
        return relation
    other = next(name for name in parts if name != last)
    if relation.kind is RelationKind.SUM:
        return Relation(RelationKind.DIFFERENCE, (last, whole, other))
    return Relation(RelationKind.RATIO, (last, whole, other), factor=1.0)


def _columns(numbers: Mapping[str, np.ndarray]) -> Columns | None:
    names = list(numbers)[:MAX_PARTS]
    if len(names) < 3:
        return None
    matrix = np.column_stack([numbers[name] for name in names])
    matrix = matrix[~np.isnan(matrix).any(axis=1)][:MAX_ROWS]
    if len(matrix) < 10:
        return None
    varied = [i for i in range(len(names)) if len(np.unique(matrix[:, i])) > MIN_VARIED]
    return Columns(names, matrix, np.array([tolerance(column) for column in matrix.T]), varied)


def _of_two(columns: Columns) -> Iterator[Relation]:
    """Tried for all pairs at once on a few rows, then on all rows for the pairs that are left."""
    first, x = columns.matrix[_telling_rows(columns.matrix)], columns.matrix
    a, b = first[:, :, None], first[:, None, :]
    off = columns.tolerance
    with np.errstate(divide="ignore", invalid="ignore"):
        tried = {
            "sum": (a + b, off[None, :, None] + off[None, None, :]),
            "product": (a * b, np.abs(a) * off[None, None, :] + np.abs(b) * off[None, :, None]),
            "ratio": (a / b, 0.0),
            "percentage": (100 * a / b, 0.0),
        }
    for kind, (made, slack) in tried.items():
        for k in columns.varied:
            close = (np.abs(made - first[:, k, None, None]) <= off[k] + slack).all(axis=0)
            close = np.triu(close, k=1) if kind in {"sum", "product"} else close
            for i, j in zip(*np.nonzero(close), strict=True):
                if len({i, j, k}) == 3 and i in columns.varied and j in columns.varied:
                    fitted, slack_of = _made_of(kind, x[:, i], x[:, j], off[i], off[j])
                    if columns.fits(k, fitted, slack_of):
                        names = columns.names[k], columns.names[i], columns.names[j]
                        scale = {"ratio": 1.0, "percentage": 100.0}.get(kind)
                        yield Relation(
                            RelationKind.RATIO if kind == "percentage" else RelationKind(kind), names, factor=scale
                        )


def _telling_rows(matrix: np.ndarray) -> np.ndarray:
    """A few rows with few values that come often: zero is the product of zero and anything."""
    often = np.zeros(len(matrix))
    for column in matrix.T:
        _, place, counts = np.unique(column, return_inverse=True, return_counts=True)
        often += counts[place] / len(matrix)
    telling = np.argsort(often, kind="stable")[: max(TRIED_ROWS, len(matrix) // 4)]
    tried: np.ndarray = telling[np.linspace(0, len(telling) - 1, min(TRIED_ROWS, len(telling))).astype(int)]
    return tried


def _made_of(kind: str, x: np.ndarray, y: np.ndarray, off_x: float, off_y: float) -> tuple[np.ndarray, np.ndarray]:
    match kind:
        case "sum":
            return x + y, np.full(len(x), off_x + off_y)
        case "product":
            return x * y, np.abs(x) * off_y + np.abs(y) * off_x
    scale = 100.0 if kind == "percentage" else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        return scale * x / y, np.zeros(len(x))


@dataclass(frozen=True)
class Factor:
    """A column as one of three factors, as it is or as what it leaves: one less it."""

    place: int
    values: np.ndarray
    complement: bool


def _factors(columns: Columns) -> list[Factor]:
    found = []
    for place in range(len(columns.names)):
        values = columns.matrix[:, place]
        if len(np.unique(values)) < 2:
            continue
        if place in columns.varied:
            found.append(Factor(place, values, complement=False))
        top = values.max()
        if values.min() >= 0 and (top < 1 or (top < 100 and last_digit(values) > 0)):
            found.append(Factor(place, 1 - values / (1 if top < 1 else 100), complement=True))
    return found[:MAX_FACTORS]


def _of_three(columns: Columns) -> Iterator[Relation]:
    """Products of three, or of two where one counts as what it leaves: price x pieces x (1 - discount).

    On the row with the largest values the logarithm that a pair leaves to be explained is looked up among those of
    the third factors; what is found there is tried on all rows.
    """
    x = columns.matrix
    factors = _factors(columns)
    usable = (x[:, columns.varied] > 0).all(axis=1)
    if len(columns.varied) < 3 or not usable.any():
        return
    probe = np.flatnonzero(usable)[np.argmax(np.log(x[usable][:, columns.varied]).sum(axis=1))]
    logs = np.array([np.log(f.values[probe]) for f in factors])
    third = np.append(logs, 0.0)  # no third factor
    order = np.argsort(third)
    one, two = np.triu_indices(len(factors), k=1)
    for k in columns.varied:
        left = np.log(x[probe, k]) - logs[one] - logs[two]
        off = columns.tolerance[k] / x[probe, k] + 1e-3
        starts, ends = (np.searchsorted(third[order], left + side) for side in (-off, off))
        for pair in np.flatnonzero(ends > starts):
            for place in order[starts[pair] : ends[pair]]:
                chosen = [factors[one[pair]], factors[two[pair]], *([factors[place]] if place < len(factors) else [])]
                relation = _product(columns, k, chosen)
                if relation is not None:
                    yield relation


def _product(columns: Columns, whole: int, factors: list[Factor]) -> Relation | None:
    places = [factor.place for factor in factors]
    plain = sum(not factor.complement for factor in factors)
    if len({whole, *places}) <= len(places) or plain == 0 or len(factors) - plain > 1 or plain == len(factors) == 2:
        return None
    if not columns.fits(whole, np.prod([factor.values for factor in factors], axis=0)):
        return None
    factors = sorted(factors, key=lambda factor: (factor.complement, factor.place))
    names = tuple(columns.names[factor.place] for factor in factors)
    complements = frozenset(columns.names[factor.place] for factor in factors if factor.complement)
    return Relation(RelationKind.PRODUCT, (columns.names[whole], *names), complements=complements)


def _of_many(columns: Columns) -> Iterator[Relation]:
    """Sums of three or more parts: regressions that leave nothing and whose coefficients are all zero or one.

    All regressions come from one inverse of the correlation matrix (Whittaker 1990); where nothing is left its diagonal
    is huge.
    """
    varied = columns.varied
    if len(varied) < 4 or len(columns.matrix) < 2 * len(varied) + 5:
        return
    x = columns.matrix[:, varied]
    scale = x.std(axis=0)
    inverse = np.linalg.inv(np.corrcoef(x, rowvar=False) + 1e-10 * np.eye(len(varied)))
    for place in np.flatnonzero(np.diag(inverse) > 1e4):
        solution = -inverse[place] / inverse[place, place] * scale[place] / scale
        solution[place] = 0.0
        ones = np.flatnonzero(np.abs(solution - 1) < 0.02)
        if len(ones) < 3:
            continue
        parts = [varied[i] for i in ones]
        slack = float(columns.tolerance[parts].sum())
        if columns.fits(varied[place], columns.matrix[:, parts].sum(axis=1), slack):
            yield Relation(RelationKind.SUM, tuple(columns.names[i] for i in (varied[place], *parts)))
