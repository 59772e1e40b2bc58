"""Sums of rows: found where totals are, and not among small numbers, of which some add up by chance."""

import random

import numpy as np
import pytest

from pipeline.reading.adding_up import BY_CHANCE, chance_of_sums
from pipeline.reading.grid import Grid
from pipeline.reading.totals import without_totals


def table(chance: random.Random) -> Grid:
    """Labels, of which some are missing, and a few columns of small numbers."""
    rows, gaps = chance.choice([10, 12, 15, 20, 30, 60]), chance.choice([0.02, 0.05, 0.1, 0.2])
    labels = [_labels(chance, rows, gaps) for _ in range(chance.choice([1, 1, 2, 3]))]
    measures = [_measure(chance, rows) for _ in range(chance.choice([1, 1, 2, 2, 3, 5]))]
    doubled: list[str | None] = [str(2 * float(cell or 0)) for cell in measures[0]]
    return grid_of([*labels, *measures, *([doubled] if chance.random() < 0.3 else [])])


def grid_of(columns: list[list[str | None]]) -> Grid:
    return Grid([f"column {place}" for place in range(len(columns))], columns, 0)


def _labels(chance: random.Random, rows: int, gaps: float) -> list[str | None]:
    return [None if chance.random() < gaps else chance.choice("ABCDE") * 3 for _ in range(rows)]


def _measure(chance: random.Random, rows: int) -> list[str | None]:
    most = chance.choice([1, 3, 6, 9, 20, 100])
    return [str(chance.randint(most > 5, most)) for _ in range(rows)]


def test_no_row_of_small_numbers_is_taken_for_a_total() -> None:
    chance = random.Random(5150)
    taken = [without_totals(table(chance)).warnings for _ in range(1_500)]
    assert sum(map(bool, taken)) <= 1


def test_a_row_without_a_label_that_adds_up_the_two_before_is_kept() -> None:
    sizes = [2, 3, 2, 4, 2, 2, 3, 2, 5, 2, 3, 2, 2, 4]
    bills = ["12", "20", "9", "31", "17", "14", "22", "8", "40", "10", "11", "21", "13", "35"]
    names = ["Sun", "Sat", None] * 4 + ["Sun", None]  # of the two before it, the twelfth is the sum
    grid = Grid(["day", "bill", "size"], [names, bills, [*map(str, sizes[:11]), "5", "2", "4"]], 0)
    assert without_totals(grid).row_count == 14


def summed(chance: random.Random, *, at_top: bool) -> tuple[int, Grid]:
    """How many rows of values, and a table of them with their sums below or above."""
    rows = chance.choice([8, 12, 30])
    columns: list[list[str | None]] = [[f"item {row}" for row in range(rows)]]
    columns[0].insert(0 if at_top else rows, None)
    for _ in range(chance.choice([1, 2, 4])):
        amounts = [chance.randint(10, 999) for _ in range(rows)]
        amounts.insert(0 if at_top else rows, sum(amounts))
        columns.append([*map(str, amounts)])
    return rows, grid_of(columns)


@pytest.mark.parametrize("at_top", [True, False])
def test_totals_without_a_label_are_found(at_top: bool) -> None:
    chance = random.Random(21)
    tables = [summed(chance, at_top=at_top) for _ in range(200)]
    assert sum(without_totals(grid).row_count == rows for rows, grid in tables) >= 198


def test_subtotals_of_few_digits_prove_each_other() -> None:
    chance = random.Random(3)
    columns: list[list[str | None]] = [[], []]
    for _ in range(6):
        amounts = [chance.randint(3, 40) for _ in range(4)]
        columns[0] += [*(f"item {amount}" for amount in amounts), None]
        columns[1] += [*map(str, amounts), str(sum(amounts))]
    assert without_totals(Grid(["item", "pieces"], columns, 0)).row_count == 24


def test_columns_that_say_the_same_prove_a_sum_once() -> None:
    numbers = np.array([3.0, 8, 5, 9, 2, 7])
    twice = np.column_stack([numbers, 2 * numbers])
    once = chance_of_sums(np.array([34.0]), np.array([34.0]), twice[:, :1])
    assert BY_CHANCE < once == chance_of_sums(np.array([34.0, 68.0]), np.array([34.0, 68.0]), twice)
