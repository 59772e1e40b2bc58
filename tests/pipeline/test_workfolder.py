"""Work folders: there while somebody works in them, gone afterwards, swept once their holder was killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline import workfolder
from pipeline.workfolder import work_folder

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from pipeline.workfolder import work_folder
with work_folder(Path(sys.argv[1])) as folder:
    (folder / "file").write_text("x")
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def parent(tmp_path):
    return tmp_path / "work"


def test_a_folder_goes_with_its_contents_also_on_an_error(parent):
    def fail():
        with work_folder(parent) as folder:
            (folder / "deep").mkdir()
            (folder / "deep" / "file").write_text("x")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(parent.iterdir()) == []


def test_a_folder_in_use_is_not_swept_and_one_of_a_killed_process_is(parent):
    process = subprocess.Popen([sys.executable, "-c", HOLDER, parent], stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"held\n"
        assert workfolder.sweep(parent) == 0
        assert len(list(parent.iterdir())) == 1
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert workfolder.sweep(parent) == 1
    assert list(parent.iterdir()) == []


def test_a_folder_that_is_just_being_made_is_left_alone_for_a_minute(parent):
    young, old = parent / ".new-a", parent / ".new-b"
    for draft in (young, old):
        draft.mkdir(parents=True)
    long_ago = old.stat().st_mtime - 120
    os.utime(old, (long_ago, long_ago))
    assert workfolder.sweep(parent) == 1
    assert list(parent.iterdir()) == [young]


def test_without_any_folder_there_is_nothing_to_sweep(parent):
    assert workfolder.sweep(parent) == 0


def test_temporary_files_go_into_a_work_folder_and_with_it(parent, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = tempfile.gettempdir()
    with workfolder.scratch(parent), tempfile.NamedTemporaryFile(delete=False) as file:
        assert Path(file.name).is_relative_to(parent)
    assert list(parent.iterdir()) == []
    assert tempfile.gettempdir() == before


def test_what_a_killed_command_left_is_gone_at_the_next(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n" + "\n".join(f"{i},{i * 7 % 13}" for i in range(300_000)))
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "pipeline", str(file), "--out", str(tmp_path / "a.json")]
    killed = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("datastory-*/*/*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    assert list(tmp_path.glob("datastory-*/*"))
    file.write_text("a,b\n1,2\n")
    assert subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode == 2
    assert list(tmp_path.glob("datastory-*/*")) == []
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", f"datastory-{os.getuid()}"}


def test_a_scratch_folder_that_others_can_write_to_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / f"datastory-{os.getuid()}").mkdir()
    (tmp_path / f"datastory-{os.getuid()}").chmod(0o777)
    with pytest.raises(PermissionError):
        workfolder.own_scratch_parent()
