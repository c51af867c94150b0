"""The sync process sends: every fault told apart, nothing blocks, nothing is dropped."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime import delays
from kiosk.runtime.sync_policy import MOST_STRIKES, Treatment, treatment
from offline_cache.contract import LONGEST_WAIT, JobFault, JobState
from tests.unit.runtime.scripted_line import Desk

LINE_FAULTS = [fault for fault in PlatformFault if treatment(fault) is Treatment.LINE]
SUSPECTS = [fault for fault in PlatformFault if treatment(fault) is Treatment.SUSPECT]


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
    tries = desk.line.calls.count("j1")
    steps = 400
    for _ in range(steps):
        desk.round(after=10)
    assert 0 < desk.line.calls.count("j1") - tries < steps / 5


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


# --- begun anew -------------------------------------------------------------------------------------------
class Impatient:
    """An alarm that lets time pass and gives up after a few rounds."""

    def __init__(self, desk: Desk, rounds: int) -> None:
        self.desk, self.left = desk, rounds

    def wait(self, timeout: float) -> bool:
        self.left -= 1
        if self.left <= 0:
            self.desk.sync.stop()
        self.desk.clock.pass_time(timeout)
        return False


def test_who_has_held_a_case_ends_once_nothing_waits_any_more(desk: Desk) -> None:
    desk.put("j1")
    alarm = Impatient(desk, 5)
    desk.sync.run(alarm, renew=True)
    assert (desk.sent, alarm.left) == (["j1"], 5)


def test_who_has_held_nothing_goes_on(desk: Desk) -> None:
    alarm = Impatient(desk, 5)
    desk.sync.run(alarm, renew=True)
    assert alarm.left == 0


def test_as_long_as_the_platform_makes_a_case_wait_nobody_begins_anew(desk: Desk) -> None:
    desk.put("j1")
    desk.line.faults["j1"] = PlatformError(PlatformFault.BUSY, retry_after=120.0)
    alarm = Impatient(desk, 3)
    desk.sync.run(alarm, renew=True)
    assert (alarm.left, desk.sent) == (0, []), "its pause would be forgotten with it"
