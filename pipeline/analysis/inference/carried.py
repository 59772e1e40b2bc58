"""Whether a change between two stretches of time is that of one group, while all others stayed as they were."""

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.inference.distributions import t_tail

MIN_BUCKETS = 8  # in both stretches together, for their scatter to be known
MIN_ROWS = 12  # of a group in each stretch, for its mean
MOST_LEFT = 0.3  # of the group's change, that the others' may be at most, by the end of its interval
NEARLY_ALL = 0.8  # of the whole's change, that the group makes
MOST_MIXED = 0.3  # of the whole's change, that may come of other parts of the groups in it
SURE_T = 2.6  # standard errors, beyond which the others changed as well ...
HARDLY = 0.1  # ... unless by no more than this part of the group's change
ONE_SIDED = 1.645
MAX_PERSISTENCE = 0.9


@dataclass(frozen=True)
class Stretches:
    """By bucket: sums of a measure, what they are divided by, and in which of two stretches a bucket lies."""

    sums: np.ndarray  # buckets by groups
    sizes: np.ndarray  # numbers of values; of what adds up 1 for each bucket
    before: np.ndarray  # bool
    after: np.ndarray
    adds: bool  # a total or a number of rows, whose change is told as a part of what it was


@dataclass(frozen=True)
class _Moves:
    """What each column of sums was before and after, and how uncertain that is."""

    before: np.ndarray
    after: np.ndarray
    variances: tuple[np.ndarray, np.ndarray]
    adds: bool

    @property
    def changes(self) -> np.ndarray:
        return np.asarray(self.after - self.before)

    @property
    def errors(self) -> np.ndarray:
        return np.asarray(np.sqrt(self.variances[0] + self.variances[1]))

    @property
    def told(self) -> np.ndarray:
        """The changes as they are compared: of what adds up as parts of what it was."""
        return np.asarray(self.changes / self._unit)

    @property
    def told_errors(self) -> np.ndarray:
        return np.asarray(self.errors / self._unit)

    @property
    def _unit(self) -> np.ndarray:
        return np.maximum(np.abs(self.before), 1e-300) if self.adds else np.ones(self.before.shape)


def carrier_of(data: Stretches, whole: tuple[np.ndarray, np.ndarray]) -> tuple[int, float] | None:
    """The group that the change of the whole is the change of, and the p-value of its differing from all others'.

    ``whole``: sums and sizes of all rows by bucket, those of no group among them. The group's change is tested against
    that of all other rows (Welch's test on buckets, their neighbours' likeness in its error), corrected for the number
    of groups. None where the others changed too, together or one of them, or where the group makes only a part of it.
    """
    if int((data.before | data.after).sum()) < MIN_BUCKETS or data.sums.shape[1] < 2:
        return None
    own = _moves(data.sums, data.sizes, data)
    rest_sizes = data.sizes if data.adds else whole[1][:, None] - data.sizes
    rest = _moves(whole[0][:, None] - data.sums, rest_sizes, data)
    of_all = _moves(whole[0][:, None], whole[1][:, None], data)
    p_values = np.array([_p_value(own, rest, i, _freedom(data)) for i in range(data.sums.shape[1])])
    fits = [i for i in range(len(p_values)) if _has_rows(data, i) and _carries(data, (own, rest, of_all), i)]
    if not fits:
        return None
    place = max(fits, key=lambda i: abs(own.told[i]))
    return place, min(1.0, float(p_values[place]) * len(p_values))


def _moves(sums: np.ndarray, sizes: np.ndarray, data: Stretches) -> _Moves:
    """The scatter of the buckets about their stretch's level, pooled, gives the errors of both levels."""
    levels, left = [], np.zeros(sums.shape)
    for inside in (data.before, data.after):
        total = sizes[inside].sum(axis=0)
        level = np.divide(sums[inside].sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)
        left[inside] = sums[inside] - level * sizes[inside]
        levels.append(level)
    used = data.before | data.after
    e, n = left[used], sizes[used]
    freedom = max(1, int(used.sum()) - 2)
    scatter = (e**2).sum(axis=0) / np.maximum(n.sum(axis=0), 1e-300) * used.sum() / freedom * _inflation(e)
    errors = [scatter / np.maximum(sizes[inside].sum(axis=0), 1e-300) for inside in (data.before, data.after)]
    return _Moves(levels[0], levels[1], (errors[0], errors[1]), data.adds)


def _inflation(left: np.ndarray) -> np.ndarray:
    """How many times as uncertain a mean is where neighbouring buckets are alike."""
    squares = np.maximum((left**2).sum(axis=0), 1e-300)
    alike = np.clip((left[1:] * left[:-1]).sum(axis=0) / squares, 0.0, MAX_PERSISTENCE)
    return np.asarray((1 + alike) / (1 - alike))


def _freedom(data: Stretches) -> float:
    return float(max(1, int((data.before | data.after).sum()) - 2))


def _p_value(own: _Moves, rest: _Moves, i: int, freedom: float) -> float:
    """Of the group's change differing from the others'; of what adds up, that of its part of what it was."""
    if not own.adds:
        gap, error = own.changes[i] - rest.changes[i], np.hypot(own.errors[i], rest.errors[i])
    elif min(own.before[i], own.after[i], rest.before[i], rest.after[i]) > 0:
        gap = np.log(own.after[i] / own.before[i]) - np.log(rest.after[i] / rest.before[i])
        parts = [moves.variances[k][i] / level[i] ** 2 for moves in (own, rest) for k, level in _levels(moves)]
        error = np.sqrt(sum(parts))
    else:
        gap, error = own.changes[i], own.errors[i]
    if not np.isfinite(gap) or error <= 0:
        return 1.0
    return float(2 * t_tail(abs(gap) / error, freedom))


def _levels(moves: _Moves) -> list[tuple[int, np.ndarray]]:
    return [(0, moves.before), (1, moves.after)]


def _has_rows(data: Stretches, i: int) -> bool:
    if data.adds:
        return True
    return bool(min(data.sizes[inside, i].sum() for inside in (data.before, data.after)) >= MIN_ROWS)


def _carries(data: Stretches, moves: tuple[_Moves, _Moves, _Moves], i: int) -> bool:
    """Whether the others stayed as they were, all together and each, and the group makes nearly all of the change."""
    own, rest, whole = moves
    if not np.isfinite([own.changes[i], rest.changes[i]]).all() or own.changes[i] * whole.changes[0] <= 0:
        return False
    is_alone = _stayed(rest, i, abs(own.told[i])) and not any(_moved(own, j, i) for j in range(len(own.told)))
    return is_alone and _makes(data, own.changes[i], rest.changes[i], whole.changes[0], i)


def _makes(data: Stretches, own: float, rest: float, whole: float, i: int) -> bool:
    """Whether the change of the whole is nearly all the group's, and not that of how large the groups are."""
    if not data.adds:
        used = data.before | data.after
        part = float(data.sizes[used, i].sum() / max(data.sizes[used].sum(), 1e-300))
        own, rest = part * own, (1 - part) * rest
    is_within = abs(own + rest - whole) <= MOST_MIXED * abs(whole)
    return bool(is_within and own * (own + rest) > 0 and own / (own + rest) >= NEARLY_ALL)


def _stayed(rest: _Moves, i: int, size: float) -> bool:
    """Whether a change is nothing beside another of this size, and its interval holds nothing much."""
    change, error = abs(rest.told[i]), rest.told_errors[i]
    is_still = change <= max(HARDLY * size, SURE_T * error)
    return bool(is_still and change + ONE_SIDED * error <= MOST_LEFT * size)


def _moved(own: _Moves, other: int, i: int) -> bool:
    """Whether another group changed too, by more than a little of what this one did."""
    is_much = abs(own.told[other]) > MOST_LEFT * abs(own.told[i])
    return bool(other != i and is_much and abs(own.changes[other]) > SURE_T * own.errors[other])
