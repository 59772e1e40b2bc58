"""What a process that opens files of strangers gives up before it does: secrets, new rights, the network, memory."""

import ctypes
import logging
import os
import re
import resource
import sys
from contextlib import suppress
from pathlib import Path

from jobs.confined import syscalls
from services import logs

KEPT = re.compile(  # what libraries ask for; everything else in the environment may be a secret
    r"PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|PYTHON\w*|LD_LIBRARY_PATH|\w+_NUM_THREADS|JE_ARROW_\w+|ARROW_\w+|MALLOC_\w+"
)
PR_SET_NO_NEW_PRIVS = 38
SPARE_BYTES = 512 << 20  # of addresses that nothing is kept at: thread stacks, the arenas of allocators
SPARE_BYTES_PER_CPU = 128 << 20

log = logging.getLogger(__name__)


def confine() -> None:
    """Give up what no reader of files needs, for good. What the system doesn't offer is left out."""
    logs.withhold_values()
    forget_environment()
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the table
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if not syscalls.deny():
            log.info("network not denied", extra={"reason": "this system offers no filter of system calls"})


def limit_memory(limit_bytes: int) -> None:
    """Let this process take so much memory beyond what it has now; asking for more fails there and then.

    The kernel counts addresses, of which threads and allocators reserve many that they never use: those are added.
    """
    if sys.platform != "linux":  # others don't keep to it
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    spare = SPARE_BYTES + SPARE_BYTES_PER_CPU * (os.cpu_count() or 1)
    most = pages * resource.getpagesize() + limit_bytes + spare
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_cpu(seconds: int) -> None:
    """Let this process compute for so long in all; then the system ends it."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def forget_environment() -> None:
    """Take out of the environment what isn't known to be harmless, from where the kernel shows it too."""
    _overwrite_block()
    for name in list(os.environ):
        if not KEPT.fullmatch(name):
            del os.environ[name]


def _overwrite_block() -> None:
    """Zero the values where the program was started with them: unsetting a variable leaves its text there."""
    with suppress(ValueError, AttributeError):  # where there is no such symbol
        block = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
        position = 0
        while address := block[position]:
            name, _, value = ctypes.string_at(address).partition(b"=")
            if not KEPT.fullmatch(name.decode(errors="replace")):
                ctypes.memset(address + len(name) + 1, 0, len(value))
            position += 1
