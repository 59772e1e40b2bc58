"""The MongoDB and Redis of this process: those of the settings, else embedded ones that all processes share."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from services import account, child, home, record
from services.errors import ServiceError
from services.filelock import FileLock
from services.record import Record
from services.settings import Settings, settings

ROOT = Path(__file__).resolve().parent.parent
POLL_S = 0.02
WATCH_S = 0.5
RETRY_S = 5.0
JOIN_TIMEOUT_S = child.START_TIMEOUT_S + child.STOP_TIMEOUT_S

log = logging.getLogger(__name__)

_started: list[subprocess.Popen[bytes]] = []
"""Keepers that this process started; they may outlive what started them, so nothing else owns them."""


_begun: list["EmbeddedServer"] = []
"""Servers that this process has joined and not waited for yet."""


class EmbeddedServer:
    """This process's part in one embedded server: while it is joined, the server runs."""

    def __init__(self, service: str, config: Settings) -> None:
        self.service = service
        self.home = home.folder(config.datastory_home)
        self.folder = home.folder(self.home, service)
        self.cache_mb = config.mongodb_cache_mb
        self._clients = FileLock(self.folder / "clients.lock")
        self._keeper: subprocess.Popen[bytes] | None = None

    def join(self) -> None:
        """Say that the server is needed, and see to it that somebody keeps it."""
        if not self._clients.take_shared(JOIN_TIMEOUT_S):
            raise ServiceError(f"The embedded {self.service} is stopping and doesn't end.", "Start DataStory again.")
        self.ensure_keeper()

    def ensure_keeper(self) -> None:
        """Start a keeper unless there is one. If two processes do at once, the second keeper ends by itself."""
        note = self.read()
        own_is_running = self._keeper is not None and self._keeper.poll() is None
        if own_is_running or (note is not None and note.keeper.process() is not None):
            return
        keeper_log = home.folder(self.home, "logs") / f"{self.service}-keeper.log"
        with keeper_log.open("ab") as output:
            self._keeper = subprocess.Popen(
                [sys.executable, "-m", "services.keeper", self.service, self.home, "--cache-mb", str(self.cache_mb)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C in the terminal is not for the keeper
            )
        _started.append(self._keeper)

    def wait(self) -> Record:
        """How the server is reached, once it takes connections. Raises :class:`ServiceError` if it doesn't."""
        deadline = time.monotonic() + JOIN_TIMEOUT_S
        while time.monotonic() < deadline:
            note = self.read()
            if note is not None and note.ready:
                return note
            if self._keeper is not None and self._keeper.poll():
                error = note.error if note is not None else None
                raise ServiceError(*(error or self._unexplained()))
            self.ensure_keeper()
            time.sleep(POLL_S)
        raise ServiceError(f"The embedded {self.service} took too long to start.", f"Look into {self.home / 'logs'}.")

    def address(self) -> str:
        """The URI of the server with its password, once it takes connections."""
        port = self.wait().port
        assert port is not None
        return ADDRESSES[self.service](port, home.secret(self.home, self.service))

    def leave(self) -> None:
        """Say that the server is no longer needed; the last one to leave waits until it has stopped."""
        self._clients.release()
        deadline = time.monotonic() + child.STOP_TIMEOUT_S
        while time.monotonic() < deadline and self._is_unneeded() and self._has_keeper():
            time.sleep(POLL_S)
        if self._keeper is not None and not self._has_server():
            with suppress(subprocess.TimeoutExpired):
                self._keeper.wait(POLL_S * 50)  # its last steps

    def read(self) -> Record | None:
        """The keeper's note."""
        return record.read(self.folder / "server.json")

    def _has_keeper(self) -> bool:
        note = self.read()
        return note is not None and note.keeper.process() is not None

    def _has_server(self) -> bool:
        note = self.read()
        return note is not None and note.server is not None

    def _is_unneeded(self) -> bool:
        """Whether nobody needs the server any more: the lock can be had alone, or the keeper has it alone."""
        probe = FileLock(self._clients.path)
        try:
            return probe.take_exclusive() or not probe.take_shared(0.0)
        finally:
            probe.release()

    def _unexplained(self) -> tuple[str, str]:
        return f"The embedded {self.service} did not start.", f"Look into {self.home / 'logs'}."


@dataclass
class Servers:
    """The servers of this process; use it as a context manager, or call :meth:`stop`."""

    mongodb_uri: str
    redis_url: str
    embedded: tuple[EmbeddedServer, ...] = ()
    _stopped: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """From now on, replace a keeper that was killed; its server comes back on the same port, with its data."""
        if self.embedded:
            threading.Thread(target=self._watch, name="embedded-servers", daemon=True).start()

    def stop(self) -> None:
        """Leave the servers; the embedded ones stop when no other process needs them."""
        self._stopped.set()
        _leave(self.embedded)

    def _watch(self) -> None:
        pause = WATCH_S
        while not self._stopped.wait(pause):
            try:
                for server in self.embedded:
                    server.ensure_keeper()
                pause = WATCH_S
            except (OSError, ServiceError):
                log.exception("embedded server can't be kept")
                pause = RETRY_S

    def __enter__(self) -> "Servers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def begin() -> tuple[EmbeddedServer, ...]:
    """Have the servers that the settings don't name come up, without waiting for them; the next :func:`start` does."""
    if _begun:
        return tuple(_begun)
    config = settings()
    given = {"mongodb": config.mongodb_uri, "redis": config.redis_url}
    embedded = tuple(EmbeddedServer(service, config) for service, uri in given.items() if not uri)
    try:
        for server in embedded:
            server.join()
    except ServiceError:
        _leave(embedded)
        raise
    _begun.extend(embedded)
    return embedded


def _leave(embedded: tuple[EmbeddedServer, ...]) -> None:
    for server in embedded:
        server.leave()


def start(*, watch: bool = False, meanwhile: Callable[[], object] | None = None) -> Servers:
    """The servers of the settings, each one that isn't set embedded and shared with every process on the same folder.

    ``watch`` runs a thread that replaces a killed keeper; a process that forks does without. ``meanwhile`` is done
    while they come up. Returns once all take connections; raises :class:`ServiceError` with what to do if they don't.
    """
    config = settings()
    embedded = begin()
    _begun.clear()
    try:
        if meanwhile is not None:
            meanwhile()
        addresses = {server.service: server.address() for server in embedded}
    except ServiceError:
        _leave(embedded)
        raise
    servers = Servers(config.mongodb_uri or addresses["mongodb"], config.redis_url or addresses["redis"], embedded)
    if watch:
        servers.watch()
    return servers


def _redis_url(port: int, password: str) -> str:
    return f"redis://:{password}@127.0.0.1:{port}/0"


ADDRESSES: Mapping[str, Callable[[int, str], str]] = {"mongodb": account.uri, "redis": _redis_url}
