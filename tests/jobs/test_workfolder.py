"""Work folders: there while somebody works in them, gone afterwards, swept once their holder was killed."""

import os
import signal
import subprocess
import sys

import pytest

from jobs import workfolder
from jobs.workfolder import work_folder

HOLDER = """
import sys, time
from pathlib import Path
from jobs.workfolder import work_folder
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
