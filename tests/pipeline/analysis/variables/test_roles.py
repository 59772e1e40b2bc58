"""What a column's name and values say of its part."""

import pytest

from pipeline.analysis.variables.profile import NumericProfile
from pipeline.analysis.variables.roles import Role, assign_roles
from pipeline.story import Column, ColumnType


@pytest.mark.parametrize(
    ("name", "adds_up"),
    [
        ("sales", True),
        ("TotalSales", True),
        ("fee", True),
        ("entryFees", True),
        ("tip", True),
        ("headcount", True),
        ("unit_cost", True),
        ("lifeExp", False),  # no fee
        ("discount", False),
        ("multiple", False),  # no tip
        ("country_area", False),
        ("sales rate", False),
    ],
)
def test_only_whole_words_say_that_a_measure_adds_up(name: str, adds_up: bool) -> None:
    column = Column(name, ColumnType.NUMERIC, None, 0, 900)
    profile = NumericProfile(1_000, 0.5, 99.5, 40.0, 12.0, whole=False, negatives=0)
    [variable] = assign_roles((column,), {name: profile}, 1_000)
    assert variable.adds_up is adds_up


@pytest.mark.parametrize(
    ("name", "is_part"),
    [
        ("month", True),
        ("order_hour", True),
        ("visits_per_month", False),
        ("Calls last week", False),
        ("visites_par_mois", False),
    ],
)
def test_how_many_a_month_is_no_month(name: str, is_part: bool) -> None:
    column = Column(name, ColumnType.NUMERIC, None, 0, 13)
    profile = NumericProfile(1_000, 0.0, 12.0, 6.0, 3.0, whole=True, negatives=0)
    [variable] = assign_roles((column,), {name: profile}, 1_000)
    assert variable.time_part is is_part


@pytest.mark.parametrize(
    ("name", "least", "most", "distinct", "role"),
    [
        ("school", 1, 65, 65, Role.ENTITY),
        ("Student", 1, 198, 190, Role.ENTITY),
        ("school", 1224, 9586, 160, Role.ENTITY),
        ("litter", 1, 27, 27, Role.DIMENSION),
        ("childid", 3, 9000, 158, Role.ENTITY),
        ("Schule", 1, 80, 80, Role.ENTITY),
        ("customer", 12, 480, 300, Role.MEASURE),  # how many came
        ("students", 1, 65, 65, Role.MEASURE),
        ("visits", 1, 65, 65, Role.MEASURE),
        ("months_as_customer", 1, 72, 72, Role.MEASURE),
        ("Jahre im Betrieb", 1, 40, 40, Role.MEASURE),
    ],
)
def test_numbers_of_things_name_them(name: str, least: int, most: int, distinct: int, role: Role) -> None:
    column = Column(name, ColumnType.NUMERIC, None, 0, distinct)
    profile = NumericProfile(1_000, least, most, (least + most) / 2, 12.0, whole=True, negatives=0)
    [variable] = assign_roles((column,), {name: profile}, 1_000)
    assert variable.role is role
