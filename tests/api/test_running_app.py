"""The really started app over real HTTP: a large upload, quick answers, half connections; it asks nobody."""

import io
import ipaddress
import json
import os
import select
import signal
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pyarrow.parquet as pq
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from api.connection import Connection
from services import child, programs
from testing.app import free_port, running_app
from testing.waiting import DEADLINE_S
from tests.api.real_http import open_page, upload, wait_for_end

WATCHER = Path(__file__).with_name("watched")
PUBLIC = "https://stories.example.org"
FOREIGN = ("http://localhost:3000", "http://evil.example", "http://192.0.2.1:8501", "null")
MB = 1024 * 1024
UPLOAD_MB = 120
MEMORY_GROWTH_MB = 50  # that an upload of any size may cost
ANSWER_MS = 250  # median of a look at a job while one runs, on a machine that is busy with other tests as well
EACH = 50  # of the connections that never finish what they begin
HEAD = b"POST /api/upload HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n"
BEGUN = {"nothing": b"", "half a head": HEAD, "half a body": HEAD + BODY}
ANSWER_S = Connection.head_s / 2  # before the first of them is closed
CLOSED_S = max(Connection.head_s, Connection.stall_s) + 15.0

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def connections(tmp_path_factory):
    """Where every process of the app notes whom it connects to and which names it asks for."""
    return tmp_path_factory.mktemp("watched") / "connections"


@pytest.fixture(scope="module")
def app(connections):
    environment = {"PYTHONPATH": str(WATCHER), "WATCHED_CONNECTIONS": str(connections), "PUBLIC_URL": PUBLIC}
    with running_app(environment={"WORKERS": "1", **environment}) as started:
        yield started


@pytest.fixture
def client(app):
    with open_page(app) as client:
        yield client


def form_of(size):
    """A form with one file of that many bytes, piece by piece."""
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="large.csv"\r\n\r\n'
    piece = b"2024-01-01,North,12345,67.89\n" * 2048
    for start in range(0, size, len(piece)):
        yield piece[: size - start]
    yield b"\r\n--b--\r\n"


def test_a_large_upload_costs_hardly_any_memory(app, client):
    upload(client, b"a,b\n1,2\n")  # whatever is loaded at the first one is loaded
    server = app.web_process()
    before = server.memory_info().rss
    peak = [before]

    def watched(pieces):
        for number, piece in enumerate(pieces):
            if number % 50 == 0:
                peak.append(server.memory_info().rss)
            yield piece

    answer = client.post(
        "/api/upload",
        content=watched(form_of(UPLOAD_MB * MB)),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    assert answer.status_code == 202
    peak.append(server.memory_info().rss)
    assert (max(peak) - before) / MB < MEMORY_GROWTH_MB
    client.delete(f"/api/jobs/{answer.json()['jobId']}")


def test_an_upload_that_breaks_off_leaves_nothing(app, client):
    def broken():
        for number, piece in enumerate(form_of(20 * MB)):
            if number == 100:
                raise ConnectionAbortedError
            yield piece

    before = len(client.get("/api/jobs").json()["jobs"])
    with pytest.raises(ConnectionAbortedError):
        client.post("/api/upload", content=broken(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert len(client.get("/api/jobs").json()["jobs"]) == before
    assert list((app.home / "uploads").iterdir()) == []
    assert "Traceback" not in app.log.read_text()


def test_columns_of_any_name_get_the_types_that_were_asked_for(client):
    names = ["a.b", "$set", "x" * 1000]
    rows = "\n".join(f"{i},{i * 3 % 7},{i * 7 % 11}" for i in range(60))
    types = json.dumps({**dict.fromkeys(names, "categorical"), "": "text"})
    content = f"{','.join(names)}\n{rows}\n".encode()
    answer = client.post("/api/upload", files={"file": ("odd.csv", content)}, data={"types": types})
    job = wait_for_end(client, answer.json()["jobId"])
    columns = client.get(f"/api/stories/{job['storyId']}").json()["dataset"]["columns"]
    assert [(column["name"], column["type"]) for column in columns] == [(name, "categorical") for name in names]
    typed = pq.read_table(io.BytesIO(client.get(f"/api/stories/{job['storyId']}/table").content))
    assert (typed.column_names, typed.num_rows) == (names, 60)
    assert typed.column(0).to_pylist() == [str(number) for number in range(60)]


def test_a_look_at_a_job_waits_for_nobody_while_one_runs(client):
    rows = "\n".join(
        f"2024-{i % 12 + 1:02}-{i % 28 + 1:02},{'NSEW'[i % 4]},{i % 97},{i * 37 % 1001}" for i in range(300_000)
    )
    job_id = upload(client, f"day,region,units,revenue\n{rows}\n".encode())
    taken = []
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        started = time.perf_counter()
        status = client.get(f"/api/jobs/{job_id}").json()["status"]
        if status == "processing":
            taken.append(1000 * (time.perf_counter() - started))
        elif status != "queued":
            break
    assert status == "completed"
    assert len(taken) > 20
    assert statistics.median(taken) < ANSWER_MS


def test_150_half_connections_are_closed_while_the_app_answers(app):
    port = int(app.url.rsplit(":", 1)[1])
    half = []
    for begun in BEGUN.values():
        for _ in range(EACH):
            half.append(socket.create_connection(("127.0.0.1", port)))
            half[-1].sendall(begun)
    assert httpx2.get(f"{app.url}/api/health", timeout=ANSWER_S).status_code == 200
    deadline = time.monotonic() + CLOSED_S
    left = set(half)
    while left and time.monotonic() < deadline:
        left -= {one for one in select.select(left, [], [], 1.0)[0] if not one.recv(65536)}
    for one in half:
        one.close()
    assert len(left) == 0


def test_no_connection_leaves_the_machine(app, client, connections):
    """Not when it starts, not at any handshake, not for a story."""
    for origin in FOREIGN:
        with pytest.raises(InvalidStatus) as refused, stream(app.url, origin):
            pass
        assert refused.value.response.status_code == 403
    for origin in (app.url, PUBLIC, None):
        with stream(app.url, origin) as websocket:
            assert websocket.subprotocol == "streamlit"
    table = "\n".join(["a,b", *(f"{i},{i * 7 % 11}" for i in range(60))])
    assert wait_for_end(client, upload(client, table.encode()))["status"] == "completed"
    noted = [json.loads(line) for line in connections.read_text().splitlines()]
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


def test_without_its_database_the_page_is_served_and_the_app_starts_once_it_is_there(tmp_path):
    """As when all containers are started at once."""
    away, app_port = free_port(), free_port()
    environment = {"WORKERS": "0", "DATASTORY_HOME": str(tmp_path), "REDIS_URL": f"redis://127.0.0.1:{away}"}
    environment["MONGODB_URI"] = f"mongodb://127.0.0.1:{away}/?serverSelectionTimeoutMS=500"
    with subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "asgi_app.py", "--server.port", str(app_port)],
        env={**os.environ, **environment, "PORT": str(app_port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            page = wait_for_page(f"http://127.0.0.1:{app_port}/")
            assert page.headers["content-type"].startswith("text/html")
            failures = (line for line in process.stderr if "app not started" in line)
            assert len([next(failures), next(failures)]) == 2  # it tries again
            health = httpx2.get(f"http://127.0.0.1:{app_port}/api/health", timeout=DEADLINE_S)
            assert (health.status_code, health.json()["status"]) == (503, "degraded")
            with running_mongodb(away, tmp_path / "db"):
                assert any("app started" in line for line in process.stderr)
        finally:
            process.send_signal(signal.SIGTERM)
            process.stderr.read()


@contextmanager
def running_mongodb(port, folder):
    """A MongoDB that asks for no account."""
    folder.mkdir()
    program, command = programs.choose("mongodb", folder)
    launch = programs.Launch(folder, port, "", 64, open=True)
    server = subprocess.Popen([*command, *program.arguments(launch)], stderr=subprocess.DEVNULL)
    try:
        assert child.wait_until_ready(server, port)
        yield
    finally:
        child.stop(server, port)


def wait_for_page(url):
    deadline = time.monotonic() + DEADLINE_S
    while True:
        try:
            return httpx2.get(url, timeout=DEADLINE_S)
        except httpx2.ConnectError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
