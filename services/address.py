"""Network addresses of clients and of this machine."""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from services import home
from services.settings import settings

LOCAL = "localhost"
IPV6_BITS = 64  # of the network that a provider gives to one customer


def of(scope: Mapping[str, Any]) -> str | None:
    """The client's address of an ASGI request; a proxy's word for it is taken as ``FORWARDED_ALLOW_IPS`` allows."""
    client = scope.get("client")
    return str(client[0]) if client else None


def is_loopback(host: str | None) -> bool:
    """Whether a name or an address is this machine's own loopback."""
    if host == LOCAL:
        return True
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def keyed(host: str | None) -> str | None:
    """The keyed hash of an address, which tells visitors apart and names none; None where there is none.

    Addresses of one IPv6 customer are one, as are all of this machine, and the two ways to write an IPv4 address.
    """
    return None if host is None else hmac.new(_key(), _network(host).encode(), hashlib.sha256).hexdigest()[:32]


def _network(host: str) -> str:
    if is_loopback(host):
        return LOCAL
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:  # a socket, which has a name
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, IPV6_BITS), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


@lru_cache(maxsize=1)
def _key() -> bytes:
    config = settings()
    return (config.secret_key or home.secret(config.datastory_home, "addresses")).encode()
