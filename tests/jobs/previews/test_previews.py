"""Files are looked at in a process beside the page's, which survives whatever they do to it."""

import multiprocessing
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from jobs.errors import PreviewUnavailable
from jobs.previews import client
from jobs.previews.server import _is_left
from pipeline import Options
from pipeline.errors import PreprocessingError
from pipeline.reading import Preview, preview
from services.settings import Settings
from testing import bombs
from testing.waiting import DEADLINE_S, wait_until

ROWS = "city,amount,day\n" + "".join(f"Ulm,{number}.5,2024-01-{number % 28 + 1:02}\n" for number in range(40)) + ",,\n"


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    yield
    client.stop()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_text(ROWS)
    return path


def looked_at(path: Path, options: Options) -> Preview:
    return client.Look(path, options).preview()


def forks() -> list[psutil.Process]:
    assert client._server is not None
    return psutil.Process(client._server.process.pid).children()


def test_a_preview_is_the_readers_own(server, table):
    options = Options(filename="sales.csv")
    shown, own = looked_at(table, options), preview(table, options)
    assert replace(shown, grid=None) == replace(own, grid=None, typed=None)
    assert shown.grid.equals(own.grid)
    assert list(shown.grid.columns) == ["city", "amount", "day"]


def test_what_the_story_would_be_about_comes_after_the_preview(server, table):
    subject = client.Look(table, Options(filename="sales.csv")).subject()
    assert (subject.column, subject.time, subject.alternatives) == ("amount", "day", (None,))


def test_whether_a_subject_is_there_can_be_asked_without_waiting_for_it(server, table):
    look = client.Look(table, Options(filename="sales.csv"))
    look.preview()
    ours, theirs = multiprocessing.Pipe()
    came, look._pipe = look._pipe, ours
    assert not look.has_subject(0)
    theirs.close()
    assert look.has_subject(0), "of a process that has died nothing comes any more"
    look._pipe = came
    assert look.has_subject(DEADLINE_S)
    assert look.subject() is not None
    assert look.has_subject(0)


def test_a_preview_is_shown_without_a_subject_where_none_can_be_said(server, table):
    look = client.Look(table, Options(filename="sales.csv", subject="no such column"))
    assert look.subject() is None
    assert list(look.preview().grid.columns) == ["city", "amount", "day"]


def test_a_look_can_be_asked_again_and_leaves_nothing(server, table, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    look = client.Look(table, Options(filename="sales.csv"))
    assert look.preview() is look.preview()
    assert look.subject() == look.subject()
    assert not list(tmp_path.glob("datastory-*"))


def test_a_look_that_dies_after_the_preview_keeps_it(server, table):
    look = client.Look(table, Options(filename="sales.csv"))
    seen = look.preview()
    ours, theirs = multiprocessing.Pipe()
    theirs.close()
    look._pipe = ours
    assert look.subject() is None
    assert look.preview() is seen


def test_what_was_seen_stays_fresh_and_what_nobody_asked_for_does_not(server, table, monkeypatch):
    look = client.Look(table, Options())
    assert look.is_fresh
    monkeypatch.setattr(client, "FRESH_S", 0.0)
    assert not look.is_fresh
    look.preview()
    assert look.is_fresh


def test_a_place_for_a_look_is_not_taken_by_who_has_left():
    ours, theirs = socket.socketpair()
    with theirs:
        assert not _is_left(theirs.fileno())
        ours.send(b"a task")
        assert not _is_left(theirs.fileno())
        ours.close()
        assert _is_left(theirs.fileno())


def test_a_look_begins_ahead_only_where_a_server_is_there(server, table):
    client.stop()
    assert client.Look.ahead(table, Options()) is None
    client.start()
    look = client.Look.ahead(table, Options())
    assert look.preview().dataset.row_count == 40


def test_what_the_reader_refuses_is_told_as_it_says_it(server, table):
    table.write_text("a,b\n1,2\n")
    with pytest.raises(PreprocessingError) as caught:
        looked_at(table, Options())
    with pytest.raises(PreprocessingError) as own:
        preview(table, Options())
    assert (caught.value.message, caught.value.hint) == (own.value.message, own.value.hint)


@pytest.mark.parametrize("name", ["far_corner.xlsx", "repeated.ods", "dictionary.parquet", "disjoint.json"])
def test_no_bomb_is_opened_here(server, table, name):
    bombs.BOMBS[name](table)
    with pytest.raises(PreprocessingError) as caught:
        looked_at(table, Options(filename=name))
    assert caught.value.hint


def kill_forks() -> None:
    for fork in forks():
        with suppress(psutil.NoSuchProcess):
            fork.kill()


def test_a_killed_look_takes_nothing_with_it(server, table, monkeypatch):
    options = Options(filename="a.csv")
    looked_at(table, options)
    slow = table.with_name("slow.json")
    bombs.disjoint_json(slow)
    caught: list[Exception] = []

    def look_at_it() -> None:
        try:
            looked_at(slow, options)
        except PreviewUnavailable as error:
            caught.append(error)

    waiting = threading.Thread(target=look_at_it)
    waiting.start()
    wait_until(lambda: kill_forks() or caught)  # one of the first look may still be ending
    waiting.join(DEADLINE_S)
    assert caught
    assert looked_at(table, options).dataset.row_count == 40


def test_a_process_that_waits_for_its_look_may_die(server, table):
    wait_until(lambda: len(forks()) == 1)
    kill_forks()
    assert looked_at(table, Options()).dataset.row_count == 40


def test_a_killed_server_is_replaced_by_one_that_knows_no_secret(server, table, monkeypatch):
    looked_at(table, Options())
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-many-letters")
    monkeypatch.setenv("MONGODB_URI", "mongodb://u:password@db/x")
    assert client._server is not None
    client._server.process.kill()
    client._server.process.wait()
    assert looked_at(table, Options()).dataset.row_count == 40
    environment = psutil.Process(client._server.process.pid).environ()
    assert not {"SECRET_KEY", "MONGODB_URI"} & environment.keys()


@pytest.mark.skipif(sys.platform != "linux", reason="others don't keep to a limit of memory")
def test_a_look_takes_no_more_memory_than_it_may(server, table, monkeypatch):
    monkeypatch.setattr(client, "settings", lambda: Settings(job_memory_mb=64))
    bombs.write_xlsx(
        table,
        "".join(
            f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>1</v></c>' for column in "ABCDEFGH") + "</row>"
            for row in range(1, 1_000)
        )
        + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    )
    with pytest.raises((PreviewUnavailable, PreprocessingError)) as caught:
        looked_at(table, Options(filename="a.xlsx"))
    assert caught.value.hint


def test_the_server_ends_with_the_app(server, table):
    looked_at(table, Options())
    assert client._server is not None
    process = client._server.process
    wait_until(forks)
    left = forks()
    client.stop()
    assert process.poll() == 0
    wait_until(lambda: not any(fork.is_running() for fork in left))
