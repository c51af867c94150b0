"""Journey: a bill is ordered, the platform falls silent and nobody is told to pay again; then it is paid, once."""

from __future__ import annotations

import urllib.request

from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.show_licence import decode
from kiosk.journeys.stage import Stage

BILL = "bill-p01-water"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("payments open", lambda: bool(hand.ask(do="find", name="payButton").get("enabled")))
    hand.go("payButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait_page("choose")
    turn_to(stage, f"choose.{BILL}")
    hand.keep("bills")
    hand.go(f"choose.{BILL}", "paying")
    address = shown_code(stage)
    hand.keep("code")
    stage.stop_sandbox()
    hand.wait_words("没确认到", "先别再付")
    if hand.sees("receiptCode"):
        raise JourneyError("a code to pay with while nobody knows")
    hand.keep("nobody-knows")
    stage.start_sandbox()
    hand.wait_words("请用手机扫码付款")
    if shown_code(stage) != address:
        raise JourneyError("another order was made for the same bill")
    with urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=20):  # noqa: S310  our own
        report.begin_step()
    hand.wait_words("付好了", "收据号")
    hand.keep("paid")
    acts.print_receipt(stage, report)
    report.facts["order"] = hand.reads("paying.order")
    acts.finish(stage)
    report.facts["left"] = [job["kind"] for job in stage.queue("list") or []]


def shown_code(stage: Stage) -> str:
    """What a phone sees in the picture of the screen."""
    found = ""

    def readable() -> bool:
        nonlocal found
        if not stage.hand.sees("receiptCode"):
            return False
        picture = stage.folder / "look.png"
        stage.hand.ask(do="grab", path=str(picture))
        found = decode(picture)
        return found.startswith("http")

    stage.hand.wait("a code to scan", readable)
    return found
