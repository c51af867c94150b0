"""What staff do with the outbox: look at one job, send again, compare days, carry out, read receipts.

Answers are plain values without a word of any person; must never show a payload.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.connections import Files, make_client
from kiosk.runtime.new_file import require_folder, write_new
from kiosk.runtime.settings import Settings
from offline_cache.contract import Job, JobQueue, JobState, StoreError, StoreFault
from offline_cache.keys import load_key, older_keys
from offline_cache.wakeup import wake

if TYPE_CHECKING:
    from kiosk.platform_api.client import PlatformClient
    from kiosk.runtime.audit.trail import Trail
    from kiosk.runtime.carrying import Carrier, Settled
    from kiosk.runtime.reconciliation import DayResult, Reconciler
    from offline_cache.looking import Glance
    from offline_cache.outbox import Outbox


T = TypeVar("T", bound=msgspec.Struct)


@contextmanager
def opened(files: Files, label: str = "", staff: str = "") -> Iterator[Outbox]:
    """The outbox that is there; a missing one is not made. Raises StoreError, KeyRefused, OSError.

    `staff`: number of who signed in for it, for the trail.
    """
    from kiosk.runtime.audit.outbox import AuditedOutbox
    from kiosk.runtime.key_files import require_data_key
    from offline_cache.opening import open_store

    require_outbox(files)
    require_data_key(files)
    outbox = AuditedOutbox(
        open_store(files.outbox, load_key(files.data_key), older_keys(files.data_key)),
        staff_trail(files),
        terminal_label=label,
    )
    outbox.staff = staff
    try:
        yield outbox
    finally:
        outbox.close()


def staff_trail(files: Files) -> Trail:
    """The audit trail, as somebody at the command line writes it."""
    from kiosk.runtime.audit.trail import Trail, audit_folder
    from kiosk.runtime.clock import SystemClock

    return Trail(audit_folder(files.state_dir), "staff", SystemClock().wall)


@contextmanager
def looked_at(files: Files) -> Iterator[Glance]:
    """The store, opened for reading alone, without its key: nothing is locked, mended or moved. Raises StoreError."""
    from offline_cache.looking import glance

    require_outbox(files)
    with glance(files.outbox) as store:
        yield store


def require_outbox(files: Files) -> None:
    """Raises StoreError where there is none, OSError where it cannot be read."""
    try:
        files.outbox.open("rb").close()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(StoreFault.ABSENT, str(files.state_dir)) from None


def row(job: Job) -> dict[str, Any]:
    """One job."""
    return {
        "id": job.job_id,
        "kind": job.kind,
        "state": job.state.value,
        "reference": job.reference,
        "attempts": job.attempts,
        "fault": job.fault,
        "created_at": local_time(job.created_at),
        "not_before": local_time(job.not_before or None),
        "finished_at": local_time(job.finished_at),
    }


def local_time(seconds: float | None) -> str | None:
    """Local time with offset."""
    return None if seconds is None else dt.datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def show(queue: JobQueue, job_id: str) -> dict[str, Any]:
    """One job by id or 暂存号, with what is known of its files, its answer, its fault and the next step."""
    from kiosk.runtime.fault_words import words

    job = found_job(queue, job_id)
    claimed, answer = queue.peek(job.job_id), queue.answer(job.job_id)
    said = words(job.fault) if job.fault else None
    known = msgspec.json.decode(answer) if answer else {}
    files = [
        {"id": one.attachment_id, "media_type": one.media_type, "size": one.size, "arrived": one.offset}
        for one in claimed.attachments
    ]
    return {
        **row(job),
        "size": len(claimed.payload),
        "files": files,
        "answer": {name: known.get(name) for name in ("state", "projectNo", "receivedAt")} if known else None,
        "cause": said.cause if said else None,
        "next": said.staff if said else None,
    }


def retry(queue: JobQueue, ids: Sequence[str], *, every: bool) -> dict[str, Any]:
    """Send again what was set aside: those named, or all of them. Raises StoreError for one that may not be."""
    chosen = [found_job(queue, one) for one in ids]
    chosen += [job for job in queue.jobs() if every and job.state is JobState.SET_ASIDE]
    return {"retried": [row(queue.retry(job.job_id)) for job in chosen]}


def reconcile(settings: Settings, days: Sequence[str]) -> dict[str, Any]:
    """Compare the days named, or those that are due; one that is not over yet is compared and left open.

    Raises PlatformError, StoreError.
    """
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.own_entries import business_day

    today = business_day(SystemClock().wall().timestamp())
    with comparing(settings) as (_, reconciler):
        found = [reconciler.compare(day, close=day < today) for day in days or reconciler.due()]
    wake(Files(settings.storage.state_dir).sync_socket)
    return {"days": [_day(one) for one in found]}


@contextmanager
def comparing(settings: Settings) -> Iterator[tuple[Outbox, Reconciler]]:
    """The outbox that is there, and what compares it with the platform. Raises PlatformError, StoreError."""
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.reconciliation import Reconciler

    files = Files(settings.storage.state_dir)
    require_outbox(files)
    client = _client(settings)
    try:
        with opened(files, settings.terminal.label) as outbox:
            yield outbox, Reconciler(client, outbox, SystemClock(), outbox.store)
    finally:
        client.close()


def _day(result: DayResult) -> dict[str, Any]:
    return {
        "day": result.day,
        "state": result.state.value,
        "cause": result.cause.code if result.cause else None,
        "classes": result.classes,
        "findings": [
            {"ledger": one.ledger, "id": one.entry_id, "class": one.agreement.value} for one in result.findings
        ],
    }


def export(settings: Settings, folder: Path) -> dict[str, Any]:
    """Write everything that waits into sealed files that only the platform opens. Raises StoreError, OSError."""
    with _carrier(settings) as carrier:
        require_folder(folder)
        done = carrier.export()
    files = [_written(folder / f"carry-out-{bundle.bundle_id}.json", bundle) for bundle in done.bundles]
    staff_trail(Files(settings.storage.state_dir)).note(AuditEvent.CARRIED_OUT, count=len(done.exported))
    return {"files": files, "exported": done.exported, "left_out": done.left_out}


def deliver(settings: Settings, files: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Hand in what another terminal exported. Raises PlatformError, BundleError for a file that is none, OSError."""
    from kiosk.platform_api.wire import CarryOut

    require_folder(folder)  # a receipt that cannot be kept is better not asked for
    bundles = [_read(path, CarryOut) for path in files]
    client = _client(settings)
    try:
        receipts = [client.carry_out(bundle) for bundle in bundles]
    finally:
        client.close()
    return {"files": [_written(folder / f"receipt-{one.bundle_id}.json", one) for one in receipts]}


def _client(settings: Settings) -> PlatformClient:
    """Raises KeyRefused for a key that cannot be used, PlatformError."""
    from kiosk.runtime.key_files import platform_key, signing_key

    platform_key(settings), signing_key(settings, make=False)
    return make_client(settings)


def _written(path: Path, value: msgspec.Struct) -> str:
    """Durably, for this user alone, and never over another file."""
    write_new(path, msgspec.json.encode(value))
    return str(path)


def _read(path: Path, kind: type[T]) -> T:
    """Raises BundleError for a file that is something else, OSError; both with the name of the file."""
    from kiosk.platform_api.carry_out import BundleError

    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError:
        raise BundleError(f"{path}: no bundle or receipt") from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def import_receipts(settings: Settings, files: Sequence[Path]) -> dict[str, Any]:
    """Read receipts that were carried back. Raises BundleError for one that is none, StoreError, OSError."""
    from kiosk.platform_api.carry_out import BundleError
    from kiosk.platform_api.wire import CarryOutReceipt

    receipts = [_read(path, CarryOutReceipt) for path in files]
    found: list[Settled] = []
    with _carrier(settings) as carrier:
        for path, receipt in zip(files, receipts, strict=True):
            try:
                found += carrier.settle(receipt)
            except BundleError as error:
                raise BundleError(f"{path}: {error}") from error
    return {"results": [{"id": one.entry_id, "status": one.status, "settled": one.settled} for one in found]}


@contextmanager
def _carrier(settings: Settings) -> Iterator[Carrier]:
    from kiosk.runtime.carrying import Carrier
    from kiosk.runtime.clock import SystemClock
    from kiosk.runtime.key_files import platform_key, signing_key

    files = Files(settings.storage.state_dir)
    require_outbox(files)
    platform, key = platform_key(settings), signing_key(settings, make=False)
    with opened(files, settings.terminal.label) as outbox:
        yield Carrier(outbox, settings.terminal.id, key, platform, SystemClock())


def found_job(queue: JobQueue, name: str) -> Job:
    """By id, or by the 暂存号 on the slip."""
    for job in queue.jobs():
        if name in {job.job_id, job.reference}:
            return job
    raise StoreError(StoreFault.JOB_UNKNOWN, "no job of that id or number")
