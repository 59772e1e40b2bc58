"""``python -m jobs.previews.server CONTROL``: forks a process for each file that a page wants looked at.

The socket ``CONTROL`` brings one byte for each, and with it a socket of its own; this process reads nothing from either
but that byte. It has loaded the readers, and while nothing is looked at it forks the next process ahead, so that a look
begins at once; and it ends when the socket is closed.
"""

import gc
import importlib
import os
import select
import selectors
import signal
import socket
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from jobs.confined.process import ConfinedProcess
from jobs.previews.look import look
from jobs.previews.messages import REPLY, SUBJECT, PreviewReply
from pipeline.analysis.glance import empty_database
from services import logs
from services.settings import settings

MODULES = ("pandas", "pyarrow.parquet", "duckdb", "python_calamine", "pipeline.reading", "pipeline.analysis.glance")
TIME_LIMIT_S = 20.0  # for one file, if it waits for something; computing is limited to less
TAKEN_WITHIN_S = 2.0  # by a process that waits for nothing else
REST_S = 0.5  # after a look
MAX_NEW = 2  # processes in place of those that died before they had their socket
NICENESS = 0  # somebody waits for it
MOST_AT_ONCE = 4  # so that one file which takes long keeps no other from being looked at


@dataclass(frozen=True)
class _Look:
    process: ConfinedProcess
    ends_at: float


class _Waiting:
    """A fork, confined already, that waits for the socket of its look."""

    def __init__(self, is_rehearsed: bool) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self.process = ConfinedProcess(NICENESS, _wait_alone, theirs.fileno(), is_rehearsed)

    def begin(self, descriptor: int) -> bool:
        """Hand it the socket. False where it has died meanwhile: it says that it has it."""
        with self._channel:
            self._channel.settimeout(TAKEN_WITHIN_S)
            try:
                socket.send_fds(self._channel, [b"."], [descriptor])
                is_taken = bool(self._channel.recv(1))
            except OSError:
                is_taken = False
        if not is_taken:
            self.process.kill()
        return is_taken

    def end(self) -> None:
        """It isn't needed any more."""
        self._channel.close()
        self.process.kill()


class PreviewServer:
    """Forks, waits for the forks to end, and ends those that take too long."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._waiting: deque[int] = deque()  # sockets
        self._looks: dict[int, _Look] = {}  # by their sentinels
        self._ahead: _Waiting | None = None
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._open = True

    def run(self) -> None:
        """Serve until the control socket is closed."""
        while self._open:
            self._serve()
        for each in self._looks.values():
            each.process.kill()
        if self._ahead is not None:
            self._ahead.end()

    def _serve(self) -> None:
        """Keep a process waiting while there is nothing to do, and act on whatever happens next."""
        if not self._looks and self._ahead is None:
            self._ahead = _Waiting(is_rehearsed=True)
        for key, _ in self._selector.select(self._pause()):
            if key.fileobj is self._control:
                self._receive()
        self._end_overdue()
        while self._waiting and len(self._looks) < MOST_AT_ONCE:
            self._begin(self._waiting.popleft())

    def _receive(self) -> None:
        said, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        self._waiting.extend(descriptors)
        self._open = bool(said)

    def _begin(self, descriptor: int) -> None:
        """Hand the socket to the process that waits, or to new ones; whoever asked sees it closed where all die."""
        if _is_left(descriptor):
            os.close(descriptor)
            return
        ahead, self._ahead = self._ahead, None
        tried = (waiting or _Waiting(is_rehearsed=False) for waiting in (ahead, *[None] * MAX_NEW))
        process = next((waiting.process for waiting in tried if waiting.begin(descriptor)), None)
        os.close(descriptor)
        if process is None:
            return
        self._looks[process.sentinel] = _Look(process, time.monotonic() + TIME_LIMIT_S)
        self._selector.register(process.sentinel, selectors.EVENT_READ)

    def _end_overdue(self) -> None:
        """Forget the looks that have ended, and end those that take too long."""
        for sentinel, each in list(self._looks.items()):
            if each.process.exit_code(0) is not None or time.monotonic() >= each.ends_at:
                self._selector.unregister(sentinel)
                each.process.kill()
                del self._looks[sentinel]

    def _pause(self) -> float | None:
        if not self._looks:
            return None
        return max(min(each.ends_at for each in self._looks.values()) - time.monotonic(), 0.0)


def _is_left(descriptor: int) -> bool:
    """Whether nobody waits at the other end of a socket any more."""
    other_end = select.poll()
    other_end.register(descriptor, 0)  # that it is closed is told in any case
    return bool(other_end.poll(0))


def _wait_alone(channel: int, is_rehearsed: bool) -> None:
    """With no file open but standard error and what brings the socket of its look, of all that others wait for.

    A rehearsal takes the pages of memory that it shares with the server, and that a look writes to, before the look;
    not at once, since the page that was shown the last one is drawn then.
    """
    os.closerange(0, 2)
    os.closerange(3, channel)
    os.closerange(channel + 1, os.sysconf("SC_OPEN_MAX"))
    if is_rehearsed and not select.select([channel], [], [], REST_S)[0]:
        _rehearse()
    database = empty_database()
    with socket.socket(fileno=channel) as waiting:
        _, descriptors, _, _ = socket.recv_fds(waiting, 1, 1)
        if descriptors:
            os.write(channel, b".")
    for descriptor in descriptors:  # none where the server has ended
        look(descriptor, database)


def _rehearse() -> None:
    """Read a table of our own, so that whatever is loaded or compiled at first use is there before a fork."""
    from pipeline import Options
    from pipeline.analysis.glance import subject_at_a_glance
    from pipeline.reading import preview

    with tempfile.TemporaryDirectory(prefix="datastory-") as folder:
        path = Path(folder) / "rehearsal.csv"
        path.write_text("name,amount,day\n" + "".join(f"n{row},{row}.5,2024-01-{row:02}\n" for row in range(1, 21)))
        seen = preview(path, Options())
        subject = subject_at_a_glance(seen.typed, seen.dataset, Options())
        REPLY.dump_json(PreviewReply.of(seen))
        SUBJECT.dump_json(subject)


def main() -> None:
    """Load what reads files, then serve."""
    logs.configure(settings().log_level)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever has started us closes the socket
    gc.disable()
    for name in MODULES:
        importlib.import_module(name)
    _rehearse()
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page
    gc.enable()
    PreviewServer(socket.socket(fileno=int(sys.argv[1]))).run()
    gc.unfreeze()  # for the libraries that count what is left at the end


if __name__ == "__main__":
    main()
