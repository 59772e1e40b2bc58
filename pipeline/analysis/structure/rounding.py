"""How finely a column was written down."""

import numpy as np

DECIMALS = 5  # beyond them a column counts as exact


def last_digit(values: np.ndarray) -> float:
    """The last decimal of a column's values (without NaN): 0.01 for money, 1 for whole numbers; 0 where exact."""
    scale = 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0)))
    for decimals in range(DECIMALS):
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=scale):
            return float(10.0**-decimals)
    return 0.0


def tolerance(values: np.ndarray) -> float:
    """How far a rounded value may be from the exact one: half its last digit, and what floats lose."""
    return 0.51 * last_digit(values) + 1e-9 * float(np.abs(values).max(initial=0.0))
