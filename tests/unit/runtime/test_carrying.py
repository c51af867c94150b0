"""Carried by hand and back: what waits is taken in by the sandbox over a real line, and its receipt ends the job."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Submission, UploadRef
from kiosk.platform_api.carry_out import BundleError
from kiosk.platform_api.times import CHINA
from kiosk.platform_api.wire import Print
from kiosk.runtime import carrying
from kiosk.runtime.carrying import Carrier
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.sending import CANCELLED_PAYMENT, PRINT, SUBMISSION
from offline_cache.contract import Attachment, JobState
from offline_cache.memory import MemoryOutbox
from tests.platform_stand import NOW, SandboxStand, encoded, sandbox_stand
from tests.unit.sandbox.test_submissions import filled

PAGE = b"\xff\xd8\xff" + bytes(range(256)) * 1000


class Desk:
    """A terminal whose line is down, and the platform that somebody walks to."""

    def __init__(self, stand: SandboxStand) -> None:
        self.stand = stand
        self.queue = MemoryOutbox(clock=lambda: stand.time)
        clock = ManualClock(dt.datetime.fromtimestamp(NOW, CHINA))
        self.carrier = Carrier(self.queue, "A-03", stand.key, stand.sandbox.world.key.public, clock)

    def taken(self, case: Submission | None = None, *pages: Attachment) -> Submission:
        case = case or filled("jg-lxfs")
        self.queue.enqueue(case.submission_id, SUBMISSION, encoded(case), pages)
        return case

    def with_a_page(self) -> Submission:
        upload = UploadRef(uuid7(NOW), "invoice", "image/jpeg", hashlib.sha256(PAGE).hexdigest(), len(PAGE))
        case = msgspec.structs.replace(filled("yb-mzbx"), attachments=(), uploads=(upload,))
        return self.taken(case, Attachment(upload.upload_id, upload.media_type, PAGE, upload.material_code))

    def state(self, case: Submission) -> JobState:
        return self.queue.get(case.submission_id).state

    def count(self) -> int:
        return int(self.stand.control("submissions")["count"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sandbox_stand(tmp_path) as stand:
        yield Desk(stand)


def test_cases_files_and_prints_arrive_and_the_receipt_ends_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "PIECE", 100_000)
    plain, paged = desk.taken(), desk.with_a_page()
    paper = Print(uuid7(NOW), "receipt", "printed", 1, "2026-07-12T09:41:00.000+08:00", captured_offline=True)
    desk.queue.enqueue(paper.print_id, PRINT, msgspec.json.encode(paper))
    export = desk.carrier.export()
    (bundle,) = export.bundles
    assert len(export.exported) == 3
    assert desk.state(plain) is JobState.QUEUED
    receipt = desk.stand.platform.carry_out(bundle)
    settled = desk.carrier.settle(receipt)
    assert [(one.status, one.settled) for one in settled] == [(201, True)] * 3
    assert desk.state(plain) is desk.state(paged) is JobState.DONE
    answer = desk.queue.answer(plain.submission_id)
    assert answer is not None
    assert b'"projectNo":"SL' in answer
    assert desk.carrier.settle(receipt) == settled
    assert desk.carrier.export().bundles == []


def test_line_that_came_back_first_makes_no_second_case(desk: Desk) -> None:
    case = desk.with_a_page()
    (bundle,) = desk.carrier.export().bundles
    desk.stand.platform.carry_out(bundle)
    (later,) = desk.carrier.export().bundles
    settled = desk.carrier.settle(desk.stand.platform.carry_out(later))
    assert [(one.entry_id, one.status, one.settled) for one in settled] == [(case.submission_id, 200, True)]
    assert desk.count() == 1


def test_what_was_refused_stays_as_it_is(desk: Desk) -> None:
    case = desk.taken(msgspec.structs.replace(filled("jg-lxfs"), form={}))
    (bundle,) = desk.carrier.export().bundles
    settled = desk.carrier.settle(desk.stand.platform.carry_out(bundle))
    assert [(one.status, one.settled) for one in settled] == [(422, False)]
    assert desk.state(case) is JobState.QUEUED


def test_receipt_of_another_terminal_or_of_nobody_is_not_believed(desk: Desk) -> None:
    case = desk.taken()
    (bundle,) = desk.carrier.export().bundles
    receipt = desk.stand.platform.carry_out(bundle)
    for wrong in (msgspec.structs.replace(receipt, signature=""), msgspec.structs.replace(receipt, receipt="e30=")):
        with pytest.raises(BundleError):
            desk.carrier.settle(wrong)
    other = Carrier(desk.queue, "B-07", desk.carrier.key, desk.carrier.platform, desk.carrier.clock)
    with pytest.raises(BundleError, match="terminalId"):
        other.settle(receipt)
    assert desk.state(case) is JobState.QUEUED


def test_what_is_too_large_or_needs_the_line_is_left_out_and_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large, order = desk.taken(), desk.with_a_page(), uuid7(NOW)
    desk.queue.enqueue(order, CANCELLED_PAYMENT, b"idle")
    monkeypatch.setattr(carrying, "BUNDLE", 10_000)
    export = desk.carrier.export()
    assert (export.exported, export.left_out) == ([small.submission_id], [large.submission_id, order])


def test_much_becomes_several_bundles(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [desk.taken() for _ in range(4)]
    monkeypatch.setattr(carrying, "BUNDLE", 2 * len(encoded(cases[0])) + 10)
    export = desk.carrier.export()
    assert len(export.bundles) == 2
    for bundle in export.bundles:
        assert all(one.settled for one in desk.carrier.settle(desk.stand.platform.carry_out(bundle)))
    assert desk.count() == 4


def test_what_is_being_sent_or_set_aside_is_not_exported(desk: Desk) -> None:
    desk.taken()
    assert desk.queue.claim(desk.stand.time) is not None
    assert desk.carrier.export().bundles == []
