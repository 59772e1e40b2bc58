import pytest

from pipeline.wording import Wording, display_names, is_label, noun

NAMES = ["low", "vs", "am", "fatal", "Partner", "US", "owner", "is_member", "survived", "price"]
ROWS = Wording(display_names(NAMES))


@pytest.mark.parametrize("name", ["vs", "am", "X", "A1", "O4", "pop1517", "avgprs", "low", "fatal", "Killed"])
def test_names_that_say_nothing_alone(name):
    assert is_label(name)


@pytest.mark.parametrize(
    "name", ["price", "sales", "CO2", "GDP", "PM10", "life expectancy", "low price", "months", "Größe"]
)
def test_names_that_stand_for_what_they_name(name):
    assert not is_label(name)


@pytest.mark.parametrize(
    ("column", "verb"),
    [
        ("low", "are marked **low**"),
        ("vs", "are marked **vs**"),
        ("US", "are marked **US**"),
        ("owner", "are marked **owner**"),
        ("is_member", "are marked **member**"),
        ("Partner", "are marked **Partner**"),
        ("survived", "survived"),
    ],
)
def test_a_yes_whose_meaning_nobody_knows_is_a_mark(column, verb):
    assert ROWS.outcome(column, True).verb == verb


def test_groups_by_such_a_mark_still_read():
    assert ROWS.among("low", True) == "where marked **low**"
    assert ROWS.among("low", False, again=True) == "among those not marked"
    assert ROWS.of("low", True) == "of those marked **low**"
    assert ROWS.of("low", False, again=True) == "of those not marked"
    both = ROWS.together(("low", False, None), ("price", "90", True))
    assert both == "those not marked **low** and with **price** of 90 or more"


def test_mere_rows_go_without_their_noun_behind_an_average():
    assert ROWS.among_together(("price", "90", False)) == "with **price** under 90"
    assert Wording(row=noun("car")).among_together(("price", "90", False)) == "among cars with **price** under 90"
    assert (ROWS.for_rows, Wording(row=noun("car")).for_rows) == ("", "for cars ")
