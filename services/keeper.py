"""A small process that keeps one embedded server running for as long as any process of the app needs it.

Every process of the app holds the shared lock ``clients.lock`` in the server's folder. When the keeper gets that lock
for itself, the last of them is gone, by whatever death, and it stops the server and ends.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from services import account, child, home, programs, record
from services.errors import ServiceError
from services.filelock import FileLock
from services.programs import Program
from services.pulse import Pulse
from services.record import ProcessMark, Record

POLL_S = 0.2
PORT_ATTEMPTS = 3
RESTARTS = 5  # of a server that ends by itself, each after a longer pause


class Keeper:
    """Keeps the server of one service, whose files are in ``folder``."""

    def __init__(self, service: str, folder: Path, log: Path, password: str, cache_mb: int) -> None:
        self.service = service
        self.folder = folder
        self.log = log
        self.password = password
        self.cache_mb = cache_mb
        self.note = folder / "server.json"
        self.mark = ProcessMark.of(os.getpid())
        self.port: int | None = None
        self.pulse: Pulse | None = None

    def run(self) -> None:
        """Keep the server until nobody needs it. Raises :class:`ServiceError` if it can't be started."""
        self.end_leftover()
        Record(self.mark, self.port).write(self.note)
        process = self.start()
        clients = FileLock(self.folder / "clients.lock")
        restarts = 0
        while not clients.take_exclusive():
            time.sleep(POLL_S)
            self.end_if_lost(process)
            if process.poll() is not None:
                restarts += 1
                if restarts > RESTARTS:
                    raise self.failure("ended again and again")
                time.sleep(POLL_S * restarts)
                process = self.start()
        assert self.port is not None
        child.stop(process, self.port)
        Record(self.mark, self.port).write(self.note)
        clients.release()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, protected by a password."""
        program, command = programs.choose(self.service, self.folder)
        data = home.folder(self.folder, program.name)
        if self.service == "mongodb" and not account.is_made(data, self.password):
            process, port = self.launch(program, command, data, open=True)
            try:
                account.make(data, port, self.password)
            finally:
                child.stop(process, port)
        process, port = self.launch(program, command, data)
        self.pulse = Pulse(account.uri(port, self.password)) if self.service == "mongodb" else None
        Record(self.mark, port, program.name, ProcessMark.of(process.pid)).write(self.note)
        return process

    def launch(
        self, program: Program, command: list[str], data: Path, *, open: bool = False
    ) -> tuple[subprocess.Popen[bytes], int]:
        """Start the program, on the port it had before if that is free, so that its clients find it again."""
        for _ in range(PORT_ATTEMPTS):
            port = child.free_port(self.port)
            launch = programs.Launch(data, port, self.password, self.cache_mb, open)
            process = child.spawn([*command, *program.arguments(launch)], self.log, data)
            if child.wait_until_ready(process, port):
                self.port = port
                return process, port
            child.stop(process, port)
        raise self.failure("did not start")

    def end_if_lost(self, process: subprocess.Popen[bytes]) -> None:
        """End a server that runs, but will never work again."""
        if self.pulse is not None and process.poll() is None and self.pulse.is_lost():
            process.kill()
            process.wait()

    def end_leftover(self) -> None:
        """End the server of a keeper that was killed, where the kernel didn't; take over its port."""
        earlier = record.read(self.note)
        if earlier is None:
            return
        self.port = earlier.port
        if earlier.server is not None and (process := earlier.server.process()):
            process.kill()
            deadline = time.monotonic() + child.STOP_TIMEOUT_S
            while earlier.server.process() is not None and time.monotonic() < deadline:
                time.sleep(POLL_S)

    def failure(self, what: str) -> ServiceError:
        """The error of a server that doesn't serve, with the last line it wrote."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        said = f": {lines[-1][:300]}" if lines else "."
        return ServiceError(f"The embedded {self.service} {what}{said}", f"Look into {self.log}.")


def main() -> int:
    """Keep one service; 0 when it is no longer needed or another keeper has it already, 1 if it can't be started."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("service", choices=sorted(programs.PROGRAMS))
    parser.add_argument("home", type=Path)
    parser.add_argument("--cache-mb", type=int, required=True)
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The app ends first and may need its servers for that, even where a signal goes to everybody at once.
        signal.signal(number, signal.SIG_IGN)
    folder = home.folder(arguments.home, arguments.service)
    own = FileLock(folder / "keeper.lock")
    if not own.take_exclusive(timeout_s=1.0):
        return 0
    log = home.folder(arguments.home, "logs") / f"{arguments.service}.log"
    password = home.secret(arguments.home, arguments.service)
    keeper = Keeper(arguments.service, folder, log, password, arguments.cache_mb)
    try:
        keeper.run()
    except ServiceError as error:
        Record(keeper.mark, keeper.port, error=(error.message, error.hint)).write(keeper.note)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
