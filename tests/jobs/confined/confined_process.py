"""Tells on standard output what a confined fork of this program can do; started by a test, with secrets around it."""

import ctypes
import json
import multiprocessing
import os
import resource
import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jobs.confined.confinement import limit_memory
from jobs.confined.process import ConfinedProcess

LIMIT = 64 << 20


def attempt(deed: Callable[[], Any]) -> str:
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"


def far_more() -> None:
    bytearray(LIMIT * 64)


def report(pipe: Connection) -> None:
    environment = Path("/proc/self/environ")
    found = {
        "environment": dict(os.environ),
        "shown by the kernel": environment.read_text() if environment.exists() else "",
        "network": attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
        "ipv6": attempt(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)),
        "new privileges denied": ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) if sys.platform == "linux" else 1,
        "core file": resource.getrlimit(resource.RLIMIT_CORE),
    }
    limit_memory(LIMIT)
    found["a little memory"] = attempt(lambda: bytearray(LIMIT // 2))
    found["far more memory"] = attempt(far_more)
    pipe.send_bytes(json.dumps(found).encode())


if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    process = ConfinedProcess(1, report, theirs)
    sys.stdout.write(ours.recv_bytes().decode())
    process.kill()
