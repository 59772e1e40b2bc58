"""What programs and people put around the tables of their exports."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.options import Options
from pipeline.reading import infer_type, read
from pipeline.story import Dataset

Rows = list[tuple[object, ...]]


def read_text(tmp_path: Path, text: str) -> tuple[Dataset, Rows]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    table = read(path, Options(), lambda share: None)
    values = table.connection.sql("SELECT * FROM data").fetchall()
    table.close()
    return table.dataset, values


def names_of(dataset: Dataset) -> list[str]:
    return [column.name for column in dataset.columns]


def warned(dataset: Dataset, kind: str) -> str:
    return next(warning.text for warning in dataset.warnings if warning.kind == kind)


@pytest.mark.parametrize("fields", [4, 12, 20])
def test_a_record_about_the_export_is_no_group_of_names(tmp_path: Path, fields: int) -> None:
    record = ";".join(["XPORT", "510", "", "Journal", "7", "20240131", "", *(f'"{n}"' for n in range(10, 10 + fields))])
    body = "".join(f"{n * 37 % 900},50;{4000 + n % 3};N{n};text {n}\n" for n in range(20))
    dataset, values = read_text(tmp_path, f"{record}\nBetrag;Konto;Beleg;Text\n{body}")
    assert names_of(dataset) == ["Betrag", "Konto", "Beleg", "Text"]
    assert len(values) == 20


@pytest.mark.parametrize(("total", "count"), [("Subtotal", "Count"), ("Summe", "Anzahl"), ("Sous-total", "Nombre")])
def test_counts_below_subtotals_are_left_out_and_groups_filled_down(tmp_path: Path, total: str, count: str) -> None:
    lines, amounts = ["Stage,Deal,Amount,Age"], []
    for stage in ("Open", "Talks", "Won"):
        group = [100 * n * n % 937 + len(stage) for n in range(1, 7)]
        lines += [f"{'' if n else stage},{stage} {n},{amount},{n * 7 % 50 + 3}" for n, amount in enumerate(group)]
        lines += [f"{total},,{sum(group)},", f",{count},6,"]
        amounts += group
    lines += [f"Total,,{sum(amounts)},", f",{count},18,"]
    dataset, values = read_text(tmp_path, "\n".join(lines) + "\n")
    assert [row[2] for row in values] == amounts
    assert [row[0] for row in values] == ["Open"] * 6 + ["Talks"] * 6 + ["Won"] * 6
    assert warned(dataset, "total_rows").startswith("8 rows")


def workbook(tmp_path: Path, beside: dict[str, object]) -> tuple[Dataset, Rows]:
    book = openpyxl.Workbook()
    book.active.append(["item", "stock", "price"])
    for n in range(20):
        book.active.append([f"item {n}", n * 7 % 31, 1.5 * n])
    for place, cell in beside.items():
        book.active[place] = cell
    book.save(tmp_path / "t.xlsx")
    table = read(tmp_path / "t.xlsx", Options(), lambda share: None)
    values = table.connection.sql("SELECT * FROM data").fetchall()
    table.close()
    return table.dataset, values


def test_notes_beside_a_table_are_no_column_of_it(tmp_path: Path) -> None:
    dataset, values = workbook(tmp_path, {"E3": "prices without tax", "E9": "ask Tom", "E10": "or Ann"})
    assert names_of(dataset) == ["item", "stock", "price"]
    assert "3 notes beside" in warned(dataset, "notes_beside")
    assert "prices without tax" in warned(dataset, "notes_beside")
    assert len(values) == 20


@pytest.mark.parametrize(
    "beside",
    [
        {"D3": "checked", "D9": "broken"},  # next to the table: a column without a name
        {"E1": "remark", "E3": "checked"},  # with a name
        {"E3": 17, "E4": 18},  # numbers
        {f"E{n}": "checked" for n in range(2, 12)},  # of many rows
    ],
)
def test_cells_beside_a_table_that_may_be_a_column_are_kept(tmp_path: Path, beside: dict[str, object]) -> None:
    dataset, _ = workbook(tmp_path, beside)
    assert len(dataset.columns) == 4


def test_long_numbers_that_follow_each_other_are_keys_below_any_name() -> None:
    numbers = [str(5_100_000 + n) for n in range(30)]
    assert infer_type("Buchung", numbers) == "identifier"
    assert infer_type("units sold", numbers) == "numeric"
    assert infer_type("Buchung", [str(5_100_000 + 3 * n) for n in range(30)]) == "numeric"
    assert infer_type("level", [str(510 + n) for n in range(30)]) == "numeric"
    assert infer_type("Beleg", [str(5_100_000 + 17 * n) for n in range(30)]) == "identifier"


@pytest.mark.parametrize("form", ["OPS-{}", "R_{}x", "05/Jan/24 9:{:02} AM;ann;ok"])
def test_a_first_row_of_words_below_repeated_names_is_one_of_values(tmp_path: Path, form: str) -> None:
    rows = [f"{form.format(n + 10)},web,{'api' if n % 3 else ''},{'' if n % 2 == 0 else 60 * n}" for n in range(20)]
    dataset, values = read_text(tmp_path, "Issue key,Component,Component,Spent\n" + "\n".join(rows) + "\n")
    assert names_of(dataset) == ["Issue key", "Component", "Component_2", "Spent"]
    assert len(values) == 20


def test_parts_of_names_below_repeated_groups_are_names_still(tmp_path: Path) -> None:
    body = "".join(f"town {n},{n * 7 % 90},{n * 5 % 80},{n * 3},{n * 11 % 70}\n" for n in range(20))
    dataset, _ = read_text(tmp_path, "Place,A1,A1,B2,B2\n,old,new,old,new\n" + body)
    assert names_of(dataset) == ["Place", "A1 old", "A1 new", "B2 old", "B2 new"]


@pytest.mark.parametrize("whole", ["{},-", "{},--", "{},–", "{}.-", "{}.—", "{},- €", "{},– EUR", "CHF {}.-"])
def test_prices_with_a_dash_for_the_cents_are_numbers(tmp_path: Path, whole: str) -> None:
    rows = [f"item {n};{whole.format(n * 7 % 90 + 1)}" for n in range(20)]
    dataset, values = read_text(tmp_path, "Produkt;Preis\n" + "\n".join(rows) + "\n")
    assert dataset.columns[1].type == "numeric"
    assert [row[1] for row in values] == [n * 7 % 90 + 1 for n in range(20)]


def test_a_minus_behind_the_number_is_still_one(tmp_path: Path) -> None:
    _, values = read_text(tmp_path, "Konto;Betrag\n" + "".join(f"Konto {n};{n + 1},50-\n" for n in range(20)))
    assert [row[1] for row in values] == [-(n + 1.5) for n in range(20)]


def test_columns_of_fixed_width_that_one_blank_divides(tmp_path: Path) -> None:
    body = "".join(f"202401{n + 1:02} {('NORTH', 'SOUTH')[n % 2]:<8} {n * 977 % 9_000:>7}\n" for n in range(20))
    dataset, values = read_text(tmp_path, "YEARMODA REGION    TONNES\n" + body)
    assert names_of(dataset) == ["YEARMODA", "REGION", "TONNES"]
    assert [row[1] for row in values[:2]] == ["NORTH", "SOUTH"]


def test_durations_that_a_file_knows_are_durations_below_any_name(tmp_path: Path) -> None:
    spans = [timedelta(minutes=n, milliseconds=250) for n in range(1, 21)]
    pq.write_table(pa.table({"d": pa.array(spans, pa.duration("ms")), "v": range(20)}), tmp_path / "t.parquet")
    table = read(tmp_path / "t.parquet", Options(), lambda share: None)
    values = [row[0] for row in table.connection.sql("SELECT d FROM data").fetchall()]
    unit = {"hours": 3_600, "minutes": 60, "seconds": 1}[table.dataset.columns[0].unit or ""]
    table.close()
    assert [round(float(value) * unit, 2) for value in values] == [span.total_seconds() for span in spans]


def test_titles_with_the_day_of_the_print_come_back_on_each_page(tmp_path: Path) -> None:
    head = "Muster GmbH;;;Seite {}\nSaldenliste;;;31.12.2023\n;;;\nKonto;Bezeichnung;Soll;Haben\n"
    rows = [f"{1000 + 37 * n};Konto {n};{n},50;{7 * n},25\n" for n in range(27)]
    pages = [head.format(page + 1) + "".join(rows[9 * page : 9 * page + 9]) for page in range(3)]
    dataset, values = read_text(tmp_path, "".join(pages))
    assert len(values) == 27
    assert "page_heads" in {warning.kind for warning in dataset.warnings}


def beside(rows: int, others: int, *, above: str = "", key: str = "B") -> str:
    right = [f",{key}{n},{n * 11 % 83}" if n < others else ",," for n in range(rows)]
    return f"{above}place,sold,town,guests\n" + "".join(f"A{n},{n * 7 % 97}{right[n]}\n" for n in range(rows))


def test_tables_below_titles_of_their_own_are_parted_though_they_touch(tmp_path: Path) -> None:
    dataset, values = read_text(tmp_path, beside(24, 15, above="Shops,,Towns,\n"))
    assert names_of(dataset) == ["place", "sold"]
    assert len(values) == 24
    assert "town, guests" in warned(dataset, "several_tables")


def test_columns_that_may_be_another_table_are_kept_and_told(tmp_path: Path) -> None:
    dataset, _ = read_text(tmp_path, beside(24, 15))
    assert names_of(dataset) == ["place", "sold", "town", "guests"]
    assert warned(dataset, "may_be_beside").startswith("town, guests: filled in the first 15 of 24 rows alone.")


@pytest.mark.parametrize(
    "text",
    [
        beside(24, 24),
        beside(24, 24, above="Shops,,Towns,\n"),  # groups of names
        beside(24, 23),  # no more than a gap
        beside(24, 15, key=""),  # numbers
        beside(24, 15).replace("B3", "B4"),  # a word that comes again
    ],
)
def test_nothing_is_told_of_columns_that_are_of_the_table(tmp_path: Path, text: str) -> None:
    dataset, _ = read_text(tmp_path, text)
    assert len(dataset.columns) == 4
    assert not {"may_be_beside", "several_tables"} & {warning.kind for warning in dataset.warnings}


def parts(*names: str) -> str:
    values = {"sku": "S{0}", "qty": "{0}", "price": "{1}.5", "shop": "shop {0}"}
    lines = []
    for number, header in enumerate(names):
        lines.append(header)
        rows = range(15 * number, 15 * number + 15)
        lines += [",".join(values[name].format(n, n * 2) for name in header.split(",")) for n in rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "names",
    [
        ("sku,qty,price", "sku,price,qty"),
        ("sku,qty,price", "price,sku,qty", "sku,qty,price"),
        ("sku,qty,price", "sku,qty,shop,price"),
        ("sku,qty,shop,price", "sku,qty,price"),
    ],
)
def test_names_that_change_amid_a_file_have_their_own_values(tmp_path: Path, names: tuple[str, ...]) -> None:
    dataset, _ = read_text(tmp_path, parts(*names))
    path = tmp_path / "t.csv"
    table = read(path, Options(), lambda share: None)
    rows = table.connection.sql("SELECT sku, qty, price FROM data").fetchall()
    table.close()
    assert rows == [(f"S{n}", n, n * 2 + 0.5) for n in range(15 * len(names))]
    assert warned(dataset, "changed_names").startswith("From row 17 on")


def test_a_table_of_its_own_below_a_blank_line_is_not_joined(tmp_path: Path) -> None:
    dataset, values = read_text(tmp_path, parts("sku,qty,price") + "\nsku,price,shop\nS1,2.5,a\nS2,3.5,b\nS3,1.5,c\n")
    assert len(values) == 15
    assert warned(dataset, "several_tables")


@pytest.mark.parametrize("written", ["{},000", "{},500"])
def test_three_digits_behind_a_comma_are_decimals_where_a_comma_parts_others(tmp_path: Path, written: str) -> None:
    body = "".join(f"m{n};{written.format(n % 9 + 1)};{n % 7 + 1}.{n * 37 % 900 + 100},5\n" for n in range(30))
    _, values = read_text(tmp_path, f"Material;Frei;Wert\n{body}")
    assert [row[1] for row in values] == [n % 9 + 1 + float(f"0.{written[3:]}") for n in range(30)]


def test_groups_of_digits_stay_whole_beside_decimal_commas(tmp_path: Path) -> None:
    body = "".join(f"m{n};{n % 9 + 1},000,{n + 100};{n},5\n" for n in range(30))
    _, values = read_text(tmp_path, f"Material;Frei;Wert\n{body}")
    assert [row[1] for row in values] == [(n % 9 + 1) * 1_000_000 + n + 100 for n in range(30)]


@pytest.mark.parametrize(
    ("names", "mark", "factor"),
    [
        ("Filiale;Umsatz", ";", 1000),
        ("Magasin;Ventes", ";", 1000),
        ("shop;revenue", ";", 1),  # whose decimals have a point, as far as one can tell
        ("Sorte;Preis", ";", 1),  # of a litre
        ("Filiale;Umsatz", ",", 1),
    ],
)
def test_points_before_three_digits_part_thousands_where_the_language_has_it(
    tmp_path: Path, names: str, mark: str, factor: int
) -> None:
    numbers = [f"{n % 90 + 1}.{n * 37 % 900 + 100}" for n in range(30)]
    body = "".join(f"m{n % 3}{mark}{number}\n" for n, number in enumerate(numbers))
    dataset, values = read_text(tmp_path, f"{names.replace(';', mark)}\n{body}")
    assert [row[1] for row in values] == pytest.approx([factor * float(number) for number in numbers])
    kinds = {warning.kind for warning in dataset.warnings}
    assert ("points_in_thousands" in kinds) is (factor > 1)


def test_points_are_decimal_marks_where_one_of_them_can_be_nothing_else(tmp_path: Path) -> None:
    body = "".join(f"m{n % 3};{n % 90 + 1}.{n * 37 % 900 + 100};{n}.{n % 9 + 1}\n" for n in range(30))
    dataset, values = read_text(tmp_path, f"Filiale;Umsatz;Gewicht\n{body}")
    assert values[0][1] == 1.1
    assert not dataset.warnings
