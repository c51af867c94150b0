"""What journeys do with 门诊费用报销: a form with a past day, an amount and a page to photograph; and 我的办件."""

from __future__ import annotations

import datetime as dt

from kiosk.journeys import acts
from kiosk.journeys.stage import Stage

ITEM, THEME = "yb-mzbx", "yb"
AMOUNT = "120"


def begin(stage: Stage, person: str) -> None:
    """From home to the page with the invoice, which is photographed."""
    hand = stage.hand
    hand.wait("the topics", lambda: hand.sees(f"theme-{THEME}"))
    hand.go(f"theme-{THEME}", "category")
    while not hand.sees(f"item-{ITEM}"):
        hand.tap("pager.next")
    hand.go(f"item-{ITEM}", "item")
    hand.go("primaryButton", "card")
    acts.place_card(stage, person)
    acts.pass_sms(stage)
    hand.wait_page("form")
    past_day(stage, "visited")
    hand.tap("form.field.amount")
    for digit in AMOUNT:
        hand.tap(f"key{digit}")
    hand.keep("form-amount")
    hand.tap("primaryButton")
    hand.wait("the phone", lambda: hand.sees("form.field.phone"))
    hand.tap("primaryButton")
    hand.wait("the page of pictures", lambda: hand.sees("form.scan.invoice"))
    scan_invoice(stage)


def scan_invoice(stage: Stage) -> None:
    """Photograph what lies below the document camera."""
    hand = stage.hand
    hand.go("form.scan.invoice", "scan")
    hand.tap("primaryButton")
    hand.wait("the picture to look at", lambda: hand.sees("scan.drop"))
    hand.keep("scanned")
    hand.tap("primaryButton")
    hand.wait_page("form")
    hand.wait_words("已扫描")


def past_day(stage: Stage, field: str) -> None:
    """The first of January of last year."""
    hand = stage.hand
    year = f"date.year.{dt.date.today().year - 1}"  # noqa: DTZ011  the year on the calendar on the wall
    if not hand.sees(year):
        hand.tap(f"form.field.{field}")
    hand.tap(year)
    hand.tap("date.month.1")
    hand.tap("date.day.1")


def open_matters(stage: Stage, person: str) -> None:
    """From home to the list of one's own cases, confirmed by the code on the phone."""
    hand = stage.hand
    hand.wait("我的办件 open", lambda: bool(hand.ask(do="find", name="mattersButton").get("enabled")))
    hand.go("mattersButton", "card")
    acts.place_card(stage, person)
    acts.pass_sms(stage)
    hand.wait_page("matters")


def hand_in(stage: Stage) -> None:
    """From the page with the invoice to the platform's answer."""
    hand = stage.hand
    hand.go("primaryButton", "check")
    submit(stage)


def submit(stage: Stage) -> None:
    """From the check page to the platform's answer."""
    hand = stage.hand
    acts.look_through(stage)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已收件，等部门受理")
    hand.keep("result")
