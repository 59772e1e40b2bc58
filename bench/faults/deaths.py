"""Faults of our own processes: killed, frozen, ended."""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from bench.faults.deeds import Deeds
from bench.faults.leftout import LeftOutError
from bench.faults.web import NotDoneError
from bench.faults.world import World

FREEZE_S = 9.0  # longer than a lease of 6 s and a round of recovery
PAUSE_S = 1.0  # before a killed pool is replaced
UPLOADS = 4
UPLOAD_S = 1.0
PADDING = b"\n" * 3_000_000  # so that an upload takes several messages to the database
UPLOADED = Deeds("uploaded through the web process", ("uploading work 0.1", "analyzing work 0.3"), 0, "completed")


def kill(of_kind: Callable[[World], list[psutil.Process]], world: World) -> None:
    """Kill -9 a process of this kind."""
    with suppress(psutil.Error):
        _one(of_kind, world).kill()


def freeze(of_kind: Callable[[World], list[psutil.Process]], world: World) -> None:
    """SIGSTOP a process past its lease, then let it go on; the bench doesn't wait for it."""
    process = _one(of_kind, world)

    def thaw() -> None:
        time.sleep(FREEZE_S)
        with suppress(psutil.Error):
            process.send_signal(signal.SIGCONT)

    with suppress(psutil.Error):
        process.send_signal(signal.SIGSTOP)
        threading.Thread(target=thaw, daemon=True).start()


def kill_pool(world: World) -> None:
    """Kill -9 a whole pool; its owner starts another one."""
    index = world.random.randrange(len(world.pools))
    world.pools[index].kill()
    time.sleep(PAUSE_S)
    world.replace_pool(index)


def stop_pool(world: World) -> None:
    """End a pool in good order, as a deploy does."""
    index = world.random.randrange(len(world.pools))
    world.pools[index].terminate()
    world.replace_pool(index)


def kill_web(world: World) -> None:
    """Kill -9 the web process while it takes uploads. One that was answered counts as submitted, the others needn't."""
    if not world.web.is_ready():
        raise LeftOutError("the web process was still starting after an earlier one")

    def upload(token: str) -> None:
        with suppress(NotDoneError):
            job_id = world.web.upload(token, "\n".join(UPLOADED.lines).encode() + PADDING, UPLOAD_S)
            world.submitted[job_id] = UPLOADED

    tokens = world.random.sample(list(world.tokens.values()), UPLOADS)
    threads = [threading.Thread(target=upload, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
        time.sleep(UPLOAD_S / UPLOADS)
    time.sleep(world.random.uniform(0.0, UPLOAD_S))
    world.web.kill()
    for thread in threads:
        thread.join()


def _one(of_kind: Callable[[World], list[psutil.Process]], world: World) -> psutil.Process:
    processes = of_kind(world)
    if not processes:
        raise LeftOutError("there was no such process at that moment")
    return world.random.choice(processes)
