"""Journey: a station's day without a line; it comes back in the evening, and every case is there once.

Three people hand in at the terminal with card and signature, a fourth is helped at the desk and comes again. In the
middle of the day somebody pulls the plug.
"""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any

from kiosk.journeys import acts, desk_hand
from kiosk.journeys.desk_assisted import AMOUNT, fill_in_refund
from kiosk.journeys.hand import Hand
from kiosk.journeys.handover import CLERK, look_and_submit, take_up
from kiosk.journeys.refund import scan_invoice
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime.own_entries import business_day
from kiosk.runtime.processes import kiosk_command

PEOPLE = ("p03", "p05", "p06")
HELPED = "p01"
HEAD = "s-03"
_OPEN = {"queued", "waiting"}


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stage.start_kiosk()
    acts.wait_for_topics(stage)
    stage.stop_sandbox()
    _morning(stage, report)
    stage.kill_kiosk()
    report.facts["killed_after"] = report.steps[-1]["name"]
    stage.start_kiosk()
    acts.submit_without_a_line(stage, report, PEOPLE[2], phone="19900000006")
    acts.finish(stage)
    report.facts["references"] = [job["reference"] for job in _waiting(stage, len(PEOPLE))]
    stage.start_sandbox()
    _evening(stage, report)
    _everything_once(stage, report)


def _morning(stage: Stage, report: Report) -> None:
    """Two people at the terminal; then staff sign in without a line, and help somebody as far as that goes."""
    for number, person in enumerate(PEOPLE[:2]):
        acts.submit_without_a_line(stage, report, person, phone=f"1990000000{number}")
        acts.finish(stage)
    _waiting(stage, 2)
    with desk_hand.desk(stage, report, CLERK, "clerk") as desk:
        fill_in_refund(desk)
        desk.tap("helpHandBack")
        desk.wait("why no code is given", lambda: desk.sees("helpTrouble"))
        desk.keep("desk-no-code-without-a-line")
        desk.tap("helpSetAside")
        desk.tap("desk.outbox")
        desk.wait("the outbox", lambda: desk.reads_in("pageTitle", "待上传"))
        _rows(desk, 2)
        desk.keep("desk-outbox")
    with desk_hand.desk(stage, report, HEAD, "head") as desk:
        desk.tap("desk.days")
        desk.tap(f"deskRow.{business_day(time.time())}")
        desk.tap("act.compare")
        desk.wait("why no day is compared", lambda: desk.sees("deskTrouble"))
        desk.keep("desk-day-without-a-line")


def _evening(stage: Stage, report: Report) -> None:
    """All of it goes out; the one who was helped comes again."""
    hand = stage.hand
    report.begin_step()
    hand.wait(
        "the outbox empty", lambda: {job["state"] for job in stage.queue("list") or [{"state": ""}]} == {"done"}
    )
    hand.keep("sent")
    with desk_hand.desk(stage, report, CLERK) as desk:
        _rows(desk, len(PEOPLE))
        desk.keep("desk-today-sent")
        desk.tap("desk.drafts")
        desk.wait("the drafts", lambda: desk.reads_in("pageTitle", "草稿"))
        (draft,) = _rows(desk, 1)
        desk.tap(draft)
        desk.tap("act.resume")
        desk.wait("the form", lambda: desk.sees("help.amountInput"))
        desk.tap("helpHandBack")
        code = desk_hand.code_on_the_desk(desk)
        desk.keep("desk-handed-back")
    take_up(stage, HELPED, code)
    scan_invoice(stage)
    hand.tap("primaryButton")
    look_and_submit(stage, AMOUNT)
    acts.finish(stage)


def _everything_once(stage: Stage, report: Report) -> None:
    """The platform has every case once, and both sides' books of the day agree."""
    cases = stage.platform("submissions")["submissions"]
    writes = stage.platform("ledger")["putSubmission"]
    report.facts["cases"] = [case["projectNo"] for case in cases]
    if len(cases) != len(PEOPLE) + 1 or writes["twice"] or writes["changed"]:
        raise JourneyError("the platform does not have every case exactly once")
    (day,) = _compared(stage, business_day(time.time()))
    report.facts["day"] = {name: day[name] for name in ("day", "state", "classes")}
    if day["findings"] or day["classes"]["submissions"] != {"A": len(cases)}:
        raise JourneyError("the books of the day differ")


def _compared(stage: Stage, day: str) -> list[dict[str, Any]]:
    """What `kiosk queue reconcile` says of a day that is not over: compared, and left open."""
    words = kiosk_command("queue", "reconcile", "--day", day, "--json", "--config", str(stage.config))
    done = subprocess.run(words, capture_output=True, timeout=60, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["days"] if done.stdout else []
    return found


def _states(stage: Stage) -> set[str]:
    return {str(job["state"]) for job in stage.queue("list") or []}


def _waiting(stage: Stage, number: int) -> list[dict[str, Any]]:
    queued: list[dict[str, Any]] = stage.queue("list") or []
    if len(queued) != number or not all(job["state"] in _OPEN for job in queued):
        raise JourneyError(f"the outbox does not hold the {number} cases")
    return queued


def _rows(desk: Hand, number: int) -> list[str]:
    """Names of the rows on the page, once there are so many."""
    found: list[str] = []

    def there() -> bool:
        found[:] = desk.names("deskRow.")
        return len(found) == number

    desk.wait(f"{number} rows", there)
    return found
