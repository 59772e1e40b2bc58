"""How many bytes of files are kept, of whom: summed up now and then, since that costs a look at every job."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from models import Job

VALID_S = 30.0
REMEMBERED = 10_000  # sums
IN_ALL: Mapping[str, Any] = {}

_sums: OrderedDict[str, tuple[float, int]] = OrderedDict()  # whose -> when it was summed up (monotonic), bytes


def exceeds(whose: Mapping[str, Any], coming: int, limit: int) -> bool:
    """Whether the files of the jobs that match take up more than ``limit`` bytes, with ``coming`` more.

    What was deleted elsewhere in the last seconds is seen before anybody is told so.
    """
    return _sum(whose, VALID_S) + coming > limit and _sum(whose, 0.0) + coming > limit


def add(user_id: str, address: str | None, size: int) -> None:
    """Note a file that was stored just now."""
    for whose in ({"user_id": user_id}, {"address": address}, IN_ALL):
        if (found := _sums.get(str(whose))) is not None:
            _sums[str(whose)] = (found[0], found[1] + size)


def forget() -> None:
    """Sum everything up anew at the next call."""
    _sums.clear()


def _sum(whose: Mapping[str, Any], valid_s: float) -> int:
    found = _sums.get(str(whose))
    if found is None or time.monotonic() - found[0] > valid_s:
        found = _sums[str(whose)] = (time.monotonic(), Job.stored_bytes(whose))
        _sums.move_to_end(str(whose))
        while len(_sums) > REMEMBERED:
            _sums.popitem(last=False)
    return found[1]
