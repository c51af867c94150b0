"""What is sent for a job of each kind: files first, from where they stand; then the case; then everything else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
import pytest

from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.wire import ComplaintState, EvaluationState, Payment, SubmissionAnswer
from kiosk.platform_api.wire import Stored as Recorded
from kiosk.runtime import delays
from kiosk.runtime.sending import CANCELLED_PAYMENT, COMPLAINT, PRINT, RATING, SUBMISSION, case_sender, record_senders
from kiosk.runtime.sync import Orders
from kiosk.runtime.sync_policy import MOST_STRIKES, Policy
from offline_cache.attachments import PIECE
from offline_cache.contract import (
    Attachment,
    Claimed,
    DayState,
    Handling,
    JobFault,
    JobState,
    StoreError,
    StoreFault,
)
from offline_cache.memory import MemoryOutbox
from tests.unit.runtime.scripted_line import Desk

SCAN = bytes(range(256)) * 4096
"""One megabyte: four pieces."""


class Shelf:
    """Uploads of a platform, breakable: `breaks` says at which piece the line ends, in order."""

    def __init__(self, desk: Desk) -> None:
        self.kept: dict[str, tuple[UploadRef, bytearray]] = {}
        self.breaks: Iterator[bool] = iter(())
        self.asked: list[str] = []
        self.spoil = False
        desk.line.on_submission = self._case_arrives
        self.whole_at_arrival: list[bool] = []

    def _case_arrives(self) -> None:
        self.whole_at_arrival.append(all(len(there) == ref.size for ref, there in self.kept.values()))

    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        self.asked.append(f"create {submission_id}")
        self.kept.setdefault(upload.upload_id, (upload, bytearray()))

    def upload_offset(self, upload_id: str) -> int | None:
        self.asked.append("offset")
        return len(self.kept[upload_id][1]) if upload_id in self.kept else None

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        ref, there = self.kept[upload_id]
        assert offset == len(there)
        self.asked.append(f"piece {offset}")
        there += piece if not self.spoil else bytes(len(piece))
        if next(self.breaks, False):
            raise PlatformError(PlatformFault.ANSWER_LOST, maybe_sent=True)
        if len(there) == ref.size and hashlib.sha256(there).hexdigest() != ref.sha256:
            there.clear()
            raise PlatformError(PlatformFault.REFUSED, problem(ProblemType.UPLOAD_DAMAGED, 422, ""))
        return len(there)

    def drop_upload(self, upload_id: str) -> None:
        del self.kept[upload_id]


class UploadDesk(Desk):
    """A synchroniser that has a way for files."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf(self)
        self.ordered(Orders(senders={SUBMISSION: case_sender(self.line, self.shelf)}))

    def ordered(self, orders: Orders) -> None:
        self.orders = orders
        self.sync = self.restarted()


@pytest.fixture
def desk() -> UploadDesk:
    return UploadDesk()


def put(desk: UploadDesk, name: str = "j1", content: bytes = SCAN) -> None:
    desk.outbox.enqueue(name, SUBMISSION, name.encode(), [Attachment(f"u-{name}", "image/jpeg", content, "photo")])


# --- files ----------------------------------------------------------------------------------------------------
def test_files_go_first_and_the_case_when_they_are_whole(desk: UploadDesk) -> None:
    put(desk)
    desk.round()
    ref, there = desk.shelf.kept["u-j1"]
    assert there == SCAN
    assert (ref.material_code, ref.media_type, ref.size) == ("photo", "image/jpeg", len(SCAN))
    assert desk.shelf.whole_at_arrival == [True]
    assert desk.state("j1") is JobState.DONE


def test_a_broken_upload_goes_on_where_the_platform_says(desk: UploadDesk) -> None:
    put(desk)
    desk.shelf.breaks = iter([False, True])
    desk.round()
    assert (desk.state("j1"), desk.sent) == (JobState.WAITING, [])
    assert desk.outbox.peek("j1").attachments[0].offset == PIECE
    desk.sync = desk.restarted()
    desk.round(after=delays.JOB_BACKOFF)
    pieces = [one for one in desk.shelf.asked if one.startswith("piece")]
    assert pieces == [f"piece {n * PIECE}" for n in range(4)]
    assert desk.shelf.kept["u-j1"][1] == SCAN
    assert desk.sent == ["j1"]


def test_a_file_that_is_there_is_not_asked_for_again(desk: UploadDesk) -> None:
    put(desk)
    desk.line.faults["j1"] = PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)
    desk.round()
    del desk.line.faults["j1"]
    before = list(desk.shelf.asked)
    desk.round(after=delays.JOB_BACKOFF)
    assert desk.sent == ["j1"]
    assert desk.shelf.asked == before


def test_an_empty_file_travels_too(desk: UploadDesk) -> None:
    put(desk, content=b"")
    desk.round()
    assert desk.sent == ["j1"]


@pytest.mark.expects_warnings
def test_a_file_that_arrives_damaged_begins_anew_but_not_for_ever(desk: UploadDesk) -> None:
    put(desk)
    desk.shelf.spoil = True
    desk.round()
    assert (desk.state("j1"), desk.outbox.get("j1").strikes) == (JobState.WAITING, 1)
    assert desk.outbox.peek("j1").attachments[0].offset == 0
    for _ in range(MOST_STRIKES + 2):
        desk.round(after=delays.JOB_BACKOFF_CAP)
    assert desk.state("j1") is JobState.SET_ASIDE


@pytest.mark.parametrize("fault", [PlatformFault.REFUSED, PlatformFault.CONFLICT])
def test_a_file_that_the_platform_lost_is_brought_again(desk: UploadDesk, fault: PlatformFault) -> None:
    put(desk)
    desk.line.faults["j1"] = PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)
    desk.round()
    desk.shelf.drop_upload("u-j1")
    desk.line.faults["j1"] = PlatformError(fault)
    desk.round(after=delays.JOB_BACKOFF)
    assert desk.state("j1") is JobState.WAITING
    del desk.line.faults["j1"]
    desk.round(after=delays.JOB_BACKOFF_CAP)
    assert desk.sent == ["j1"]
    assert desk.shelf.kept["u-j1"][1] == SCAN


@pytest.mark.expects_warnings
def test_a_refusal_with_whole_files_is_a_refusal(desk: UploadDesk) -> None:
    put(desk)
    desk.line.faults["j1"] = PlatformError(PlatformFault.REFUSED)
    desk.round()
    assert desk.state("j1") is JobState.SET_ASIDE


@pytest.mark.expects_warnings
def test_without_a_way_for_files_the_case_is_set_aside_and_not_sent_without_them(desk: UploadDesk) -> None:
    desk.ordered(Orders())
    put(desk)
    desk.round()
    assert (desk.sent, desk.outbox.get("j1").fault) == ([], JobFault.UNSENDABLE.code)


# --- the time in which an answer is awaited --------------------------------------------------------------------
class Waiting:
    """Does what is to be done meanwhile while the scripted platform takes a case; writes down what was made ready."""

    def __init__(self, desk: UploadDesk) -> None:
        self.ready: list[tuple[str, bytes]] = []
        self._act: Callable[[], None] = lambda: None
        desk.line.on_submission = self._out
        desk.ordered(Orders(senders={SUBMISSION: case_sender(desk.line, desk.shelf, self)}))

    def _out(self) -> None:
        self._act()

    @contextmanager
    def meanwhile(self, act: Callable[[], None]) -> Iterator[None]:
        self._act = act
        yield
        self._act = lambda: None

    def make_ready(self, submission_id: str, body: bytes) -> None:
        if submission_id == "unsendable":
            raise ValueError("not an id")
        self.ready.append((submission_id, body))


def test_while_one_is_on_its_way_the_next_one_is_signed(desk: UploadDesk) -> None:
    waiting = Waiting(desk)
    desk.put("j1", "j2", "j3")
    desk.round()
    assert desk.sent == ["j1", "j2", "j3"]
    assert waiting.ready == [("j2", b"j2"), ("j3", b"j3")]


def test_only_what_can_go_next_is_signed_ahead(desk: UploadDesk) -> None:
    waiting = Waiting(desk)
    for name in ("j1", "j2"):  # the second of a lane waits for the first one's answer
        desk.outbox.enqueue(name, SUBMISSION, name.encode(), (), Handling(lane="one and the same"))
    put(desk, "with-a-file")
    desk.put("unsendable")
    desk.round()
    assert desk.sent == ["j1", "j2", "with-a-file", "unsendable"]
    assert waiting.ready == []


def test_what_the_store_cannot_show_ahead_stops_nobody(desk: UploadDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> Claimed | None:
        raise StoreError(StoreFault.LOCKED)

    waiting = Waiting(desk)
    monkeypatch.setattr(desk.outbox, "next_up", fails)
    desk.put("j1", "j2")
    desk.round()
    assert (desk.sent, waiting.ready) == (["j1", "j2"], [])


# --- everything else ------------------------------------------------------------------------------------------
class Books:
    """Keeps prints, ratings and payments; `paid` is what was paid in the meantime."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, bytes]] = []
        self.paid = False

    def record_print(self, print_id: str, body: bytes) -> Recorded:
        self.kept.append((PRINT, print_id, body))
        return Recorded(print_id, "2026-07-12T09:41:00+08:00")

    def put_evaluation(self, evaluation_id: str, body: bytes) -> EvaluationState:
        self.kept.append((RATING, evaluation_id, body))
        return EvaluationState(evaluation_id, "2026-07-12T09:41:00+08:00", "recorded", Text("已记录"))

    def cancel_payment(self, payment_id: str, reason: str) -> Payment:
        if self.paid:
            raise PlatformError(PlatformFault.CONFLICT, problem(ProblemType.STATE_CONFLICT, 409, ""))
        if reason == "?":
            raise PlatformError(PlatformFault.REFUSED)
        self.kept.append((CANCELLED_PAYMENT, payment_id, reason.encode()))
        return self.payment(payment_id)

    def create_complaint(self, complaint_id: str, body: bytes) -> ComplaintState:
        self.kept.append((COMPLAINT, complaint_id, body))
        return ComplaintState(complaint_id, "GD1", "received", Text("收到"), "2026-07-12T09:41:00+08:00")

    def payment(self, payment_id: str) -> Payment:
        state = "PAID" if self.paid else "CANCELLED"
        return Payment(payment_id, state, Text(""), "1.00", "2026-07-12T09:41:00+08:00", "2026-07-12T09:41:00+08:00")


def test_prints_and_ratings_ride_the_same_rails(desk: UploadDesk) -> None:
    books = Books()
    desk.ordered(Orders(senders=record_senders(books)))
    for kind in (PRINT, RATING, COMPLAINT):
        desk.outbox.enqueue(f"j-{kind}", kind, kind.encode())
    desk.put("j1")
    desk.round()
    assert books.kept == [(kind, f"j-{kind}", kind.encode()) for kind in (PRINT, RATING, COMPLAINT)]
    assert desk.sent == ["j1"]
    assert b"recorded" in (desk.outbox.answer("j-rating") or b"")
    answer = msgspec.json.decode(desk.outbox.answer("j1") or b"", type=SubmissionAnswer)
    assert answer.submission_id == "j1"


@pytest.mark.expects_warnings
def test_a_payment_is_cancelled_or_found_paid_after_all(desk: UploadDesk) -> None:
    books = Books()
    desk.ordered(Orders(senders=record_senders(books)))
    for name in ("p1", "p2", "p3"):
        desk.outbox.enqueue(name, CANCELLED_PAYMENT, b"?" if name == "p3" else b"idle")
        books.paid = name == "p2"
        desk.round(after=1)
    states = [msgspec.json.decode(desk.outbox.answer(name) or b"")["state"] for name in ("p1", "p2")]
    assert states == ["CANCELLED", "PAID"]
    assert desk.state("p3") is JobState.SET_ASIDE


# --- how long -------------------------------------------------------------------------------------------------
def test_the_order_of_an_applicant_and_item_is_kept_over_a_failure(desk: UploadDesk) -> None:
    for name in ("j1", "j2", "j3"):
        desk.outbox.enqueue(name, SUBMISSION, b"", (), Handling(lane="same" if name != "j3" else "other"))
    desk.line.faults["j1"] = PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)
    pause = desk.round()
    assert desk.sent == ["j3"]
    assert pause > 0, "a job that waits for another is no reason to hurry"
    del desk.line.faults["j1"]
    desk.round(after=delays.JOB_BACKOFF)
    assert desk.sent == ["j3", "j1", "j2"]


@pytest.mark.expects_warnings
def test_what_waited_too_long_is_tried_when_the_line_is_up_again_and_then_becomes_a_call_back(
    desk: UploadDesk,
) -> None:
    desk.ordered(Orders(policy=Policy(longest_wait=3600.0)))
    desk.put("old")
    desk.line.everything_fails(PlatformFault.NO_LINK)
    desk.round(after=4000)
    assert desk.state("old") is JobState.QUEUED, "without the platform's clock nothing is called old"
    desk.put("new")
    desk.line.faults = {"old": PlatformError(PlatformFault.SERVER_DOWN, maybe_sent=True)}
    desk.round(after=delays.SYNC_OFFLINE_INTERVAL)
    assert desk.sent == ["new"]
    tried = desk.outbox.get("old")
    assert (tried.state, tried.attempts, tried.fault) == (JobState.CALL_BACK, 1, JobFault.EXPIRED.code)


def test_nobody_is_called_while_the_platform_asks_all_to_wait(desk: UploadDesk) -> None:
    desk.ordered(Orders(policy=Policy(longest_wait=3600.0)))
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY, retry_after=60.0)
    desk.put("j2")
    desk.round(after=4000)
    assert desk.state("j2") is JobState.QUEUED


@pytest.mark.parametrize("offset", [-4 * 86_400.0, 4 * 86_400.0])
def test_a_clock_that_is_days_off_calls_nothing_old(desk: UploadDesk, offset: float) -> None:
    desk.ordered(Orders(policy=Policy(longest_wait=3600.0)))
    desk.line.everything_fails(PlatformFault.NO_LINK)
    desk.put("waits")
    desk.round()
    desk.line.faults.clear()
    desk.line.clock_offset = offset
    desk.round(after=4000)
    assert desk.sent == ["waits"]


def test_what_is_done_is_erased_after_its_day_is_closed_and_the_retention_has_passed(desk: UploadDesk) -> None:
    desk.ordered(Orders(policy=Policy(None, 3600.0)))
    desk.put("j1")
    desk.round()
    desk.round(after=4000)
    assert desk.outbox.peek("j1").payload == b"j1"
    desk.outbox.mark_day(desk.outbox.days()[0].day, DayState.CLOSED)
    desk.round(after=delays.SYNC_INTERVAL)
    assert desk.outbox.peek("j1").payload == b""
    assert desk.outbox.answer("j1") is not None


def test_a_policy_without_end_erases_and_expires_nothing(desk: UploadDesk) -> None:
    desk.ordered(Orders(policy=Policy(None, None)))
    desk.put("j1")
    desk.round()
    desk.outbox.mark_day(desk.outbox.days()[0].day, DayState.CLOSED)
    desk.round(after=1e8)
    assert desk.outbox.peek("j1").payload == b"j1"


class Jammed(MemoryOutbox):
    """Hands out one job and then does not open any more."""

    def claim(self, now: float) -> Claimed | None:
        if any(job.state is JobState.DONE for job in self.jobs()):
            raise StoreError(StoreFault.WRONG_KEY)
        return super().claim(now)

    @contextmanager
    def together(self) -> Iterator[None]:
        before = {job.job_id: replace(self._records[job.job_id]) for job in self.jobs()}
        try:
            yield
        except StoreError:
            self._records |= before
            raise


@pytest.mark.expects_warnings
def test_an_answer_counts_whatever_keeps_the_next_job_back(desk: UploadDesk) -> None:
    desk.outbox = Jammed(clock=lambda: desk.clock.wall().timestamp())
    desk.sync = desk.restarted()
    desk.put("j1", "j2")
    desk.round()
    assert (desk.state("j1"), desk.outbox.answer("j1") is not None) == (JobState.DONE, True)
    assert desk.state("j2") is JobState.QUEUED
    assert desk.sent == ["j1"]
