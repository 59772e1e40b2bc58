"""Processes that end with their parent, however it ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

_prctl = (
    ctypes.CDLL(None).prctl if sys.platform == "linux" else None
)  # before a fork, after which nothing may be loaded


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when ``parent``, its parent, dies. Linux only; call it first after a fork.

    The kernel takes the end of the thread that forked for the parent's. Elsewhere a process notices when it next writes
    to a pipe whose reader is gone.
    """
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
