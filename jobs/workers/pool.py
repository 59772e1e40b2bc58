"""A pool: worker processes and one that recovers, forked from a parent that has imported everything, and replaced when
they die.
"""

import logging
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from jobs import backends
from jobs.life.dead_workers import DeadWorkers, name_pool
from jobs.life.queue import Lane
from jobs.workers import recover
from services.parent_death import die_with_parent
from services.settings import settings

RESTART_DELAY_S = 1.0  # before a process that died young is replaced
MIN_LIFETIME_S = 5.0
EXTRA_GRACE_S = 10.0  # that workers have to end after their grace
FAILED = 1  # exit code of a process that didn't end because it was to

log = logging.getLogger(__name__)


class Pool:
    """``workers`` processes that make stories. It ends on SIGTERM or SIGINT, or when ``lifeline`` is closed."""

    def __init__(self, workers: int, lifeline: int | None = None) -> None:
        self.workers = workers
        self.lifeline = lifeline  # a file descriptor whose other end is held by the process that started us
        self.name = name_pool()
        self.dead_workers = DeadWorkers()
        self.running: dict[int, tuple[Callable[[], None], float]] = {}  # process id -> its body, when it started
        self.pending_starts: list[tuple[float, Callable[[], None]]] = []  # when to start again -> body
        self.prepared = self.stopping = False
        self._wakeup_reader, self._wakeup_writer = os.pipe()
        self._prepared_reader, self._prepared_writer = os.pipe()

    def run(self) -> None:
        """Keep the processes running until the pool is told to end, then end them in good order."""
        self._listen_for_signals()
        self.pending_starts = [(0.0, self._recovery)]
        with selectors.DefaultSelector() as selector:
            selector.register(self._wakeup_reader, selectors.EVENT_READ)
            selector.register(self._prepared_reader, selectors.EVENT_READ)
            if self.lifeline is not None:
                selector.register(self.lifeline, selectors.EVENT_READ)
            while not self.stopping:
                self._start_pending()
                for key, _ in selector.select(self._select_timeout_s()):
                    self._on_readable(key.fd)
                self._reap()
        self._end()

    def _on_readable(self, descriptor: int) -> None:
        said = os.read(descriptor, 4096)
        if descriptor == self._wakeup_reader:
            self.stopping |= bool({signal.SIGTERM, signal.SIGINT} & set(said))
        elif descriptor == self._prepared_reader:
            self._start_workers()
        elif not said:
            log.info("pool's owner gone", extra={"pool": self.name})
            self.stopping = True

    def _start_workers(self) -> None:
        """Once the database has its indexes, without which a job could get two stories."""
        if not self.prepared:
            self.prepared = True
            bodies = [partial(self._worker, lanes_of(number, self.workers)) for number in range(self.workers)]
            self.pending_starts += [(0.0, body) for body in bodies]
            log.info("pool started", extra={"pool": self.name, "workers": self.workers})

    def _listen_for_signals(self) -> None:
        os.set_blocking(self._wakeup_writer, False)
        signal.set_wakeup_fd(self._wakeup_writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)

    def _start_pending(self) -> None:
        moment = time.monotonic()
        bodies = [body for at, body in self.pending_starts if at <= moment]
        self.pending_starts = [(at, body) for at, body in self.pending_starts if at > moment]
        for body in bodies:
            self._start(body)

    def _select_timeout_s(self) -> float | None:
        return max(0.0, min(at for at, _ in self.pending_starts) - time.monotonic()) if self.pending_starts else None

    def _start(self, body: Callable[[], None]) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid:
            self.running[pid] = (body, time.monotonic())
            return
        code = FAILED
        try:
            die_with_parent(parent)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            body()
            code = 0
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 0
        except BaseException:  # a process boundary
            log.exception("process of the pool failed", extra={"pid": os.getpid()})
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        """Note who died, have their jobs recovered at once, and see to their replacement."""
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                body, started = self.running.pop(pid, (None, 0.0))
                if body is None or self.stopping:
                    continue
                log.log(logging.WARNING if status else logging.INFO, "process of the pool ended",
                        extra={"pid": pid, "status": status})  # fmt: skip
                self.dead_workers.report(pid)
                died_young = status != 0 and time.monotonic() - started < MIN_LIFETIME_S
                self.pending_starts.append((time.monotonic() + (RESTART_DELAY_S if died_young else 0.0), body))

    def _end(self) -> None:
        """Let every worker finish or hand back its job; end by force what doesn't."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + settings().shutdown_grace_s + EXTRA_GRACE_S
        while self.running and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.02)
        self._signal(signal.SIGKILL)
        while self.running:
            self._reap()
            time.sleep(0.02)
        log.info("pool ended", extra={"pool": self.name})

    def _signal(self, number: signal.Signals) -> None:
        for pid in self.running:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def _worker(self, lanes: Sequence[Lane]) -> None:
        """The body of a worker. One that needs replacement ends as it should, and another takes its place."""
        from jobs.attempts import run
        from jobs.workers.rq_worker import QueueWorker

        run.prepare()
        try:
            backends.chosen().connect()
            if not QueueWorker.serve(self.name, lanes):
                raise SystemExit(FAILED)
        finally:
            run.end()

    def _recovery(self) -> None:
        def prepared() -> None:
            os.write(self._prepared_writer, b".")

        recover.main(self.name, self.dead_workers, self.workers, os.getppid(), prepared)


def lanes_of(number: int, workers: int) -> Sequence[Lane]:
    """The queues of a worker. Where there are several, the first one leaves large files alone, so that small ones never
    wait for them; a worker on its own takes them in turn.
    """
    return tuple(lane for lane in Lane if lane is not Lane.LARGE or number or workers == 1)
