"""The sync process watches: the line, the catalogue, the store; and its life around that."""

from __future__ import annotations

import logging

import msgspec
import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.wire import AuditHead
from kiosk.runtime import delays
from kiosk.runtime.sync_faults import SyncFault
from kiosk.runtime.sync_policy import Policy, backoff
from offline_cache.contract import JobState, StoreError, StoreFault
from offline_cache.memory import MemoryOutbox
from tests.unit.runtime.scripted_line import SEEDED, Desk, catalogue_body


@pytest.fixture
def desk() -> Desk:
    return Desk()


# --- the line ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fault", PlatformFault)
def test_the_screen_is_told_which_fault_it_is(desk: Desk, fault: PlatformFault) -> None:
    desk.line.everything_fails(fault)
    desk.round()
    link = desk.board.read()
    assert (link.online, link.fault, link.clock_offset) == (False, fault.code, 1.5)


def test_a_platform_that_does_not_know_this_terminal_is_not_called_online(desk: Desk) -> None:
    desk.line.faults["heartbeat"] = PlatformError(PlatformFault.AUTHENTICATION)
    desk.put("j1")
    desk.round()
    assert desk.board.read().fault == "platform.authentication"
    assert desk.sent == []


def test_a_heartbeat_that_is_not_taken_does_not_stop_the_cases(desk: Desk) -> None:
    desk.line.faults["heartbeat"] = PlatformError(PlatformFault.NOT_FOUND)
    desk.put("j1")
    desk.round()
    assert desk.sent == ["j1"]


def test_changed_at_stays_while_nothing_changes(desk: Desk) -> None:
    desk.round()
    first = desk.board.read()
    desk.round(after=delays.SYNC_INTERVAL)
    second = desk.board.read()
    assert second.changed_at == first.changed_at
    assert second.checked_at == first.checked_at + delays.SYNC_INTERVAL


class Told:
    """The audit trail's end, and what the platform confirmed of it."""

    def __init__(self) -> None:
        self.heard: list[AuditHead] = []
        self.times: list[float] = []
        self.purged: list[tuple[int, float]] = []

    def head(self) -> AuditHead:
        return AuditHead(7, "0" * 64)

    def confirmed(self, head: AuditHead, now: float) -> None:
        self.heard.append(head)
        self.times.append(now)

    def purge(self, months: int, now: float) -> int:
        self.purged.append((months, now))
        return 0


def test_the_heartbeat_tells_how_far_the_audit_trail_goes(desk: Desk) -> None:
    told = Told()
    desk.orders = msgspec.structs.replace(desk.orders, audit=told)
    desk.sync = desk.restarted()
    desk.line.faults["heartbeat"] = PlatformError(PlatformFault.TIMEOUT)
    desk.round()
    assert told.heard == [], "nobody has heard it"
    del desk.line.faults["heartbeat"]
    desk.round(after=delays.SYNC_INTERVAL)
    assert [beat.audit for beat in desk.line.beats] == told.heard == [AuditHead(7, "0" * 64)]


def test_the_audit_trail_is_purged_as_the_platform_says_and_by_its_clock(desk: Desk) -> None:
    trail = Told()
    desk.orders = msgspec.structs.replace(desk.orders, audit=trail)
    desk.sync = desk.restarted()
    desk.round()
    assert trail.purged == [], "nobody has said for how long it is kept"
    desk.orders = msgspec.structs.replace(desk.orders, told=lambda: Policy(audit_months=9))
    desk.sync = desk.restarted()
    desk.line.everything_fails(PlatformFault.NO_LINK)
    desk.round()
    assert trail.purged == [], "not while nobody knows what time it is"
    desk.line.faults.clear()
    desk.round(after=delays.SYNC_OFFLINE_INTERVAL)
    now = desk.clock.wall().timestamp() + desk.line.clock_offset
    assert (trail.purged, trail.times[-1]) == ([(9, now)], now)


def test_the_heartbeat_tells_how_much_waits(desk: Desk) -> None:
    desk.line.everything_fails(PlatformFault.DNS)
    desk.put("j1", "j2")
    desk.round()
    desk.line.faults.clear()
    desk.round(after=delays.SYNC_OFFLINE_INTERVAL)
    assert [(beat.queued, beat.version) for beat in desk.line.beats] == [(2, "0.1.0")]


def test_a_knock_while_offline_looks_at_the_line_but_not_too_often(desk: Desk) -> None:
    desk.line.everything_fails(PlatformFault.NO_LINK)
    desk.round()
    desk.line.faults.clear()
    desk.put("j1")
    desk.sync.woken()
    pause = desk.round()
    assert 0 < pause <= delays.SYNC_PROBE_GAP
    desk.round(after=delays.SYNC_PROBE_GAP)
    assert desk.sent == ["j1"]


# --- the catalogue ----------------------------------------------------------------------------------------
def test_a_new_catalogue_replaces_the_old_and_is_asked_for_by_etag(desk: Desk) -> None:
    desk.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    desk.round()
    assert desk.snapshots.version("catalogue") == "7"
    desk.round(after=delays.SYNC_CATALOGUE_INTERVAL)
    desk.line.catalogue_answer = CatalogueAnswer(catalogue_body("8"), '"e8"', "8")
    desk.sync = desk.restarted()
    desk.round()
    assert desk.line.asked_etags == [None, '"e7"', '"e7"']
    assert desk.snapshots.version("catalogue") == "8"


@pytest.mark.expects_warnings
@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"version": 8}', b"\xff\xfe", b"[" * 100_000, catalogue_body("8")[:-2]]
)
def test_a_malformed_catalogue_never_replaces_the_last_good_one(
    desk: Desk, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    desk.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    desk.round()
    desk.line.catalogue_answer = CatalogueAnswer(body, '"e8"', "8")
    desk.put("j1")
    desk.round(after=delays.SYNC_CATALOGUE_INTERVAL)
    kept = desk.snapshots.current("catalogue")
    assert kept is not None
    assert (kept.version, kept.payload) == ("7", catalogue_body("7"))
    assert SyncFault.CATALOGUE_MALFORMED.code in caplog.text
    assert desk.sent == ["j1"]


@pytest.mark.expects_warnings
def test_a_catalogue_whose_signature_does_not_hold_is_malformed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.line.faults["catalogue"] = PlatformError(PlatformFault.BAD_ANSWER)
    desk.round()
    assert SyncFault.CATALOGUE_MALFORMED.code in caplog.text
    assert desk.board.read().online


def test_a_catalogue_that_did_not_come_is_asked_for_again_soon(desk: Desk) -> None:
    desk.line.faults["catalogue"] = PlatformError(PlatformFault.TIMEOUT)
    desk.round()
    desk.line.faults.clear()
    desk.line.catalogue_answer = CatalogueAnswer(catalogue_body("7"), '"e7"', "7")
    desk.round(after=delays.SYNC_INTERVAL)
    assert desk.snapshots.version("catalogue") == "7"


# --- the store --------------------------------------------------------------------------------------------
class MoodyOutbox(MemoryOutbox):
    """Fails once, at the step it is told."""

    failing: str | None = None

    def complete(self, job_id: str, answer: bytes) -> object:  # type: ignore[override]
        if self.failing == "complete":
            self.failing = None
            raise StoreError(StoreFault.FULL)
        return super().complete(job_id, answer)


@pytest.mark.expects_warnings
def test_a_disk_that_is_full_when_the_answer_comes_loses_neither(desk: Desk) -> None:
    moody = MoodyOutbox(clock=lambda: desk.clock.wall().timestamp())
    moody.failing = "complete"
    desk.outbox = moody
    desk.sync = desk.restarted()
    desk.put("j1")
    assert desk.round() == delays.SYNC_STORE_PAUSE
    desk.round(after=delays.SYNC_STORE_PAUSE)
    assert desk.line.received == [("j1", b"j1")] * 2
    assert desk.state("j1") is JobState.DONE


# --- run, once, the formula -------------------------------------------------------------------------------
class CountingAlarm:
    """Wakes `knocks` times, then asks the synchroniser to stop."""

    def __init__(self, desk: Desk, knocks: int) -> None:
        self.desk, self.left, self.waits = desk, knocks, list[float]()

    def wait(self, timeout: float) -> bool:
        self.waits.append(timeout)
        self.desk.clock.pass_time(timeout)
        self.left -= 1
        if not self.left:
            self.desk.sync.stop()
        return self.left % 2 == 0


def test_run_goes_on_until_it_is_stopped(desk: Desk) -> None:
    alarm = CountingAlarm(desk, 6)
    desk.put("j1")
    desk.sync.run(alarm)
    assert len(alarm.waits) == 6
    assert desk.sent == ["j1"]
    assert all(0 <= wait <= delays.SYNC_INTERVAL for wait in alarm.waits)


def test_once_says_whether_everything_due_went(desk: Desk) -> None:
    desk.put("j1", "j0")
    desk.line.on_submission = lambda: desk.clock.pass_time(delays.SYNC_INTERVAL)
    assert desk.sync.once()
    assert desk.sent == ["j1", "j0"]
    assert desk.sync.once()
    desk.put("j2")
    desk.line.faults["j2"] = PlatformError(PlatformFault.BUSY, retry_after=60)
    assert desk.sync.once()
    desk.line.everything_fails(PlatformFault.DNS)
    desk.clock.pass_time(3600)
    assert not desk.sync.once()


@pytest.mark.expects_warnings
def test_logs_hold_codes_and_job_ids_only(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.outbox.enqueue("j1", "submission", "张示例 990101".encode())
    desk.line.faults["j1"] = PlatformError(PlatformFault.REFUSED)
    desk.round()
    assert "j1" in caplog.text
    assert "示例" not in caplog.text
    assert "990101" not in caplog.text


def test_backoff_doubles_is_capped_and_spread() -> None:
    rng = SEEDED
    waits = [backoff(n, rng) for n in range(1, 40)]
    assert all(0.5 <= wait <= min(600.0, 2.0**n) for n, wait in enumerate(waits, 1))
    assert max(waits) > 300.0
    assert min(waits[12:]) < 300.0
    assert len({backoff(40, rng) for _ in range(10)}) == 10
    assert backoff(0, rng) <= delays.JOB_BACKOFF
