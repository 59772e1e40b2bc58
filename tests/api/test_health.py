"""Health: 200 when a job would be worked on, 503 when not."""

import pytest

from api import health as module
from jobs.life import presence


def test_without_workers_it_is_degraded(anyone):
    answer = anyone.get("/api/health")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "degraded",
        "mongodb": True,
        "redis": True,
        "workers": 0,
        "queued": 0,
        "oldestWaitingSeconds": None,
    }


def test_with_workers_it_is_ok(anyone):
    presence.announce("pool", 2)
    answer = anyone.get("/api/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "mongodb": True,
        "redis": True,
        "workers": 2,
        "queued": 0,
        "oldestWaitingSeconds": None,
    }


def test_before_the_database_is_there_it_is_degraded(anyone, monkeypatch):
    def not_connected():
        raise module.NotConnectedError("You have not defined a default connection")

    monkeypatch.setattr(module.jobs, "health", not_connected)
    answer = anyone.get("/api/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "degraded"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_it_takes_no_other_method(anyone, method):
    assert anyone.request(method, "/api/health").status_code == 405
