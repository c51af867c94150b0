"""The sync process against a scripted platform and the outbox in memory."""

from __future__ import annotations

import datetime as dt
import logging
import random
from collections.abc import Callable

import msgspec
import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.wire import Heartbeat, SubmissionAnswer
from kiosk.runtime import delays
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.sync import Places, SyncFault, Synchroniser
from kiosk.runtime.sync_policy import MOST_STRIKES, Treatment, backoff, treatment
from offline_cache.contract import LONGEST_WAIT, JobFault, JobState, StoreError, StoreFault
from offline_cache.memory import MemoryLinkBoard, MemoryOutbox, MemorySnapshots

START = dt.datetime(2026, 7, 12, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LINE_FAULTS = [fault for fault in PlatformFault if treatment(fault) is Treatment.LINE]
SEEDED = random.Random(7)  # noqa: S311  spreads waits, hides nothing
SUSPECTS = [fault for fault in PlatformFault if treatment(fault) is Treatment.SUSPECT]


def catalogue_body(version: str) -> bytes:
    return msgspec.json.encode(Catalogue(version, "2026-07-12", Text("示例市"), "12345", (), (), ()))


class ScriptedLine:
    """A platform that fails as it is told: `faults` by operation, or by job id for one submission."""

    def __init__(self) -> None:
        self.clock_offset = 1.5
        self.faults: dict[str, PlatformError | ValueError] = {}
        self.received: list[tuple[str, bytes]] = []
        self.beats: list[Heartbeat] = []
        self.calls: list[str] = []
        self.catalogue_answer: CatalogueAnswer | None = None
        self.asked_etags: list[str | None] = []
        self.on_submission: Callable[[], None] = lambda: None

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.faults:
            raise self.faults[name]

    def server_time(self) -> float:
        self._call("time")
        return START.timestamp() + self.clock_offset

    def heartbeat(self, beat: Heartbeat) -> None:
        self._call("heartbeat")
        self.beats.append(beat)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        self.asked_etags.append(etag)
        self._call("catalogue")
        answer = self.catalogue_answer
        return None if answer is None or answer.etag == etag else answer

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        self.on_submission()
        self._call(submission_id)
        self.received.append((submission_id, body))
        return SubmissionAnswer(submission_id, "item", "SUBMITTED", Text("已收件"), "P-1")

    def everything_fails(self, fault: PlatformFault) -> None:
        for name in ("time", "heartbeat", "catalogue"):
            self.faults[name] = PlatformError(fault)


class Desk:
    """A synchroniser with everything around it in memory."""

    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.line = ScriptedLine()
        self.outbox = MemoryOutbox(clock=lambda: self.clock.wall().timestamp())
        self.snapshots = MemorySnapshots()
        self.board = MemoryLinkBoard()
        self.sync = self.restarted()

    def restarted(self) -> Synchroniser:
        places = Places(self.outbox, self.snapshots, self.board)
        return Synchroniser(self.line, places, clock=self.clock, rng=SEEDED, version="0.1.0")

    def put(self, *names: str, kind: str = "submission") -> None:
        for name in names:
            self.outbox.enqueue(name, kind, name.encode())

    def round(self, after: float = 0.0) -> float:
        self.clock.pass_time(after)
        return self.sync.round()

    def state(self, name: str) -> JobState:
        return self.outbox.get(name).state

    @property
    def sent(self) -> list[str]:
        return [name for name, _ in self.line.received]


@pytest.fixture
def desk() -> Desk:
    return Desk()


# --- sending ----------------------------------------------------------------------------------------------
def test_what_waits_is_sent_once_and_the_answer_kept(desk: Desk) -> None:
    desk.put("j1", "j2")
    pause = desk.round()
    desk.round()
    assert desk.line.received == [("j1", b"j1"), ("j2", b"j2")]
    answer = msgspec.json.decode(desk.outbox.answer("j1") or b"", type=SubmissionAnswer)
    assert answer.project_no == "P-1"
    assert desk.state("j2") is JobState.DONE
    assert 0 < pause <= delays.SYNC_INTERVAL


def test_a_new_job_is_sent_at_once_when_the_line_is_up(desk: Desk) -> None:
    desk.round()
    desk.put("j1")
    desk.sync.woken()
    desk.round(after=0.1)
    assert desk.sent == ["j1"]
    assert desk.line.calls.count("time") == 1


def test_submitted_while_the_platform_is_down_is_sent_when_it_is_back(desk: Desk) -> None:
    desk.line.everything_fails(PlatformFault.SERVER_DOWN)
    desk.put("j1")
    pause = desk.round()
    assert (desk.state("j1"), desk.line.received) == (JobState.QUEUED, [])
    assert pause <= delays.SYNC_OFFLINE_INTERVAL
    assert desk.board.read().fault == "platform.server-down"
    desk.line.faults.clear()
    desk.round(after=pause)
    assert desk.sent == ["j1"]
    assert desk.board.read().online


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_a_fault_of_the_line_ends_the_round_and_is_not_the_jobs(desk: Desk, fault: PlatformFault) -> None:
    desk.put("j1", "j2")
    desk.line.faults["j1"] = PlatformError(fault)
    desk.round()
    job = desk.outbox.get("j1")
    assert (job.state, job.attempts, job.fault) == (JobState.QUEUED, 0, fault.code)
    assert desk.sent == []
    assert desk.board.read().fault == fault.code
    del desk.line.faults["j1"]
    desk.round(after=delays.SYNC_OFFLINE_INTERVAL)
    assert desk.sent == ["j1", "j2"]


@pytest.mark.parametrize("fault", SUSPECTS)
def test_one_bad_item_never_holds_up_the_rest(desk: Desk, fault: PlatformFault) -> None:
    desk.put("j1", "j2")
    desk.line.faults["j1"] = PlatformError(fault, maybe_sent=True)
    desk.round()
    job = desk.outbox.get("j1")
    assert desk.sent == ["j2"]
    assert (job.state, job.attempts, job.fault) == (JobState.WAITING, 1, fault.code)
    assert job.not_before > desk.clock.wall().timestamp()


@pytest.mark.parametrize("fault", SUSPECTS)
def test_when_the_clock_does_not_answer_either_it_was_the_line(desk: Desk, fault: PlatformFault) -> None:
    desk.put("j1", "j2")
    desk.line.on_submission = lambda: desk.line.everything_fails(PlatformFault.NO_LINK)
    desk.line.faults["j1"] = PlatformError(fault, maybe_sent=True)
    desk.round()
    job = desk.outbox.get("j1")
    assert (job.state, job.strikes, desk.sent) == (JobState.WAITING, 0, [])
    assert job.not_before <= desk.clock.wall().timestamp()
    assert desk.board.read().fault == "platform.no-link"


def test_an_answer_that_got_lost_is_asked_for_with_the_same_id_and_bytes(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.ANSWER_LOST, maybe_sent=True)
    desk.round()
    del desk.line.faults["j1"]
    desk.round(after=delays.JOB_BACKOFF)
    assert desk.line.received == [("j1", b"j1")]
    assert desk.outbox.get("j1").attempts == 2


@pytest.mark.expects_warnings
@pytest.mark.parametrize(
    "fault", [PlatformFault.REFUSED, PlatformFault.CONFLICT, PlatformFault.LOCKED, PlatformFault.STEP_UP]
)
def test_a_refused_job_is_set_aside_with_its_cause(desk: Desk, fault: PlatformFault) -> None:
    desk.put("j1", "j2")
    desk.line.faults["j1"] = PlatformError(fault)
    desk.round()
    desk.round(after=1e6)
    assert (desk.state("j1"), desk.outbox.get("j1").fault) == (JobState.SET_ASIDE, fault.code)
    assert desk.sent == ["j2"]
    assert desk.line.calls.count("j1") == 1


def test_an_item_withdrawn_between_queueing_and_upload_is_called_back(desk: Desk) -> None:
    desk.put("j1", "j2")
    desk.line.faults["j1"] = PlatformError(PlatformFault.GONE)
    desk.round()
    assert (desk.state("j1"), desk.state("j2")) == (JobState.CALL_BACK, JobState.DONE)


@pytest.mark.expects_warnings
@pytest.mark.parametrize("fault", [PlatformFault.BAD_ANSWER, PlatformFault.NOT_FOUND])
def test_a_job_that_only_gets_nonsense_is_set_aside_after_some_tries(desk: Desk, fault: PlatformFault) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(fault, maybe_sent=True)
    for _ in range(MOST_STRIKES + 3):
        desk.round(after=delays.JOB_BACKOFF_CAP)
    assert (desk.state("j1"), desk.outbox.get("j1").fault) == (JobState.SET_ASIDE, fault.code)
    assert desk.line.calls.count("j1") == MOST_STRIKES


def test_a_server_fault_is_repeated_for_ever_but_ever_more_slowly(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)
    for _ in range(50):
        desk.round(after=delays.JOB_BACKOFF_CAP)
    assert desk.state("j1") is JobState.WAITING
    desk.round(after=delays.JOB_BACKOFF_CAP / 2 - 60)
    tries = desk.line.calls.count("j1")
    desk.round(after=30)
    assert desk.line.calls.count("j1") == tries


@pytest.mark.parametrize(("maybe_sent", "state"), [(True, JobState.WAITING), (False, JobState.QUEUED)])
def test_retry_after_holds_everything_back_as_long_as_asked(desk: Desk, maybe_sent: bool, state: JobState) -> None:  # noqa: FBT001
    desk.put("j1", "j2")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY, retry_after=120.0, maybe_sent=maybe_sent)
    desk.round()
    assert (desk.state("j1"), desk.sent) == (state, [])
    assert desk.board.read().online
    del desk.line.faults["j1"]
    for _ in range(11):
        desk.round(after=10)
    assert desk.sent == []
    desk.round(after=10)
    assert desk.sent == ["j1", "j2"]


def test_retry_after_is_believed_up_to_a_limit(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY, retry_after=1e9)
    desk.round()
    del desk.line.faults["j1"]
    desk.round(after=delays.RETRY_AFTER_CAP)
    assert desk.sent == ["j1"]
    assert delays.RETRY_AFTER_CAP < LONGEST_WAIT


def test_busy_without_a_time_backs_off(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY)
    assert 0 < desk.round() <= delays.JOB_BACKOFF


def test_a_server_fault_with_retry_after_waits_that_long(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.SERVER_DOWN, retry_after=77.0, maybe_sent=True)
    desk.round()
    assert desk.outbox.get("j1").not_before == pytest.approx(desk.clock.wall().timestamp() + 77)


@pytest.mark.expects_warnings
def test_a_job_that_this_program_cannot_send_is_set_aside(desk: Desk) -> None:
    desk.put("j1", kind="rating")
    desk.put("j2", "j3")
    desk.line.faults["j2"] = ValueError("not an id")
    desk.round()
    assert desk.outbox.get("j1").fault == JobFault.UNSENDABLE.code
    assert (desk.state("j1"), desk.state("j2"), desk.sent) == (JobState.SET_ASIDE, JobState.SET_ASIDE, ["j3"])


def test_killed_while_sending_it_is_sent_again_under_the_same_id(desk: Desk) -> None:
    desk.put("j1")
    desk.outbox.claim(desk.clock.wall().timestamp())
    desk.sync = desk.restarted()
    desk.round()
    assert desk.sent == ["j1"]


@pytest.mark.expects_warnings
def test_a_job_that_kills_the_sender_again_and_again_is_set_aside(desk: Desk) -> None:
    desk.put("j1", "j2")
    for _ in range(MOST_STRIKES):
        desk.outbox.claim(desk.clock.wall().timestamp())
        desk.outbox.recover()
    desk.round()
    assert (desk.state("j1"), desk.outbox.get("j1").fault) == (JobState.SET_ASIDE, JobFault.INTERRUPTED.code)
    assert desk.sent == ["j2"]


def test_a_long_queue_does_not_keep_the_line_unwatched(desk: Desk) -> None:
    desk.put(*(f"j{n}" for n in range(10)))
    desk.line.on_submission = lambda: desk.clock.pass_time(4)
    assert desk.round() == 0.0
    assert 0 < len(desk.sent) < 10
    desk.round()
    assert desk.line.calls.count("time") == 2


def test_stop_finishes_the_job_at_hand_and_takes_no_other(desk: Desk) -> None:
    desk.put("j1", "j2")
    desk.line.on_submission = desk.sync.stop
    desk.round()
    assert (desk.state("j1"), desk.state("j2")) == (JobState.DONE, JobState.QUEUED)


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
    desk.put("j1")
    assert desk.sync.once()
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
    assert all(0.5 * min(600.0, 2.0**n) <= wait <= min(600.0, 2.0**n) for n, wait in enumerate(waits, 1))
    assert len({backoff(40, rng) for _ in range(10)}) == 10
    assert backoff(0, rng) <= delays.JOB_BACKOFF
