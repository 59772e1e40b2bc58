"""WebSockets: so many of a browser, of an address and in all, and none with a message beyond all measure."""

import threading
from contextlib import ExitStack

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from api import identity, sockets
from api.identity import Session
from api.sockets import MAX_MESSAGE_BYTES, SmallMessages, Sockets
from services.settings import settings


async def echo(websocket):
    await websocket.accept()
    while True:
        try:
            await websocket.send_text(str(len(await websocket.receive_text())))
        except WebSocketDisconnect:
            return


APP = Starlette(routes=[WebSocketRoute("/stream", echo)], middleware=[Middleware(Sockets)])


@pytest.fixture
def limited(monkeypatch, tmp_path):
    """Three in all, two of an address, one of a browser."""
    for name, most in (("MAX_SOCKETS", 3), ("MAX_SOCKETS_PER_ADDRESS", 2), ("MAX_SOCKETS_PER_USER", 1)):
        monkeypatch.setenv(name, str(most))
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-many-letters")
    settings.cache_clear()
    identity._signer.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    identity._signer.cache_clear()


def browser(address, workspace=None):
    cookie = identity._set_cookie(Session(workspace * 32, 1), https=False).split(";")[0] if workspace else ""
    return TestClient(APP, client=(address, 1), headers={"Cookie": cookie})


def test_what_is_open_of_a_browser_an_address_and_all_is_limited(limited):
    APP.middleware_stack, codes = None, []  # with nothing counted yet
    with ExitStack() as opened:

        def opens(client):
            try:
                socket = opened.enter_context(client.websocket_connect("/stream"))
            except WebSocketDisconnect as refused:
                codes.append(refused.code)
                return False
            socket.send_text("hello")
            return socket.receive_text() == "5"

        assert opens(browser("192.0.2.1", "a"))
        assert not opens(browser("192.0.2.2", "a"))  # one browser, wherever it comes from
        assert opens(browser("192.0.2.1", "b"))
        assert not opens(browser("192.0.2.1", "c"))  # one address
        assert opens(browser("192.0.2.3"))
        assert not opens(browser("192.0.2.4"))  # all
    assert codes == [1013] * 3
    with browser("192.0.2.1", "a").websocket_connect("/stream"):  # those before are over
        pass


def test_a_message_beyond_all_measure_ends_its_socket_alone():
    server = uvicorn.Server(uvicorn.Config(APP, port=0, ws=SmallMessages, ws_max_size=50_000_000, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        with connect(f"ws://127.0.0.1:{port}/stream") as usual, connect(f"ws://127.0.0.1:{port}/stream") as large:
            large.send("x" * (MAX_MESSAGE_BYTES + 1))
            with pytest.raises(ConnectionClosedError) as ended:
                large.recv()
            assert ended.value.rcvd.code == 1009
            usual.send("x" * (MAX_MESSAGE_BYTES - 1))
            assert usual.recv() == str(MAX_MESSAGE_BYTES - 1)
    finally:
        server.should_exit = True
        thread.join()


def test_streamlit_asks_for_the_one_that_is_installed(monkeypatch):
    from streamlit.web.server.starlette.starlette_server import _get_websocket_protocol

    monkeypatch.setattr(sockets, "WS_PROTOCOLS", registry := {})
    sockets.install()
    assert registry == {_get_websocket_protocol(): "api.sockets:SmallMessages"}
