"""Keeps the web process running: forked before anything is loaded, and forked again when it dies."""

import logging
import os
import signal
import sys
import threading
import time
from types import FrameType

from services.parent_death import die_with_parent

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RESTART_DELAYS_S = (
    0.0,
    1.0,
    2.0,
    5.0,
    15.0,
)  # before a process that died is replaced; longer while none lives for long
MIN_LIFETIME_S = 30.0

log = logging.getLogger(__name__)


def supervise() -> None:
    """Return in a child of this process, and in another one whenever it has died; this one ends when its child does.

    A child that was killed, or that fails after it has served for a while, is replaced; one that can't start is not, so
    that whoever starts the app is told why. Signals go on to the child.
    """
    _Supervisor().run()


class _Supervisor:
    def __init__(self) -> None:
        self.child = 0
        self.stopping = threading.Event()

    def run(self) -> None:
        """Returns in the child alone."""
        early_deaths = 0
        for number in SIGNALS:
            signal.signal(number, self._pass_on)
        while True:
            started = time.monotonic()
            if self._fork() == 0:
                return
            _, status = os.waitpid(self.child, 0)
            self.child = 0
            lasting = time.monotonic() - started > MIN_LIFETIME_S
            early_deaths = 0 if lasting else early_deaths + 1
            if not self._replaces(status, lasting, early_deaths):
                _end_as(status)

    def _replaces(self, status: int, lasting: bool, early_deaths: int) -> bool:
        """Whether a child that ended so is to be replaced, once its successor's time has come."""
        if self.stopping.is_set() or not (os.WIFSIGNALED(status) or (lasting and status)):
            return False
        log.warning("web process ended", extra={"code": os.waitstatus_to_exitcode(status)})
        return not self.stopping.wait(RESTART_DELAYS_S[min(early_deaths, len(RESTART_DELAYS_S) - 1)])

    def _fork(self) -> int:
        """The child has a group of its own: Ctrl-C in the terminal reaches it once, by way of its parent."""
        parent = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            self.child = os.fork()
            if self.child == 0:
                die_with_parent(parent)
                os.setpgid(0, 0)
                for number in SIGNALS:
                    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        return self.child

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        self.stopping.set()
        if not self.child:  # 0 would name this process's whole group
            _end_as(number)
        try:
            os.kill(self.child, number)
        except ProcessLookupError:
            return  # it has ended already


def _end_as(status: int) -> None:
    """End as a child with this status did; that of one that a signal ended is the signal's number."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)
