"""A life of a queue, step by step, for test_power_cut.py: after each it writes down all that a reader would see.

    python power_cut_life.py FOLDER SYNCHRONOUS

Never reads the machine's clock into what it writes down; FOLDER/state may hold an older program's file.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Attachment, Blame, Day, DayState, Handling, Snapshot, StoreError, StoreFault
from offline_cache.keys import load_or_create_key
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox
from offline_cache.rotation import rotate

HEAD = struct.Struct("<cQIIQQ")
"""Of a record in the journal; see power_cut_shim.c."""
NOW = 1_783_820_460.0
DAY = 86_400.0
_HANDLING = Handling(lane="p01 yb-ydjy")


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


def opened(folder: Path, clock: Callable[[], float]) -> Outbox:
    """The queue, with the key that lies beside it; with the next one, too, where the change to it had begun."""
    key = load_or_create_key(folder / "keys" / "data.key")
    try:
        store = open_store(folder / "outbox.db", key)
    except StoreError as error:
        if error.fault is not StoreFault.WRONG_KEY:
            raise
        store = open_store(folder / "outbox.db", next_key(key), [key])
    return Outbox(store, clock=clock)


def next_key(key: bytes) -> bytes:
    """The one that follows."""
    return hashlib.sha256(key).digest()


def seen(outbox: Outbox) -> dict[str, str]:
    """Everything that is there, thing by thing; contents as digests."""
    found = {job.job_id: _seen_job(outbox, job.job_id) for job in outbox.jobs()}
    catalogue = SnapshotStore(outbox.store).current("catalogue")
    if catalogue is not None:
        found["catalogue"] = f"{catalogue.version} {_digest(catalogue.payload)}"
    return found | {f"day {day.day}": _seen_day(day) for day in outbox.days() if day.changed_at}


def _seen_job(outbox: Outbox, job_id: str) -> str:
    claimed, answer = outbox.peek(job_id), outbox.answer(job_id)
    files = [
        (one.attachment_id, one.offset, _digest(_content(outbox, job_id, one.number, one.size)))
        for one in claimed.attachments
    ]
    return repr((claimed.job, _digest(claimed.payload), files, _digest(answer or b"")))


def _seen_day(day: Day) -> str:
    return f"{day.state.value} {day.cause}"


def _content(outbox: Outbox, job_id: str, number: int, size: int) -> bytes:
    content = b""
    while len(content) < size:
        content += outbox.content(job_id, number, len(content))
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


class Life:
    """The steps; each is one call that a program of the terminal makes."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        self._folder, self._synchronous = folder, synchronous
        self.clock = Clock()
        self.outbox = self._open()
        self._claimed = ""

    def reopen(self) -> None:
        """The last one who has it open closes it, so that SQLite takes its log away; then it is opened again."""
        self.outbox.close()
        self.outbox = self._open()

    def _open(self) -> Outbox:
        outbox = opened(self._folder, self.clock)
        outbox.store.run(f"PRAGMA synchronous = {self._synchronous}")
        return outbox

    def change_key(self) -> None:
        """Everything is sealed anew, in many commits."""
        rotate(self.outbox.store, next_key(load_or_create_key(self._folder / "keys" / "data.key")))

    def put(self, number: int, size: int = 500, files: int = 0) -> None:
        """A case; every third is in a lane with the others of its kind."""
        attachments = [Attachment(f"scan-{one}", "image/jpeg", bytes([number, one]) * 60_000) for one in range(files)]
        handling = _HANDLING if number % 3 == 0 else Handling()
        self.outbox.enqueue(f"job-{number:02d}", "submission", bytes([number]) * size, attachments, handling)

    def claim(self) -> None:
        """The next one, which must be there."""
        claimed = self.outbox.claim(self.clock.now)
        if claimed is None:
            raise LookupError("nothing is due")
        self._claimed = claimed.job.job_id

    def answer_and_claim(self) -> None:
        """Both in one commit, as the sync process does."""
        with self.outbox.together():
            self.outbox.complete(self._claimed, b"the answer")
            self.claim()

    def steps(self) -> Iterator[Callable[[], object]]:
        """What happens, in order; first what an older program has left."""
        yield self.outbox.recover
        while self.outbox.next_due() is not None:
            yield self.claim
            yield lambda: self.outbox.complete(self._claimed, b"late")
        for number in range(12):
            yield partial(self.put, number, 500 if number % 5 else 30_000, files=int(number % 4 == 1))
        yield from self._sent()
        yield lambda: SnapshotStore(self.outbox.store).put(Snapshot("catalogue", "1", "e1", NOW, b"first" * 2000))
        yield self.reopen
        yield from self._gone_wrong()
        yield lambda: self.outbox.store.rows("PRAGMA wal_checkpoint(PASSIVE)")
        yield lambda: SnapshotStore(self.outbox.store).put(Snapshot("catalogue", "2", "e2", NOW, b"second" * 2000))
        yield from self._by_hand()
        for number in range(20, 30):
            yield partial(self.put, number)
        yield self.change_key
        yield lambda: self.outbox.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        yield from self._a_day_later()
        yield self.reopen

    def _sent(self) -> Iterator[Callable[[], object]]:
        """Claimed, uploaded in pieces, answered; and interrupted."""
        for number in range(4):
            yield self.claim
            job_id = f"job-{number:02d}"
            if number == 1:
                yield lambda: self.outbox.uploaded("job-01", 0, 50_000)
                yield lambda: self.outbox.uploaded("job-01", 0, 120_000)
            yield partial(self.outbox.complete, job_id, b"the answer to " + job_id.encode())
        yield self.claim
        yield self.outbox.recover

    def _gone_wrong(self) -> Iterator[Callable[[], object]]:
        """Postponed, set aside and sent again, called back, taken back."""
        yield self.claim
        yield lambda: self.outbox.postpone("job-04", "platform.server-down", NOW + 60, Blame.SERVER)
        yield self.claim
        yield lambda: self.outbox.set_aside("job-05", "platform.refused")
        yield lambda: self.outbox.retry("job-05")
        yield self.claim
        yield lambda: self.outbox.call_back("job-05", "platform.gone")
        yield lambda: self.outbox.withdraw("job-09")
        yield lambda: self.put(8)  # once more: nothing changes

    def _by_hand(self) -> Iterator[Callable[[], object]]:
        """What reconciliation does."""
        yield lambda: self.outbox.reopen("job-01")
        yield self.claim
        yield lambda: self.outbox.complete("job-01", b"again")
        yield lambda: self.outbox.freeze("job-02", "reconcile.other-content")
        yield lambda: self.outbox.mark_day("2026-07-12", DayState.ESCALATED, "reconcile.other-content")
        yield lambda: self.outbox.settle("job-02", b"carried out")
        yield self.claim
        yield self.answer_and_claim
        yield self.outbox.recover

    def _a_day_later(self) -> Iterator[Callable[[], object]]:
        """Closed, erased, expired."""
        yield lambda: self.outbox.mark_day("2026-07-12", DayState.CLOSED)
        yield lambda: setattr(self.clock, "now", NOW + 4 * DAY)
        yield lambda: self.outbox.purge(NOW + 2 * DAY)
        yield lambda: self.put(40, files=2)
        yield lambda: self.outbox.expire(NOW + DAY)


def main(folder: Path, synchronous: str) -> None:
    """Live; `B` before a step, `A` with what is to be seen after it."""
    journal = os.open(os.environ["POWER_CUT_JOURNAL"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def tell(kind: bytes, words: str) -> None:
        name = words.encode()
        os.write(journal, HEAD.pack(kind, 0, len(name), 0, 0, 0) + name)

    tell(b"B", "")
    life = Life(folder / "state", synchronous)
    with closing(life.outbox):
        tell(b"A", json.dumps(seen(life.outbox)))
        for step in life.steps():
            tell(b"B", "")
            try:
                step()
            except StoreError as error:
                sys.exit(f"{error} in {sorted(seen(life.outbox).items())}")
            tell(b"A", json.dumps(seen(life.outbox)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
