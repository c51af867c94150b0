"""Journey: two days without a line, 200 cases; then everything arrives once, and the days are closed.

The outbox is filled by a clock that runs through the two days; sending and comparing are the real programs, now.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Evidence, Submission, Way
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.platform_api.times import to_rfc3339
from kiosk.runtime import demo
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.own_entries import business_day
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.sync_catalogue import CATALOGUE
from offline_cache.catalogue import SnapshotStore
from offline_cache.outbox import Outbox

CASES = 200
OUTAGE = 2 * 86_400.0
ITEM = "jg-lxfs"
_PATIENCE = 300.0
_PICTURE = "iVBORw0KGgo="


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    _kiosk(stage, "sync", "--once")  # makes itself known, and has the catalogue
    stage.stop_sandbox()
    now = time.time()
    _take(stage, now)
    waiting = stage.queue("stats")
    report.facts |= {"cases": CASES, "waiting": waiting["queued"], "oldest": waiting["oldest"]}
    if _kiosk(stage, "sync", "--once") == 0:
        raise JourneyError("cases were sent though there is no line")
    stage.start_sandbox()
    began = time.monotonic()
    if _kiosk(stage, "sync", "--once") != 0:
        raise JourneyError("not everything was sent")
    report.facts["sent_in_seconds"] = round(time.monotonic() - began, 1)
    writes = stage.platform("ledger")["putSubmission"]
    report.facts["writes"] = {name: writes[name] for name in ("received", "accepted", "ids", "contents")}
    if (writes["ids"], writes["contents"], writes["twice"], writes["changed"]) != (CASES, CASES, [], []):
        raise JourneyError("the platform does not have every case exactly once")
    _closed(stage, report, now)
    stage.start_kiosk()
    stage.hand.keep("home")


def _closed(stage: Stage, report: Report, now: float) -> None:
    """Every day that is over is closed on both sides, and every case is in one of them or in today's."""
    done = subprocess.run(
        kiosk_command("queue", "reconcile", "--json", "--config", str(stage.config)),
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    days: list[dict[str, Any]] = json.loads(done.stdout)["days"]
    report.facts["days"] = [{name: one[name] for name in ("day", "state", "classes")} for one in days]
    if done.returncode or not days or any(one["state"] != "closed" for one in days):
        raise JourneyError("a day was not closed")
    there = {one["day"] for one in stage.platform("days")["days"] if one["state"] == "closed"}
    if there != {one["day"] for one in days}:
        raise JourneyError("the platform has not closed the same days")
    counted = Counter(business_day(_moment(number, now)) for number in range(CASES))
    agreed = {one["day"]: one["classes"]["submissions"].get("A", 0) for one in days}
    if {day: count for day, count in agreed.items() if count} != {
        day: count for day, count in counted.items() if day != business_day(now)
    }:
        raise JourneyError("a case is missing on its day")


def _take(stage: Stage, now: float) -> None:
    """As many cases as were taken in two days, each at its own time, of the item as the terminal knows it."""
    moment, store = [now], open_store(Files(demo.state_dir(stage.folder)))
    outbox = Outbox(store, clock=lambda: moment[0])
    try:
        kept = SnapshotStore(store).current(CATALOGUE)
        item = msgspec.json.decode(kept.payload, type=Catalogue).item(ITEM) if kept else None
        if item is None:
            raise JourneyError("the terminal has no catalogue")
        people = _people()
        for number in range(CASES):
            moment[0] = _moment(number, now)
            case = _case(item, people[number % len(people)], number, moment[0])
            outbox.enqueue(case.submission_id, SUBMISSION, msgspec.json.encode(case))
    finally:
        outbox.close()


def _people() -> list[dict[str, str]]:
    """Synthetic people with a resident's card."""
    cards = [json.loads(path.read_bytes())["card"] for path in sorted(demo.people_dir().glob("p*.json"))]
    return [{name: card[name] for name in ("kind", "name", "number")} for card in cards if card["kind"] == "resident"]


def _moment(number: int, now: float) -> float:
    return now - OUTAGE + (number + 0.5) * OUTAGE / CASES


def _case(item: ServiceItem, person: dict[str, str], number: int, moment: float) -> Submission:
    """Taken without a line: signed, to be reviewed."""
    at = to_rfc3339(moment)
    return Submission(
        submission_id=uuid7(moment),
        service_item_code=item.code,
        item_version=item.version,
        form_version=item.form_version,
        applicant=dict(person),
        form={"phone": f"199{number:08d}"},
        materials=(),
        attachments=(),
        evidence=Evidence(Way.SIGNATURE, "pending", at),
        captured_at=at,
        captured_offline=True,
        clock_offset_ms=0,
        signature_png=_PICTURE,
    )


def _kiosk(stage: Stage, *words: str) -> int:
    """A command of this terminal, to its end."""
    done = subprocess.run(
        kiosk_command(*words, "--config", str(stage.config)), capture_output=True, timeout=_PATIENCE, check=False
    )
    return done.returncode
