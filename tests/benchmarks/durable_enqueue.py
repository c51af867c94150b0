"""How long a citizen waits for 已保存: one enqueue against one raw SQLite WAL/FULL commit of the same bytes.

Both take turns on the same disk, in random order, so that a busy machine hurts both. The raw database is a fresh one
with SQLite's defaults, as anybody would begin it; with `grown` its log has been grown beforehand as ours is, which
takes away what our log gains and leaves sealing, numbering and Python.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.domain.ids import uuid7
from offline_cache.outbox import Outbox

_LOG_BYTES = 4 << 20


def measure(folder: Path, *, runs: int = 200, size: int = 2048, grown: bool = False) -> dict[str, Any]:
    """One entry of out/bench.json; times in milliseconds, `value` and `baseline` are medians."""
    name = f"raw SQLite commit (WAL, FULL, {size} bytes{', log grown beforehand' if grown else ''})"
    with closing(_raw(folder / "raw.db", grown=grown)) as raw, closing(_outbox(folder)) as outbox:
        raw_times, times = list[float](), list[float]()
        for _ in range(runs):
            payload = os.urandom(size)
            turns: list[tuple[list[float], Callable[[], object]]] = [
                (raw_times, partial(raw.execute, "INSERT INTO t VALUES (?, ?)", (uuid7(), payload))),
                (times, partial(outbox.enqueue, uuid7(), "submission", payload)),
            ]
            random.shuffle(turns)
            for kept, act in turns:
                kept.append(_milliseconds(act))
    value, baseline = statistics.median(times), statistics.median(raw_times)
    cuts = statistics.quantiles(times, n=20)
    return {
        "value": value,
        "unit": "ms",
        "baseline": baseline,
        "baseline_name": name,
        "ratio": value / baseline,
        "runs": runs,
        "p50": value,
        "p95": cuts[18],
    }


def _milliseconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def _outbox(folder: Path) -> Outbox:
    return Outbox.open(folder / "state" / "outbox.db", bytes(range(32)))


def _raw(path: Path, *, grown: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id TEXT PRIMARY KEY, payload BLOB)")
    if grown:
        connection.execute("PRAGMA cache_size = 8")
        connection.execute("BEGIN")
        connection.execute("INSERT INTO t VALUES ('ballast', zeroblob(?))", (_LOG_BYTES,))
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA cache_size = -2000")
    return connection
