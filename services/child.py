"""A server as a child process: started, waited for, stopped, and never left behind."""

import os
import socket
import subprocess
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from services.errors import ServiceError
from services.parent_death import die_with_parent

START_TIMEOUT_S = 60.0  # a large database that was killed takes its time to recover
STOP_TIMEOUT_S = 15.0
POLL_S = 0.02


def free_port(preferred: int | None = None) -> int:
    """A loopback port that nobody listens on; ``preferred`` if that is free."""
    for port in (preferred, 0) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port or 0))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServiceError("No port is free on this machine.", "End some programs, then start DataStory again.")


def spawn(command: list[str], log: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a server whose output goes to ``log``; call it in the main thread, since the server ends with its thread.

    Raises :class:`ServiceError` if the program can't be run.
    """
    try:
        with log.open("wb") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                preexec_fn=partial(die_with_parent, os.getpid()),
            )
    except OSError as error:
        raise ServiceError(f"{command[0]} can't be run: {error.strerror}.", f"Look into {log}.") from error


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> bool:
    """True once the server takes connections; False if it ended or took too long."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(POLL_S)
        else:
            return True
    return False


def stop(process: subprocess.Popen[bytes], port: int) -> None:
    """End a server in good order, or by force if it doesn't end in time.

    A server that is waiting for its next connection may see the signal only then, so it gets some.
    """
    process.terminate()
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            process.wait(POLL_S)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=POLL_S).close()
        else:
            return
    process.kill()
    process.wait()
