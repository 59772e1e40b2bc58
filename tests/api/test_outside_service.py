"""An outside service that the really started app gives its jobs to, over real HTTP."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from testing.app import free_port, running_app
from tests.api.real_http import open_page, upload, wait_for_end

OUTSIDE_SERVICE = Path(__file__).with_name("outside_service.py")

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def outside():
    """The outside service, and the app that gives it its jobs."""
    port = free_port()
    with subprocess.Popen([sys.executable, OUTSIDE_SERVICE, str(port)], stdout=subprocess.PIPE, text=True) as service:
        environment = {"WORKERS": "1", "ANALYSIS_SERVICE_URL": f"http://127.0.0.1:{port}/"}
        try:
            with running_app(environment=environment) as app, open_page(app) as client:
                yield client, lambda: json.loads(service.stdout.readline())
        finally:
            service.kill()


def test_an_outside_service_takes_a_job_to_completion(outside):
    client, heard = outside
    job = wait_for_end(client, upload(client, b"a,b\n" + b"1,2\n" * 30))
    assert (job["status"], job["progress"]) == ("completed", 100)
    assert [stage["status"] for stage in job["stages"]] == ["completed"] * 4
    story = client.get(f"/api/stories/{job['storyId']}").json()
    assert (story["title"], story["dataset"]["rowCount"]) == ("Made outside", 30)
    assert client.get(f"/api/stories/{job['storyId']}/export?format=html").status_code == 200
    assert [heard() for _ in range(10)] == [
        {"what": "file", "status": 200},
        {"what": "wrong token", "status": 401},
        {"what": "rubbish", "status": 422},
        *({"what": stage["name"], "status": 204} for stage in job["stages"]),
        {"what": "result", "status": 204},
        {"what": "too late", "status": 409},
        {"what": "file too late", "status": 409},
    ]


def test_an_outside_service_says_why_it_failed(outside):
    client, _ = outside
    job = wait_for_end(client, upload(client, b"fail\n1\n2\n"))
    assert job["status"] == "failed"
    assert job["error"] == {
        "code": "ANALYSIS_ERROR",
        "message": "Too odd a table.",
        "hint": "Even it out.",
        "retryable": False,
    }
