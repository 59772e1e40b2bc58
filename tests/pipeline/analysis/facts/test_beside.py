"""What other columns are to the subject: what came of it, what set its time, how the file was sorted by it."""

from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.analysis.facts.beside import Beside
from pipeline.analysis.facts.row_order import RowOrder
from pipeline.analysis.variables.roles import Role
from pipeline.story import ColumnType, Form, TableKind

APPROVED = np.repeat([1.0, 0.0], 100)


def claims(paid: np.ndarray) -> Beside:
    context = SimpleNamespace(sample=SimpleNamespace(numbers={"paid": paid}))
    subject = SimpleNamespace(column="approved", form=Form.SHARE, table=TableKind.EVENTS)
    return Beside(context, subject, SimpleNamespace(form=Form.SHARE, is_duration=False), APPROVED)


@pytest.mark.parametrize(("share_paid", "comes_of_it"), [(1.0, True), (0.9, True), (0.5, False), (0.0, False)])
def test_what_nearly_all_with_the_outcome_have_and_no_others_came_of_it(share_paid, comes_of_it) -> None:
    paid = np.where(np.arange(200) < 100 * share_paid, 50.0, 0.0)
    assert claims(paid).comes_of_subject("paid") is comes_of_it
    assert not claims(np.full(200, 50.0)).comes_of_subject("paid")  # everybody has it


def test_a_limit_sets_no_time_for_itself() -> None:
    names = ("priority", "sla_hours")
    variables = {name: SimpleNamespace(name=name) for name in names}
    context = SimpleNamespace(variables=variables, follows=lambda _, limit: limit == "sla_hours")
    took = Beside(context, SimpleNamespace(column="hours"), SimpleNamespace(is_duration=True), None)
    assert [took.is_time_set_by(name) for name in names] == [True, False]


def rows(values: np.ndarray, *, time: str | None = None, key: str = "code", distinct: int = 0) -> RowOrder:
    column = SimpleNamespace(type=ColumnType.TEXT, distinct=distinct)
    variables = {key: SimpleNamespace(name=key, column=column, role=Role.TEXT)}
    context = SimpleNamespace(variables=variables, row_count=len(values))
    subject = SimpleNamespace(table=TableKind.ENTITIES, time=time, row=SimpleNamespace(is_person=False))
    return RowOrder(context, subject, values, ())


def test_a_file_that_was_sorted_by_the_subject_says_nothing_by_its_order() -> None:
    rising, mixed = np.arange(100.0), np.random.default_rng(3).random(100)
    assert not rows(rising).tells
    assert rows(rising, time="day").tells  # it rose with time
    assert rows(mixed).tells


@pytest.mark.parametrize(
    ("key", "distinct", "names_rows"),
    [("code", 96, True), ("code", 85, False), ("player", 85, True), ("player", 75, False)],
)
def test_names_may_be_shared_by_a_few_rows(key, distinct, names_rows) -> None:
    assert rows(np.arange(100.0), key=key, distinct=distinct).label == (key if names_rows else None)
