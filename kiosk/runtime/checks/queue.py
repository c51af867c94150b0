"""The store and what waits in it, looked at read-only. Must never open a payload or hold the running kiosk up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.domain.text import Text
from kiosk.runtime.checks.disk import absent
from kiosk.runtime.connections import Files
from kiosk.runtime.delays import LINK_STALE
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.keys import load_key
from offline_cache.looking import Glance, glance

STUCK_AFTER = 4 * 3600.0
"""Seconds after which an open case is worth a word."""


@contextmanager
def store(around: Surroundings) -> Iterator[Glance | None]:
    """The store, or None where none was made yet. Raises StoreError; OSError where the file cannot be read at all."""
    files = Files(around.settings.storage.state_dir)
    path = files.outbox
    if not path.exists():
        if files.store_begun.exists():
            raise StoreError(StoreFault.CORRUPT, "the file is gone")
        yield None
        return
    path.open("rb").close()  # SQLite would only say that it cannot open it
    with glance(path, around.stop.is_set) as open_store:
        yield open_store


def nothing_yet(around: Surroundings) -> Finding:
    """Nothing was ever stored here, or there is no place to store it: neither is a queue that is well."""
    return absent(around.settings.storage.state_dir) or Finding(Verdict.NOT_RUN, facts={"state": "not made yet"})


def readable(around: Surroundings) -> Finding:
    """Is the file whole, of a version we know, and does our key open it? Raises StoreError."""
    files = Files(around.settings.storage.state_dir)
    with store(around) as look:
        if look is None:
            return nothing_yet(around)
        version = look.version()
        if files.data_key.is_file() and look.key_id() not in {b"", Vault(load_key(files.data_key)).key_id}:
            raise StoreError(StoreFault.WRONG_KEY, "the file was begun with another key")
        look.whole()
        damaged = look.damaged()
    aside = len(list(files.outbox.parent.glob(f"{files.outbox.name}.corrupt-*")))
    size = str(files.outbox.stat().st_size >> 10)
    facts = {"version": str(version), "kb": size, "aside": str(aside), "damaged": str(damaged)}
    if aside or damaged:
        return Finding(Verdict.WARN, StoreFault.CORRUPT.code, DoctorFault.QUEUE_ATTENTION.action.value, facts)
    return Finding(Verdict.PASS, facts=facts)


def waiting(around: Surroundings) -> Finding:
    """How many wait, for how long, and does any want a person? Raises StoreError."""
    with store(around) as look:
        if look is None:
            return nothing_yet(around)
        states, oldest = look.waiting()
        facts = {name: str(count) for name, count in states.items()}
        facts |= {f"fault {code}": str(count) for code, count in look.faults().items()}
    age = 0.0 if oldest is None else max(0.0, around.clock.wall().timestamp() - oldest)
    facts["oldest_minutes"] = str(round(age / 60))
    if age > STUCK_AFTER:
        return found(Verdict.WARN, DoctorFault.QUEUE_STUCK, **facts)
    if states["set-aside"] or states["call-back"]:
        return found(Verdict.WARN, DoctorFault.QUEUE_ATTENTION, **facts)
    return Finding(Verdict.PASS, facts=facts)


def sync(around: Surroundings) -> Finding:
    """Has the sync process written down lately how the line is? Raises StoreError."""
    with store(around) as look:
        link = None if look is None else look.link()
    if link is None:
        return nothing_yet(around)
    if not link.checked_at:
        return found(Verdict.WARN, DoctorFault.SYNC_SILENT, last="never")
    age = around.clock.wall().timestamp() - link.checked_at
    last = dt.datetime.fromtimestamp(link.checked_at).astimezone().isoformat(timespec="seconds")
    facts = {"last": last, "online": "yes" if link.online else "no", "fault": link.fault or "-"}
    if age > LINK_STALE:
        return found(Verdict.WARN, DoctorFault.SYNC_SILENT, **facts)
    if not link.online:  # the process does its work; nothing is sent all the same
        return Finding(Verdict.WARN, link.fault, DoctorFault.SYNC_SILENT.action.value, facts)
    return Finding(Verdict.PASS, facts=facts)


CHECKS = (
    Check(
        "store",
        "queue",
        Text("本机存储", "本機儲存", "Store"),
        Text(
            "只读打开，不影响正在办事的人。坏了留着原文件，打电话。",
            "唯讀開啟，不影響正在辦事的人。壞了留著原檔案，打電話。",
            "Opened read-only; nobody is held up. Where broken: keep the file and call.",
        ),
        readable,
        limit=30.0,
    ),
    Check(
        "queue",
        "queue",
        Text("排队的办件", "排隊的辦件", "Queued cases"),
        Text(
            "有搁置的或等得太久的，用 kiosk queue list 看。",
            "有擱置的或等得太久的，用 kiosk queue list 看。",
            "Cases set aside or waiting too long: kiosk queue list.",
        ),
        waiting,
    ),
    Check(
        "sync",
        "queue",
        Text("同步进程", "同步程序", "Sync process"),
        Text(
            "终端没有运行时，这一项要留意是正常的。",
            "終端沒有執行時，這一項要留意是正常的。",
            "While the kiosk is not running a warning here is to be expected.",
        ),
        sync,
    ),
)
