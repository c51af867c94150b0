"""What the audit trail says of drafts and of cases that are taken back: ids and codes, no answer."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.domain.submission import Outcome, UploadRef
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.events import matters as own
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.witness import told
from tests.runtime_stand import memory_at_form

_PAGE = UploadRef("u1", "invoice", "image/jpeg", "0" * 64, 3)
_CASE = own.Matter("0198c5a0-0000-7000-8000-000000000002", Text("事"), "WITHDRAWN", Outcome.FAILED)


def test_a_draft_that_is_kept_is_told_by_its_item_alone() -> None:
    memory = memory_at_form()
    (said,) = told(own.DraftKept("d1", 1, "2026-08-11", {"invoice": _PAGE}), memory, memory)
    assert said == (AuditEvent.DRAFT_KEPT, {"item": "yb-ydjy"})


def test_a_case_is_taken_back_once_in_the_trail() -> None:
    memory = memory_at_form()
    (said,) = told(own.MatterChanged(_CASE), memory, memory)
    assert said == (AuditEvent.CASE_TAKEN_BACK, {"submission": _CASE.submission_id})
    assert told(own.MatterChanged(replace(_CASE, here=True)), memory, memory) == [], "the outbox has said so"


def test_help_of_the_desk_is_told_from_asking_to_the_case() -> None:
    memory = memory_at_form()
    (said,) = told(own.LaidDown("70418236", "07-13 09:41"), memory, memory)
    assert said == (AuditEvent.HELP_ASKED, {"item": "yb-ydjy"})
    assert memory.item is not None
    back = own.DraftOpened(memory.item, _CASE.submission_id, 2, {}, {}, 0, staff="s-02")
    (said,) = told(back, memory, memory)
    about = {"staff": "s-02", "submission": _CASE.submission_id}
    assert said == (AuditEvent.HELP_TAKEN_UP, about | {"item": "yb-ydjy"})
    assert told(replace(back, staff=""), memory, memory) == []
    stored = put(put(memory, "keeping", staff="s-02"), "case", submission_id=_CASE.submission_id)
    enqueued = on.Enqueued(_CASE.submission_id, "A03")
    assert told(enqueued, memory, stored) == [(AuditEvent.HELPED_CASE, about)]
    assert told(enqueued, memory, put(stored, "keeping", staff="")) == []


def test_an_account_that_is_no_short_code_is_not_written_down() -> None:
    memory = memory_at_form()
    stored = put(put(memory, "keeping", staff="19900000001"), "case", submission_id=_CASE.submission_id)
    ((_, fields),) = told(on.Enqueued(_CASE.submission_id, "A03"), memory, stored)
    assert fields["staff"] == "other"
