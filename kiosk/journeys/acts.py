"""What several journeys do: identify oneself, fill in the form, take the receipt."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path

from kiosk.journeys.hand import Hand
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

ITEM = "yb-ydjy"
THEME = "yb"
FACE_PATIENCE = 120.0
_CHALLENGES = {"眨": "blink", "左": "turn-left", "右": "turn-right", "近": "closer"}


def wait_for_topics(stage: Stage) -> None:
    """Home shows topics: ours, or where large words leave room for few, any."""
    hand = stage.hand

    def there() -> bool:
        return hand.sees(f"theme-{THEME}") or (hand.leafing and hand.sees_any("theme-", but="theme-all"))

    hand.wait("topics", there)


def open_item(stage: Stage) -> None:
    """From home to the service guide."""
    hand = stage.hand
    wait_for_topics(stage)
    hand.keep("home")
    ours = f"theme-{THEME}"
    hand.wait("our topic, or all", lambda: hand.sees(ours) or (hand.leafing and hand.sees("theme-all")))
    hand.go(ours if hand.sees(ours) else "theme-all", "category")
    hand.go(f"item-{ITEM}", "item")


def place_card(stage: Stage, person: str) -> None:
    """Lay the card on the reader and take it away when the page says so."""
    hand = stage.hand
    stage.reader(do="place", person=person)
    hand.wait_page("identity-choice")
    stage.reader(do="lift")


def pass_face(stage: Stage, face: str, *, beside: bool = False) -> None:
    """Choose the face, agree, and do what the page asks for; `beside`: somebody else is in the picture at first."""
    hand = stage.hand
    stage.camera(do="face", name="two" if beside else face)
    hand.keep("identity-choice")
    hand.go("identity.way.face", "face-consent")
    hand.go("consent.agree", "face")
    if beside:
        hand.wait_words("画面里有别人，请只留您自己")
        hand.keep("two-faces")
        stage.camera(do="face", name=face)
    done = ""
    end = time.monotonic() + FACE_PATIENCE
    while hand.screen() == "face":
        if time.monotonic() > end:
            raise JourneyError("the face check does not come to an end")
        progress = hand.reads("face.progress")
        asked = _challenge(hand) if progress else ""  # 请靠近一点 is also said as mere advice
        step = f"{asked} {progress} {hand.reads('face.attempt')}"
        if asked and step != done:
            done = step
            hand.keep(f"face-{asked}")
            stage.camera(do="act", challenge=asked)
        time.sleep(0.1)


def pass_sms(stage: Stage) -> None:
    """Choose the SMS code and type what the phone shows."""
    hand = stage.hand
    hand.wait("the SMS way", lambda: bool(hand.ask(do="find", name="identity.way.sms").get("enabled")))
    hand.go("identity.way.sms", "sms-code")
    code = ""

    def arrived() -> bool:
        nonlocal code
        messages = stage.platform("sms").get("messages", [])
        code = str(messages[-1]["code"]) if messages else ""
        return bool(code)

    hand.wait("an SMS", arrived)
    hand.keep("sms-code")
    for digit in code:
        hand.tap(f"key{digit}")
    if hand.screen() == "sms-code":
        hand.tap("primaryButton")


def pass_signature(stage: Stage) -> None:
    """The line is down: card and signature."""
    hand = stage.hand
    hand.keep("identity-choice")
    hand.go("identity.way.signature", "signature")
    hand.sign("signature.pad")
    hand.keep("signed")
    hand.tap("primaryButton")


def fill_in(stage: Stage, *, phone: str | None) -> None:
    """The form of the item: kind, city, day, phone."""
    hand = stage.hand
    hand.wait_page("form")
    hand.keep("form-kind")
    go_on(stage)
    hand.wait("an error summary", lambda: hand.sees("errorSummary"))
    hand.keep("form-error")
    hand.tap("choice.kind.long-stay")
    go_on(stage)
    hand.wait("the city", lambda: hand.sees("choice.city.990200") or hand.sees("form.field.city"))
    hand.keep("form-city")
    choose_city_and_day(stage)
    go_on(stage)
    hand.wait("the phone", lambda: hand.sees("form.field.phone"))
    if phone is not None:
        hand.tap("form.field.phone")
        for digit in phone:
            hand.tap(f"key{digit}")
    hand.keep("form-phone")
    go_on(stage)
    hand.wait_page("check")
    hand.keep("check")
    look_through(stage)


def go_on(stage: Stage) -> None:
    """From a page of the form to the next: the main button leads through its screens first."""
    hand = stage.hand
    while hand.reads_in("primaryButton", "看下一屏"):
        hand.tap("primaryButton")
        hand.keep("form-more")
    hand.tap("primaryButton")


def look_through(stage: Stage) -> None:
    """Turn the screens of the check page; on the last one the main button submits."""
    hand = stage.hand
    while hand.reads_in("primaryButton", "看下一屏"):
        hand.tap("primaryButton")
        hand.keep("check-more")


def choose_city_and_day(stage: Stage) -> None:
    """A choice and a date, as fingers do it: the first of next August."""
    hand = stage.hand
    hand.tap("choice.city.990200")
    year = f"date.year.{dt.date.today().year + 1}"  # noqa: DTZ011  the year on the calendar on the wall
    if not hand.sees(year):
        hand.tap("form.field.start")
    hand.tap(year)
    hand.tap("date.month.8")
    hand.tap("date.day.1")


def print_receipt(stage: Stage, report: Report) -> Path:
    """Press print, wait until the page says that it is out, and keep the paper."""
    hand = stage.hand
    before = len(stage.receipts())
    hand.tap("result.print")
    hand.wait("the receipt to be out", lambda: len(stage.receipts()) > before)
    hand.wait_words("凭条已出纸")
    hand.keep("printed")
    paper = report.folder / "receipt.pdf"
    shutil.copyfile(stage.receipts()[-1], paper)
    report.facts["receipt_pdf"] = paper.name
    return paper


def submit_without_a_line(stage: Stage, report: Report, person: str = "p03", phone: str = "19900000003") -> None:
    """From the offline banner to the provisional receipt."""
    hand = stage.hand
    hand.wait("the offline banner", lambda: hand.sees("banner"))
    open_item(stage)
    hand.go("primaryButton", "card")
    place_card(stage, person)
    pass_signature(stage)
    fill_in(stage, phone=phone)
    hand.tap("primaryButton")
    hand.wait_page("result")
    hand.wait_words("已保存，还没有送出", "暂存号")
    hand.keep("provisional")
    print_receipt(stage, report)


def finish(stage: Stage) -> None:
    """Leave; the next page is for the next person."""
    hand = stage.hand
    hand.tap("primaryButton")
    hand.wait_page("cleared")
    hand.keep("cleared")
    hand.wait_page("home")
    hand.keep("home-again")


def _challenge(hand: Hand) -> str:
    return next((name for sign, name in _CHALLENGES.items() if hand.reads_in("pageTitle", sign)), "")
