"""The really started app asks nobody for anything: not when it starts, not at any handshake, not for a story."""

import ipaddress
import json
from pathlib import Path

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from testing.app import running_app
from testing.example import example_table, upload, wait_for_story

WATCHER = Path(__file__).with_name("watched")
PUBLIC = "https://stories.example.org"
FOREIGN = ("http://localhost:3000", "http://evil.example", "http://192.0.2.1:8501", "null")

pytestmark = pytest.mark.timeout(300)


def test_no_connection_leaves_the_machine(tmp_path):
    notes = tmp_path / "connections"
    environment = {
        "PYTHONPATH": str(WATCHER),
        "WATCHED_CONNECTIONS": str(notes),
        "PUBLIC_URL": PUBLIC,
        "WORKERS": "1",
    }
    file = tmp_path / "a.csv"
    example_table(100).to_csv(file, index=False)
    with running_app(environment=environment) as app:
        for origin in FOREIGN:
            with pytest.raises(InvalidStatus) as refused, stream(app.url, origin):
                pass
            assert refused.value.response.status_code == 403
        for origin in (app.url, PUBLIC, None):
            with stream(app.url, origin) as websocket:
                assert websocket.subprotocol == "streamlit"
        with httpx2.Client(base_url=app.url, timeout=60) as client:
            client.get("/")
            wait_for_story(client, upload(client, file))
    noted = [json.loads(line) for line in notes.read_text().splitlines()]
    assert any(host == "127.0.0.1" for _, host, _ in noted), "the watcher should have seen the databases"
    assert [note for note in noted if not is_here(note[1])] == []


def stream(url, origin):
    return connect(f"{url.replace('http:', 'ws:')}/_stcore/stream", origin=origin, subprotocols=["streamlit"])


def is_here(host):
    """Whether a host is this machine: a loopback address, a file's socket, or the wish to listen anywhere."""
    if host in ("localhost", "None", "") or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
