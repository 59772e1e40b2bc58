"""The really started app, with its own embedded servers in a folder of its own: for benches and browser tests."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil

from testing.waiting import DEADLINE_S

ROOT = Path(__file__).parents[1]
PORTS = (10_000, 30_000)  # below those that systems give to outgoing connections
START_TIMEOUT_S = 180  # on a machine that is busy with other things; else it takes seconds


@dataclass(frozen=True)
class RunningApp:
    """A started app: where it listens, its process, its data folder and its log."""

    url: str
    process: subprocess.Popen[bytes]
    home: Path
    log: Path

    def web_process(self) -> psutil.Process:
        """The process that serves; the one that was started keeps it running."""
        return psutil.Process(self.process.pid).children()[0]


@contextmanager
def running_app(
    home: Path | None = None,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
    root: Path = ROOT,
) -> Iterator[RunningApp]:
    """Start ``serve.py`` as ``make run`` does and wait until jobs can be taken. ``root``: of the checkout that is run.

    Raises TimeoutError, with the end of the log, if it is not ready in time.
    """
    with tempfile.TemporaryDirectory(prefix="datastory-") as folder:
        home = home or Path(folder) / "home"
        log = Path(folder) / "app.log"
        port = port or free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "serve.py"],
                cwd=root,
                env={**os.environ, **(environment or {}), "DATASTORY_HOME": str(home), "PORT": str(port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        app = RunningApp(f"http://127.0.0.1:{port}", process, home, log)
        try:
            wait_until_ready(app)
            yield app
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(DEADLINE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def visitor(app: RunningApp, cookies: httpx2.Cookies | Mapping[str, str] | None = None) -> httpx2.Client:
    """Who calls the app over HTTP, and gives a busy machine more than the 5 s of httpx to answer."""
    return httpx2.Client(base_url=app.url, cookies=cookies, timeout=DEADLINE_S)


def wait_until_ready(app: RunningApp) -> None:
    """Wait until the health check finds the database, the queue and a worker."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and app.process.poll() is None:
        try:
            health = httpx2.get(f"{app.url}/api/health", timeout=5)
            if health.status_code == 200 and health.json()["workers"] > 0:
                return
        except (httpx2.HTTPError, ValueError):
            pass
        time.sleep(0.1)
    raise TimeoutError(f"the app did not start:\n{app.log.read_text(errors='replace')[-4000:]}")


def listening(app: RunningApp) -> set[str]:
    """The addresses on which its web process takes connections."""
    sockets = app.web_process().net_connections(kind="inet")
    return {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN}


def free_port() -> int:
    """A TCP port on the loopback interface that nothing listens on, and that no outgoing connection is given soon."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
