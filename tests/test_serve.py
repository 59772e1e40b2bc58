"""What the app is started with: what it says of where it listens, which proxies it believes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from streamlit.web import cli
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

import serve
from serve import where
from services import servers, workers
from services.settings import Settings, settings

FORGED = [(b"x-forwarded-for", b"203.0.113.9")]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_an_app_for_this_machine_says_how_others_are_let_in(host):
    assert "this machine alone" in where(Settings(host=host))
    assert "HOST=0.0.0.0" in where(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_an_app_for_others_says_how_it_is_kept_to_this_machine(host):
    assert "HOST=127.0.0.1" in where(Settings(host=host))


@pytest.fixture
def served(monkeypatch):
    """Starts nothing but says so; returns what uvicorn would be told of proxies."""
    monkeypatch.setattr(workers, "start", lambda: None)
    monkeypatch.setattr(servers, "begin", lambda: None)
    monkeypatch.setattr(cli, "main", lambda: None)
    monkeypatch.setattr("sys.argv", ["serve.py"])
    monkeypatch.setattr("gc.disable", lambda: None)

    def start(proxies):
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxies)
        settings.cache_clear()
        serve.main()
        return os.environ["FORWARDED_ALLOW_IPS"]

    yield start
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize(
    ("proxies", "peer", "visitor"),
    [
        ("", "127.0.0.1", "127.0.0.1"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "127.0.0.1", "203.0.113.9"),
        ("10.0.0.0/8", "10.1.2.3", "203.0.113.9"),
        ("10.0.0.0/8", "127.0.0.1", "127.0.0.1"),
    ],
)
def test_only_named_proxies_say_who_the_visitor_is(served, proxies, peer, visitor):
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["client"][0])

    scope = {"type": "http", "scheme": "http", "client": (peer, 1), "headers": FORGED}
    with ThreadPoolExecutor(1) as pool:  # a browser of other tests may have an event loop in this thread
        pool.submit(anyio.run, ProxyHeadersMiddleware(app, served(proxies)), scope, None, None).result()
    assert seen == [visitor]


def test_there_is_room_for_more_connections_than_systems_begin_with():
    """In a process of its own, since limits are its own."""
    program = (
        "import resource, serve; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 4096)); serve.allow_connections(); "
        "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "(4096, 4096)"
