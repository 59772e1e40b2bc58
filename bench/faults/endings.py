"""The steps with which an attempt ends, and deaths before and after each: at random, or where one is ordered."""

import os
import random
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from jobs.life import eta
from jobs.life.lease import Lease
from models import StoredStory, User

STEPS = {
    "insert the story": (StoredStory, "insert_or_adopt"),
    "complete the job": (Lease, "end"),
    "raise the counters": (User, "count_story"),
    "settle the story": (StoredStory, "settle"),
    "note the stage times": (eta, "record"),
}
POINTS = tuple(f"{moment} the step: {step}" for step in STEPS for moment in ("before", "after"))
NOTES, ORDER = "deaths", "die-at"  # files beside the folder of the world: what happened, and what is to happen


def make_deadly(home: Path, share: float) -> None:
    """From now on each step kills this process, in ``share`` of all cases, or when its turn is ordered."""
    for step, (owner, name) in STEPS.items():
        setattr(owner, name, _deadly(getattr(owner, name), step, home, share))


def order_death(home: Path, point: str) -> None:
    """Have the next attempt that comes to this point die there."""
    (home.parent / ORDER).write_text(point)


def is_ordered(home: Path) -> bool:
    """Whether nobody has died of the order yet."""
    return (home.parent / ORDER).exists()


def deaths(home: Path) -> list[str]:
    """The points at which an attempt has died so far."""
    notes = home.parent / NOTES
    return notes.read_text().splitlines() if notes.exists() else []


def _deadly(real: Any, step: str, home: Path, share: float) -> Any:
    def deadly_step(*arguments: Any) -> Any:
        chance = random.SystemRandom().random()
        _pass(home, f"before the step: {step}", dying=chance < share / 2)
        answer = real(*arguments)
        _pass(home, f"after the step: {step}", dying=chance > 1 - share / 2)
        return answer

    return deadly_step


def _pass(home: Path, point: str, *, dying: bool) -> None:
    order = home.parent / ORDER
    if not dying and order.exists() and order.read_text() == point:
        with suppress(FileNotFoundError):  # another attempt was faster
            order.unlink()
            dying = True
    if dying:
        with (home.parent / NOTES).open("a") as notes:
            notes.write(f"{point}\n")
        os.kill(os.getpid(), signal.SIGKILL)
