"""Who calls a started app over real HTTP."""

import time
from contextlib import contextmanager

from testing.app import visitor
from testing.waiting import DEADLINE_S


@contextmanager
def open_page(app):
    """A browser that has opened the page."""
    with visitor(app) as client:
        client.get("/")
        yield client


def upload(client, content, name="a.csv"):
    answer = client.post("/api/upload", files={"file": (name, content)})
    assert answer.status_code == 202, answer.text
    return answer.json()["jobId"]


def wait_for_end(client, job_id):
    deadline = time.monotonic() + DEADLINE_S
    while (job := client.get(f"/api/jobs/{job_id}").json())["status"] in ("queued", "processing"):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job
