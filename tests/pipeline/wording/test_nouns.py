import pytest

from pipeline.wording import ROW, Wording, noun, of_one, singular, with_article
from pipeline.wording.nouns import is_plural


@pytest.mark.parametrize(
    ("keys", "columns", "filename", "one"),
    [
        (["customer_id"], [], "data.csv", "customer"),
        (["Row ID", "Ticket No"], [], "data.csv", "ticket"),
        (["KundenNr"], [], "export.csv", "customer"),
        ([], [], "orders_2024-q1.csv.gz", "order"),
        ([], [], "reports/support-tickets.xlsx", "ticket"),
        ([], [], "countries.csv", "country"),
        ([], ["passengerClass", "age"], "titanic.csv", "passenger"),
        ([], ["Age", "Gender", "income"], "data.csv", "person"),
        ([], ["Churn", "tenure"], "telco.csv", "customer"),
        ([], ["x", "y"], "data.csv", "row"),
        ([], ["x", "y"], "test.csv", "row"),
        (["id"], ["x"], "export_2024.csv", "row"),
        (["Buchungsnr"], [], "export.csv", "booking"),
        (["parcel_id"], [], "export.csv", "parcel"),
        (["zebra_id"], ["x"], "export.csv", "zebra"),
        (["record_id"], ["x"], "export.csv", "row"),
        (["sku"], [], "stock.csv", "SKU"),
        (["Alumno"], [], "notas.csv", "pupil"),
        ([], [], "hotelbuchungen.csv", "booking"),
        ([], [], "ventes_magasins.csv", "sale"),
        ([], [], "ncbirths.csv", "birth"),
        ([], [], "warehouses.csv", "row"),
        ([], [], "machine_stops.csv", "machine stop"),
        ([], [], "student_test.csv", "student"),
        ([], [], "stock_magasin.csv", "item"),
        ([], [], "store_inventory.csv", "item"),
        ([], [], "stock.csv", "row"),
        ([], [], "stores.csv", "store"),
        ([], [], "murder_rates.csv", "row"),
        ([], ["outcome", "smoker", "age"], "table.csv", "person"),
        ([], ["Purchase", "PriceA", "PriceB"], "table.csv", "purchase"),
    ],
)
def test_what_a_row_is(keys, columns, filename, one):
    assert of_one(keys, columns, filename, people=True).one == one


def test_persons_who_come_back_are_no_rows():
    columns = ["subject_id", "sex", "patient_class", "test_result"]
    assert of_one([], columns, "table.csv", people=True).one == "patient"
    assert of_one([], columns, "table.csv", people=True, repeated=["subject_id"]).one == "test"


def test_rows_that_are_events_are_nobody():
    assert of_one([], ["customerAge", "customerSex", "amount"], "data.csv", people=False) == ROW


def test_counted():
    assert noun("person").counted(1309) == "1,309 people"
    assert noun("order line").counted(1) == "1 order line"
    assert noun("country").many == "countries"


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("Einstellungen", "are"),
        ("sales", "are"), ("monthly charges", "are"), ("wounds", "are"), ("data", "are"), ("people", "are"),
        ("expenses", "are"), ("claims", "are"), ("children", "are"), ("delivery days", "are"), ("earnings", "are"),
        ("salary", "is"), ("status", "is"), ("class", "is"), ("gross", "is"), ("price", "is"), ("series", "is"),
        ("basis", "is"), ("diabetes", "is"), ("news", "is"), ("bus", "is"), ("GDP per head", "is"),
        ("hours worked", "are"),
        ("number of orders", "is"), ("years since PhD", "are"), ("miles per gallon", "are"),
        ("cost of goods sold", "is"),
        ("vs", "is"), ("share of votes", "is"), ("weeks unemployed", "are"),
    ],
)  # fmt: skip
def test_a_verb_agrees_with_a_columns_name(name, verb):
    assert Wording({name: name}).agree(name, "is", "are") == verb


@pytest.mark.parametrize(
    ("one", "many"),
    [("person", "people"), ("child", "children"), ("country", "countries"), ("match", "matches"), ("bus", "buses"),
     ("order line", "order lines"), ("analysis", "analyses"), ("city", "cities"), ("day", "days")],
)  # fmt: skip
def test_several_of_a_row(one, many):
    assert noun(one).many == many


@pytest.mark.parametrize(
    ("name", "several"), [("sales", True), ("ventas", True), ("poids", False), ("Prix", False), ("Zins", False)]
)
def test_foreign_nouns_that_end_in_s_are_one(name, several):
    assert is_plural(name) is several


def test_one_of_several_in_spanish():
    assert singular("conversiones") == "conversión"
    assert singular("sessions") == "session"


def test_a_number_has_the_article_that_it_is_read_with():
    numbers = ("8-fold", "11-fold", "18-fold", "81-fold", "15-fold", "110-fold", "1.8-fold")
    assert [with_article(number).split()[0] for number in numbers] == ["an", "an", "an", "an", "a", "a", "a"]
