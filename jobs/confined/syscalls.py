"""A filter of system calls (Linux seccomp): no socket, no look into other processes."""

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
NUMBER, ARCHITECTURE = 0, 4  # where they stand in struct seccomp_data
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # of classic BPF
X32 = 0x40000000  # another way to number the calls of x86-64


@dataclass(frozen=True)
class Machine:
    """How a kind of machine is called by the kernel, and how it numbers the calls."""

    architecture: int
    denied: tuple[int, ...]  # socket, ptrace, process_vm_readv, process_vm_writev, io_uring_setup


MACHINES: Mapping[str, Machine] = {
    "x86_64": Machine(0xC000003E, (41, 101, 310, 311, 425)),
    "aarch64": Machine(0xC00000B7, (198, 117, 270, 271, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def deny() -> bool:
    """Deny them to this process and its children for ever; False where that can't be done.

    ``no_new_privs`` has to be set before.
    """
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _code(machine)
    program = _Program(len(code) // 8, code)
    refused: int = ctypes.CDLL(None).prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return refused == 0


def _code(machine: Machine) -> bytes:
    """Loads the call's number and compares it with each that is denied; anything of another architecture is refused."""
    denied = len(machine.denied)
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (IF_EQUAL, 0, denied + 3, machine.architecture),
        (LOAD, 0, 0, NUMBER),
        (IF_AT_LEAST, denied + 1, 0, X32),
        *((IF_EQUAL, denied - position, 0, call) for position, call in enumerate(machine.denied)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
