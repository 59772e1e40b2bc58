"""What a story is about, in words."""

import pytest

from pipeline import about
from pipeline.story import TableKind
from tests.ui.documents import outlined_document


def subject(**changes):
    return {**outlined_document()["subject"], **changes}


def test_the_subject_the_rows_and_what_they_are_compared_by():
    assert list(about.facts_of(subject())) == [
        ("About", "revenue"),
        ("Each row is", "something that happened"),
        ("Compared by", "region"),
    ]


def test_without_anything_to_compare_by_nothing_is_said_of_it():
    assert [term for term, _ in about.facts_of(subject(dimensions=[]))] == ["About", "Each row is"]


def test_an_outcome_names_the_value_that_is_counted():
    assert about.about(subject(column="status", form="share", value="late")) == "status = late"
    assert about.about(subject(column="churned", form="share", value=True)) == "churned"


def test_without_a_column_it_is_about_the_number_of_rows():
    assert about.about(subject(column=None, form="count")) == "number of rows"


def test_of_many_columns_the_first_four_are_named():
    assert about.compared_by(subject(dimensions=list("abcdef"))) == "a, b, c, d and 2 more"


@pytest.mark.parametrize("kind", TableKind)
def test_every_kind_of_table_has_its_words(kind):
    assert kind in about.TABLES
    assert "country" in about.row_of(subject(table="panel", entity="country"))


def test_names_from_a_file_keep_to_one_line():
    assert about.name_of("a\n b\u202e") == "a b"
