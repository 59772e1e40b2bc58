"""Who may submit another job, and in which queue it waits: limits by user, by address and in all."""

import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from jobs.errors import Busy, NoRoom, QuotaExceeded
from jobs.life import kept
from jobs.life.queue import Lane
from models import Job, JobStatus, reservations
from models.reservations import Reservation
from services import home
from services.settings import settings

FIRST_PER_ADDRESS = 3  # jobs that one address may have in the first lane, whatever many users it poses as
TRIES = 100  # against others who reserve at the same instant on other machines
MB = 1024 * 1024

_let_go: deque[str] = deque(maxlen=1000)  # latest reservations of this process that are over, released or about to be
_turn = threading.Lock()  # within one process nobody has to try twice


@dataclass(frozen=True)
class Visitor:
    """Who uploads: the user, and the keyed hash of the address they come from; none where that can't be known."""

    user_id: str
    address: str | None = None


@dataclass(frozen=True)
class Admission:
    """Room that is held for an upload of a visitor. ``lane_of`` says where its job waits.

    ``afterwards`` is what nobody who waits for an answer should wait for: it is done when the room is released.
    """

    reservation_id: str
    visitor: Visitor
    first: bool  # whether it may wait in the first lane
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def lane_of(self, size: int) -> Lane:
        """The queue for a file of ``size`` bytes."""
        if size >= settings().large_file_mb * MB:
            return Lane.LARGE
        return Lane.FIRST if self.first else Lane.SMALL

    def renew(self) -> None:
        """Note that the upload goes on; at least every minute."""
        reservations.renew(self.reservation_id)

    def let_go(self) -> None:
        """Have this process not count it any more; :meth:`release` has the others do so."""
        _let_go.append(self.reservation_id)

    def release(self) -> None:
        """Let go: the job stands, or there will be none."""
        self.let_go()
        reservations.release(self.reservation_id)
        while self.afterwards:
            self.afterwards.pop()()


@contextmanager
def admitted(visitor: Visitor, size: int) -> Iterator[Admission]:
    """Hold room for an upload of at most ``size`` bytes while it is read and stored; see :func:`admit`."""
    admission = admit(visitor, size)
    try:
        yield admission
    finally:
        admission.release()


def admit(visitor: Visitor, size: int) -> Admission:
    """Hold room for an upload of at most ``size`` bytes, atomically over all web processes.

    Raises :class:`Busy` beyond a number of jobs or uploads, :class:`QuotaExceeded` beyond what may be kept,
    :class:`NoRoom` where the disk would be left with too little.
    """
    with _turn:
        for _ in range(TRIES):
            version, held = reservations.held()
            usage = Usage(visitor, [one for one in held if one.id not in _let_go])
            usage.check(size)
            reserved = reservations.add(version, held, visitor.user_id, visitor.address, size)
            if reserved is not None:
                return Admission(reserved, visitor, usage.is_first())
    raise Busy


class Usage:
    """What a visitor uses at present, and everybody together: jobs under way, with the uploads that become some."""

    def __init__(self, visitor: Visitor, held: Sequence[Reservation]) -> None:
        self.visitor = visitor
        self.held = held
        self.of_user = [one for one in held if one.user_id == visitor.user_id]
        self.of_address = [one for one in held if visitor.address and one.address == visitor.address]
        self.user_jobs = Job.count_active({"user_id": visitor.user_id}) + len(self.of_user)
        beside = Job.count_active({"address": visitor.address}) if visitor.address else 0
        self.address_jobs = beside + len(self.of_address)

    def is_first(self) -> bool:
        """Whether the job may wait in the first lane: its user has nothing else, and its address little in it."""
        if self.user_jobs or self.address_jobs < FIRST_PER_ADDRESS:
            return not self.user_jobs
        in_lane = Job.count_active({"address": self.visitor.address, "lane": Lane.FIRST})
        return in_lane + len(self.of_address) < FIRST_PER_ADDRESS

    def check(self, size: int) -> None:
        """Raise what :func:`admit` raises, unless a file of ``size`` bytes may come."""
        limits = settings()
        if self.user_jobs >= limits.max_jobs_per_user:
            raise Busy(
                f"{self.user_jobs} of your files are still being worked on, which is as many as may be at a time.",
                "Wait until one is done, or cancel one.",
            )
        if self.address_jobs >= limits.max_jobs_per_address:
            raise Busy("Too many files from your network are being worked on.", "Wait until some of them are done.")
        if len(self.of_address) >= limits.max_uploads_per_address or len(self.held) >= limits.max_uploads:
            raise Busy("Too many files are being uploaded at the moment.")
        waiting = Job.count({"status": JobStatus.QUEUED}, limit=limits.max_queued)
        if waiting + len(self.held) >= limits.max_queued:
            raise Busy
        self._check_bytes(size)

    def _check_bytes(self, size: int) -> None:
        limits, visitor = settings(), self.visitor
        own, beside, coming = (_sizes(held) + size for held in (self.of_user, self.of_address, self.held))
        if kept.exceeds({"user_id": visitor.user_id}, own, limits.max_kept_mb_per_user * MB):
            raise QuotaExceeded(
                f"With this file yours would take up more than {limits.max_kept_mb_per_user:,} MB, which is as much as "
                "may be kept."
            )
        if visitor.address and kept.exceeds({"address": visitor.address}, beside, limits.max_kept_mb_per_address * MB):
            raise QuotaExceeded("The files from your network take up as much as may be kept.")
        if kept.exceeds(kept.IN_ALL, coming, limits.max_kept_mb * MB):
            raise NoRoom
        free = shutil.disk_usage(home.folder(limits.datastory_home)).free
        if free - 2 * coming < limits.min_free_disk_mb * MB:  # twice: once as it comes, once stored
            raise NoRoom


def _sizes(held: Sequence[Reservation]) -> int:
    return sum(one.size for one in held)
