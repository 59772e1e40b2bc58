"""The F-test behind every relation: a correlation of two scores, on as many rows as its evidence is worth."""

import numpy as np
import numpy.typing as npt

from pipeline.analysis.inference.distributions import f_tail


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's correlation of two scores whose means are zero; 0 where either never changes."""
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip(x @ y / scale, -1, 1)) if scale > 0 else 0.0


def relation_p(r: float, n: float, degrees_of_freedom: int, design_effect: float, n_effective: float) -> float:
    """P-value (F-test) of a correlation whose variance is ``design_effect`` times that of ``n`` independent rows."""
    return float(relation_ps(r, n, degrees_of_freedom, design_effect, n_effective))


def relation_ps(
    r: npt.ArrayLike,
    n: npt.ArrayLike,
    degrees_of_freedom: int,
    design_effect: npt.ArrayLike,
    n_effective: npt.ArrayLike,
) -> np.ndarray:
    """The same of several correlations."""
    r, n = np.asarray(r, dtype=float), np.asarray(n, dtype=float)
    left = np.maximum(2.0, np.subtract(n_effective, degrees_of_freedom + 1))
    f = (
        (r * r / degrees_of_freedom)
        / np.maximum((1 - r * r) / np.maximum(n - degrees_of_freedom - 1, 1), 1e-300)
        / np.maximum(1.0, design_effect)
    )
    return f_tail(f, degrees_of_freedom, left)
