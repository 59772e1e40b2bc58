import pytest

from pipeline.wording import Wording, display_names, noun
from pipeline.wording.names import split
from pipeline.wording.outcomes import verb_in

HEADERS = ["passengerClass", "sex", "OnlineSecurity", "rank", "region", "opened_at", "closed_at", "has_children"]
SPOKEN = Wording(display_names(HEADERS), noun("passenger"))


@pytest.mark.parametrize(
    ("column", "value", "of", "again", "among"),
    [
        ("sex", "female", "of **female** passengers", "of **female** passengers", "among **female** passengers"),
        ("sex", "M", "of male passengers", "of male passengers", "among male passengers"),
        ("passengerClass", "1st", "of passengers in **1st** class", "in **1st** class", "in **1st** class"),
        ("region", "North", "of passengers in **North**", "in **North**", "in **North**"),
        ("region", "3", "of passengers with **region** **3**", "with **3**", "with **region** **3**"),
        ("rank", "Prof", "of passengers with **rank** **Prof**", "with **Prof**", "with **rank** **Prof**"),
        (
            "OnlineSecurity",
            False,
            "of passengers without **online security**",
            "without",
            "without **online security**",
        ),
    ],
)
def test_groups(column, value, of, again, among):
    assert SPOKEN.of(column, value) == of
    assert SPOKEN.of(column, value, again=True) == again
    assert SPOKEN.among(column, value) == among


@pytest.mark.parametrize(
    ("column", "value", "verb"),
    [
        ("survived", True, "survived"),
        ("Churn", "Yes", "churned"),
        ("status", "denied", "were denied"),
        ("returned", 1, "returned an order"),
        ("loan_default", 1, "defaulted"),
        ("überlebt", "ja", "survived"),
        ("diabetes", True, "have diabetes"),
        ("has_children", True, "have **children**"),
        ("vote", "N", "have **vote** **N**"),
        ("status", True, "have **status** **yes**"),
        ("personal_trainer", True, "have a **personal trainer**"),
        ("works_overtime", "Yes", "work overtime"),
        ("Arrived by Ambulance", "Y", "arrived by ambulance"),
        ("paid_online", True, "were paid online"),
        ("self_employed", True, "are self-employed"),
        ("never_married", True, "are marked **never married**"),
        ("company_car", True, "have a **company car**"),
        ("has_locker", True, "have a **locker**"),
        ("co_applicant", True, "have a **co-applicant**"),
        ("is_insured", True, "were insured"),
        ("newly_qualified", True, "are marked **newly qualified**"),
    ],
)
def test_outcomes(column, value, verb):
    assert Wording(display_names([column]), noun("passenger")).outcome(column, value).verb == verb


def test_things_are_returned_and_people_return_them():
    assert Wording(row=noun("order")).outcome("returned", True).verb == "were returned"


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("start_time", "end_time", "duration"),
        ("Planned Start", "Planned End", "planned duration"),
        ("check_in", "check_out", "length of stay"),
        ("admitted_at", "discharged_at", "length of stay"),
        ("Departure", "Arrival", "travel time"),
        ("planned_start", "actual_end", "time to end"),
        ("Pickup Date", "Return Date", "time from Pickup Date to Return Date"),
    ],
)
def test_what_lies_between_a_beginning_and_its_end(first: str, second: str, name: str) -> None:
    assert Wording(display_names([first, second])).name(f"{first} to {second}") == name


def test_a_duration_by_what_ends_it():
    assert SPOKEN.name("opened_at to closed_at") == "time to close"
    spoken = Wording(display_names(["Order Date", "Ship Date"]))
    assert spoken.name("Order Date to Ship Date") == "time to ship"
    assert Wording(display_names(["opened", "Delivered On"])).name("opened to Delivered On") == "time to deliver"


def test_rows():
    assert (SPOKEN.rows(1), SPOKEN.rows(1309)) == ("1 passenger", "1,309 passengers")
    assert Wording().rows(2) == "2 rows"


@pytest.mark.parametrize(
    ("column", "value", "of", "again"),
    [
        ("dest_zone", "EU", "of orders in **destination zone** **EU**", "in **EU**"),
        ("Línea", "Línea 4", "of orders with **Línea 4**", "with **Línea 4**"),
        ("shift", "night", "of orders on the **night** shift", "on the **night** shift"),
        ("dept", "HR", "of orders in **HR**", "in **HR**"),
        ("rooms", 1, "of orders with **1** room", "with **1**"),
        ("left_without_pay", True, "of orders that left without pay", "of those that left without pay"),
        ("has_parking", True, "of orders with **parking**", "with"),
        ("has_parking", False, "of orders without **parking**", "without"),
        ("reminder_sent", False, "of orders without **reminder sent**", "without"),
        ("status", False, "of orders with **status** **no**", "with **status** **no**"),
        ("sector", "Health", "of orders in the **Health** sector", "in the **Health** sector"),
        ("hour", "9", "of orders at **9**:00", "at **9**:00"),
        ("elevator", True, "of orders with an **elevator**", "with"),
        ("works_overtime", False, "of orders that don't work overtime", "of those that don't"),
        ("arrived_by_ship", False, "of orders that didn't arrive by ship", "of those that didn't"),
        ("personal_trainer", False, "of orders without a **personal trainer**", "without"),
        ("self_employed", True, "of orders marked **self-employed**", "of those marked **self-employed**"),
        ("carrier", "Dart", "of orders with **Dart**", "with **Dart**"),
        ("Internet", "No internet", "of orders without **internet**", "without **internet**"),
    ],
)  # fmt: skip
def test_what_is_clear_isnt_said_twice(column, value, of, again):
    spoken = Wording(display_names([column]), noun("order"))
    assert (spoken.of(column, value), spoken.of(column, value, again=True)) == (of, again)


def test_what_somebody_has_none_of_has_no_article():
    spoken = Wording(display_names(["company_car"]), noun("employee"))
    assert spoken.had("company_car", False) == "had no **company car**"
    assert spoken.had("company_car", True) == "had a **company car**"


def test_a_group_that_did_something_among_all():
    spoken = Wording(display_names(["churn"]), noun("customer"))
    assert spoken.among("churn", "Yes") == "among customers who churned"


def test_conditions_that_say_the_same_are_said_once():
    spoken = Wording(display_names(["tech_support", "internet"]), noun("customer"))
    both = spoken.together(("tech_support", "No internet", None), ("internet", False, None))
    assert both == "customers without **internet**"


def test_employees_leave_where_customers_cancel():
    assert Wording(row=noun("employee")).outcome("Kündigung", "ja").verb == "left"
    assert Wording(row=noun("customer")).outcome("Kündigung", "ja").verb == "cancelled"


def test_what_an_average_is_of_names_its_rows_where_that_is_no_place():
    spoken = Wording(display_names(["cause"]), noun("stoppage"))
    assert spoken.among("cause", "Wear") == "for stoppages due to **Wear**"
    assert spoken.among("cause", "Jam", again=True) == "for **Jam**"


def test_who_has_none_is_without():
    assert Wording(display_names(["discount"]), noun("order")).behind("discount", "None") == "without **discount**"


def test_two_conditions_of_which_one_is_a_place():
    spoken = Wording(display_names(["region", "rooms"]), noun("house"))
    assert spoken.together(("region", "Bern", None), ("rooms", 5, None)) == "houses in **Bern** with **5** **rooms**"


@pytest.mark.parametrize(
    ("column", "who"),
    [
        ("Churn", "customers who didn't churn"),
        ("smoker", "customers who don't smoke"),
        ("employed", "customers who weren't employed"),
        ("stroke", "customers who had no stroke"),
        ("noshow", "customers who did show up"),
    ],
)
def test_no_negates_the_verb_of_yes(column, who):
    assert Wording(display_names([column]), noun("customer")).group(column, False) == who


def test_rows_without_a_name_are_those():
    spoken = Wording({"price": "price", "low": "low", "left": "left"})
    assert spoken.group("price", 90) == "those with **price** **90**"
    assert spoken.group("left", False) == "those that didn't leave"
    assert spoken.among_together(("low", True, None)) == "where marked **low**"
    assert spoken.rows(2) == "2 rows"


def test_a_bill_has_a_smoker_and_smokes_not():
    bills = Wording(display_names(["smoker"]), noun("bill"))
    assert bills.group("smoker", True) == "bills with **smoker**"
    assert bills.group("smoker", False) == "bills without **smoker**"


@pytest.mark.parametrize(
    ("column", "cut", "under", "beyond"),
    [
        ("rooms", "10", "orders with fewer than 10 **rooms**", "with 10 **rooms** or more"),
        ("visits_per_month", "1", "orders with fewer than 1 visit per month", "with 1 visit per month or more"),
        ("price", "10", "orders with **price** under 10", "with **price** of 10 or more"),
        ("sales", "10", "orders with **sales** under 10", "with **sales** of 10 or more"),
        ("wait", "10 min", "orders with **wait** under 10 min", "with **wait** of 10 min or more"),
    ],
)
def test_so_many_of_something(column, cut, under, beyond):
    spoken = Wording(display_names([column]), noun("order"))
    assert spoken.together((column, cut, False)) == under
    assert spoken.beyond(column, cut) == beyond


def test_both_ends_of_so_many():
    spoken = Wording(display_names(["rooms", "price"]), noun("house"))
    assert spoken.between("rooms", "0", "3") == ("with none", "with more than 3 **rooms**")
    assert spoken.between("rooms", "1.5", "2.5") == ("with 1.5 or fewer", "with more than 2.5 **rooms**")
    assert spoken.between("price", "2", "3") == ("with 2 or less", "with **price** over 3")
    assert spoken.between("price", "0", "3", is_least=True) == ("with 0", "with **price** over 3")
    assert spoken.between("rooms", "1", "3", is_least=True) == ("with 1", "with more than 3 **rooms**")


def test_an_answer_that_has_its_place_before_it_is_an_answer():
    spoken = Wording({"health_ins": "health ins"}, noun("worker"))
    assert spoken.at_entity("health_ins", "1. Yes") == "for workers with **health ins**"
    assert spoken.behind("health_ins", "2. No") == "without **health ins**"


@pytest.mark.parametrize("name", ["Resolved First Call", "first_call_resolution"])
def test_what_was_resolved_on_the_first_call_is_not_just_resolved(name: str) -> None:
    assert verb_in([part.casefold() for part in split(name)]) == "were resolved on the first call"


def test_people_answer_a_statement():
    pay, manager = "Pay is fair", "My manager listens to me"
    spoken = Wording({}, noun("respondent"))
    both = ((pay, 5, None), (manager, 4, None))
    assert spoken.together(*both) == f"respondents who answer **5** to **{pay}** and **4** to **{manager}**"
    assert (
        spoken.among_together(*both, again=True)
        == f"among those who answer **5** to **{pay}** and **4** to **{manager}**"
    )
    assert spoken.together((pay, "4", True)) == f"respondents who answer 4 or more to **{pay}**"
    assert "answer" not in Wording({}, noun("order")).together((pay, 5, None))
