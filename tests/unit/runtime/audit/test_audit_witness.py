"""What a session goes through is said in the trail: the right events, in order, and nothing of whom."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.domain.submission import FaceEvidence, Outcome
from kiosk.domain.text import Language, Text
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events.services import Chosen, InformOpened
from kiosk.flows.events.verifying import CodeChecked, CodeSeen, ScanningBy
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.platform_api.signing.keys import KeyFileError, PrivateKey, new_key
from kiosk.runtime.audit.check import verify
from kiosk.runtime.audit.events import AuditEvent, checked
from kiosk.runtime.audit.outbox import AuditedOutbox
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.audit.witness import TrailWitness, told
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.place import Place
from kiosk.runtime.session import Session
from offline_cache.contract import Job, JobState, StoreError, StoreFault
from tests.flow_walk import PERSON, Walk, card, face, item
from tests.runtime_stand import NOON
from tests.session_bench import Bench, Notes

KEY = new_key("sm2-sm3")
JOB = "0198c5a0-0000-7000-8000-000000000001"


def said(walk: Walk, *events: Event) -> list[tuple[str, dict[str, object]]]:
    """What the trail says of those events, each fit to stand there."""
    found: list[tuple[str, dict[str, object]]] = []
    for event in events:
        before = walk.memory()
        walk(event)
        for what, fields in told(event, before, walk.memory()):
            told_of = {name: value for name, value in fields.items() if value is not None}
            checked(what, told_of)
            found.append((what.code, told_of))
    return found


def test_a_case_from_touch_to_slip() -> None:
    walk = Walk()(on.ItemOpened(item()))
    confirmed = ("identity-confirmed", {"way": "face", "identity": "verified"})
    assert said(
        walk, on.Started(), on.CardDetected(), card(), on.TimedOut("card-done"), on.WaysFound("199****0001"),
        on.WayChosen("face"), on.Agreed(), _failed("not-live"), face(), on.SessionOpened("s", "t", {}),
    ) == [
        ("item-started", {"item": "x", "acting": "self"}),
        ("card-read", {"document": "resident"}),
        ("face-checked", {"decision": "reject", "reason": "not-live", "attempt": 1}),
        ("face-checked", {"decision": "accept", "attempt": 2}),
        confirmed,
    ]  # fmt: skip
    assert said(
        walk, on.FormPrepared({"name": "甲"}, {}, {"name": 0}, 1), on.FieldChanged("name", PERSON.name),
        on.PageValid(), on.Accepted(), on.NotStored("store.full"), on.RetryAsked(), on.Accepted(),
        on.Enqueued(JOB, "A03-0101-0001"), on.CaseAnswered(Outcome.RECEIVED, "S", "SL1", PERSON.name, None, None),
        on.CaseAnswered(Outcome.ACCEPTED, "S", "SL1", None, None, None), on.PrintAsked(),
        on.PrintFailed("printer.paper-out"), on.PrintAsked(), on.Printed(),
    ) == [
        ("submission-not-stored", {"fault": "store.full"}),
        ("case-shown", {"submission": JOB, "outcome": "received"}),
        ("case-shown", {"submission": JOB, "outcome": "accepted"}),
        ("print-ended", {"submission": JOB, "result": "failed", "fault": "printer.paper-out"}),
        ("print-ended", {"submission": JOB, "result": "printed"}),
    ]  # fmt: skip


def _failed(reason: str) -> on.FaceDecided:
    return on.FaceDecided(FaceEvidence(0.1, "reject", "sface", "active-only", (), 1, reason))


def test_a_line_that_is_down_a_wrong_code_and_a_card_that_is_not_taken() -> None:
    walk = Walk(online=False)(on.ItemOpened(item()), on.Started())
    assert said(
        walk, on.CardFailed("reader.sam-41-read-failed"), on.RetryAsked(), card(), on.TimedOut("card-done")
    ) == [
        ("card-failed", {"fault": "reader.sam-41-read-failed"}),
        ("card-read", {"document": "resident"}),
    ]
    signed = ("identity-confirmed", {"way": "signature", "identity": "pending"})
    assert said(walk, on.WayChosen("signature"), on.Signed(b"png")) == [signed]
    other = Walk()(on.ItemOpened(item(documents=("hmt",))), on.Started())
    assert said(other, card()) == [("card-failed", {"fault": "document-not-accepted"})]
    sms = Walk()(on.WalletOpened(), card(), on.TimedOut("card-done"), on.WaysFound("1"), on.WayChosen("sms"))
    assert said(sms, on.CodeSent("c", "1", 60), on.CodeEntered("123456"), on.CodeRefused(2)) == [
        ("code-refused", {"left": 2})
    ]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (
            CodeChecked("revoked", Text("已吊销"), Text("驾驶证"), ("测*甲",), "2026-07-12", wrong_digit=False),
            "revoked",
        ),
        (CodeChecked("测试甲", Text("另一种"), None, (), "2026-07-12", wrong_digit=False), "other"),
        (on.PlatformFailed("platform.timeout"), "no-answer"),
    ],
)
def test_a_code_that_was_checked_is_told_without_whose_it_is(answer: Event, verdict: str) -> None:
    walk = Walk()(InformOpened(), Chosen("verify"), ScanningBy("scanner"))
    assert said(walk, CodeSeen("990101198001010010"), answer) == [("code-checked", {"verdict": verdict})]


def test_a_licence_shown_and_checked() -> None:
    walk = Walk()(on.WalletOpened(), card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"))
    walk(on.Agreed(), face(), on.SessionOpened("s", "t", {}))
    row = on.LicenceRow("lic-1", "11100000000013338W032", "驾驶证", "测*甲", "valid", None, "car")
    found = said(
        walk, on.LicencesFound((row,), "09:40"), on.LicenceChosen("lic-1"), on.TokenMade("p", "t", 60.0),
        on.TokenRedeemed("示例影院", "10:01"),
    )  # fmt: skip
    kind = "11100000000013338W032"
    assert found == [("licence-shown", {"licence": kind, "renewals": 0}), ("licence-checked", {"licence": kind})]


# --- one session ------------------------------------------------------------------------------------------
class Ear:
    """A witness that remembers."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def opened(self) -> None:
        self.heard.append("opened")

    def seen(self, event: Event, before: Memory, after: Memory) -> None:
        del before, after
        self.heard.append(type(event).__name__)

    def closed(self, ending: str) -> None:
        self.heard.append(f"closed {ending}")


class WitnessedNotes(Notes):
    """A performer with a witness."""

    def __init__(self) -> None:
        super().__init__()
        self.witness = Ear()


class WitnessedBench(Bench):
    """A session that is witnessed."""

    def __init__(self) -> None:
        super().__init__()
        self.session.stop()
        self.clock = ManualClock(NOON)
        self.notes: WitnessedNotes = WitnessedNotes()
        self.views.clear()
        self.over.clear()
        place = Place("示例市", "A-03", "12345", test_environment=True)
        self.session = Session(self.notes, place, self.clock, self.views.append, self.over.set)
        self.session.first(Language.ZH_HANS, cleared=False)
        self.session.start()
        self.at(Screen.HOME)


@pytest.fixture
def bench() -> Iterator[WitnessedBench]:
    made = WitnessedBench()
    yield made
    made.session.stop()


def test_nobody_touched_the_screen(bench: WitnessedBench) -> None:
    bench.session.stop()
    assert bench.notes.witness.heard == ["closed stopped"], "and the trail says nothing: nothing was opened"


def test_somebody_leaves_with_their_card_read(bench: WitnessedBench) -> None:
    bench.do(on.WalletOpened())
    bench.at(Screen.CARD)
    bench.notes.tell(on.DeviceChanged("camera", usable=False))
    bench.notes.tell(card())
    bench.until(lambda view: view.chrome.personal)
    bench.do(on.LeaveConfirmed())
    assert bench.over.wait(20)
    heard = bench.notes.witness.heard
    assert heard[:2] == ["opened", "WalletOpened"]
    assert heard.index("CardRead") < heard.index("LeaveConfirmed")
    assert "DeviceChanged" in heard
    assert heard[-1] == "closed left"
    assert heard.count("opened") == 1


# --- the thread that writes -------------------------------------------------------------------------------
class SlowTrail(Trail):
    """A disk that answers when the test says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "screen", lambda: NOON)
        self.go = threading.Event()

    def append(self, event: AuditEvent, at: dt.datetime | None = None, /, **fields: object) -> None:
        assert self.go.wait(60)
        super().append(event, at, **fields)


def lines(folder: Path) -> list[Mapping[str, object]]:
    return [json.loads(raw.partition(b" ")[2]) for raw in (folder / "trail.log").read_bytes().splitlines()]


def test_a_slow_disk_holds_nobody_up_and_all_is_written_and_signed_at_the_end(tmp_path: Path) -> None:
    trail, clock = SlowTrail(tmp_path), ManualClock(NOON)
    witness = TrailWitness(trail, clock, lambda: KEY)
    witness.seen(on.CodeRefused(1), Memory(), Memory())
    witness.opened()
    clock.pass_time(61)
    witness.seen(on.CodeRefused(2), Memory(), Memory())
    assert not (tmp_path / "trail.log").exists(), "said, not written yet"
    trail.go.set()
    witness.closed("idle")
    found = lines(tmp_path)
    assert [one["event"] for one in found] == ["session-opened", "code-refused", "session-closed", "checkpoint"]
    assert (found[2]["ending"], found[2]["seconds"]) == ("idle", 61)
    assert found[1]["at"] == "2026-07-12T09:42:01.000+08:00", "when it was, not when it was written"
    assert len({one["session"] for one in found[:3]}) == 1
    head = (tmp_path / "trail.head").read_bytes()
    assert verify((tmp_path / "trail.log").read_bytes(), head, [KEY.public]).whole


def test_a_terminal_without_a_key_writes_and_cannot_sign(tmp_path: Path) -> None:
    def none() -> PrivateKey:
        raise KeyFileError("absent")

    witness = TrailWitness(Trail(tmp_path, "screen", lambda: NOON), ManualClock(NOON), none)
    witness.opened()
    witness.closed("stopped")
    assert [one["event"] for one in lines(tmp_path)] == ["session-opened", "session-closed"]


def test_what_becomes_of_a_case_is_said_after_it_is_so(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "audit", "sync", lambda: NOON)
    ids = [f"{JOB[:-1]}{number}" for number in range(3)]
    with closing(AuditedOutbox(open_store(Files(tmp_path / "state")), trail, clock=NOON.timestamp)) as outbox:
        for job in ids:
            outbox.enqueue(job, "submission", b"x")
        outbox.enqueue(f"{JOB[:-1]}9", "rating", b"not a case")
        steps: list[Callable[[str], Job]] = [
            lambda job: outbox.complete(job, b"answer"),
            lambda job: outbox.set_aside(job, "platform.refused"),
            lambda job: outbox.call_back(job, "platform.gone"),
        ]
        for step in steps:
            claimed = outbox.claim(NOON.timestamp())
            assert claimed is not None
            step(claimed.job.job_id)
    assert [(one["event"], one["submission"], one.get("fault")) for one in lines(tmp_path / "audit")] == [
        *(("submission-queued", job, None) for job in ids),
        ("submission-answered", ids[0], None),
        ("submission-set-aside", ids[1], "platform.refused"),
        ("submission-call-back", ids[2], "platform.gone"),
    ]


def test_what_is_undone_was_never_said_and_steps_together_are_said_after_their_commit(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "audit", "sync", lambda: NOON)
    ids = [f"{JOB[:-1]}{number}" for number in range(3)]
    with closing(AuditedOutbox(open_store(Files(tmp_path / "state")), trail, clock=NOON.timestamp)) as outbox:
        for job in ids:
            outbox.enqueue(job, "submission", b"x")
            outbox.claim(NOON.timestamp())
        with suppress(StoreError), outbox.together():
            outbox.complete(ids[0], b"answer")
            raise StoreError(StoreFault.FULL)
        assert outbox.get(ids[0]).state is JobState.SENDING
        with outbox.together():
            outbox.complete(ids[0], b"answer")
            with suppress(StoreError), outbox.together():
                outbox.complete(ids[1], b"answer")
                raise StoreError(StoreFault.FULL)
            with outbox.together():
                outbox.set_aside(ids[2], "platform.refused")
            assert len(lines(tmp_path / "audit")) == 3, "it may still be undone"
        assert outbox.get(ids[1]).state is JobState.SENDING
    said = [(one["event"], one["submission"]) for one in lines(tmp_path / "audit")][3:]
    assert said == [("submission-answered", ids[0]), ("submission-set-aside", ids[2])]


def test_what_staff_citizen_and_reconciliation_do_is_said_too(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "audit", "staff", lambda: NOON)
    a, b, c, d = (f"{JOB[:-1]}{number}" for number in range(4))
    with closing(AuditedOutbox(open_store(Files(tmp_path / "state")), trail, clock=NOON.timestamp)) as outbox:
        for job in (a, b, c, d):
            outbox.enqueue(job, "submission", b"x")
        claimed = outbox.claim(NOON.timestamp())
        assert claimed is not None
        outbox.set_aside(a, "platform.refused")
        outbox.retry(a)
        outbox.settle(a, b"answer")
        outbox.reopen(a)
        outbox.withdraw(b)
        outbox.freeze(c, "platform.conflict")
        outbox.expire(NOON.timestamp() + 1)
    assert [(one["event"], one["submission"]) for one in lines(tmp_path / "audit")][5:] == [
        ("submission-retried", a),
        ("submission-settled", a),
        ("submission-reopened", a),
        ("submission-withdrawn", b),
        ("submission-set-aside", c),
        ("submission-call-back", a),
        ("submission-call-back", d),
    ]
