"""The queue beside two others that Python programs use, all on SQLite in WAL mode with a sync at every commit.

persist-queue (SQLiteAckQueue: pickled, one commit to put, to claim and to finish each) and huey (SqliteHuey, `fsync`:
a task is deleted when it is claimed, so that a crash loses it; one commit to put, one to claim, none to finish).
Neither encrypts, numbers, or checks for a second hand-in. Must never measure anything itself.
"""

from __future__ import annotations

import abc
import logging
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from offline_cache.opening import open_store
from offline_cache.outbox import Outbox
from offline_cache.queue import Queue

KEY = bytes(range(32))
PAYLOAD = 2048
"""Bytes of an item: a case without a scan."""


class Waiting(abc.ABC):
    """An open queue in a folder of its own."""

    name: str

    @abc.abstractmethod
    def put(self, payload: bytes) -> object:
        """One durable item."""

    @abc.abstractmethod
    def take(self) -> None:
        """Claim the first one and finish it."""

    @abc.abstractmethod
    def claim(self) -> object:
        """Claim the first one and leave it at that."""

    @abc.abstractmethod
    def fill(self, count: int) -> None:
        """So many items quickly, not each durable by itself."""

    @abc.abstractmethod
    def close(self) -> None:
        """Give the file back."""


class Ours(Waiting):
    """offline_cache."""

    name = "offline_cache"

    def __init__(self, folder: Path) -> None:
        self.queue = Queue(Outbox(open_store(folder / "outbox.db", KEY, check=True)))  # as the sync process begins

    def put(self, payload: bytes) -> object:
        return self.queue.put(payload)

    def take(self) -> None:
        claimed = self.queue.claim()
        if claimed is None:
            raise LookupError
        self.queue.finish(claimed.job.job_id, b"answer")

    def claim(self) -> object:
        return self.queue.claim()

    def fill(self, count: int) -> None:
        with self.queue.outbox.store.writing():
            for _ in range(count):
                self.put(os.urandom(PAYLOAD))

    def close(self) -> None:
        self.queue.outbox.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self.queue.close()


class PersistQueue(Waiting):
    """persist-queue."""

    name = "persist-queue (SQLiteAckQueue)"

    def __init__(self, folder: Path) -> None:
        from persistqueue import SQLiteAckQueue

        folder.mkdir(parents=True, exist_ok=True)
        self.queue: Any = SQLiteAckQueue(str(folder), auto_commit=True)
        self._synchronous("FULL")

    def put(self, payload: bytes) -> object:
        return self.queue.put(payload)

    def take(self) -> None:
        self.queue.ack(self.claim())

    def claim(self) -> object:
        return self.queue.get(block=False)

    def fill(self, count: int) -> None:
        self._synchronous("OFF")
        for _ in range(count):
            self.put(os.urandom(PAYLOAD))
        self._synchronous("FULL")

    def close(self) -> None:
        self.queue._putter.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.queue.close()

    def _synchronous(self, how: str) -> None:
        self.queue._putter.execute(f"PRAGMA synchronous = {how}")


class Huey(Waiting):
    """huey."""

    name = "huey (SqliteHuey, fsync)"

    def __init__(self, folder: Path) -> None:
        from huey import SqliteHuey  # type: ignore[import-untyped]

        logging.getLogger("huey").setLevel(logging.WARNING)
        folder.mkdir(parents=True, exist_ok=True)
        self.queue: Any = SqliteHuey("bench", filename=str(folder / "huey.db"), fsync=True, results=False)
        self.task: Callable[[bytes], object] = self.queue.task(name=f"send-{folder.name}")(_sent)

    def put(self, payload: bytes) -> object:
        return self.task(payload)

    def take(self) -> None:
        self.queue.execute(self.claim())

    def claim(self) -> object:
        return self.queue.dequeue()

    def fill(self, count: int) -> None:
        self.queue.storage.conn.execute("PRAGMA synchronous = OFF")
        for _ in range(count):
            self.put(os.urandom(PAYLOAD))
        self.queue.storage.conn.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        self.queue.storage.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.queue.storage.close()


Kind = type[Ours] | type[PersistQueue] | type[Huey]
KINDS: tuple[Kind, ...] = (Ours, PersistQueue, Huey)


def bytes_on_disk(folder: Path) -> int:
    """Of all files below it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def filled(kind: Kind, folder: Path, count: int) -> None:
    """A closed queue with so many items waiting."""
    with closing(kind(folder)) as queue:
        queue.fill(count)


def _sent(payload: bytes) -> None:
    """Nothing is done with it: only the queue is measured."""
    del payload
