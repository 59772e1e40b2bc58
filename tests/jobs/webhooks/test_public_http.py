"""Where a webhook may go: never into our own network, whatever its name says."""

import socket
import ssl
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

import jobs
from jobs.webhooks import public_http
from jobs.webhooks.public_http import NotSentError, checked, post
from tests.jobs.receiver import receiving


@pytest.mark.parametrize("url", ["https://example.org/hook?a=1", "https://example.org:8443", "https://8.8.8.8/"])
def test_addresses_that_are_taken(url):
    assert checked(url, private=False) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/hook",
        "http://example.org/",
        "ftp://example.org/",
        "https:///hook",
        "https://example.org:port/",
        "https://[::1/",
        "https://ann:secret@example.org/",
        "https://example.org/#part",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://example.org/" + "x" * 2000,
    ],
)
def test_addresses_that_are_refused(url):
    with pytest.raises(jobs.BadWebhookUrl) as refused:
        checked(url, private=False)
    assert refused.value.hint


def test_our_own_network_is_allowed_where_the_settings_say_so():
    assert checked("http://10.0.0.1:8080/hook", private=True)


@pytest.mark.parametrize("name", ["localhost", "127.1", "2130706433", "0x7f.1"])
def test_a_name_that_leads_into_our_own_network_is_not_connected_to(name):
    with receiving() as receiver:
        port = receiver.url.split(":")[2]
        with pytest.raises(NotSentError):
            post(f"http://{name}:{port}", b"{}", {}, private=False)
        assert receiver.heard == []


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch):
    """A name that leads elsewhere at the second question gains nothing: there is no second question."""
    answers = ["127.0.0.1", "192.0.2.1"]
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    with receiving() as receiver:
        port = int(receiver.url.split(":")[2].strip("/"))
        monkeypatch.setattr(socket, "getaddrinfo", _only_names(resolve))
        assert post(f"http://rebound.example:{port}/", b"{}", {}, private=True) == 204
        assert receiver.heard[0][0]["host"] == f"rebound.example:{port}"
    assert asked == ["rebound.example"]


def test_of_several_addresses_only_a_public_one_is_taken(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("10.0.0.1", "8.8.4.4")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    parts = public_http.urlsplit("https://example.org/")
    assert public_http._address(parts, private=False) == "8.8.4.4"


def test_a_redirect_is_not_followed():
    with receiving() as receiver:
        receiver.statuses.append(302)
        assert post(receiver.url, b"{}", {}, private=True) == 302
        assert len(receiver.heard) == 1


def test_a_receiver_that_answers_a_byte_at_a_time_is_cut_off(monkeypatch):
    monkeypatch.setattr(public_http, "TOTAL_TIMEOUT_S", 0.5)
    enough = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _ = server.accept()
            with connection:
                try:
                    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000:
                        connection.sendall(bytes([byte]))
                        if enough.wait(0.05):
                            return
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(NotSentError):
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, private=True)
        enough.set()
        thread.join()


def test_a_name_that_takes_too_long_to_resolve_is_given_up(monkeypatch):
    monkeypatch.setattr(public_http, "RESOLVE_TIMEOUT_S", 0.2)
    enough = threading.Event()

    def resolve(host, port, **_):
        enough.wait()
        raise socket.gaierror("too late for anybody")

    monkeypatch.setattr(socket, "getaddrinfo", _only_names(resolve))
    with pytest.raises(NotSentError, match="in time"):
        post("https://slow.example/", b"{}", {}, private=False)
    enough.set()


def test_what_resolving_took_is_taken_off_the_time_of_the_rest(monkeypatch):
    given = []

    @contextmanager
    def deadline(connection, seconds):
        given.append(seconds)
        yield

    clock = [100.0]

    def resolve(host, port):
        clock[0] += 4.0
        return ["127.0.0.1"]

    monkeypatch.setattr(public_http, "_deadline", deadline)
    monkeypatch.setattr(public_http, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(public_http, "_resolved", resolve)
    with receiving() as receiver:
        assert post(receiver.url, b"{}", {}, private=True) == 204
    assert given == [public_http.TOTAL_TIMEOUT_S - 4.0]


def test_a_name_that_is_no_name_is_not_sent_to():
    with pytest.raises(NotSentError):
        post(f"https://{'x' * 70}.example/", b"{}", {}, private=False)


def test_a_certificate_is_looked_at():
    """A server that speaks no TLS, or not with a certificate of its name, gets nothing."""
    with receiving() as receiver, pytest.raises(NotSentError):
        post(receiver.url.replace("http:", "https:"), b"{}", {}, private=True)
    parts = public_http.urlsplit("https://example.org/")
    tls = public_http._PinnedConnection(parts, "192.0.2.1").tls
    assert tls.verify_mode == ssl.CERT_REQUIRED
    assert tls.check_hostname


def _only_names(resolve):
    """The loopback server's own look-ups go on as they were."""
    real = socket.getaddrinfo
    return lambda host, *rest, **more: (
        resolve(host, *rest, **more) if str(host).endswith(".example") else real(host, *rest, **more)
    )
