"""What is a code and what a measure: names say little by themselves, and each rule has its counterexamples."""

import random

import pytest

from pipeline.reading import infer_type

RANDOM = random.Random(5)
FIVE_DIGITS = [str(20_000 + RANDOM.randrange(40) * 7) for _ in range(120)]
CODES = {
    "account number": FIVE_DIGITS,
    "Kundennummer": FIVE_DIGITS,
    "Numéro client": FIVE_DIGITS,
    "Número de cuenta": FIVE_DIGITS,
    "Customer No.": FIVE_DIGITS,
    "Ligne de bus": ["11", "24", "62", "183"] * 20,
    "bus line": ["4", "11", "16", "102"] * 20,
    "gender": ["1", "2"] * 40,
    "Gegenkonto (ohne Schlüssel)": FIVE_DIGITS,
    "Region No": ["1", "3", "4", "2"] * 20,
    "Identifier": [*map(str, range(1, 69)), "IV-01", "V-02", "IV-09"],
    "gate": ["12B", "14A", "3C", "7B"] * 15,
    "room": ["101A", "214B", "101B"] * 15,
    "cityCode": ["1403xx", "1528xx", "392200", "1411xx"] * 10,
    "card": ["9535e6", "705647", "2293e5", "81c3e2"] * 4,
    "ICD9": ["007.1", "250.00", "486", "401.9"] * 20,
    "Signatur": ["813.54", "005.133", "330.9"] * 20,
    "housing type": ["1", "2", "3", "6"] * 20,
    "Unfallkategorie": ["1", "2", "3"] * 20,
    "App version": [f"{major}.{minor}.{patch}" for major in (3, 4) for minor in (1, 7, 12) for patch in range(10, 20)],
    "Firmware": ["2.3.19", "10.4.21", "3.3.20"] * 10,
    "plot": [f"{n}-{1 + n % 11}-0{1 + n % 5}" for n in range(1, 12)] * 5 + [f"{n}-9-01" for n in range(1, 12)],
    "Téléphone": ["681018174", "614147093", "655373325", "681018174"] * 9,
    "Tramlinie": ["4", "11", "16", "102"] * 20,
    "Staff no.": ["117", "121", "117", "130"] * 20,
    "Apartment": ["603B", "503A", "202B", "403A"] * 15,
    "section": ["1.1", "1.2", "2.10", "3.4"] * 15,
    "release version": ["1.2", "1.10", "2.0"] * 20,
    "statefip": ["1", "4", "56", "29"] * 20,
    "FIPSSTCO": ["1001", "35001", "4013", "56045"] * 20,
    "FIPSNO": FIVE_DIGITS,
    "UNcode": [str(n * 4) for n in range(1, 90)],
    "ISOnumeric": [str(n * 4) for n in range(1, 90)],
    "idnum": [str(n * 3 + 11) for n in range(60)],
    "answer": ["1. No", "2. Yes", "2. Yes"] * 15,
    "HS code": ["010121", "010129", "020110"] * 5,
}
MEASURES = {
    "decoder": [str(30 + n % 33) for n in range(600)],
    "clips": [str(30 + n % 33) for n in range(600)],
    "Staff": ["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "15"] + ["3", "9"] * 4,
    "Phase 1 #": [str(10_000 + n * 977) for n in range(45)],
    "Water level": [str(30 + n % 33) for n in range(600)],
    "Noise level": [str(40 + n % 35) for n in range(600)],
    "HS": [str(4 + n % 20) for n in range(200)],
    "target": [str(50 * (1 + n % 9)) for n in range(90)],
    "air quality": [str(12 + n % 80) for n in range(200)],
    "ISO": ["100", "200", "400", "1600", "6400"] * 20,
    "number of rooms": ["1", "2", "3", "4"] * 20,
    "Número de hijos": ["0", "1", "2", "3"] * 20,
    "orders per customer": ["3", "5", "8", "13"] * 20,
    "distance": ["5e3", "12e2", "700"],
    "order value": [str(20_000 + 7 * n) for n in range(60)],
    "gate count": ["120", "340", "151"] * 10,
    "padded": ["00.51", "12.30", "07.25", "99.10"],
    "current": ["5A", "10A", "16A", "32A"] * 5,
    "raised": ["12M", "3K", "450", "1B"] * 5,
    "estimate": ["20m", "45m", "90m"] * 5,
    "water quality index": [str(30 + n % 60) for n in range(90)],
    "part": ["0", "7", "14", "21", "28", "35"] * 5,
    "bus": ["12", "40", "33", "21"] * 20,
    "number": [str(3 + n % 50) for n in range(90)],
    "price index": ["101.2", "103.4", "99.8"] * 9,
    "customers": ["12", "40", "33", "21"] * 20,
}


@pytest.mark.parametrize("name", CODES)
def test_codes_have_no_mean(name: str) -> None:
    assert infer_type(name, CODES[name]) in ("identifier", "categorical", "text")


@pytest.mark.parametrize("name", MEASURES)
def test_measures_have_one(name: str) -> None:
    assert infer_type(name, MEASURES[name]) == "numeric"


def test_of_terminals_there_is_a_handful() -> None:
    assert infer_type("terminal", ["1", "2", "3", "5"] * 60) == "categorical"
    assert infer_type("Terminal", [str(24 + n * 5 % 77) for n in range(700)]) == "numeric"


@pytest.mark.parametrize(("name", "found"), [("Cédula", "identifier"), ("Habitantes", "numeric")])
def test_numbers_of_persons_are_printed_in_groups(name: str, found: str) -> None:
    assert infer_type(name, [f"{10 + n}.{n * 37 % 1000:03d}.{n * 91 % 1000:03d}" for n in range(60)]) == found


def test_a_few_odd_values_spoil_no_keys() -> None:
    keys = [f"{chr(65 + n % 26)}{chr(65 + n // 26)}X" for n in range(60)]
    assert infer_type("ID", [*keys, "not yet assigned", "see below"]) == "identifier"
    assert infer_type("ID", [*keys[:30], *(f"remark number {n}" for n in range(30))]) == "text"
