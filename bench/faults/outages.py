"""Faults of what everything stands on: the two servers and the disk."""

import signal
import threading
import time
from contextlib import suppress

import psutil
import redis

from bench.faults.leftout import LeftOutError
from bench.faults.world import World
from jobs.life import queue

FREEZE_S = 4.0
FULL_S = (0.5, 4.0)  # shortest and longest

_filling = threading.Lock()


def kill(service: str, world: World) -> None:
    """Kill -9 a server; it comes back with what it had on disk."""
    with suppress(psutil.Error):
        _server(world, service).kill()


def freeze(service: str, world: World) -> None:
    """SIGSTOP a server for a while; the bench doesn't wait for it."""
    server = _server(world, service)

    def thaw() -> None:
        time.sleep(FREEZE_S)
        with suppress(psutil.Error):
            server.send_signal(signal.SIGCONT)

    with suppress(psutil.Error):
        server.send_signal(signal.SIGSTOP)
        threading.Thread(target=thaw, daemon=True).start()


def wipe_redis(_world: World) -> None:
    """Delete all that Redis holds."""
    try:
        queue.connection().flushall()
    except redis.RedisError:
        raise LeftOutError("Redis was down or frozen from an earlier fault") from None


def fill_disk(world: World) -> None:
    """Fill the disk that the servers and the workers write to, and free it after a while, which nobody waits for."""
    if world.disk.path is None:
        raise LeftOutError(world.disk.why)
    if not _filling.acquire(blocking=False):
        raise LeftOutError("the disk was still full from an earlier fault")

    def free(seconds: float) -> None:
        time.sleep(seconds)
        world.disk.free()
        _filling.release()

    world.disk.fill()
    threading.Thread(target=free, args=(world.random.uniform(*FULL_S),), daemon=True).start()


def _server(world: World, service: str) -> psutil.Process:
    server = world.server(service)
    if server is None:
        raise LeftOutError(f"{service} was down from an earlier fault")
    return server
