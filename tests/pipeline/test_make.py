from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from pipeline import STAGES, Options, StageName, make, make_story
from pipeline.errors import AnalysisError, PreprocessingError
from pipeline.stages import StopWork


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    rows = "\n".join(f"{('North', 'South')[i % 2]},{100 + i % 13 + 60 * (i % 2 == 0)},{i % 17}" for i in range(200))
    path.write_text(f"region,revenue,units\n{rows}\n")
    return path


def test_the_stages_run_in_order_and_their_progress_only_rises(sales: Path) -> None:
    seen: list[tuple[StageName, float]] = []
    story = make_story(sales, progress=lambda stage, fraction: seen.append((stage, fraction)))
    assert list(dict.fromkeys(stage for stage, _ in seen)) == [stage.name for stage in STAGES]
    for stage in STAGES:
        fractions = [fraction for name, fraction in seen if name == stage.name]
        assert fractions == sorted(fractions)
        assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert list(story.timings) == [stage.timing for stage in STAGES]


def test_the_same_file_gives_the_same_story(sales: Path) -> None:
    first, second = (make_story(sales).to_document() for _ in range(2))
    for when in ("timings", "madeAt"):
        del first[when], second[when]
    assert first == second


def test_every_finding_gives_its_values_again_on_the_exported_table(sales: Path, tmp_path: Path) -> None:
    table = tmp_path / "data.parquet"
    story = make_story(sales, table_path=table)
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW data AS FROM '{table}'")
    assert story.findings
    for finding in story.findings:
        (row,) = connection.sql(finding.sql).df().to_dict("records")
        assert set(row) == set(finding.values)
        for name, value in finding.values.items():
            assert row[name] == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)


def test_what_the_user_said_is_in_the_story(sales: Path) -> None:
    story = make_story(sales, Options(filename="Umsatz.csv", title="Our sales"))
    assert (story.title, story.dataset.filename) == ("Our sales", "Umsatz.csv")


def fail(*_: object) -> NoReturn:
    raise ZeroDivisionError("a bug")


def test_a_bug_in_a_stage_becomes_the_error_of_that_stage(sales: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "analyze", fail)
    with pytest.raises(AnalysisError) as raised:
        make_story(sales)
    assert isinstance(raised.value.__cause__, ZeroDivisionError)


def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(PreprocessingError):
        make_story(path)


@pytest.mark.parametrize("stop_in", [stage.name for stage in STAGES])
def test_the_watcher_can_stop_the_work_in_every_stage(sales: Path, stop_in: StageName) -> None:
    def stop(stage: StageName, fraction: float) -> None:
        if stage == stop_in:
            raise StopWork

    with pytest.raises(StopWork):
        make_story(sales, progress=stop)
