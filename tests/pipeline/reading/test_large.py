"""Files that never are in memory as a whole are read as small ones are."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.options import Options
from pipeline.reading import READERS, read
from pipeline.stages import StopWork
from pipeline.story import ColumnType, Table

ROWS = 6_000
WIDE = "x" * 40


def frame() -> pd.DataFrame:
    numbers = pd.Series(range(ROWS))
    return pd.DataFrame(
        {
            "id": numbers + 1,
            "day": (pd.Timestamp("2020-01-01") + pd.to_timedelta(numbers % 700, unit="D")).dt.strftime("%Y-%m-%d"),
            "group": numbers.map(lambda number: "abc"[number % 3]),
            "count": numbers * 7 % 1000,
            "amount": numbers % 977 + 0.25,
            "note": numbers.map(lambda number: f"{WIDE}, {number % 900}"),
        }
    )


@pytest.fixture(autouse=True)
def tiny_files_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some hundred kilobytes do, if the samples that are looked at shrink as well."""
    readers = {key: replace(reader, large=10_000) for key, reader in READERS.items()}
    monkeypatch.setattr("pipeline.reading.table.READERS", readers)
    monkeypatch.setattr("pipeline.reading.delimited_stream.BEGINNING_BYTES", 20_000)
    monkeypatch.setattr("pipeline.reading.delimited_stream.END_BYTES", 2_000)
    monkeypatch.setattr("pipeline.reading.delimited_stream.ASSUMED_BYTES", 1_000)
    monkeypatch.setattr("pipeline.reading.encoding.SCANNED", 1_000)
    monkeypatch.setattr("pipeline.reading.row_stream.CHUNK_ROWS", 1_000)
    monkeypatch.setattr("pipeline.reading.text_table.SAMPLE_ROWS", 500)


@pytest.fixture(scope="module")
def text() -> str:
    return frame().to_csv(index=False)


def load(path: Path, **options: Any) -> Table:
    return read(path, Options(**options), lambda share: None)


def facts(table: Table) -> list[Any]:
    rows = table.connection.sql(
        'SELECT count(*), sum("count"), sum(amount), min(day), max(day), count(DISTINCT "group"), '
        "count(DISTINCT note), min(id), max(length(note)) FROM data"
    ).fetchall()
    return list(rows[0])


EXPECTED = [
    ROWS,
    sum(number * 7 % 1000 for number in range(ROWS)),
    sum(number % 977 + 0.25 for number in range(ROWS)),
    pd.Timestamp("2020-01-01"),
    pd.Timestamp("2020-01-01") + pd.Timedelta(days=699),
    3,
    900,
    "1",
    len(WIDE) + 5,
]


def middle(text: str, change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    lines[3_000] = change(lines[3_000])
    return "\n".join(lines)


WAYS: dict[str, Callable[[str], tuple[str, str]]] = {
    "clean": lambda text: (text, "utf-8"),
    "crlf": lambda text: (text.replace("\n", "\r\n"), "utf-8"),
    "bom": lambda text: (text, "utf-8-sig"),
    "latin-1": lambda text: (text.replace("note", "nöte", 1), "latin-1"),
    "utf-16": lambda text: (text, "utf-16"),
    "preamble": lambda text: ("Report, of all\n\n" + text, "utf-8"),
    "footer": lambda text: (text + "Total,,,1,2,\n", "utf-8"),
    "short row": lambda text: (text + "\n", "utf-8"),
    "padded word": lambda text: (
        middle(text, lambda line: line.replace(",a,", ",a ,").replace(",b,", ",b ,")),
        "utf-8",
    ),
    "blank line": lambda text: (middle(text, lambda line: line + "\n"), "utf-8"),
    "repeated header": lambda text: (middle(text, lambda line: line + "\n" + text.split("\n", 1)[0]), "utf-8"),
    "another table": lambda text: (
        text + "\ncity,people\n" + "".join(f"City {number},{number}\n" for number in range(300)),
        "utf-8",
    ),
    "late word": lambda text: (middle(text, lambda line: line + '\n6001,n/a,,,"NULL",'), "utf-8"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_same_table(tmp_path: Path, text: str, way: str) -> None:
    content, encoding = WAYS[way](text)
    path = tmp_path / "large.csv"
    path.write_bytes(content.encode(encoding))
    table = load(path)
    expected = [ROWS + 1, *EXPECTED[1:]] if way == "late word" else EXPECTED
    if way == "latin-1":
        table.connection.execute('ALTER TABLE data RENAME "nöte" TO note')
    assert facts(table) == expected
    types = [column.type.value for column in table.dataset.columns]
    assert types == ["identifier", "datetime", "categorical", "numeric", "numeric", "text"] or types[5] == "categorical"
    assert [column.distinct for column in table.dataset.columns][:4] == [ROWS + (way == "late word"), 700, 3, 1000]
    table.close()


@pytest.mark.parametrize("way", ["clean", "padded word", "late word"])
def test_a_table_that_may_outgrow_memory_is_kept_in_a_file(
    tmp_path: Path, text: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.reading.table.KEPT_ON_DISK", 0)
    path = tmp_path / "large.csv"
    path.write_text(WAYS[way](text)[0])
    table = load(path)
    [[file]] = table.connection.sql(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    assert Path(file).exists()
    assert facts(table) == [ROWS + (way == "late word"), *EXPECTED[1:]]
    with pytest.raises(duckdb.PermissionException):
        table.connection.sql(f"SELECT * FROM read_csv('{path}')")
    table.close()
    assert not Path(file).parent.exists()


def test_sums_do_not_depend_on_the_order_in_which_threads_end(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.csv"
    path.write_text(text)
    table = load(path)
    assert table.connection.sql("SELECT current_setting('threads')").fetchall() == [(1,)]
    table.close()


def test_an_encoding_that_shows_late_is_seen(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(middle(text, lambda line: line.replace(WIDE, "Müller")).encode("latin-1"))
    table = load(path)
    notes = "SELECT count(*) FILTER (note LIKE 'Müller,%'), count(note) FROM data"
    assert table.connection.sql(notes).fetchall() == [(1, ROWS)]
    assert table.dataset.encoding == "cp1252"
    assert not table.dataset.warnings
    table.close()


def test_values_that_only_come_late_change_the_type_of_the_whole_column(tmp_path: Path, text: str) -> None:
    lines = text.split("\n")
    lines[5_000] = (
        lines[5_000].replace(",a,", ",a,about ", 1).replace(",b,", ",b,about ", 1).replace(",c,", ",c,about ", 1)
    )
    path = tmp_path / "large.csv"
    path.write_text("\n".join(lines))
    table = load(path)
    warning = next(warning for warning in table.dataset.warnings if warning.kind == "unreadable_values")
    assert warning.rows == 1
    assert table.dataset.columns[3].missing == 1
    table.close()


def test_the_users_types_win(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.csv"
    path.write_text(text)
    table = load(path, types={"count": ColumnType.CATEGORICAL, "id": ColumnType.NUMERIC})
    types = dict(row[:2] for row in table.connection.sql("DESCRIBE data").fetchall())
    assert (types["count"], types["id"]) == ("VARCHAR", "BIGINT")
    table.close()


def test_json_lines_and_parquet(tmp_path: Path) -> None:
    data = frame()
    data.to_json(tmp_path / "large.jsonl", orient="records", lines=True)
    data.assign(note=[f"{WIDE}, {number % 900} {number}" for number in range(ROWS)]).to_parquet(
        tmp_path / "large.parquet"
    )
    lines = read(tmp_path / "large.jsonl", Options(), lambda share: None)
    assert facts(lines) == EXPECTED
    lines.close()
    parquet = read(tmp_path / "large.parquet", Options(), lambda share: None)
    assert facts(parquet)[:6] == EXPECTED[:6]
    parquet.close()


def test_progress_rises_to_the_end_and_may_stop_the_work(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Title\n" + text + "Total,,,1,2,\n")
    shares: list[float] = []
    read(path, Options(), shares.append).close()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 5

    def stop(share: float) -> None:
        if share > 0.1:
            raise StopWork

    with pytest.raises(StopWork):
        read(path, Options(), stop)


def test_rows_of_another_table_are_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.csv"
    path.write_text(WAYS["another table"](text)[0])
    table = load(path)
    warnings = {warning.kind: warning.rows for warning in table.dataset.warnings}
    assert warnings == {"several_tables": 301, "blank_rows": 1}
    table.close()


def test_a_file_read_in_parallel_keeps_the_order_of_its_rows(tmp_path: Path) -> None:
    """Words for missing values were a join once, and the first megabytes came after the others."""
    rows = 250_000  # 20 MB: more than one thread's share of a file
    path = tmp_path / "log.csv"
    note = "n" * 60
    path.write_text("number,note\n" + "".join(f"{number},{note}{number % 7}\n" for number in range(rows)))
    table = load(path)
    assert table.dataset.row_count == rows
    unordered = table.connection.sql("SELECT count(*) FROM data WHERE CAST(number AS BIGINT) != rowid").fetchall()
    assert unordered == [(0,)]
    table.close()


def test_many_different_decimals_are_estimated_and_told(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.reading.counting.LONG", 500)
    monkeypatch.setattr("pipeline.reading.counting.MOST_COUNTED", 500)
    path = tmp_path / "large.csv"
    path.write_text(text)
    table = load(path)
    told = [warning.text for warning in table.dataset.warnings]
    assert told == ["How many different values day, amount have is estimated."]
    amount = table.dataset.columns[4].distinct
    assert abs(amount - 977) < 0.1 * 977
    assert amount % 10 == 0
    table.close()


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_first_quoted_cell_may_come_after_the_beginning(quote: str, tmp_path: Path) -> None:
    plain = "".join(f"Town {row},Chile,{row}\n" for row in range(ROWS))
    late = "".join(f"Town {row},{quote}Korea, Republic of{quote},{row}\n" for row in range(600))
    path = tmp_path / "late.csv"
    path.write_text("name,country,id\n" + plain + late, encoding="utf-8")
    table = load(path)
    assert table.connection.sql("SELECT country, count(*) FROM data GROUP BY 1 ORDER BY 1").fetchall() == [
        ("Chile", ROWS),
        ("Korea, Republic of", 600),
    ]
    assert not table.dataset.warnings
    table.close()


def test_lines_in_another_encoding_late_in_the_file_are_read_in_it(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    first = "".join(f"{row},Zürich,{row % 7}\n" for row in range(ROWS))
    path.write_bytes(
        ("id,town,n\n" + first).encode() + "".join(f"{row},Köln,1\n" for row in range(300)).encode("cp1252")
    )
    table = load(path)
    assert table.connection.sql("SELECT town, count(*) FROM data GROUP BY 1 ORDER BY 1").fetchall() == [
        ("Köln", 300),
        ("Zürich", ROWS),
    ]
    assert [(warning.kind, warning.rows) for warning in table.dataset.warnings] == [("mixed_encodings", 300)]
    table.close()


def test_groups_that_are_sums_are_left_out(tmp_path: Path) -> None:
    lines = ["geo,sex,year,value"]
    for number in range(1_200):
        amounts = [number * 7 % 991 + 3, number * 13 % 883 + 5]
        for sex, amount in zip(("f", "m", "Total"), (*amounts, sum(amounts)), strict=True):
            lines.append(f"place {number % 40},{sex},{1980 + number // 40},{amount}")
    path = tmp_path / "groups.csv"
    path.write_text("\n".join(lines) + "\n")
    table = read(path, Options(), lambda share: None)
    assert (table.dataset.row_count, table.dataset.totals) == (3_600, 1_200)
    assert table.connection.execute("SELECT DISTINCT sex FROM data ORDER BY 1").fetchall() == [("f",), ("m",)]
    assert "total_groups" in {warning.kind for warning in table.dataset.warnings}
    table.close()
    kept = read(path, Options(keep_totals=True), lambda share: None)
    assert kept.connection.table("data").shape[0] == 3_600
    kept.close()


@pytest.mark.parametrize(("keep", "rows"), [(False, 2_000), (True, 2_001)])
def test_a_total_at_the_end_stays_if_the_user_wants_it(tmp_path: Path, keep: bool, rows: int) -> None:
    path = tmp_path / "t.csv"
    amounts = [number * 7 % 991 for number in range(2_000)]
    lines = ["shop,sold", *(f"shop number {n},{amount}" for n, amount in enumerate(amounts)), f"Total,{sum(amounts)}"]
    path.write_text("\n".join(lines) + "\n")
    table = read(path, Options(keep_totals=keep), lambda share: None)
    assert table.dataset.row_count == rows
    table.close()


def wide(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "wide.csv"
    body = [f"place {n}," + ",".join(str(n * k % 991 + 10_000) for k in range(2, 8)) for n in range(1_500)]
    path.write_text("\n".join(["place," + ",".join(map(str, range(2010, 2016))), *body, *lines]) + "\n")
    return path


def kinds(table: Table) -> list[str]:
    return [warning.kind for warning in table.dataset.warnings]


@pytest.mark.parametrize("last", [[], ["place 1500,1.5,,,,,3"]])  # a value that denies the types of the beginning
def test_periods_across_a_large_file_become_rows(tmp_path: Path, last: list[str]) -> None:
    table = load(wide(tmp_path, *last))
    assert [column.name for column in table.dataset.columns] == ["place", "Year", "Value"]
    assert table.dataset.row_count == table.connection.table("data").shape[0] == 6 * (1_500 + len(last))
    found = table.connection.sql('SELECT year("Year"), sum("Value") FROM data GROUP BY 1 ORDER BY 1').fetchall()
    sums = [sum(n * k % 991 + 10_000 for n in range(1_500)) for k in range(2, 8)]
    further = [1.5, 0, 0, 0, 0, 3] if last else [0] * 6
    assert found == [(2010 + k, sums[k] + further[k]) for k in range(6)]
    first = table.connection.sql('SELECT place, year("Year") FROM data LIMIT 7').fetchall()
    assert first == [*(("place 0", 2010 + k) for k in range(6)), ("place 1", 2010)]
    assert "melted" in kinds(table)
    assert "left_wide" not in kinds(table)
    table.close()


def test_periods_stay_columns_where_the_user_wants_it(tmp_path: Path) -> None:
    table = load(wide(tmp_path), keep_wide=True)
    assert table.dataset.column_count == 7
    table.close()


@pytest.mark.parametrize("reason", ["too_large", "words"])
def test_periods_that_stay_columns_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    if reason == "too_large":
        monkeypatch.setattr("pipeline.reading.large_melting.MOST_CELLS", 1_000)
    words = [f"place {n},1,2,3,4,5,word {n}" for n in range(3_000)] if reason == "words" else []
    table = load(wide(tmp_path, *words))
    told = [warning.text for warning in table.dataset.warnings if warning.kind == "left_wide"]
    assert told
    assert told[0].startswith("6 columns are periods (2010 to 2015)")
    table.close()


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.mark.parametrize("parts", [MONTHS, ("Q1", "Q2", "Q3", "Q4")])
def test_parts_of_years_across_a_large_file_become_rows(tmp_path: Path, parts: tuple[str, ...]) -> None:
    path = tmp_path / "wide.csv"
    known = len(parts) - 2  # of the last year
    lines = [
        f"place {n},{year},"
        + ",".join("" if year == 2012 and k >= known else str(n % 97 + k) for k in range(len(parts)))
        for n in range(700)
        for year in (2010, 2011, 2012)
    ]
    path.write_text("\n".join(["place,Year," + ",".join(parts), *lines]) + "\n")
    table = load(path)
    time = table.dataset.columns[1].name
    assert [column.name for column in table.dataset.columns] == ["place", time, "Value"]
    assert table.dataset.row_count == 700 * (2 * len(parts) + known)
    first = table.connection.sql(f'SELECT "{time}", "Value" FROM data LIMIT 2').fetchall()
    assert first == [(pd.Timestamp(2010, 1, 1), 0), (pd.Timestamp(2010, 1 + 12 // len(parts), 1), 1)]
    (last,) = table.connection.sql(f'SELECT max("{time}") FROM data').fetchall()[0]
    assert last == pd.Timestamp(2012, 12 // len(parts) * (known - 1) + 1, 1)
    table.close()


def test_a_large_file_that_becomes_long_is_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.large_melting.IN_MEMORY_CELLS", 1_000)
    table = load(wide(tmp_path))
    assert table.connection.sql("SELECT current_database(), count(*) FROM data").fetchall() == [("stored", 9_000)]
    table.close()


def test_a_column_that_says_the_same_at_the_beginning_alone_stays(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    body = [f"{'Deaths' if n == 900 else 'Births'},place {n},{n % 97},{n % 89},{n % 83}" for n in range(4_000)]
    path.write_text("\n".join(["Indicator,place,2010,2011,2012", *body]) + "\n")
    table = load(path)
    assert "Indicator" in [column.name for column in table.dataset.columns]
    table.close()


def test_a_larger_file_that_is_to_be_reshaped_weighs_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.delimited.LARGE", 10_000)
    monkeypatch.setattr("pipeline.reading.delimited.RESHAPED_BYTES", 1_000_000)
    path = tmp_path / "wide.csv"
    lines = [f"place {n}," + ",".join(str(n * k % 991 + 10_000) for k in range(2, 8)) for n in range(1_500)]
    path.write_text("\n".join(["place," + ",".join(map(str, range(2010, 2016))), *lines]) + "\n")
    table = read(path, Options(), lambda share: None)
    assert [column.name for column in table.dataset.columns] == ["place", "Year", "Value"]
    assert table.dataset.row_count == 9_000
    table.close()


@pytest.mark.parametrize(("header", "month", "told"), [("date;store", 12, 0), ("date,store", 1, 1)])
def test_day_and_month_are_told_apart_by_the_file(tmp_path: Path, header: str, month: int, told: int) -> None:
    mark = header[4]
    rows = [f"01/{number % 12 + 1:02}/2023{mark}{WIDE} {number // 12}" for number in range(1_200)]
    path = tmp_path / "months.csv"
    path.write_text("\n".join([header, *rows]))
    table = load(path)
    last = table.connection.execute("SELECT month(max(date)) FROM data").fetchall()
    table.close()
    assert last == [(month,)]
    assert [warning.kind for warning in table.dataset.warnings] == ["ambiguous_dates"] * told


REGIONS = 40


def sold(word: str, *, at: str) -> str:
    """Shops and what they sold; ``at`` says where a row adds up others: "amid", "end" or "top"."""
    lines, every = [], 0
    for region in range(REGIONS):
        amounts = [1_000 + (37 * region + 101 * shop) % 8_999 for shop in range(50)]
        lines += [f"region {region},{WIDE} {region}-{shop},{amount}" for shop, amount in enumerate(amounts)]
        lines += [f"{word},,{sum(amounts)}"] if at == "amid" else []
        every += sum(amounts)
    total = [f"{word},,{every}"]
    return (
        "\n".join(["region,shop,sold", *(total if at == "top" else []), *lines, *(total if at == "end" else [])]) + "\n"
    )


@pytest.mark.parametrize("word", ["Total", "Summe", ""])
@pytest.mark.parametrize("at", ["amid", "end", "top"])
def test_rows_of_totals_are_left_out(tmp_path: Path, word: str, at: str) -> None:
    path = tmp_path / "sold.csv"
    path.write_text(sold(word, at=at))
    table = load(path)
    count, total = table.connection.sql("SELECT count(*), sum(sold) FROM data").fetchall()[0]
    table.close()
    assert (count, table.dataset.row_count) == (REGIONS * 50, REGIONS * 50)
    assert {"total_rows", "footers"} & {warning.kind for warning in table.dataset.warnings}
    kept = load(path, keep_totals=True)
    assert kept.connection.sql("SELECT sum(sold) FROM data").fetchall()[0][0] > total
    kept.close()


def test_values_without_a_label_that_add_up_nothing_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sold.csv"
    rows = (f"{'' if n % 50 == 7 else f'region {n % 40}'},{WIDE} {n},{1_000 + 37 * n % 8_999}" for n in range(2_000))
    path.write_text("region,shop,sold\n" + "\n".join([*rows, "Total Energies,,17", "Nord,y,19"]) + "\n")
    table = load(path)
    assert table.dataset.row_count == 2_002
    table.close()


SECOND = [f"S{n:03},shop {n},red,many {n}" for n in range(300)]


@pytest.mark.parametrize("last", [f"{WIDE} {{n}}", "{n}"])
def test_a_second_table_of_the_same_width_is_never_read_untold(tmp_path: Path, last: str) -> None:
    path = tmp_path / "two.csv"
    first = [f"n{n},town {n % 7},{'abc'[n % 3]},{last.format(n=n)}" for n in range(2_000)]
    path.write_text("\n".join(["name,town,kind,note", *first, "", "code,shop,colour,stock", *SECOND]) + "\n")
    table = load(path)
    table.close()
    told = {warning.kind: warning for warning in table.dataset.warnings}
    assert told.keys() & {"names_below", "several_tables"}
    assert table.dataset.row_count == (2_301 if "names_below" in told else 2_000)


def test_a_second_table_of_numbers_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    first = [f"n{n},town {n % 7},{n * 3},{n * 7 % 500}" for n in range(2_000)]
    second = [f"S{n:03},shop {n},{n},{n * 5}" for n in range(300)]
    path.write_text("\n".join(["name,town,size,note", *first, "", "code,shop,stock,sold", *second]) + "\n")
    table = load(path)
    table.close()
    assert table.dataset.row_count == 2_000
    assert next(warning.rows for warning in table.dataset.warnings if warning.kind == "several_tables") == 301


def test_blank_lines_amid_words_are_no_other_table(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    rows = [f"{'abc'[n % 3]} town,{'kind' if n % 2 else 'sort'},{WIDE} {'xyz'[n * 7 % 3]}" for n in range(2_000)]
    path.write_text("\n".join(["name,kind,note", *rows[:900], "", *rows[900:]]) + "\n")
    table = load(path)
    table.close()
    assert table.dataset.row_count == 2_000
    assert {warning.kind for warning in table.dataset.warnings} == {"blank_rows"}
