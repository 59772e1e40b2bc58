"""How much likelier a series is with a slope or a jump in it, whatever the likeness of its neighbours."""

from functools import cache

import numpy as np

MAX_BLOCKS = 120  # longer series are averaged over blocks before the likelihood is looked at


def likelihood_ratio(values: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Twice the gain in log-likelihood from adding its shape to each column of ``values`` (steps, series).

    ``shapes`` (steps, series or 1): a line, or a step. Both models have a level, an autoregressive part of any
    persistence, nearly a random walk too, and white noise on top (each with its own best one of a grid of such noise
    models); only one has the shape. Series that don't vary get 0.
    """
    blocks, shapes = _block_means(values, MAX_BLOCKS), _block_means(shapes, MAX_BLOCKS)
    deviation = blocks.std(axis=0)
    ratio = _of_standardised(blocks / np.where(deviation > 0, deviation, 1.0), shapes)
    return np.where(deviation > 0, ratio, 0.0)


def _of_standardised(values: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    n, k = shapes.shape
    whitened, log_variances = _whitened(np.column_stack([np.ones(n), shapes, values]))
    one, shape, y = whitened[:, :, :1], whitened[:, :, 1 : k + 1], whitened[:, :, k + 1 :]
    ones = (one * one).sum(axis=1)
    level = (one * y).sum(axis=1)
    without = np.maximum((y * y).sum(axis=1) - level**2 / ones, 1e-12)
    lean = (one * shape).sum(axis=1) / ones
    rise = np.einsum("gns,gns->gs", np.broadcast_to(shape, y.shape), y) - lean * level
    with_shape = np.maximum(without - rise**2 / ((shape * shape).sum(axis=1) - lean**2 * ones), 1e-12)
    best = [(-0.5 * ((n - 3) * np.log(left) + log_variances[:, None])).max(axis=0) for left in (without, with_shape)]
    return np.asarray(2 * (best[1] - best[0]))


def _block_means(values: np.ndarray, most: int) -> np.ndarray:
    size = -(-len(values) // most)
    whole = len(values) // size
    means: np.ndarray = values[: whole * size].reshape(whole, size, -1).mean(axis=1)
    return means


@cache
def _noise_models() -> tuple[np.ndarray, np.ndarray]:
    """Persistence of the autoregressive part and white noise's share of the variance a step adds, as a grid."""
    persistences = [0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.985, 0.993, 0.998]
    shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97]
    models = np.array([(rho, share) for rho in persistences for share in shares if rho > 0 or share == 0])
    return models[:, 0], models[:, 1]


def _whitened(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Innovations over their deviation (models, steps, columns) and sums of log variances (models): a Kalman filter."""
    rho, share = _noise_models()
    step = 1 - share
    variance = step / np.maximum(1 - rho**2, 1e-9)
    state = np.zeros((len(rho), columns.shape[1]))
    innovations = np.empty((len(columns), *state.shape))
    log_variances = np.zeros(len(rho))
    for t, row in enumerate(columns):
        total = variance + share
        surprise = row - state
        innovations[t] = surprise / np.sqrt(total)[:, None]
        log_variances += np.log(total)
        gain = variance / total
        state = (state + gain[:, None] * surprise) * rho[:, None]
        variance = rho**2 * variance * (1 - gain) + step
    return innovations.transpose(1, 0, 2), log_variances
