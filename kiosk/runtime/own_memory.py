"""What a session holds in memory is nobody else's: no core dump, and no look from another process of the same user.

Forked children inherit both; a program that is started anew must shut its memory itself.
"""

from __future__ import annotations

import ctypes
import logging
import os
import resource

_PR_SET_DUMPABLE = 4
"""prctl(2), include/uapi/linux/prctl.h: 0 = no dump, and /proc/PID belongs to root (proc(5), ptrace(2))."""
_log = logging.getLogger(__name__)


def shut() -> None:
    """From now on only root can read it. Where the kernel refuses, that is logged and the program goes on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        _log.error("memory cannot be shut: %s", os.strerror(ctypes.get_errno()))
