"""The really started app under connections that never finish what they began: all are closed, and it answers on."""

import select
import socket
import time

import httpx2
import pytest

from api.connection import Connection
from testing.app import running_app

EACH = 50
HEAD = b"POST /api/upload HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n"
BEGUN = {"nothing": b"", "half a head": HEAD, "half a body": HEAD + BODY}
CLOSED_S = max(Connection.head_s, Connection.stall_s) + 15.0
ANSWER_S = Connection.head_s / 2  # before the first of them is closed

pytestmark = pytest.mark.timeout(300)


def test_150_half_connections_are_closed_while_the_app_answers():
    with running_app(environment={"WORKERS": "1"}) as app:
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
