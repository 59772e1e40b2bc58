"""Rows and groups that add up others; and tables in which something only looks so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.reading import preview, read, read_grid
from pipeline.story import Dataset

Rows = list[tuple[object, ...]]


def read_rows(tmp_path: Path, rows: Rows, options: Options | None = None, delimiter: str = ";") -> tuple[Dataset, Rows]:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows) + "\n")
    table = read(path, options or Options(), lambda share: None)
    values = table.connection.sql("SELECT * FROM data").fetchall()
    table.close()
    return table.dataset, values


def kinds(dataset: Dataset) -> list[str]:
    return [warning.kind for warning in dataset.warnings]


SALES = {"Nord": [310, 420, 505, 111], "Süd": [95, 230, 77, 405], "Ost": [610, 720, 18, 202]}


def with_subtotals(word: str, *, above: bool = False) -> Rows:
    rows: Rows = [("Gebiet", "Verkäufer", "Stück", "Umsatz")]
    for region, amounts in SALES.items():
        members: Rows = [(region, f"V{n}", amount // 10, amount) for n, amount in enumerate(amounts)]
        total = (word.format(region), None, sum(a // 10 for a in amounts), sum(amounts))
        rows += [total, *members] if above else [*members, total]
    every = [amount for amounts in SALES.values() for amount in amounts]
    return [*rows, (word.format("").strip(), None, sum(a // 10 for a in every), sum(every))]


@pytest.mark.parametrize("word", ["{} Total", "Summe {}", "{} 小計", "Итого {}", "Sous-total {}", "{} all sellers"])
@pytest.mark.parametrize("above", [False, True])
def test_subtotals_and_the_grand_total_are_left_out(tmp_path: Path, word: str, above: bool) -> None:
    dataset, values = read_rows(tmp_path, with_subtotals(word, above=above))
    assert dataset.row_count == len(values) == 12
    assert sum(row[3] for row in values) == sum(map(sum, SALES.values()))
    told = next(warning for warning in dataset.warnings if warning.kind in ("total_rows", "footers"))
    assert told.example


def test_a_sum_without_a_word_is_found_by_arithmetic(tmp_path: Path) -> None:
    rows: Rows = [("shop", "visits", "sold"), *[(f"shop {n}", 100 + 7 * n, 20 + n) for n in range(12)]]
    rows.insert(1, (None, sum(100 + 7 * n for n in range(12)), sum(20 + n for n in range(12))))
    dataset, values = read_rows(tmp_path, rows)
    assert dataset.row_count == 12
    assert "total_rows" in kinds(dataset)
    assert values[0][0] == "shop 0"


FIRMS = [(f"Firm {n}", 100 + 7 * n * n % 61, 5 * n * n % 37 + 2) for n in range(12)]
SUM = (sum(row[1] for row in FIRMS), sum(row[2] for row in FIRMS))
MEAN = tuple(round(total / 12, 2) for total in SUM)


@pytest.mark.parametrize("label", ["Total", "Gesamtergebnis", "Razem", "Total of firms", "総計"])
def test_a_total_at_the_very_end_is_left_out_unless_the_user_keeps_it(tmp_path: Path, label: str) -> None:
    rows: Rows = [("firm", "turnover", "profit"), *FIRMS, (label, *SUM)]
    assert read_rows(tmp_path, rows)[0].row_count == 12
    kept, values = read_rows(tmp_path, rows, Options(keep_totals=True))
    assert kept.row_count == 13
    assert values[-1] == (label, *SUM)
    assert "footers" not in kinds(kept)


@pytest.mark.parametrize("label", ["Average", "Mittelwert", "Moyenne", "平均"])
def test_an_average_at_the_end_is_judged_by_arithmetic(tmp_path: Path, label: str) -> None:
    rows: Rows = [("firm", "turnover", "profit"), *FIRMS]
    assert read_rows(tmp_path, [*rows, (label, *MEAN)])[0].row_count == 12
    assert read_rows(tmp_path, [*rows, (label, 9_000, 800)])[0].row_count == 13


@pytest.mark.parametrize("label", ["Total Energies", "Ergebnis je Aktie", "Sum Up Ltd", "Mean Machines Inc"])
def test_a_last_row_with_the_word_in_its_name_is_a_value(tmp_path: Path, label: str) -> None:
    dataset, values = read_rows(tmp_path, [("firm", "turnover", "profit"), *FIRMS, (label, 77, 7)])
    assert dataset.row_count == 13
    assert values[-1] == (label, 77, 7)


def test_a_total_below_numbered_rows_is_left_out(tmp_path: Path) -> None:
    rows: Rows = [("day", "visits", "sold"), *[(n + 1, *row[1:]) for n, row in enumerate(FIRMS)], ("Total", *SUM)]
    dataset, _ = read_rows(tmp_path, rows)
    assert dataset.row_count == 12
    assert "total_rows" in kinds(dataset)


def test_totals_stay_where_the_user_wants_them(tmp_path: Path) -> None:
    dataset, _ = read_rows(tmp_path, with_subtotals("{} Total", above=True), Options(keep_totals=True))
    assert dataset.row_count >= 15
    assert "total_rows" not in kinds(dataset)


@pytest.mark.parametrize(
    "rows",
    [
        # a name that holds the word, amid rows that are values
        [
            ("firm", "city", "turnover"),
            *[("Total Energies" if n == 7 else f"Firm {n}", "Ulm", 10 * n) for n in range(14)],
        ],
        # the same word in all rows
        [("item", "kind", "price"), *[(f"item {n}", "subtotal", 3 * n + 1) for n in range(20)]],
        # a cell that is missing, and a value that is no sum
        [("item", "kind", "price"), *[(f"item {n}", None if n == 5 else "a", 3 * n + 1) for n in range(20)]],
        # Fibonacci numbers: each the sum of two others, none a total
        [("step", "who", "n"), *[(f"s{n}", "x", f) for n, f in enumerate((1, 2, 3, 5, 8, 13, 21, 34, 55, 89))]],
        # a balance that runs
        [
            ("day", "what", "amount", "balance"),
            *[(f"2024-01-{n:02}", "fee", n, n * (n + 1) // 2) for n in range(1, 21)],
        ],
        # zeros
        [("day", "what", "rain"), *[(f"2024-01-{n:02}", "", 0) for n in range(1, 21)]],
    ],
)
def test_values_are_not_taken_for_totals(tmp_path: Path, rows: Rows) -> None:
    dataset, values = read_rows(tmp_path, rows)
    assert dataset.row_count == len(values) == len(rows) - 1
    assert not {"total_rows", "total_groups"} & set(kinds(dataset))


def by_group(both: str, every: str) -> Rows:
    rows: Rows = [("année", "sexe", "âge", "décès")]
    for year in range(2001, 2013):
        counts = {
            (sex, age): 10 * year % 97 + 3 * s + 11 * a for s, sex in enumerate("FH") for a, age in enumerate("abc")
        }
        for sex in ("F", "H", both):
            for age in ("a", "b", "c", every):
                cells = [n for (s, a), n in counts.items() if sex in (s, both) and age in (a, every)]
                rows.append((year, sex, age, sum(cells)))
    return rows


@pytest.mark.parametrize(("both", "every"), [("Both sexes", "All ages"), ("Ensemble", "Total"), ("x", "y")])
def test_groups_that_are_sums_of_the_others_are_left_out_of_statistics(tmp_path: Path, both: str, every: str) -> None:
    dataset, values = read_rows(tmp_path, by_group(both, every))
    assert (dataset.row_count, dataset.totals, len(values)) == (144, 72, 72)
    assert dataset.rows_analyzed == 72
    assert {row[1] for row in values} == {"F", "H"}
    assert {row[2] for row in values} == {"a", "b", "c"}
    assert "total_groups" in kinds(dataset)
    kept, whole = read_rows(tmp_path, by_group(both, every), Options(keep_totals=True))
    assert (kept.totals, len(whole)) == (0, 144)


def test_the_preview_tells_of_total_groups_too(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in by_group("Both", "All")))
    assert preview(path, Options()).dataset.totals == 72


def days(parts: dict[str, Callable[[int], float]]) -> Rows:
    return [("day", "part", "n"), *[(f"2024-01-{d:02}", part, n(d)) for d in range(1, 21) for part, n in parts.items()]]


@pytest.mark.parametrize(
    "parts",
    [
        {"a": lambda d: 5 * d, "b": lambda d: 5 * d},  # equal each day
        {"a": lambda d: 0.5, "b": lambda d: 0.2, "c": lambda d: 0.3},  # the same shares each day, one of them a half
        {"a": lambda d: 2 * d, "b": lambda d: 4 * d, "c": lambda d: 3 * d},  # the mean of the others
        {"a": lambda d: d, "b": lambda d: 2 * d, "c": lambda d: 4 * d, "d": lambda d: 9 * d},
    ],
)
def test_groups_are_not_taken_for_sums(tmp_path: Path, parts: dict[str, Callable[[int], float]]) -> None:
    dataset, _ = read_rows(tmp_path, days(parts))
    assert dataset.totals == 0


def test_continents_among_their_countries_are_totals_too(tmp_path: Path) -> None:
    continents = {"Europe": ["DE", "FR", "IT"], "Asia": ["CN", "IN"]}
    rows: Rows = [("area", "year", "births")]
    for year in range(2000, 2012):
        every = 0
        for k, (continent, countries) in enumerate(continents.items()):
            counts = [(year * (n + 3) + 7 * k) % 89 + 5 for n in range(len(countries))]
            rows += [(country, year, count) for country, count in zip(countries, counts, strict=True)]
            rows.append((continent, year, sum(counts)))
            every += sum(counts)
        rows.append(("World", year, every))
    dataset, values = read_rows(tmp_path, rows)
    assert (dataset.row_count, dataset.totals) == (96, 36)
    assert {row[0] for row in values} == {"DE", "FR", "IT", "CN", "IN"}


def test_stars_mark_the_totals_of_a_list(tmp_path: Path) -> None:
    rows: Rows = [("*", "Werk", "Menge", "Wert")]
    for plant, amounts in SALES.items():
        rows += [(None, plant, amount // 10, amount) for amount in amounts]
        rows.append(("*", plant, sum(amount // 10 for amount in amounts), sum(amounts)))
    dataset, values = read_rows(tmp_path, rows)
    assert dataset.row_count == len(values) == 12
    assert [column.name for column in dataset.columns] == ["Werk", "Menge", "Wert"]


def test_lowest_and_highest_values_below_are_left_out(tmp_path: Path) -> None:
    days: Rows = [(f"{n + 1:02}.01.2024", 3 + n * 5 % 11, 40 + n * 7 % 13) for n in range(14)]
    low, high = [[row[column] for row in days] for column in (1, 2)]
    ends: Rows = [("Minimum", min(low), min(high)), ("Maximum", max(low), max(high))]  # type: ignore[type-var]
    dataset, values = read_rows(tmp_path, [("Tag", "von", "bis"), *days, *ends])
    assert dataset.row_count == len(values) == 14
    told = next(warning for warning in dataset.warnings if warning.kind == "total_rows")
    assert "Minimum, Maximum" in told.text
    dataset, _ = read_rows(tmp_path, [("Tag", "von", "bis"), *days, ("Max", 1, 1)])
    assert dataset.row_count == 15  # is not what it is called


def test_a_total_with_a_cell_more_is_one(tmp_path: Path) -> None:
    shops: Rows = [(f"S{n}", 10 + n, 20 + 3 * n) for n in range(12)]
    total = ("Total", sum(10 + n for n in range(12)), sum(20 + 3 * n for n in range(12)), 624)
    dataset, values = read_rows(tmp_path, [("shop", "q1", "q2"), *shops, total], delimiter=",")
    assert values == shops
    assert {"total_rows", "long_rows"} <= set(kinds(dataset))


def test_subtotals_of_sap_are_starred(tmp_path: Path) -> None:
    rows: Rows = [("Kostenstelle", "Text", "Betrag")]
    for centre in (1000, 2000, 3000):
        amounts = [centre % 7 + 3 * n * n for n in range(1, 5)]
        rows += [
            *((centre, f"Pos {n}", amount) for n, amount in enumerate(amounts)),
            (f"* {centre}", None, sum(amounts)),
        ]
    dataset, values = read_rows(tmp_path, [*rows, ("**", None, sum(row[2] for row in rows[1:] if row[1]))])  # type: ignore[misc]
    assert dataset.row_count == len(values) == 12


@pytest.mark.parametrize("missing", [0, 40])
def test_continents_amid_countries_are_left_out_where_they_are_the_world(tmp_path: Path, missing: int) -> None:
    members = {"Europe": ("France", "Italy"), "Asia": ("China", "Japan"), "Africa": ("Chad", "Mali")}
    countries = {country: name for name, each in members.items() for country in each}
    rows: Rows = [("Entity", "Year", "Tons")]
    for year in range(2001, 2010):
        tons = {country: (year * 31 + 97 * n) % 700 + 5 for n, country in enumerate(countries)}
        parents = {name: sum(tons[c] for c in tons if countries[c] == name) for name in ("Europe", "Asia", "Africa")}
        world = {"World": sum(tons.values())}
        parents["Asia"] -= missing * 10
        rows += [(name, year, amount) for name, amount in sorted({**tons, **parents, **world}.items())]
    dataset, _ = read_rows(tmp_path, rows)
    assert dataset.totals == (9 if missing else 36)


def test_sums_by_chance_in_a_wide_table_with_gaps_in_its_labels_are_no_totals(tmp_path: Path) -> None:
    names = ("model", "brand", *(f"m{n}" for n in range(20)))
    rows: Rows = [names]
    for n in range(60):
        brand = None if n % 4 == 3 else "ABC"[n % 3]
        rows.append((f"model {n}", brand, *((n * (k + 3) + k) % 7 for k in range(20))))
    dataset, values = read_rows(tmp_path, rows)
    assert len(values) == 60
    assert "total_rows" not in kinds(dataset)


def test_a_rating_called_average_is_no_average_of_the_rows(tmp_path: Path) -> None:
    rows: Rows = [("town", "service", "rooms", "stars")]
    rows += [(f"Town {n}", ("good", "average", "poor")[n % 3], 40 + n * 37 % 23, 2 + n % 3) for n in range(31)]
    rows += [("Last", "average", 51, 3)]
    assert len(read_rows(tmp_path, rows)[1]) == 32


def test_a_duration_names_no_row_of_totals(tmp_path: Path) -> None:
    path = tmp_path / "pages.csv"
    views = [n * n * 37 % 911 + 20 for n in range(25)]
    body = "".join(f"/page/{n},{view},00:0{n % 5}:{n + 10},{n * 3.1 % 90:.2f}%\n" for n, view in enumerate(views))
    path.write_text(f"Page,Views,Time on page,Bounce rate\n{body},{sum(views)},00:02:10,41.30%\n")
    assert len(read_grid(path)) == 25
