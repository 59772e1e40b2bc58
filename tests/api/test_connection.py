"""Connections over real sockets: who doesn't keep going is cut off, who only waits for us is not."""

import asyncio
import logging
import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from websockets.sync.client import connect

from api.connection import Connection

HEAD_S, STALL_S, REST_S, UNSENT_S = 0.6, 0.8, 0.6, 2.0
RATE = 10_000.0  # bytes a second
LATE_S = 10.0  # on a machine that is busy with other things
CHUNK = b"x" * 1000
POST = b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"


class Quick(Connection):
    """The same connection in a shorter life."""

    head_s, stall_s, rest_s, unsent_s, least_rate = HEAD_S, STALL_S, REST_S, UNSENT_S, RATE


async def app(scope, receive, send):
    """Reads its body, or not; answers at once, or late, or with much."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            await send({"type": "websocket.send", "text": "heard"})
        return
    size = 0
    if scope["path"] in ("/read", "/late"):
        while (message := await receive()).get("more_body"):
            size += len(message["body"])
        if message["type"] == "http.disconnect":
            return
        size += len(message["body"])
    if scope["path"] == "/late":
        await asyncio.sleep(3 * max(HEAD_S, STALL_S))
    body = b"y" * (100 * 1024 * 1024) if scope["path"] == "/much" else str(size).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def server():
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=Quick, ws="websockets-sansio", lifespan="off", log_config=None)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, args=([listener],))
    thread.start()
    running.address = listener.getsockname()
    yield running
    running.should_exit = True
    thread.join()


@contextmanager
def client(server):
    with socket.create_connection(server.address, LATE_S) as connection:
        yield connection


def received(connection):
    """All that comes until the server closes; fails if it doesn't in time."""
    heard = bytearray()
    while piece := connection.recv(65536):
        heard += piece
    return bytes(heard)


def trickle(connection, data, pause_s):
    """Send a byte at a time until the server closes or all is sent. Returns whether it closed."""
    pause = threading.Event()
    try:
        for position in range(len(data)):
            connection.sendall(data[position : position + 1])
            pause.wait(pause_s)
    except OSError:
        return True
    return False


def test_a_connection_that_asks_for_nothing_is_closed(server):
    with client(server) as connection:
        started = time.monotonic()
        assert received(connection) == b""
        assert HEAD_S * 0.9 < time.monotonic() - started < LATE_S


def test_a_head_that_stops_is_answered_and_closed(server):
    with client(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Part")
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"hint"' in answer


def test_a_head_that_never_ends_is_closed_however_often_a_byte_comes(server):
    with client(server) as connection:
        assert trickle(connection, b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 1000, 0.02)


def test_the_next_head_of_a_connection_has_its_limit_too(server):
    with client(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"200 OK" in connection.recv(65536)
        connection.sendall(b"GET / HTTP/1.1\r\nX-Part")
        assert b" 408 " in received(connection)


def test_a_body_that_stops_is_answered_and_closed(server):
    with client(server) as connection:
        connection.sendall(POST + CHUNK)
        assert received(connection).startswith(b"HTTP/1.1 408 ")


def test_a_body_below_the_least_rate_is_closed(server):
    with client(server) as connection:
        connection.sendall(POST)
        assert trickle(connection, b"x" * 1000, 0.02)


def test_a_body_that_was_fast_gains_no_time_to_stop_later(server):
    with client(server) as connection:
        connection.sendall(POST + b"x" * 900_000)
        started = time.monotonic()
        assert received(connection).startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - started < LATE_S  # at its rate alone it would have had 90 s


def test_a_slow_body_above_the_least_rate_comes_through(server):
    pieces, pause = 40, threading.Event()
    with client(server) as connection:
        connection.sendall(b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (pieces * len(CHUNK)))
        started = time.monotonic()
        for _ in range(pieces):
            connection.sendall(CHUNK)
            pause.wait(0.05)
        assert time.monotonic() - started > 2 * STALL_S
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_whoever_waits_for_us_may_wait(server):
    with client(server) as connection:
        connection.sendall(b"POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"5")


def test_a_body_that_nobody_reads_ends_soon_after_its_answer(server):
    with client(server) as connection:
        connection.sendall(POST.replace(b"/read", b"/unread"))
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        assert trickle(connection, b"x" * 1000, 0.02)


def test_an_answer_that_is_not_taken_is_cut_off(server):
    with client(server) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n")
        wait_until(lambda: server.server_state.connections)
        wait_until(lambda: not server.server_state.connections)


def test_a_large_answer_that_is_taken_comes_whole(server):
    with client(server) as connection:
        connection.sendall(b"GET /much HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert len(received(connection)) > 100 * 1024 * 1024


def test_a_connection_that_is_closed_on_one_side_is_closed(server):
    with client(server) as connection:
        connection.sendall(POST + CHUNK)
        connection.shutdown(socket.SHUT_WR)
        started = time.monotonic()
        received(connection)
        assert time.monotonic() - started < LATE_S
        wait_until(lambda: not server.server_state.connections)


def test_a_websocket_lives_on(server):
    host, port = server.address
    with connect(f"ws://{host}:{port}/") as websocket:
        threading.Event().wait(3 * max(HEAD_S, STALL_S))
        websocket.send("hello")
        assert websocket.recv() == "heard"


def test_nothing_of_all_this_was_a_fault_of_ours(server, caplog):
    with caplog.at_level(logging.WARNING), client(server) as connection:
        connection.sendall(POST + CHUNK)
        received(connection)
    assert [record for record in caplog.records if record.exc_info] == []


def wait_until(condition):
    deadline = time.monotonic() + LATE_S
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)
