"""What a story is about, from names, types, values and identities."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.subject import Accumulation, Topic, accumulation, find_subject, topics
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.story import Form, Subject, TableKind
from testing.truth.tables import table_of


def subject_of(frame: pd.DataFrame, chosen: str | None = None) -> Subject:
    return find_subject(make_context(table_of(frame), Options()), chosen)


def rows(n: int = 400, **columns: object) -> pd.DataFrame:
    """A table of people with a trait and an amount, and more columns in front."""
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        {name: values(rng, n) if callable(values) else values for name, values in columns.items()}
        | {"height": rng.normal(170, 9, n).round(1), "region": rng.choice(["N", "S", "W"], n)}
    )


def yes_no(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.choice(["yes", "no"], n, p=[0.2, 0.8])


def amounts(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.lognormal(4, 1, n).round(2)


@pytest.mark.parametrize("name", ["churned", "Gekündigt", "survécu", "aprobado", "loan_denied"])
def test_what_became_of_it_is_the_subject_in_four_languages(name) -> None:
    found = subject_of(rows(**{"amount": amounts, name: yes_no}))
    assert (found.column, found.form, found.value) == (name, Form.SHARE, "yes")
    assert "amount" in found.alternatives


@pytest.mark.parametrize("name", ["profit", "Gewinn", "bénéfice", "beneficio"])
def test_profit_comes_before_sales_and_is_told_as_a_part_of_them(name) -> None:
    rng = np.random.default_rng(4)
    sales = rng.lognormal(4, 1, 400).round(2)
    found = subject_of(rows(sales=sales, **{name: (sales * rng.uniform(-0.2, 0.4, 400)).round(2)}))
    assert found.column == name
    assert found.form is Form.TOTAL
    assert found.base == "sales"
    assert found.companions[0] == "sales"


def test_what_became_of_people_comes_before_whether_they_work() -> None:
    assert subject_of(rows(employed=yes_no, released=yes_no)).column == "released"
    assert subject_of(rows(employed=yes_no)).column == "employed"


def test_the_same_on_another_scale_is_no_companion() -> None:
    rng = np.random.default_rng(5)
    wage, price = rng.lognormal(4, 0.3, 400).round(2), rng.lognormal(2, 0.4, 400).round(2)
    found = subject_of(pd.DataFrame({"wage": wage, "wage_log": np.log(wage).round(4), "price": price}))
    assert (found.column, found.companions) == ("wage", ("price",))


def test_the_declined_are_counted() -> None:
    states = lambda rng, n: rng.choice(["paid", "declined", "open"], n)  # noqa: E731
    found = subject_of(rows(state_of_order=states))
    assert (found.column, found.value) == ("state_of_order", "declined")


def test_a_duration_from_opening_to_closing() -> None:
    rng = np.random.default_rng(5)
    opened = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 400), unit="D")
    closed = opened + pd.to_timedelta(rng.exponential(5, 400) + 1, unit="D")
    updated = closed + pd.to_timedelta(rng.integers(0, 90, 400), unit="D")
    found = subject_of(pd.DataFrame({"updated_at": updated, "opened_at": opened, "closed_at": closed, "team": "a"}))
    assert found.column == "opened_at to closed_at"
    assert found.columns == ("opened_at", "closed_at")
    assert found.time == "opened_at"


def test_a_panel_has_its_entity_also_where_that_is_a_number() -> None:
    firms, years = np.repeat(np.arange(1, 11), 20), np.tile(np.arange(1990, 2010), 10)
    rng = np.random.default_rng(6)
    found = subject_of(pd.DataFrame({"firm": firms, "year": years, "investment": rng.lognormal(4, 1, 200)}))
    assert (found.table, found.entity, found.time) == (TableKind.PANEL, "firm", "year")
    assert found.column == "investment"


def test_sparse_pairs_of_product_and_day_are_no_panel() -> None:
    rng = np.random.default_rng(7)
    dates = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 700, 900), unit="D")
    found = subject_of(
        pd.DataFrame({"date": dates, "product": rng.integers(0, 200, 900).astype(str), "sales": rng.gamma(2, 9, 900)})
    )
    assert found.table is TableKind.EVENTS
    assert found.entity is None


def test_codes_and_arms_are_no_subject() -> None:
    frame = pd.DataFrame({"dose": np.repeat([0.5, 1.0, 2.0], 20), "kind": np.tile([1, 2], 30)})
    frame["outcome_size"] = frame["dose"] * 3 + np.random.default_rng(8).normal(0, 1, 60)
    found = subject_of(frame)
    assert found.column == "outcome_size"
    assert found.table is TableKind.EXPERIMENT


def test_a_battery_of_answers_is_a_survey() -> None:
    rng = np.random.default_rng(9)
    frame = pd.DataFrame({f"item_{i}": rng.integers(1, 6, 300) for i in range(6)})
    assert subject_of(frame).table is TableKind.SURVEY
    assert subject_of(frame.assign(age=rng.integers(18, 80, 300))).column == "item_0"


def test_the_users_own_subject_and_one_that_is_no_column() -> None:
    frame = rows(churned=yes_no, amount=amounts)
    found = subject_of(frame, "AMOUNT")
    assert found.column == "amount"
    assert found.alternatives[0] == "churned"
    with pytest.raises(PreprocessingError, match="no column called 'amuont'"):
        subject_of(frame, "amuont")
    named = frame.assign(name=[f"customer {i}" for i in range(len(frame))])
    with pytest.raises(PreprocessingError, match="can't be about 'name'") as refused:
        subject_of(named, "name")
    assert "amount" in refused.value.hint


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sales", Accumulation.OVER_ALL),
        ("Niederschlag", Accumulation.OVER_ALL),
        ("population", Accumulation.OVER_ENTITIES),
        ("solde", Accumulation.OVER_ENTITIES),
        ("discount_rate", Accumulation.NEVER),
        ("gdpPercap", Accumulation.NEVER),
        ("salario", Accumulation.NEVER),
        ("satisfaction", Accumulation.NEVER),
        ("distance", Accumulation.OVER_ALL),
        ("DistanceFromHome", Accumulation.NEVER),
    ],
)
def test_over_what_a_measure_adds_up(name, kind) -> None:
    context = make_context(table_of(rows(**{name: amounts})), Options())
    assert accumulation(context.variables[name]) is kind


def test_topics_are_read_from_words_not_from_letters() -> None:
    assert Topic.END in topics("closedAt")
    assert Topic.GAIN in topics("life_expectancy")
    assert not topics("feedback")


def test_the_subject_doesnt_depend_on_how_strongly_columns_go_together() -> None:
    frame = rows(churned=yes_no, amount=amounts)
    shuffled = frame.apply(lambda column: column.sample(frac=1, random_state=1).to_numpy())
    assert subject_of(frame) == subject_of(shuffled)


@pytest.mark.parametrize("name", ["year_built", "Baujahr", "updated_at", "date_of_birth"])
def test_a_date_at_which_nothing_of_the_row_happened_is_no_time(name) -> None:
    year = lambda rng, n: rng.integers(1950, 2020, n)  # noqa: E731
    assert subject_of(rows(**{name: year, "price": amounts})).time is None


def test_income_is_what_the_rest_depends_on() -> None:
    rng = np.random.default_rng(8)
    frame = rows(income=rng.normal(3000, 400, 400).round(), visits=rng.poisson(3, 400))
    assert subject_of(frame).column == "visits"
    assert subject_of(frame.rename(columns={"income": "net income"})).column == "net income"  # what a firm earns


def test_how_long_a_bill_is_is_no_money() -> None:
    rng = np.random.default_rng(8)
    frame = rows(bill_length=rng.normal(44, 5, 400).round(1), mass=rng.normal(4200, 500, 400).round())
    assert subject_of(frame).column == "mass"
    assert subject_of(frame.rename(columns={"bill_length": "bill"})).column == "bill"


def test_the_arms_of_a_study_are_no_answer_and_the_last_column_is_one() -> None:
    frame = pd.DataFrame(
        {
            "treatment": ["drug", "placebo"] * 200,
            "swelling": np.random.default_rng(8).choice(["no", "yes"], 400, p=[0.7, 0.3]),
        }
    )
    found = subject_of(frame)
    assert (found.column, found.value) == ("swelling", "yes")
    assert "treatment" not in found.alternatives


def test_weather_that_all_places_share_is_not_what_they_are_about() -> None:
    rng = np.random.default_rng(8)
    days, counters = pd.date_range("2024-01-01", periods=200), ["North", "Bridge", "Castle"]
    rain = rng.gamma(1.0, 4.0, 200).round(1)
    frame = pd.DataFrame(
        {
            "day": np.repeat(days, 3),
            "counter": counters * 200,
            "rain": np.repeat(rain, 3),
            "wheels": rng.normal(900, 120, 600).round(1),
        }
    )
    assert subject_of(frame).column == "wheels"
    assert "rain" not in subject_of(frame).companions
    own = frame.assign(rain=rng.permutation(frame["rain"]))  # each counter's own
    assert subject_of(own).column == "rain"


def test_years_alone_make_no_events() -> None:
    frame = rows(year=np.random.default_rng(8).choice([2007, 2008, 2009], 400)).assign(
        mass=lambda t: t["height"] * 25.3
    )
    assert subject_of(frame).column == "mass"


@pytest.mark.parametrize("name", ["unit_cost", "Unit Price", "prix unitaire", "Stückpreis", "precio unitario"])
def test_what_one_piece_costs_is_never_added_up_nor_told_before_the_stock(name) -> None:
    frame = rows(**{name: amounts, "on_hand": lambda rng, n: rng.poisson(90, n)})
    context = make_context(table_of(frame), Options())
    assert accumulation(context.variables[name]) is Accumulation.NEVER
    assert subject_of(frame).column == "on_hand"


def test_when_something_last_happened_is_no_time_of_the_rows() -> None:
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(400) % 180, unit="D")
    assert subject_of(rows(last_moved=days, on_hand=amounts)).time is None
    assert subject_of(rows(moved=days, on_hand=amounts)).time == "moved"


def test_a_status_of_customers_is_no_case_on_the_way() -> None:
    found = subject_of(rows(amount=amounts, status=lambda rng, n: rng.choice(["active", "churned"], n)))
    assert (found.value, found.undecided) == ("churned", ())


def test_what_is_pending_is_neither_approved_nor_denied() -> None:
    found = subject_of(rows(amount=amounts, decision=lambda rng, n: rng.choice(["approved", "denied", "pending"], n)))
    assert found.undecided == ("pending",)


def test_what_comes_in_is_told_before_what_is_spent_for_it() -> None:
    assert subject_of(rows(**{"Revenue": amounts, "Ad Spend": amounts})).column == "Revenue"
    assert subject_of(rows(**{"Ad Spend": amounts})).column == "Ad Spend"


def test_whether_somebody_came_is_no_number_of_shows() -> None:
    assert subject_of(rows(no_show=yes_no, days_ahead=amounts)).column == "no_show"


def test_a_balance_is_an_amount_though_an_account_has_it_and_a_number_of_one_is_none() -> None:
    rng = np.random.default_rng(8)
    frame = rows(account_balance=rng.integers(0, 90_000, 400), account=rng.integers(10_000, 10_050, 400))
    found = subject_of(frame)
    assert found.column == "account_balance"
    assert "account" not in found.alternatives
    overdrawn = rows(account=rng.integers(-900, 9_000, 400))
    assert "account" in {subject_of(overdrawn).column, *subject_of(overdrawn).alternatives}


def test_a_supply_for_so_many_months_is_no_stock() -> None:
    rng = np.random.default_rng(8)
    months, pieces = rng.gamma(4, 1.5, 400).round(1), rng.integers(2_000, 9_000, 400)
    form = {}
    for name, values in {"months": months, "pieces": pieces}.items():
        frame = rows(inventory=values)
        variables = make_context(table_of(frame), Options()).variables
        form[name] = accumulation(variables["inventory"])
    assert form == {"months": Accumulation.NEVER, "pieces": Accumulation.OVER_ENTITIES}


def test_how_many_live_there_is_what_the_rest_is_counted_for() -> None:
    rng = np.random.default_rng(8)
    frame = rows(population=rng.integers(2_000, 90_000, 400), packs=rng.normal(99, 9, 400).round(1))
    assert subject_of(frame).column == "packs"
    assert subject_of(frame[["region", "population"]]).column == "population"


def test_the_latest_of_several_waves_is_what_came_of_it() -> None:
    rng = np.random.default_rng(8)
    waves = {f"re{year}": rng.normal(9, 2, 400).round(2) for year in (74, 78, 75)}
    assert subject_of(rows(age=rng.integers(18, 60, 400), **waves)).column == "re78"


@pytest.mark.parametrize("is_gate", [True, False])
def test_the_answer_without_which_an_amount_is_nought_comes_before_it(is_gate: bool) -> None:
    rng = np.random.default_rng(8)
    card, spending = yes_no(rng, 400), amounts(rng, 400)
    frame = rows(card=card, spending=np.where(card == "yes", spending, 0.0) if is_gate else spending)
    assert subject_of(frame).column == ("card" if is_gate else "spending")


def test_a_count_of_what_happened_is_told_by_its_name() -> None:
    assert Topic.QUANTITY in topics("nbaffairs")
    assert Topic.QUANTITY in topics("numvisits")
    assert Topic.QUANTITY not in topics("numeric")


@pytest.mark.parametrize(
    ("name", "values", "undecided"),
    [
        ("smoking_status", ["never", "former", "current"], ()),
        ("condition", ["new", "used", "refurbished"], ()),
        ("ticket_status", ["open", "pending", "closed", "resolved"], ()),
        ("loan_status", ["Current", "Fully Paid", "Charged Off"], ("Current",)),
        ("delivery", ["on time", "late", "in transit"], ("in transit",)),
    ],
)
def test_only_beside_an_outcome_a_value_is_a_case_on_the_way(name, values, undecided) -> None:
    found = subject_of(rows(**{name: lambda rng, n: rng.choice(values, n), "amount": amounts}), name)
    assert found.column == name
    assert found.undecided == undecided


def test_the_late_shift_is_no_delay() -> None:
    rng = np.random.default_rng(11)
    shift = rng.choice(["Early", "Late", "Night"], 300)
    frame = pd.DataFrame({"shift": shift, "errors": rng.poisson(np.where(shift == "Night", 9, 3))})
    assert subject_of(frame).column == "errors"


def levels(*values: object, p: list[float] | None = None):
    return lambda rng, n: rng.choice(values, n, p=p)


def test_of_a_status_in_two_codes_the_higher_is_the_event() -> None:
    days = lambda rng, n: rng.integers(5, 900, n)  # noqa: E731
    found = subject_of(rows(time=days, status=levels(1, 2, p=[0.3, 0.7])))
    assert (found.column, str(found.value)) == ("status", "2")
    assert subject_of(rows(months=days, delta=levels(0, 1))).column == "delta"


def test_of_what_was_chosen_among_several_the_commonest_is_counted() -> None:
    found = subject_of(rows(rating=amounts, vote=levels("Left", "Green", "Right", p=[0.5, 0.2, 0.3])))
    assert (found.column, found.form, found.value) == ("vote", Form.SHARE, "Left")


def test_a_status_may_be_town_or_country() -> None:
    assert subject_of(rows(rate=amounts, status=levels("Rural", "Urban"))).column == "rate"


@pytest.mark.parametrize("name", ["condition", "graft_type", "gtype", "therapy"])
def test_first_columns_that_say_how_rows_were_treated_are_no_answers(name) -> None:
    assert subject_of(rows(**{name: levels("a", "b"), "zeal": amounts})).column == "zeal"


@pytest.mark.parametrize("name", ["se", "moe", "SampleSize", "week", "episode", "start", "woche", "baseline"])
def test_how_sure_a_number_is_and_which_in_a_row_is_no_subject(name) -> None:
    assert subject_of(rows(zeal=amounts).assign(**{name: np.arange(400) % 37 + 0.5})).column == "zeal"


@pytest.mark.parametrize("name", ["inc86sq", "linc86", "log_inc86"])
def test_squares_and_logarithms_come_behind_what_they_are_of(name) -> None:
    rng = np.random.default_rng(12)
    inc = rng.lognormal(4, 0.6, 400).round(1)
    frame = pd.DataFrame({"region": rng.choice(["N", "S"], 400), "inc86": inc, name: inc**2 + rng.normal(0, 1, 400)})
    assert subject_of(frame).column == "inc86"


def test_what_pupils_learn_comes_before_what_is_spent_on_it() -> None:
    rng = np.random.default_rng(13)
    frame = pd.DataFrame({name: rng.normal(600, 40, 300).round(1) for name in ("expenditure", "math", "lunch")})
    assert subject_of(frame).column == "math"


@pytest.mark.parametrize("name", ["naffairs", "numvisit", "nbaffairs"])
def test_a_count_is_named_by_what_is_counted(name) -> None:
    assert Topic.QUANTITY in topics(name)


def test_what_was_measured_in_an_experiment_is_told_by_its_mean() -> None:
    rng = np.random.default_rng(14)
    planned = pd.DataFrame({"variety": np.repeat(list("ABC"), 24), "yield": rng.normal(100, 9, 72).round(1)})
    assert subject_of(planned).form is Form.MEAN
    assert subject_of(planned.iloc[1:]).form is Form.TOTAL
    assert subject_of(planned.assign(date=pd.date_range("2024-01-01", periods=72))).form is Form.TOTAL
    assert subject_of(planned.rename(columns={"yield": "revenue"})).form is Form.TOTAL


def test_what_came_in_beside_what_went_out_is_revenue_and_else_what_somebody_lives_on() -> None:
    business = subject_of(rows(clics=lambda rng, n: rng.poisson(300, n), coste=amounts, ingresos=amounts))
    assert business.column == "ingresos"
    assert subject_of(rows(ingresos=amounts, puntuación=lambda rng, n: rng.normal(50, 9, n))).column == "puntuación"


def test_how_long_it_took_is_told_beside_how_much_and_the_term_isnt() -> None:
    rng = np.random.default_rng(6)
    issued = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 400), unit="D")
    paid = issued + pd.to_timedelta(rng.exponential(20, 400) + 1, unit="D")
    due = issued + pd.to_timedelta(rng.choice([10, 14, 20, 30, 45, 60], 400), unit="D")
    found = subject_of(pd.DataFrame({"invoice_date": issued, "due": due, "paid_on": paid, "amount": amounts(rng, 400)}))
    assert found.column == "amount"
    assert found.companions == ("invoice_date to paid_on",)


def _subject_of_file(frame: pd.DataFrame, filename: str) -> Subject:
    table = table_of(frame)
    return find_subject(make_context(replace(table, dataset=replace(table.dataset, filename=filename)), Options()))


def _schooling() -> pd.DataFrame:
    """A score of words beside years of school, by year of the survey."""
    rng = np.random.default_rng(5)
    n = 2_000
    return pd.DataFrame(
        {
            "year": np.repeat([1974, 1984, 1994, 2004], n // 4),
            "education": rng.integers(0, 21, n),
            "vocabulary": rng.binomial(10, 0.6, n),
            "sex": rng.choice(["Male", "Female"], n),
        }
    )


@pytest.mark.parametrize("filename", ["vocab.csv", "Vocabulary_2004.csv", "vocabularies.csv"])
def test_a_score_that_the_file_is_called_by_is_its_subject(filename: str) -> None:
    assert _subject_of_file(_schooling(), filename).column == "vocabulary"


@pytest.mark.parametrize("filename", ["data.csv", "voc.csv", "survey.csv"])
def test_a_file_that_is_called_otherwise_says_nothing_of_it(filename: str) -> None:
    assert _subject_of_file(_schooling(), filename).column != "vocabulary"


def test_a_file_of_sales_is_about_the_profit_that_is_left_of_them() -> None:
    rng = np.random.default_rng(8)
    sales = amounts(rng, 300)
    frame = pd.DataFrame(
        {"sales": sales, "profit": sales * rng.normal(0.1, 0.2, 300), "units": rng.integers(1, 9, 300)}
    )
    assert _subject_of_file(frame, "sales.csv").column == "profit"


def test_numbers_of_things_are_no_subject_though_the_file_is_called_by_them() -> None:
    frame = _schooling().assign(chick=np.tile(np.arange(1, 51), 40))
    assert _subject_of_file(frame, "chick_weight.csv").column != "chick"


@pytest.mark.parametrize(("digits", "is_code"), [(4, True), (3, False)])
def test_whole_numbers_of_as_many_digits_one_for_each_row_are_a_register(digits: int, *, is_code: bool) -> None:
    rng = np.random.default_rng(6)
    census = rng.choice(np.arange(10 ** (digits - 1), 10**digits), 80, replace=False)
    frame = pd.DataFrame({"trade": [f"Trade {i}" for i in range(80)], "rank": rng.normal(40, 9, 80), "census": census})
    found = subject_of(frame.rename(columns={"rank": "regard"}))
    assert ("census" in (found.column, *found.companions)) is not is_code


@pytest.mark.parametrize("name", ["time_to_delivery", "hours_to_repair_time_to"])
def test_how_long_something_took_comes_before_how_far_it_went(name) -> None:
    gamma = np.random.default_rng(11).gamma(3, 4, 400).round(1)
    found = subject_of(rows(**{name: gamma, "distance": amounts}))
    assert found.column == name


def test_whether_there_was_a_tip_comes_before_the_distance() -> None:
    found = subject_of(rows(tip=yes_no, distance=amounts))
    assert (found.column, found.form) == ("tip", Form.SHARE)


def test_what_is_not_over_yet_is_no_outcome() -> None:
    rng = np.random.default_rng(12)
    opened = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 360, 400)), unit="D")
    closed = opened + pd.to_timedelta(rng.integers(1, 40, 400), unit="D")
    is_open = closed > pd.Timestamp("2024-12-20")
    frame = pd.DataFrame({"created": opened, "status": np.where(is_open, "Open", "Closed")})
    found = subject_of(frame.assign(resolved=closed.where(~is_open), area=rng.choice(["App", "Shop"], 400)))
    assert found.column == "created to resolved"


def test_pieces_of_dishes_are_no_answers() -> None:
    rng = np.random.default_rng(13)
    dishes = {f"dish_{i}": rng.choice([0, 1, 2, 3], 600, p=[0.9, 0.07, 0.02, 0.01]) for i in range(6)}
    answers = {f"q_{i}": rng.choice([0, 1, 2, 3], 600) for i in range(6)}
    assert subject_of(rows(600, **dishes)).table is TableKind.ENTITIES
    assert subject_of(rows(600, **answers)).table is TableKind.SURVEY


@pytest.mark.parametrize(("decimals", "form"), [(1, Form.MEAN), (0, Form.TOTAL)])
def test_deaths_with_decimals_are_a_rate(decimals, form) -> None:
    rng = np.random.default_rng(14)
    days = pd.date_range("2020-01-01", periods=400)
    found = subject_of(pd.DataFrame({"day": days, "deaths": rng.gamma(3, 40, 400).round(decimals)}))
    assert found.form is form


@pytest.mark.parametrize("name", ["downtime", "Stillstand", "Stock Value (EUR)"])
def test_time_lost_and_money_in_stock_add_up(name) -> None:
    found = subject_of(rows(**{name: amounts}))
    assert (found.column, found.form) == (name, Form.TOTAL)
    assert subject_of(rows(average_downtime=amounts)).form is Form.MEAN


def test_what_was_given_up_is_the_outcome_and_no_number_of_what_was() -> None:
    assert subject_of(rows(resolved=yes_no, abandoned=yes_no)).column == "abandoned"
    days = pd.date_range("2024-01-01", periods=400)
    counts = np.random.default_rng(18).poisson([[90, 9]] * 400)
    found = subject_of(pd.DataFrame({"day": days, "calls": counts[:, 0], "abandoned": counts[:, 1]}))
    assert found.form is Form.TOTAL


@pytest.mark.parametrize(("name", "bad"), [("Status", "bad"), ("Risk", "schlecht")])
def test_of_good_and_bad_loans_the_bad_ones_are_the_subject(name, bad) -> None:
    found = subject_of(rows(**{name: lambda rng, n: rng.choice(["good", bad], n, p=[0.7, 0.3]), "price": amounts}))
    assert (found.column, found.value) == (name, bad)
