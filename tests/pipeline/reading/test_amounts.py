"""Columns of numbers, of which only those that are asked for are read."""

import numpy as np

from pipeline.reading import edge_totals
from pipeline.reading.amounts import Amounts

PLAIN = [str(number) for number in (7, 9, 11, 13, 15, 17)]
MONEY = [f"${number}.50" for number in (7, 9, 11, 13, 15, 17)]


def test_what_is_written_plainly_is_read_at_once_and_the_rest_when_it_is_asked_for() -> None:
    amounts = Amounts([PLAIN, MONEY, [*PLAIN[:-1], None]])
    assert amounts.written == [1]
    assert amounts.plain.shape == (6, 2)
    assert amounts.column(1).tolist() == [7.5, 9.5, 11.5, 13.5, 15.5, 17.5]
    assert amounts.written == []
    assert np.isnan(amounts.matrix[-1]).tolist() == [False, False, True]


def test_where_plain_columns_do_not_add_up_the_others_are_left_unread() -> None:
    amounts = Amounts([PLAIN, PLAIN, MONEY])
    assert not edge_totals.are_possible(amounts)
    assert amounts.written == [2]


def test_a_last_row_that_adds_up_all_others_is_seen_in_columns_of_any_writing() -> None:
    mixed = [str(number) for number in (130, 20, 911, 47, 305, 66)]
    totals = [[*PLAIN, "72"], [*mixed, "1479"], [*MONEY, "$75.00"], [*MONEY, "$75.00"]]
    amounts = Amounts(totals)
    assert edge_totals.are_possible(amounts)
    assert edge_totals.among(amounts.matrix, []) == [6]
    assert edge_totals.among(Amounts([PLAIN, MONEY]).matrix, []) == []
