"""Journey: a form is begun at one terminal, with a page already uploaded, and handed in at another.

No page of the interface offers drafts yet, so that both terminals are what lies beneath: a client of the platform
each, with a key of its own. The platform is the real program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Evidence, Submission, UploadRef, Way
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key, parse_public
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.uploads import bring
from kiosk.platform_api.wire import Draft, PersonRef, ScanAnswer, Session
from kiosk.runtime import demo

ITEM, MATERIAL = "yb-mzbx", "invoice"
PAGE = base64.b64decode(
    "/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/2Q=="
)


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    try:
        _between(stage, report)
    except PlatformError as error:
        raise JourneyError(f"{error.fault.code}: {error.problem.kind if error.problem else ''}") from error


def _between(stage: Stage, report: Report) -> None:
    here, there = _terminal(stage, "A-03"), _terminal(stage, "B-07")
    try:
        item = _item(here)
        person = _person()
        draft = _begin(stage, here, item, person)
        report.facts["draft"] = draft.draft_id
        answer = _hand_in(stage, there, item, person)
        report.facts |= {"submission_id": answer.submission_id, "project_no": answer.project_no}
        _too_late(stage, here, person, draft)
    finally:
        here.close()
        there.close()
    (case,) = stage.platform("submissions")["submissions"]
    report.facts |= {"begun_at": "A-03", "handed_in_at": case["terminalId"]}
    if case["submissionId"] != draft.draft_id or case["terminalId"] != "B-07":
        raise JourneyError("the case is not the one that was begun elsewhere")


def _begin(stage: Stage, terminal: PlatformClient, item: ServiceItem, person: PersonRef) -> Draft:
    """Half of the answers and one page; then the person leaves."""
    session, now = _open(stage, terminal, person), to_rfc3339(time.time())
    upload = UploadRef(uuid7(), MATERIAL, "image/jpeg", hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    draft_id = uuid7()
    bring(terminal, draft_id, upload, lambda offset, size: PAGE[offset : offset + size])
    answers: dict[str, str | float] = {"visited": now[:10], "amount": 120.5}
    draft = Draft(draft_id, item.code, item.version, item.form_version, answers, (upload,), (), now, page=1)
    if terminal.put_draft(session, draft).revision != 1:
        raise JourneyError("the draft is not the first of its kind")
    terminal.close_session(session)
    return draft


def _hand_in(stage: Stage, terminal: PlatformClient, item: ServiceItem, person: PersonRef) -> Any:
    """Found, taken up, finished."""
    session = _open(stage, terminal, person)
    (found,) = terminal.drafts(session).drafts
    draft = terminal.resume_draft(session, found.draft_id).draft
    now = to_rfc3339(time.time())
    case = Submission(
        submission_id=draft.draft_id,
        service_item_code=item.code,
        item_version=draft.item_version,
        form_version=draft.form_version,
        applicant={"kind": person.kind, "name": person.name, "number": person.number},
        form={**draft.form, "phone": "19900000001"},
        materials=(),
        attachments=(),
        evidence=Evidence(Way.PHONE, "verified", now, session_id=session.session_id),
        captured_at=now,
        captured_offline=False,
        clock_offset_ms=0,
        uploads=draft.uploads,
    )
    answer = terminal.put_submission(case.submission_id, msgspec.json.encode(case))
    terminal.put_draft(session, msgspec.structs.replace(draft, based_on=found.revision, page=2))
    terminal.close_session(session)
    return answer


def _too_late(stage: Stage, terminal: PlatformClient, person: PersonRef, draft: Draft) -> None:
    """Whoever goes on from the old revision is told that another terminal was quicker."""
    session = _open(stage, terminal, person)
    try:
        terminal.put_draft(session, msgspec.structs.replace(draft, based_on=1, page=9))
    except PlatformError as error:
        if error.fault is not PlatformFault.CONFLICT:
            raise JourneyError(f"{error.fault.code} instead of a conflict") from error
    else:
        raise JourneyError("an old revision was written over a newer one")
    terminal.drop_draft(session, draft.draft_id)
    if terminal.drafts(session).drafts:
        raise JourneyError("the draft is still there")


def _terminal(stage: Stage, terminal_id: str) -> PlatformClient:
    """A terminal of that place, made known."""
    code, key = f"JOURNEY-{terminal_id}", new_key("sm2-sm3")
    stage.platform("code", {"code": code})
    platform = stage.folder / "platform.db.keys" / "platform.pub.pem"
    endpoint = Endpoint(f"http://127.0.0.1:{stage.port}", terminal_id, parse_public(platform.read_text("ascii")))
    client = PlatformClient(endpoint, key)
    client.enrol(code)
    return client


def _item(terminal: PlatformClient) -> ServiceItem:
    answer = terminal.catalogue()
    item = msgspec.json.decode(answer.body, type=Catalogue).item(ITEM) if answer else None
    if item is None:
        raise JourneyError("the item is not offered")
    return item


def _person() -> PersonRef:
    card = json.loads((demo.people_dir() / "p01.json").read_bytes())["card"]
    return PersonRef(card["kind"], card["name"], card["number"])


def _open(stage: Stage, terminal: PlatformClient, person: PersonRef) -> Session:
    """With the code that the person's phone shows."""
    payload = stage.platform("phone-code", {"number": person.number})["payload"]
    evidence = Evidence(Way.PHONE, "verified", to_rfc3339(time.time()))
    return terminal.open_session(person, evidence, scan=ScanAnswer(payload))
