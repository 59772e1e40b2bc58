"""All pairs of columns tested at once: matrix products over standardised ranks and one-hot groups.

Each screen gives p-values for every pair. Missing values count as average there, which is near enough to choose the
pairs worth an exact test (``exact.py``); the number of pairs goes to the ledger.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.analysis.inference.distributions import chi_squared_tail, f_tail, t_tail
from pipeline.analysis.variables.crossed import Crossed, one_hot
from pipeline.analysis.variables.sample import Grouping

MAX_LEVELS_AT_ONCE = 2_000  # of all groupings in one matrix product
SLACK = 3.0  # pairs with a screened p-value up to this many times the wanted one are tested exactly


def correlations(ranks: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spearman correlations of all columns and the rows each pair shares; both arrays (columns, columns).

    ``ranks`` (rows, columns): standardised ranks, 0 where missing; ``present`` (rows, columns): 1.0 where not missing.
    """
    shared = present.T @ present
    squares = ranks**2
    scale = np.sqrt((squares.T @ present) * (squares.T @ present).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(scale > 0, (ranks.T @ ranks) / scale, 0.0)
    return np.clip(r, -1, 1), shared


def correlation_p(r: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Two-sided p-values of Spearman correlations by Student's t."""
    degrees_of_freedom = np.maximum(n - 2, 1)
    with np.errstate(divide="ignore"):
        t = np.abs(r) * np.sqrt(degrees_of_freedom / np.maximum(1 - r**2, 1e-300))
    return np.asarray(np.where(n >= 10, 2 * t_tail(t, degrees_of_freedom), 1.0))


def group_differences(
    groupings: Sequence[Grouping], ranks: np.ndarray, present: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The share of rank variance between groups and its p-value (F-test), both (groupings, columns of ``ranks``)."""
    shares, p_values = [], []
    for block in _blocks(groupings):
        share, p_value = _block_differences(block, ranks.astype(np.float32), present.astype(np.float32))
        shares.append(share)
        p_values.append(p_value)
    return np.vstack(shares), np.vstack(p_values)


def _blocks(groupings: Sequence[Grouping]) -> Iterator[list[Grouping]]:
    block: list[Grouping] = []
    levels = 0
    for grouping in groupings:
        if block and levels + len(grouping.levels) > MAX_LEVELS_AT_ONCE:
            yield block
            block, levels = [], 0
        block.append(grouping)
        levels += len(grouping.levels)
    if block:
        yield block


def _block_differences(
    groupings: list[Grouping], ranks: np.ndarray, present: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    members, starts = _one_hot(groupings)

    def over_groups(values: np.ndarray) -> np.ndarray:
        return np.asarray(np.add.reduceat(values, starts, axis=0))

    sums, sizes = (members.T @ ranks).astype(float), (members.T @ present).astype(float)
    n, total_sums = over_groups(sizes), over_groups(sums)
    squares = over_groups((members.T @ ranks**2).astype(float))
    between = over_groups(np.divide(sums**2, sizes, out=np.zeros_like(sums), where=sizes > 0))
    groups = over_groups((sizes > 0).astype(float))
    centre = np.divide(total_sums**2, n, out=np.zeros_like(n), where=n > 0)
    spread = squares - centre
    eta_squared = np.divide(between - centre, spread, out=np.zeros_like(n), where=spread > 0)
    eta_squared = np.clip(eta_squared, 0, 1)
    degrees_of_freedom = n - groups
    usable = (groups > 1) & (degrees_of_freedom > 3)
    f = np.zeros_like(n)
    left = np.maximum(1 - eta_squared[usable], 1e-12) / degrees_of_freedom[usable]
    f[usable] = eta_squared[usable] / (groups[usable] - 1) / left
    p_values = np.ones_like(n)
    promising = f > 1.3  # smaller ratios are never significant
    p_values[promising] = f_tail(f[promising], groups[promising] - 1, degrees_of_freedom[promising])
    return eta_squared, p_values


def _one_hot(groupings: Sequence[Grouping]) -> tuple[np.ndarray, np.ndarray]:
    return one_hot([g.codes for g in groupings], np.array([len(g.levels) for g in groupings]))


def shares_by_group(groupings: Sequence[Grouping], flags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Are flags as frequent in every group? Screened p-values of Pearson's chi-squared, and Cramér's V.

    ``flags`` (rows, columns): 1.0 or 0.0. Both results (groupings, columns).
    """
    strengths, p_values = [], []
    for block in _blocks(groupings):
        members, starts = _one_hot(block)
        sizes = members.sum(axis=0)[:, None].astype(float)
        raised = (members.T @ flags.astype(np.float32)).astype(float)
        n, total = np.add.reduceat(sizes, starts, axis=0), np.add.reduceat(raised, starts, axis=0)
        share = total / np.maximum(n, 1)
        between = np.add.reduceat(raised**2 / np.maximum(sizes, 1), starts, axis=0) - n * share**2
        spread = share * (1 - share)
        chi_squared = np.divide(between, spread, out=np.zeros_like(between), where=spread > 0)
        groups = np.add.reduceat(sizes > 0, starts, axis=0)
        chi_squared, degrees_of_freedom = np.maximum(chi_squared, 0.0), np.maximum(groups - 1, 1)
        p_values.append(chi_squared_tail(chi_squared, degrees_of_freedom))
        strengths.append(np.sqrt(chi_squared / np.maximum(n, 1)))
    return np.vstack(p_values), np.vstack(strengths)


def associations(crossed: Crossed, widths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Screened p-values of every two groupings' independence by Pearson's chi-squared, and Cramér's V of each.

    Both (groupings, groupings); V corrected for chance (Bergsma 2013), without putting sparse groups together.
    ``widths``: how many levels each grouping has. P-values that are never significant are 1.
    """
    chi_squared = np.maximum(crossed.rows * (crossed.unevenness - 1), 0.0)
    degrees_of_freedom = np.multiply.outer(widths - 1, widths - 1)
    n = np.maximum(crossed.rows, 2.0)
    phi_squared = np.maximum(chi_squared / n - degrees_of_freedom / (n - 1), 0.0)
    shrunk = widths[:, None] - (widths[:, None] - 1) ** 2 / (n - 1)
    least = np.minimum(shrunk, shrunk.T) - 1
    v = np.sqrt(np.divide(phi_squared, least, out=np.zeros_like(phi_squared), where=least > 0))
    p_values = np.ones_like(chi_squared)
    promising = chi_squared > degrees_of_freedom + 2 * np.sqrt(2 * degrees_of_freedom)  # two standard deviations
    p_values[promising] = chi_squared_tail(chi_squared[promising], degrees_of_freedom[promising])
    return p_values, v
