"""What the queue costs with few and with many items waiting: put, claim and finish, start after a crash, disk.

All queues of all lengths are open together and take turns in random order, so that a busy machine hurts all alike and
the lengths can be compared. Every figure stands once against persist-queue and once (`…_huey`) against huey.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.queue_stores import (
    KINDS,
    PAYLOAD,
    Huey,
    Kind,
    Ours,
    PersistQueue,
    Waiting,
    bytes_on_disk,
    filled,
)

LENGTHS = (100, 10_000, 100_000)
_RIVALS = ((PersistQueue, ""), (Huey, "_huey"))
_STARTS = 5

Key = tuple[Kind, int]
"""Which queue, with how many waiting."""
Samples = dict[Key, list[float]]


def measure(folder: Path, *, runs: int = 150, lengths: tuple[int, ...] = LENGTHS) -> dict[str, Figure]:
    """`queue_put_N`, `queue_take_N` (claim and finish) with N waiting, `queue_take_growth`, and the others."""
    folders = {(kind, length): folder / f"{kind.__name__}-{length}" for kind in KINDS for length in lengths}
    for (kind, length), place in folders.items():
        filled(kind, place, length)
    figures = _bytes({kind: folders[kind, lengths[-1]] for kind in KINDS}, lengths[-1])
    figures |= _recovery(folders, lengths[-1], folder / "crashed")
    queues: dict[Key, Waiting] = {key: key[0](place) for key, place in folders.items()}
    puts, takes = _turns(queues, runs)
    for queue in queues.values():
        queue.close()
    for length in lengths:
        for rival, suffix in _RIVALS:
            figures[f"queue_put_{length}{suffix}"] = _against(puts, rival, length)
            figures[f"queue_take_{length}{suffix}"] = _against(takes, rival, length)
    few, many = (takes[Ours, length] for length in (lengths[0], lengths[-1]))
    floor = "<= 2 x"
    figures["queue_take_growth"] = of_samples(many, "ms", baseline=few, name=f"{lengths[0]} waiting", floor=floor)
    return figures


def _turns(queues: dict[Key, Waiting], runs: int) -> tuple[Samples, Samples]:
    """Put one and take one, so that as many wait as before; the first round warms up."""
    puts: Samples = {key: [] for key in queues}
    takes: Samples = {key: [] for key in queues}
    for number in range(runs + 1):
        for key in random.sample(list(queues), len(queues)):
            queue, payload = queues[key], os.urandom(PAYLOAD)
            put, take = _milliseconds(partial(queue.put, payload)), _milliseconds(queue.take)
            if number:
                puts[key].append(put)
                takes[key].append(take)
    return puts, takes


def _recovery(folders: dict[Key, Path], length: int, crashed: Path) -> dict[str, Figure]:
    """Open what a killed program left (an item in its hands, a log not yet copied), until the next one is claimed."""
    times: dict[Kind, list[float]] = {Ours: [], PersistQueue: []}
    for _ in range(_STARTS):
        for kind, samples in times.items():
            shutil.rmtree(crashed, ignore_errors=True)
            with closing(kind(folders[kind, length])) as queue:
                for _ in range(20):
                    queue.put(os.urandom(PAYLOAD))
                    queue.take()
                queue.claim()
                shutil.copytree(folders[kind, length], crashed)
            samples.append(_start(kind, crashed))
    ours, theirs = times[Ours], times[PersistQueue]
    figure = of_samples(ours, "ms", baseline=theirs, name=PersistQueue.name, floor="< 1000 ms")
    return {f"queue_recovery_{length}": figure}


def _start(kind: Kind, folder: Path) -> float:
    """Milliseconds until the next one is in hand. persist-queue takes back by itself what had been claimed."""
    begin = time.perf_counter()
    queue = kind(folder)
    if isinstance(queue, Ours):
        queue.queue.recover()
    queue.claim()
    passed = time.perf_counter() - begin
    queue.close()
    return passed * 1000


def _bytes(folders: dict[Kind, Path], length: int) -> dict[str, Figure]:
    """Of one item, everything beside it included."""
    each = {kind: bytes_on_disk(place) / length for kind, place in folders.items()}
    name = f"an item of {PAYLOAD} bytes in "
    return {
        f"queue_bytes{suffix}": Figure(each[Ours], "bytes", each[rival], name + rival.name, each[Ours] / each[rival])
        for rival, suffix in _RIVALS
    }


def _against(samples: Samples, rival: type[PersistQueue | Huey], length: int) -> Figure:
    return of_samples(samples[Ours, length], "ms", baseline=samples[rival, length], name=rival.name)


def _milliseconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000
