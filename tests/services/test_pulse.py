"""When a database that runs is given up: it stays silent, or meets only internal errors; not when it is slow."""

import socket

import pytest

from services import pulse


@pytest.fixture
def silent_uri(monkeypatch):
    monkeypatch.setattr(pulse, "CHECK_S", 0.0)
    monkeypatch.setattr(pulse, "TIMEOUT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"mongodb://127.0.0.1:{server.getsockname()[1]}/datastory"


def test_a_server_that_takes_connections_and_never_answers_is_lost_in_the_end(silent_uri, monkeypatch):
    looked = pulse.Pulse(silent_uri)
    assert not looked.is_lost()
    monkeypatch.setattr(pulse, "MAX_SILENCE_S", 0.0)
    assert looked.is_lost()


def test_a_working_server_is_not_lost(embedded_servers, monkeypatch):
    monkeypatch.setattr(pulse, "CHECK_S", 0.0)
    looked = pulse.Pulse(embedded_servers.mongodb_uri)
    assert not looked.is_lost()
    monkeypatch.setattr(pulse, "MAX_SILENCE_S", 5.0)
    assert not looked.is_lost()


def test_a_refusal_is_an_answer(embedded_servers, monkeypatch):
    """A wrong password is no reason to end the server."""
    monkeypatch.setattr(pulse, "CHECK_S", 0.0)
    looked = pulse.Pulse(embedded_servers.mongodb_uri.replace("mongodb://datastory:", "mongodb://datastory:x"))
    assert [looked.is_lost() for _ in range(3)] == [False] * 3
    assert looked._errors == 0
