"""Loaded by every Python process of a watched app: notes whom it connects to and which names it asks for."""

import json
import os
import sys

WATCHED = {"socket.connect": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.sendto": 1}
"""Audit events, each with the place of its address."""

_file = os.open(os.environ["WATCHED_CONNECTIONS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _note(event: str, arguments: tuple) -> None:
    place = WATCHED.get(event)
    if place is not None:
        address = arguments[place]
        host = address[0] if isinstance(address, tuple) else str(address)
        os.write(_file, (json.dumps([event, host, sys.argv[:3]]) + "\n").encode())


sys.addaudithook(_note)
