"""The app as ``make run`` starts it: where it listens, what it survives, what its end leaves and its start finds."""

import signal
from pathlib import Path

import httpx2
import psutil
import pytest

from testing.app import RunningApp, listening, running_app, visitor, wait_until_ready
from testing.example import example_table, upload, wait_for_story
from testing.waiting import DEADLINE_S, wait_until
from tests.e2e.family import alive, processes_of

pytestmark = pytest.mark.timeout(300)

FOR_ALL = {"WORKERS": "1", "HOST": "0.0.0.0"}


def test_a_dead_web_process_is_replaced_and_when_the_app_dies_every_story_stays_and_no_process(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    example_table(200).to_csv(file, index=False)
    cookies = httpx2.Cookies()
    for made, death in enumerate((signal.SIGKILL, signal.SIGINT)):  # of SIGTERM see test_update
        with running_app(tmp_path / "home", FOR_ALL) as app:
            with visitor(app, cookies) as client:
                client.get("/")
                assert titles(client) == ["Table"] * made
                wait_for_story(client, upload(client, file))
                cookies = client.cookies
            if not made:
                assert listening(app) == {"0.0.0.0"}
                assert "DataStory listens on 0.0.0.0" in app.log.read_text()
                replace_web_process(app)
            family = processes_of(app)
            assert len(family) > 5, "the app, two keepers, two servers; workers besides"
            app.process.send_signal(death)
            app.process.wait(DEADLINE_S)
            wait_until(lambda family=family: not any(map(alive, family)))


def replace_web_process(app: RunningApp) -> None:
    """Kill it; another one comes, with a pool of its own, and those who started the app notice nothing."""
    family = [app.web_process(), *app.web_process().children(recursive=True)]
    family[0].kill()
    psutil.wait_procs(family, timeout=DEADLINE_S)
    wait_until_ready(app)  # a worker included
    assert app.web_process() not in family
    assert app.process.poll() is None


def titles(client: httpx2.Client) -> list[str]:
    """The titles of the user's stories."""
    return [story["title"] for story in client.get("/api/stories").json()["stories"]]
