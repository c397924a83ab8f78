"""A second lock on the door: a reader gives up the right to open sockets.

`kg.offline` refuses SERVICE by its words. Should a query ever slip through there, Linux still refuses the connection
(seccomp, https://docs.kernel.org/userspace-api/seccomp_filter.html). Elsewhere there is the first lock alone.
"""

import ctypes
import errno
import platform
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_FOREIGN = 0x40000000
"""System calls of x86-64's other interface (x32) begin here."""

_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 53, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 425)),
}
"""For each machine its audit number, and those of socket, connect, socketpair and io_uring_setup."""


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


def close_network() -> bool:
    """Refuse new sockets to this thread and those that it starts, for good; whether the machine can do so."""
    known = _CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return False
    steps = _steps(*known)
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return bool(
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        and prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) == 0
    )


def _steps(machine: int, calls: tuple[int, ...]) -> list[_Instruction]:
    """The filter: foreign interfaces and these calls are refused, all else is let through."""
    steps = [
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE),
        _Instruction(_EQUALS, 1, 0, machine),
        _Instruction(_RETURN, 0, 0, _REFUSE),
        _Instruction(_LOAD, 0, 0, _NUMBER),
        _Instruction(_AT_LEAST, 0, 1, _FOREIGN),
        _Instruction(_RETURN, 0, 0, _REFUSE),
    ]
    for call in calls:
        steps += [_Instruction(_EQUALS, 0, 1, call), _Instruction(_RETURN, 0, 0, _REFUSE)]
    return [*steps, _Instruction(_RETURN, 0, 0, _ALLOW)]
