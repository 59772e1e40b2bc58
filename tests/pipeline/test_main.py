"""The pipeline as a command."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pytest

from exporters import EXPORTERS
from pipeline.__main__ import main


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """200 rows in which the south pays three times as much."""
    random = np.random.default_rng(7)
    regions = random.choice(["north", "south"], 200)
    amounts = random.normal(100, 10, 200) * np.where(regions == "south", 3, 1)
    file = tmp_path / "sales.csv"
    file.write_text("region,amount\n" + "".join(f"{r},{a:.2f}\n" for r, a in zip(regions, amounts, strict=True)))
    return file


def test_the_version_is_that_of_the_changelog(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    version = capsys.readouterr().out.split()[-1]
    assert f"## {version}" in Path("CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_is_loaded_before_it_is_needed():
    """The stages when a story is made, the libraries of rare formats when such a file is read."""
    stages = {"pipeline.make", "pipeline.reading", "scipy", "pandas", "pyarrow", "duckdb"}
    rare = {"pyreadstat", "dbfread", "fastavro", "pyarrow.feather", "lxml", "openpyxl"}
    code = (
        "import sys, pipeline.__main__ as command\n"
        f"early = {stages!r} & sys.modules.keys()\n"
        "import pipeline.make\n"
        f"print(sorted(early | ({rare!r} & sys.modules.keys())))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("ending", EXPORTERS)
def test_a_story_in_each_format(sales, tmp_path, ending):
    out = tmp_path / f"story.{ending}"
    assert main([str(sales), "--out", str(out), "--title", "Our sales"]) == 0
    assert "Our sales" in out.read_text(encoding="utf-8")
    assert "amount" in out.read_text(encoding="utf-8")


def test_the_written_table_gives_each_findings_values_again(sales, tmp_path):
    out, table = tmp_path / "story.json", tmp_path / "data.parquet"
    assert main([str(sales), "--out", str(out), "--table", str(table)]) == 0
    findings = json.loads(out.read_text())["findings"]
    assert findings
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW data AS FROM '{table}'")
        for finding in findings:
            cursor = connection.execute(finding["sql"])
            row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
            for name, value in finding["values"].items():
                again = float(row[name]) if isinstance(row[name], Decimal) else row[name]
                assert again == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)


def test_a_focus_is_handed_on(sales, tmp_path):
    out = tmp_path / "story.json"
    assert main([str(sales), "--out", str(out), "--focus", "amount"]) == 0
    assert "amount" in json.loads(out.read_text())["narratives"]["summary"]


def test_totals_and_periods_can_be_kept(tmp_path):
    file, out = tmp_path / "lands.csv", tmp_path / "story.json"
    lands = [(f"Land {n}", n + 1, 2 * n + 3, n * n % 7) for n in range(12)]
    total = ("Total", *(sum(column) for column in list(zip(*lands, strict=True))[1:]))
    rows = [("land", 2019, 2020, 2021), *lands, total]
    file.write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    shapes = {}
    for flags in ((), ("--keep-totals",), ("--keep-wide",), ("--keep-totals", "--keep-wide")):
        assert main([str(file), "--out", str(out), *flags]) == 0
        dataset = json.loads(out.read_text())["dataset"]
        shapes[flags] = (dataset["rowCount"], len(dataset["columns"]))
    assert shapes == {
        (): (36, 3),
        ("--keep-totals",): (39, 3),
        ("--keep-wide",): (12, 4),
        ("--keep-totals", "--keep-wide"): (13, 4),
    }


@pytest.mark.parametrize(("chosen", "column"), [("amount", "amount"), ("AMOUNT", "amount"), ("number of rows", None)])
def test_a_subject_is_handed_on(sales, tmp_path, chosen, column):
    out = tmp_path / "story.json"
    assert main([str(sales), "--out", str(out), "--subject", chosen]) == 0
    assert json.loads(out.read_text())["subject"]["column"] == column


def test_a_subject_that_names_no_column_is_told_with_the_columns_that_are_there(sales, tmp_path, capsys):
    assert main([str(sales), "--out", str(tmp_path / "story.json"), "--subject", "amuont"]) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert "The table has no column called 'amuont'." in told
    assert "Choose one of its columns as the subject, such as amount" in told


def test_progress_goes_to_stderr_and_nothing_to_stdout(sales, tmp_path, capsys):
    assert main([str(sales), "--out", str(tmp_path / "story.json")]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "100%" in told.err


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), ("missing.csv", None)],
)
def test_a_file_that_cannot_be_read_is_one_line_with_code_and_hint(tmp_path, capsys, name, content):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    out = tmp_path / "story.json"
    assert main([str(file), "--out", str(out)]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("PREPROCESSING_ERROR: ")
    assert "Traceback" not in line
    assert not out.exists()


def test_a_wrong_ending_is_refused_before_any_work(sales, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main([str(sales), "--out", str(tmp_path / "story.docx")])
    assert ended.value.code == 2
    assert ".html or .md or .json" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(sales, tmp_path, capsys):
    assert main([str(sales), "--out", str(tmp_path / "no" / "story.json")]) == 1
    assert "No such file or directory" in capsys.readouterr().err.splitlines()[-1]


def test_it_runs_as_a_module(sales, tmp_path):
    out = tmp_path / "story.md"
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", str(sales), "--out", str(out)], capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr
    assert out.read_text(encoding="utf-8").startswith("# Sales\n")
