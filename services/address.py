"""Network addresses of clients and of this machine."""

import ipaddress
from collections.abc import Mapping
from typing import Any


def of(scope: Mapping[str, Any]) -> str | None:
    """The client's address of an ASGI request; a proxy's word for it is taken as ``FORWARDED_ALLOW_IPS`` allows."""
    client = scope.get("client")
    return str(client[0]) if client else None


def is_loopback(host: str | None) -> bool:
    """Whether a name or an address is this machine's own loopback."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
