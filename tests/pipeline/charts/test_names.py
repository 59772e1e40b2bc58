from dataclasses import replace

import pandas as pd
import pytest

from pipeline import wording
from pipeline.charts import text
from pipeline.charts.names import with_names
from pipeline.charts.units import unit_of, with_units
from pipeline.story import Reference
from tests.pipeline.charts.plots import plot

SPOKEN = wording.Wording(
    {"lifeExp": "life expectancy", "Opened": "opened", "Closed": "closed", "Total": "total", "pop": "population"},
    wording.noun("country"),
)
FRAME = pd.DataFrame({"x": ["pop", "b"], "y": [1, 2]})


def test_columns_and_rows_are_called_as_in_the_text():
    given = plot("bar", FRAME, "x", "y", title="Rows with lifeExp by pop_group", references=(Reference(1, "all rows"),))
    named = with_names(given, SPOKEN)
    assert named.title == "Countries with life expectancy by pop_group"  # a part of a longer name is no column
    assert named.references[0].label == "all countries"
    assert list(named.frame["x"]) == ["pop", "b"]  # groups are no columns


def test_a_duration_has_a_name_of_its_own_and_our_words_stay():
    named = with_names(plot("line", FRAME, "x", "y", y_label="Total Opened to Closed"), SPOKEN)
    assert named.y_label == f"Total {SPOKEN.name('Opened to Closed')}"


def test_columns_that_are_compared_are_named_too():
    given = plot("bar", FRAME, "x", "y", x_label="Column", highlight=("pop",))
    named = with_names(given, SPOKEN)
    assert (list(named.frame["x"]), named.highlight) == (["population", "b"], ("population",))


def test_groups_of_a_yes_and_a_no_are_called_as_in_the_text():
    spoken = wording.Wording({"Churn": "Churn", "OnlineBackup": "online backup"}, wording.noun("customer"))
    frame = pd.DataFrame({"x": ["No", "Yes", "unknown"], "y": [1, 2, 3], "series": ["yes", "other rows", "yes"]})
    title = "Rows with Churn = yes by OnlineBackup"
    given = plot("bar", frame, "x", "y", x_label="online backup", title=title, highlight=("No", "Yes"))
    named = with_names(given, spoken)
    assert named.title == "Customers who churned by online backup"
    assert list(named.frame["x"]) == ["without online backup", "with online backup", "unknown"]
    assert named.highlight == ("without online backup", "with online backup")
    beside = plot("bar", frame, "x", "y", series="series", title="Average pay by OnlineBackup and Churn")
    assert list(with_names(beside, spoken).frame["series"]) == ["churned", "other customers", "churned"]


def test_a_condition_whose_column_has_its_name_already_is_called_as_in_the_text():
    spoken = wording.Wording({"loan_status": "loan status"}, wording.noun("loan"))
    given = plot("bar", FRAME, "x", "y", title="Rows with loan status = Charged Off by x")
    assert with_names(given, spoken).title == "Loans with loan status Charged Off by x"


def test_conditions_of_a_heat_table_are_called_as_in_the_text():
    spoken = wording.Wording({"OnlineSecurity": "online security", "Age": "age"}, wording.noun("customer"))
    rows = ["OnlineSecurity No, Fiber optic", "OnlineSecurity Yes, Age under 16"]
    frame = pd.DataFrame({"column": ["a", "b"], "value": [1, 2], "row": rows})
    given = plot("heatmap", frame, "column", "value", series="row", highlight=("a", rows[0]))
    named = with_names(given, spoken)
    said = ["without online security, Fiber optic", "with online security, age under 16"]
    assert (list(named.frame["row"]), named.highlight) == (said, ("a", said[0]))


def test_answers_down_a_heat_table_say_to_what():
    spoken = wording.Wording({"OnlineBackup": "online backup", "sex": "sex"}, wording.noun("customer"))
    frame = pd.DataFrame({"column": ["f", "m"], "value": [1, 2], "row": ["Yes", "No"]})
    title = "Average pay by OnlineBackup and sex"
    given = plot("heatmap", frame, "column", "value", series="row", x_label="sex", title=title)
    assert list(with_names(given, spoken).frame["row"]) == ["with online backup", "without online backup"]


def test_columns_side_by_side_and_rows_beside_a_group_have_their_names():
    frame = pd.DataFrame({"value": [1, 2], "rows": [3, 4], "series": ["lifeExp", "b"]})
    shown = with_names(plot("distributions", frame, "value", "rows", series="series"), SPOKEN)
    assert list(shown.frame["series"]) == ["life expectancy", "b"]
    beside = pd.DataFrame({"x": ["a", "a"], "y": [1, 2], "series": ["North", "other rows"]})
    named = with_names(plot("bar", beside, "x", "y", series="series"), SPOKEN)
    assert list(named.frame["series"]) == ["North", "other countries"]


@pytest.mark.parametrize("told", ["for each Contract.", "in ten parts of tenure.", "by month."])
def test_a_chart_is_described_by_what_its_rows_did(told):
    spoken = wording.Wording({"Churn": "Churn"}, wording.noun("customer"))
    given = replace(plot("bar", FRAME, "x", "y"), alt_text=f"Chart of the share of rows with Churn = yes {told}")
    assert with_names(given, spoken).alt_text == f"Chart of the share of customers who churned {told}"


def test_an_average_of_averages_is_called_so_once():
    spoken = wording.Wording({"avg_wait": "average wait"})
    named = with_names(plot("bar", FRAME, "x", "y", title="Average avg_wait by x"), spoken)
    assert named.title == "Average wait by x"


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Price (€)", "€"),
        ("duration [min]", "min"),
        ("Weight (in kg)", "kg"),
        ("Survived (y/n)", None),
        ("Sales", None),
    ],
)
def test_units_in_headers(label, unit):
    assert unit_of(label) == unit


def test_a_header_gives_its_unit_where_the_label_has_its_name_for_people():
    spoken = wording.Wording({"First reply (min)": "first reply"}, units={"First reply (min)": "min"})
    assert with_units(plot("bar", FRAME, "x", "y", y_label="Median first reply"), spoken).y_unit == "min"
    assert with_units(plot("bar", FRAME, "x", "y", y_label="Rows without first reply"), spoken).y_unit is None


def test_a_unit_of_the_data_comes_first():
    assert with_units(plot("bar", FRAME, "x", "y", y_unit="$", y_label="Price (€)")).y_unit == "$"


@pytest.mark.parametrize(
    ("is_compared", "on_x", "written"),
    [(True, False, "114,000"), (True, True, "114,000"), (False, False, "113,706")],
)
def test_a_line_of_reference_is_as_fine_as_the_text_of_a_fact(is_compared, on_x, written):
    line = Reference(113_706.0, "mean", on_x=on_x)
    given = plot("bar", FRAME, "x", "y", references=(line,), is_compared=is_compared)
    assert text.of_line(given, line) == written
