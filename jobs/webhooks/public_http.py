"""POST to an address that a user gave: never into our own network, never further than told, never for long."""

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from jobs.errors import BadWebhookUrl
from jobs.webhooks.internet import Address, is_public

MAX_URL_LENGTH = 2000  # characters
RESOLVE_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 5.0
TOTAL_TIMEOUT_S = 15.0


class NotSentError(Exception):
    """The address can't be reached, or may not be."""


def checked(url: str, *, private: bool) -> str:
    """A URL that may be posted to, as far as it can be told without asking for its name's address.

    ``private`` allows addresses of our own network, and http. Raises :class:`BadWebhookUrl`.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise BadWebhookUrl from error
    if not host or not _is_plain(url):
        raise BadWebhookUrl
    if parts.scheme not in (("https", "http") if private else ("https",)):
        raise BadWebhookUrl
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise BadWebhookUrl("A webhook's address can't hold a password or a fragment.")
    if not private and _is_own(host):
        raise BadWebhookUrl("This address is in the server's own network, where no webhook is sent.")
    return url


def _is_plain(url: str) -> bool:
    return len(url) <= MAX_URL_LENGTH and url.isascii() and url.isprintable() and " " not in url


def _is_own(host: str) -> bool:
    """Whether a host is in our own network, as far as its name says."""
    literal = _literal(host)
    return host == "localhost" or (literal is not None and not is_public(literal))


def post(url: str, content: bytes, headers: Mapping[str, str], *, private: bool) -> int:
    """POST and return the status of the answer, whose body isn't read; no redirect is followed, no proxy used.

    The name is resolved once, and the address that was checked is the one connected to. All of it, the resolving
    included, takes ``TOTAL_TIMEOUT_S`` at most. Raises :class:`NotSentError`.
    """
    parts = urlsplit(url)
    ends_at = time.monotonic() + TOTAL_TIMEOUT_S
    try:
        connection = _PinnedConnection(parts, _address(parts, private=private))
        with _deadline(connection, ends_at - time.monotonic()):
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, content, dict(headers))
            return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotSentError(f"{type(error).__name__}: {error}"[:300]) from error


def _address(parts: SplitResult, *, private: bool) -> str:
    """The first address of the host that may be connected to."""
    assert parts.hostname is not None
    port = parts.port or _default_port(parts)
    addresses = _resolved(parts.hostname, port)
    allowed = [one for one in addresses if private or is_public(ipaddress.ip_address(one.split("%")[0]))]
    if not allowed:
        raise NotSentError(f"{parts.hostname} is in the server's own network")
    return allowed[0]


def _resolved(host: str, port: int) -> list[str]:
    """The addresses of a name. The system's resolver can't be stopped, so it is left behind when it takes too long."""
    found: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put([str(entry[4][0]) for entry in entries])
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=resolve, name="resolver", daemon=True).start()
    try:
        answer = found.get(timeout=RESOLVE_TIMEOUT_S)
    except queue.Empty:
        raise NotSentError(f"the address of {host} was not found in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to one address, whatever its host's name may lead to by now."""

    def __init__(self, parts: SplitResult, address: str) -> None:
        super().__init__(str(parts.hostname), parts.port or _default_port(parts), timeout=CONNECT_TIMEOUT_S)
        self.address = address
        self.tls = ssl.create_default_context() if parts.scheme == "https" else None

    def connect(self) -> None:
        """Connect to the address; the certificate is that of the name."""
        self.sock: Any = socket.create_connection((self.address, self.port), CONNECT_TIMEOUT_S)
        self.sock.settimeout(TOTAL_TIMEOUT_S)
        if self.tls is not None:
            self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()  # where it can be cut off


@contextmanager
def _deadline(connection: _PinnedConnection, seconds: float) -> Iterator[None]:
    """A receiver that answers a byte at a time is cut off all the same."""

    def cut_off() -> None:
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _default_port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
