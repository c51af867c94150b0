"""Six classes, each from what both sides have; what is done about each, against the sandbox over a real line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Submission
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.times import CHINA
from kiosk.platform_api.wire import DayEntry, Evaluation, Print, SubmissionAnswer
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.own_entries import Own
from kiosk.runtime.reconciliation import Agreement, DayFault, DayResult, Reconciler, classify
from kiosk.runtime.sending import PRINT, RATING, SUBMISSION
from kiosk.sandbox.groups import reconciliation as pages
from offline_cache.contract import DayState, Job, JobState
from offline_cache.memory import MemoryNotes, MemoryOutbox
from tests.platform_stand import NOW, SandboxStand, encoded, sandbox_stand
from tests.unit.sandbox.test_submissions import filled

DAY = "2026-07-12"
HERE, THERE = "0" * 64, "1" * 64


def own(state: str | None = "SUBMITTED", sha: str | None = HERE, job: JobState = JobState.DONE) -> Own:
    return Own(Job("x", SUBMISSION, job, "A03-0712-0001", NOW, 1, 0.0, None), sha, state, "SL1")


def there(
    state: str = "SUBMITTED", sha: str | None = HERE, number: str = "SL1", amount: str | None = None
) -> DayEntry:
    return DayEntry("x", state, sha, number, amount)


@pytest.mark.parametrize(
    ("ledger", "ours", "theirs", "agreement"),
    [
        ("submissions", own(), there(), Agreement.BOTH),
        ("submissions", own(sha=None), there(), Agreement.BOTH),
        ("submissions", own(), None, Agreement.HERE),
        ("submissions", own(None, job=JobState.QUEUED), None, Agreement.HERE),
        ("submissions", None, there(), Agreement.THERE),
        ("submissions", own(None, job=JobState.WAITING), there(), Agreement.THERE),
        ("submissions", own(sha=THERE), there(), Agreement.CONTENT),
        ("submissions", own(None, THERE, JobState.WAITING), there(), Agreement.CONTENT),
        ("submissions", own(None, HERE, JobState.WITHDRAWN), there(), Agreement.CONTENT),
        ("submissions", own(), there("ACCEPTED"), Agreement.STATE),
        ("submissions", own(), there(number="SL2"), Agreement.STATE),
        ("ratings", own("recorded"), there("recorded"), Agreement.BOTH),
        ("prints", own("printed"), None, Agreement.FINANCE),
        ("prints", own(None, job=JobState.QUEUED), None, Agreement.HERE),
        ("prints", None, there("printed"), Agreement.FINANCE),
        ("prints", own("printed", THERE), there("printed"), Agreement.FINANCE),
        ("payments", own("CANCELLED", None), there("PAID", None), Agreement.FINANCE),
        ("payments", own("PAID", None), there("PAID", None, amount="1.00"), Agreement.FINANCE),
        ("payments", None, there("PAID", None), Agreement.THERE),
        ("payments", own("PAID", None), there("PAID", None), Agreement.BOTH),
        ("payments", own("PAID", None, JobState.QUEUED), None, Agreement.FINANCE),
    ],
)
def test_class_follows_from_what_both_sides_have(
    ledger: str, ours: Own | None, theirs: DayEntry | None, agreement: Agreement
) -> None:
    found = classify(ledger, {"x": ours} if ours else {}, {"x": theirs} if theirs else {})
    assert [one.agreement for one in found] == [agreement]


def test_what_was_taken_back_here_and_never_arrived_is_no_difference() -> None:
    assert classify("submissions", {"x": own(None, job=JobState.WITHDRAWN)}, {}) == ()


class Table:
    """A terminal's outbox, the platform, and both on the morning after."""

    def __init__(self, stand: SandboxStand) -> None:
        self.stand, self.clock = stand, ManualClock(dt.datetime.fromtimestamp(NOW, CHINA))
        self.queue = MemoryOutbox(clock=lambda: stand.time)
        self.reconciler = Reconciler(stand.platform, self.queue, self.clock, MemoryNotes())

    def taken(self) -> Submission:
        case = filled("jg-lxfs")
        self.queue.enqueue(case.submission_id, SUBMISSION, encoded(case))
        return case

    def claimed(self) -> str:
        claimed = self.queue.claim(self.stand.time)
        assert claimed is not None
        return claimed.job.job_id

    def sent(self, *, heard: bool = True) -> Submission:
        """One case that arrived, whether the answer came back or not."""
        case = self.taken()
        answer = self.stand.platform.put_submission(case.submission_id, encoded(case))
        job_id = self.claimed()
        if heard:
            self.queue.complete(job_id, msgspec.json.encode(answer))
        else:
            self.queue.postpone(job_id, "platform.answer-lost", 0.0)
        return case

    def night(self) -> None:
        self.stand.shift(86_400)
        self.clock.pass_time(86_400)

    def compare(self) -> DayResult:
        return self.reconciler.compare(DAY)

    def state(self) -> DayState:
        return next(one.state for one in self.queue.days() if one.day == DAY)

    def days_there(self) -> dict[str, str]:
        days = self.stand.control("days")["days"]
        return {one["kind"]: one["state"] for one in days if one["day"] == DAY}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    with sandbox_stand(tmp_path) as stand:
        yield Table(stand)


def test_day_on_which_both_agree_is_closed_on_both_sides(table: Table) -> None:
    for _ in range(3):
        table.sent()
    table.night()
    assert table.reconciler.due() == (DAY,)
    result = table.compare()
    assert (result.state, result.classes["submissions"], result.findings) == (DayState.CLOSED, {"A": 3}, ())
    assert table.state() is DayState.CLOSED
    assert table.days_there() == dict.fromkeys(("submissions", "ratings", "prints", "payments"), "closed")
    assert table.reconciler.due() == ()


def test_what_the_platform_misses_is_sent_again_and_then_the_day_is_closed(table: Table) -> None:
    case, answer = table.taken(), SubmissionAnswer("x", "jg-lxfs", "SUBMITTED", Text("已收件"))
    table.queue.complete(table.claimed(), msgspec.json.encode(answer))
    table.night()
    first = table.compare()
    assert (first.state, first.classes["submissions"]) == (DayState.OPEN, {"B": 1})
    assert table.claimed() == case.submission_id
    stored = table.stand.platform.put_submission(case.submission_id, encoded(case))
    table.queue.complete(case.submission_id, msgspec.json.encode(stored))
    assert table.compare().state is DayState.CLOSED


def test_what_waits_here_keeps_the_day_open(table: Table) -> None:
    table.taken()
    table.night()
    assert table.compare().state is DayState.OPEN
    assert table.days_there().get("submissions") is None


def test_answer_that_never_came_back_is_fetched(table: Table) -> None:
    case = table.sent(heard=False)
    table.night()
    result = table.compare()
    assert (result.state, result.classes["submissions"]) == (DayState.CLOSED, {"C": 1})
    answer = table.queue.answer(case.submission_id)
    assert answer is not None
    assert json.loads(answer)["projectNo"].startswith("SL")
    assert table.queue.get(case.submission_id).state is JobState.DONE


def test_case_that_only_the_platform_has_is_told_and_closes(table: Table) -> None:
    case = filled("jg-lxfs")
    table.stand.platform.put_submission(case.submission_id, encoded(case))
    table.night()
    result = table.compare()
    assert (result.state, [one.entry_id for one in result.findings]) == (DayState.CLOSED, [case.submission_id])


def test_another_content_under_the_same_id_is_frozen_and_escalated(table: Table) -> None:
    case = filled("jg-lxfs")
    other = msgspec.structs.replace(case, form={"phone": "19900000099"})
    table.queue.enqueue(case.submission_id, SUBMISSION, encoded(other))
    table.stand.platform.put_submission(case.submission_id, encoded(case))
    table.night()
    result = table.compare()
    assert (result.state, result.cause) == (DayState.ESCALATED, DayFault.CONTENT)
    job = table.queue.get(case.submission_id)
    assert (job.state, job.fault) == (JobState.SET_ASIDE, DayFault.CONTENT.code)
    assert (table.state(), table.days_there()["submissions"]) == (DayState.ESCALATED, "escalated")
    assert table.reconciler.due() == (DAY,)


def test_day_of_a_frozen_case_is_closed_once_staff_have_ended_it(table: Table) -> None:
    case = filled("jg-lxfs")
    other = msgspec.structs.replace(case, form={"phone": "19900000099"})
    table.queue.enqueue(case.submission_id, SUBMISSION, encoded(other))
    table.stand.platform.put_submission(case.submission_id, encoded(case))
    table.night()
    assert table.compare().state is DayState.ESCALATED
    table.queue.end(case.submission_id)
    result = table.compare()
    assert (result.state, result.classes["submissions"]) == (DayState.CLOSED, {"D": 1})
    assert table.days_there()["submissions"] == "closed"
    assert table.queue.get(case.submission_id).state is JobState.ENDED


def test_day_of_a_call_back_is_closed_once_staff_have_ended_it(table: Table) -> None:
    table.taken()
    table.queue.call_back(table.claimed(), "platform.gone")
    table.night()
    assert table.compare().cause is DayFault.TASKS
    (job,) = table.queue.jobs()
    table.queue.end(job.job_id)
    assert (table.compare().state, table.state()) == (DayState.CLOSED, DayState.CLOSED)


def test_case_that_staff_ended_and_the_platform_has_after_all_is_the_platforms(table: Table) -> None:
    case = table.sent(heard=False)
    table.queue.freeze(case.submission_id, "x")
    table.queue.end(case.submission_id)
    table.night()
    assert table.compare().state is DayState.CLOSED
    assert table.queue.get(case.submission_id).state is JobState.DONE


def test_state_that_moved_on_is_taken_from_the_platform(table: Table) -> None:
    case = table.sent()
    table.stand.control("case", {"submissionId": case.submission_id, "state": "ACCEPTED"})
    table.night()
    assert table.compare().classes["submissions"] == {"E": 1}
    answer = table.queue.answer(case.submission_id)
    assert answer is not None
    assert json.loads(answer)["state"] == "ACCEPTED"
    assert table.state() is DayState.CLOSED


def test_withdrawn_item_and_refused_case_are_tasks_for_a_person(table: Table) -> None:
    table.taken()
    table.queue.call_back(table.claimed(), "platform.gone")
    table.night()
    result = table.compare()
    assert (result.state, result.cause) == (DayState.ESCALATED, DayFault.TASKS)


def test_ratings_and_prints_ride_the_same_rails(table: Table) -> None:
    at = "2026-07-12T09:41:00.000+08:00"
    case = table.sent()
    rating = Evaluation(uuid7(NOW), "SATISFIED", (), "FIRST", False, at, False, case.submission_id)
    paper = Print(uuid7(NOW), "receipt", "printed", 1, at, False)
    for job_id, kind, body in (
        (rating.evaluation_id, RATING, msgspec.json.encode(rating)),
        (paper.print_id, PRINT, msgspec.json.encode(paper)),
    ):
        table.queue.enqueue(job_id, kind, body)
        send = table.stand.platform.put_evaluation if kind == RATING else table.stand.platform.record_print
        answer = send(job_id, body)
        table.queue.complete(table.claimed(), msgspec.json.encode(answer))
    table.night()
    result = table.compare()
    assert result.classes == {"submissions": {"A": 1}, "ratings": {"A": 1}, "prints": {"A": 1}, "payments": {}}
    assert result.state is DayState.CLOSED


def test_day_that_goes_on_is_compared_and_not_closed(table: Table) -> None:
    table.sent(heard=False)
    assert table.reconciler.due() == ("2026-07-11",)
    result = table.reconciler.compare(DAY, close=False)
    assert (result.state, result.classes["submissions"]) == (DayState.OPEN, {"C": 1})
    assert table.days_there() == {}


def test_case_of_midnight_belongs_to_the_day_it_was_taken(table: Table) -> None:
    late = msgspec.structs.replace(filled("jg-lxfs"), captured_at="2026-07-11T23:59:59.900+08:00")
    table.queue.enqueue(late.submission_id, SUBMISSION, encoded(late))
    answer = table.stand.platform.put_submission(late.submission_id, encoded(late))
    table.queue.complete(table.claimed(), msgspec.json.encode(answer))
    table.night()
    assert table.compare().classes["submissions"] == {}
    assert table.state() is DayState.OPEN  # not before the day that its only case belongs to
    assert table.reconciler.compare("2026-07-11").classes["submissions"] == {"A": 1}
    table.compare()
    assert table.state() is DayState.CLOSED


def test_nothing_is_closed_while_the_platform_cannot_be_asked(table: Table) -> None:
    table.sent()
    table.night()
    table.stand.control("trouble", {"status": 503, "statusTimes": 9, "path": "/v1/reconciliation"})
    with pytest.raises(PlatformError):
        table.compare()
    assert table.state() is DayState.OPEN


def test_more_than_one_page_is_compared(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    for number in range(5):
        table.sent(heard=number < 4)
    table.night()
    assert table.compare().classes["submissions"] == {"A": 4, "C": 1}
    assert table.state() is DayState.CLOSED
