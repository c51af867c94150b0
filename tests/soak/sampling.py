"""What the processes of a terminal take of the machine, from /proc (proc(5)). Must never disturb what it looks at."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.journeys.leftover_search import living

_TICKS = os.sysconf("SC_CLK_TCK")
_MIB = 1 << 20
_UTIME, _STIME, _THREADS = 11, 12, 17
"""Fields of /proc/PID/stat after the name in brackets, counted from 0 (proc(5): 14, 15 and 20)."""
SUPERVISOR, SYNC, SCREEN, TERMINAL = "supervisor", "sync", "screen", "terminal"


@dataclass(frozen=True)
class Sample:
    """One role at one moment. Of several processes (screens) the largest; of the whole terminal the sum."""

    seconds: float
    """Since the beginning."""
    role: str
    memory: float
    """Resident, MiB; what processes share counts in each of them."""
    handles: int
    """Open file descriptors; 0 where another user may not count them."""
    threads: int
    cpu: float
    """Processor time that its living processes have had, seconds."""
    database: float = 0.0
    """Store with its log, MiB; of the terminal alone."""


@dataclass(frozen=True)
class _Process:
    memory: float
    handles: int
    threads: int
    cpu: float


def sampled(run: int, state: Path, seconds: float) -> list[Sample]:
    """Every role of the terminal whose supervisor is `run`, and all of it together; `state` holds its store."""
    found: dict[str, list[_Process]] = defaultdict(list)
    for name, pid in living(run).items():
        with suppress(OSError, IndexError, ValueError):  # it has just ended
            found[_role(name)].append(_looked_at(pid))
    every = [one for some in found.values() for one in some]
    if not every:
        return []
    rows = [
        Sample(
            seconds,
            role,
            max(one.memory for one in some),
            max(one.handles for one in some),
            max(one.threads for one in some),
            sum(one.cpu for one in some),
        )
        for role, some in found.items()
    ]
    whole = Sample(
        seconds,
        TERMINAL,
        sum(one.memory for one in every),
        sum(one.handles for one in every),
        sum(one.threads for one in every),
        sum(one.cpu for one in every),
        sum(file.stat().st_size for file in state.glob("outbox.db*") if file.is_file()) / _MIB,
    )
    return [*rows, whole]


def _role(name: str) -> str:
    if name == "kiosk-run":
        return SUPERVISOR
    return SYNC if "sync" in name else SCREEN


def _looked_at(pid: int) -> _Process:
    of = Path(f"/proc/{pid}")
    fields = (of / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    pages = int((of / "statm").read_text("ascii").split()[1])
    handles = 0
    with suppress(PermissionError):
        handles = sum(1 for _ in (of / "fd").iterdir())
    cpu = (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS
    return _Process(pages * os.sysconf("SC_PAGE_SIZE") / _MIB, handles, int(fields[_THREADS]), cpu)
