"""What is held in memory stays there: no dump, no reader but root."""

from __future__ import annotations

import subprocess
import sys

_LOOK = """
import ctypes, os, resource
from kiosk.runtime import own_memory
look = lambda: (ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[1])
assert look()[0] == 1, "a program begins readable"
own_memory.shut()
print(*look(), flush=True)
if os.fork() == 0:
    print(*look(), flush=True)
    os._exit(0)
os.wait()
"""


def test_memory_is_shut_and_stays_so_in_a_forked_child() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["0 0", "0 0"]
    assert done.stderr == ""
