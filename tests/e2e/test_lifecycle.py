"""What is left when the app ends, by whatever death, and what the next start finds."""

import signal
from pathlib import Path

import httpx2
import psutil
import pytest

from testing.app import RunningApp, running_app
from testing.example import example_table, upload, wait_for_story
from testing.waiting import DEADLINE_S, wait_until

pytestmark = pytest.mark.timeout(300)

DEATHS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


def test_no_process_stays_and_every_story_does(tmp_path: Path) -> None:
    """One story before each death: the start after it finds all so far, that after SIGTERM in ``test_update``."""
    home, file = tmp_path / "home", tmp_path / "table.csv"
    example_table(200).to_csv(file, index=False)
    cookies = httpx2.Cookies()
    for made, death in enumerate(DEATHS):
        with running_app(home, {"WORKERS": "1"}) as app, httpx2.Client(base_url=app.url, cookies=cookies) as client:
            client.get("/")
            assert titles(client) == ["Table"] * made
            wait_for_story(client, upload(client, file))
            cookies = client.cookies
            family = processes_of(app)
            assert len(family) >= 5, "the app, two keepers, two servers; workers besides should have been seen"
            app.process.send_signal(death)
            app.process.wait(DEADLINE_S)
            wait_until(lambda family=family: not any(map(alive, family)))


def titles(client: httpx2.Client) -> list[str]:
    """The titles of the user's stories."""
    return [story["title"] for story in client.get("/api/stories").json()["stories"]]


def processes_of(app: RunningApp) -> list[psutil.Process]:
    """Every process of the app: its descendants, and what was started apart from them on its folder."""
    children = psutil.Process(app.process.pid).children(recursive=True)
    apart = [
        process
        for process in psutil.process_iter()
        if process not in children and str(app.home) in " ".join(_command(process))
    ]
    return children + apart


def alive(process: psutil.Process) -> bool:
    """Whether it runs: not what is over and only waits to be noticed."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
