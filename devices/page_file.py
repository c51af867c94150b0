"""Pages out of a stranger's file, made in a process of its own (`page_maker`), which may crash, hang or starve.

Must never decode such a file in this process, and never believe what comes back: it is bounded and looks like JPEG.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from devices.faults import DeviceError, Fault

_PAGES: Final = 10
_LARGEST: Final = 400_000
"""Bytes of one page; a scan has 300,000 at most."""
_SECONDS: Final = 45.0
_TOO_MUCH: Final = 4
_KEPT: Final = ("LD_LIBRARY_PATH", "LANG")


def pages_of(kind: str, data: bytes, seconds: float = _SECONDS) -> tuple[bytes, ...]:
    """JPEG pages as of a scan. `kind`: pdf, jpeg or png.

    Raises:
        DeviceError: STICK_FILE_UNREADABLE, STICK_FILE_TOO_LARGE (too many pages, or one too full).
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    path = {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    command = [sys.executable, "-P", "-m", "devices.page_maker", kind]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**kept, **threads, **path},
        )
    except subprocess.TimeoutExpired:
        # `from None`: the timeout carries what the process had written
        raise DeviceError(Fault.STICK_FILE_UNREADABLE, f"no pages for {seconds:g} s") from None
    except OSError as error:
        raise DeviceError(Fault.STICK_FILE_UNREADABLE, "its process does not start") from error
    if done.returncode == _TOO_MUCH:
        raise DeviceError(Fault.STICK_FILE_TOO_LARGE, "too many pages, or one too full")
    if done.returncode != 0:
        raise DeviceError(Fault.STICK_FILE_UNREADABLE, f"ended with {done.returncode}")
    return _unpacked(done.stdout)


def _unpacked(answer: bytes) -> tuple[bytes, ...]:
    """The pages in it; anything that is not whole and exact is none."""
    made: list[bytes] = []
    at = 0
    while at < len(answer) and len(made) < _PAGES:
        length = int.from_bytes(answer[at : at + 4], "big")
        page = answer[at + 4 : at + 4 + length]
        if len(page) != length or length > _LARGEST or not page.startswith(b"\xff\xd8\xff"):
            break
        made.append(page)
        at += 4 + length
    if not made or at != len(answer):
        raise DeviceError(Fault.STICK_FILE_UNREADABLE, "no proper answer")
    return tuple(made)
