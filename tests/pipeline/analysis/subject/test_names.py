import pytest

from pipeline.analysis.subject.names import has_term, is_due, is_per_head, topics
from pipeline.analysis.subject.vocabulary import Topic


@pytest.mark.parametrize("name", ["gdppc", "packpc", "income_pc", "GDP pc"])
def test_per_head(name: str) -> None:
    assert is_per_head(name)


@pytest.mark.parametrize("name", ["epc", "pc", "npc count", "price", "---", ""])
def test_not_per_head(name: str) -> None:
    assert not is_per_head(name)


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Stückzahl", Topic.QUANTITY),
        ("Rechnungsbetrag", Topic.MONEY),
        ("Ausschussquote", Topic.RATE),
        ("Bestelldatum", Topic.BEGIN),
        ("Kundennr", Topic.KEY),
        ("lines_picked", Topic.QUANTITY),
        ("Letters Posted", Topic.QUANTITY),
    ],
)
def test_compounds_and_what_was_done_to_several(name: str, topic: Topic) -> None:
    assert topic in topics(name)


@pytest.mark.parametrize("name", ["speed", "years employed", "price fixed", "is_closed"])
def test_no_count_of_what_was_done(name: str) -> None:
    assert Topic.QUANTITY not in topics(name)


@pytest.mark.parametrize("name", ["due_date", "Fällig am", "promisedDelivery", "échéance", "fecha de vencimiento"])
def test_dates_at_which_something_is_due(name: str) -> None:
    assert is_due(name)
    assert not is_due("paid on")


@pytest.mark.parametrize("name", ["lead_time", "survivors", "is Lead Time (days)", "target"])
def test_a_name_has_a_term_of_one_word_of_several_or_by_its_beginning(name: str) -> None:
    assert has_term(name, ("lead time", "surviv*", "target"))


@pytest.mark.parametrize("name", ["time lead", "lead of time", "revival", "targets", ""])
def test_and_no_other(name: str) -> None:
    assert not has_term(name, ("lead time", "surviv*", "target"))
