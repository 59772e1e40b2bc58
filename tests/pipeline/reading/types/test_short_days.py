"""Six digits as days: where they can be nothing else."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.reading import infer_type, read

CHANCE = random.Random(6)
DAYS = [date(2023, 11, 3) + timedelta(days=5 * n) for n in range(40)]
YEARS = [date(2001, 1, 1) + timedelta(days=CHANCE.randrange(10_200)) for _ in range(300)]


def written(days: list[date], form: str) -> list[str]:
    return [day.strftime(form) for day in days]


@pytest.mark.parametrize("form", ["%y%m%d", "%d%m%y", "%m%d%y"])
@pytest.mark.parametrize("name", ["Lieferung", "column_2", "Date", "lot"])
def test_many_days_of_some_months_are_days_below_any_name(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"item,{name}\n" + "".join(f"a{n},{text}\n" for n, text in enumerate(written(DAYS, form))))
    table = read(path, Options(), lambda share: None)
    assert [row[0].date() for row in table.connection.sql(f'SELECT "{name}" FROM data').fetchall()] == DAYS
    table.close()
    order = {"y": "the year first", "d": "the day first", "m": "the month first"}[form[1]]
    assert any(warning.kind == "six_digits" and order in warning.text for warning in table.dataset.warnings)


@pytest.mark.parametrize("form", ["%d%m%y", "%m%d%y"])
@pytest.mark.parametrize("name", ["Lieferung", "Datum"])
def test_days_that_lost_their_nought_are_days(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"item,{name}\n" + "".join(f"a{n},{int(text)}\n" for n, text in enumerate(written(DAYS, form))))
    table = read(path, Options(), lambda share: None)
    assert [row[0].date() for row in table.connection.sql(f'SELECT "{name}" FROM data').fetchall()] == DAYS
    table.close()


def test_a_guess_between_day_and_month_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    values = ["20324", "10524", "110424", "30124", "120224"] * 3
    path.write_text("item,date\n" + "".join(f"a{n},{text}\n" for n, text in enumerate(values)))
    table = read(path, Options(), lambda share: None)
    table.close()
    assert any(warning.kind == "ambiguous_dates" for warning in table.dataset.warnings)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Lieferung", written(DAYS[:15], "%y%m%d")),  # too few to be sure
        ("Lieferung", written(YEARS, "%y%m%d")),  # of 28 years, each number is a day in either reading
        ("Lieferung", [*written(DAYS, "%y%m%d"), "241301"]),  # no day
        ("Konto", [f"11{a:02}{b:02}" for a in range(1, 6) for b in range(1, 10)]),  # a chart of accounts
        ("produit", [f"{a:02}{b:02}{c:02}" for a in (1, 2, 10, 11) for b in (1, 2, 3) for c in (10, 21, 29)]),
        ("sold", [str(240_101 + n) for n in range(30)]),  # of one month, as numbers that count on
        ("units", written(DAYS, "%y%m%d")),
        ("Lieferung", [*(str(int(text)) for text in written(DAYS, "%d%m%y")), "33124"]),  # no day
        ("Lieferung", [*(str(int(text)) for text in written(DAYS, "%d%m%y")), "020124"]),  # noughts are kept
        ("Lieferung", [text[1:] for text in written(DAYS, "%d%m%y") if text[0] == "0"]),  # five digits alone
        ("Konto", [str(int(text)) for text in written(YEARS, "%y%m%d")]),
        ("price", written(DAYS, "%y%m%d")),
        ("HS code", written(DAYS, "%y%m%d")),
    ],
)
def test_what_may_be_anything_else_is_no_day(name: str, values: list[str]) -> None:
    assert infer_type(name, values) != "datetime"


def test_random_numbers_are_no_days() -> None:
    tables = [[str(CHANCE.randrange(low, low + width)) for _ in range(30)] for low, width in RANGES * 100]
    assert not [values for values in tables if infer_type("x", values) == "datetime"]


RANGES = [(100_000, 900_000), (240_101, 31), (240_101, 130), (240_101, 1_131), (200_101, 11_000)]


@pytest.mark.parametrize("form", ["%d%m", "%m%d"])
def test_days_without_a_year_are_no_numbers_and_told(tmp_path: Path, form: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("item,Belegdatum\n" + "".join(f"a{n},{int(day.strftime(form))}\n" for n, day in enumerate(DAYS)))
    table = read(path, Options(), lambda share: None)
    table.close()
    assert table.dataset.columns[1].type == "categorical"
    assert any(warning.kind == "no_year" for warning in table.dataset.warnings)


def test_small_numbers_below_another_name_are_numbers() -> None:
    assert infer_type("Menge", [str(int(text)) for text in written(DAYS, "%d%m")]) == "numeric"


def test_a_longer_word_for_a_date_is_one() -> None:
    assert infer_type("Rechnungsdatum", [str(45_292 + 3 * n) for n in range(30)]) == "datetime"
    assert infer_type("mandate", [str(45_292 + 3 * n) for n in range(30)]) != "datetime"
