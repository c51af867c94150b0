"""Journey: papers by every way but the document camera.

In the first case one comes from a phone, another follows later with the four tellings signed. In the second the first
is there from before, and the other lies on a USB stick that is pulled out at the wrong moment.
"""

from __future__ import annotations

import urllib.request

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.pay_bill import shown_code
from kiosk.journeys.refund import past_day, submit
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage

ITEM, THEME = "yb-mmrd", "yb"
STICK = True
PHOTO = b"\xff\xd8\xff\xe0 a picture that a phone has taken \xff\xd9"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    _to_the_papers(stage)
    hand.keep("papers")
    _by_phone(stage)
    _later(stage)
    hand.go("primaryButton", "check")
    hand.wait_words("手机传好了", "以后补交")
    submit(stage)
    note_case(stage, report)
    acts.finish(stage)
    hand.wait_page("home")
    _to_the_papers(stage)
    _from_before(stage)
    _from_the_stick(stage)
    hand.go("primaryButton", "check")
    hand.wait_words("用以前交过的", "从 U 盘取好了")
    submit(stage)
    hand.tap("primaryButton")
    hand.wait_page("cleared")
    hand.wait_words("U 盘还插着")
    hand.keep("left-behind")
    stage.stick(do="pull")
    hand.wait_words("信息已清除")
    hand.wait_page("home")


def _to_the_papers(stage: Stage) -> None:
    """Card, code and answers of 门诊慢特病认定, up to the page that asks for papers."""
    hand = stage.hand
    hand.wait("the topics", lambda: hand.sees(f"theme-{THEME}"))
    hand.go(f"theme-{THEME}", "category")
    while not hand.sees(f"item-{ITEM}"):
        hand.tap("pager.next")
    hand.go(f"item-{ITEM}", "item")
    hand.go("primaryButton", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait_page("form")
    hand.tap("choice.illness.hypertension")
    past_day(stage, "since")
    hand.tap("primaryButton")
    hand.tap("choice.hospital.shili1")
    hand.tap("primaryButton")
    hand.wait("the papers", lambda: hand.sees("form.phone.diagnosis"))


def _by_phone(stage: Stage) -> None:
    """The code is scanned, and a picture sent."""
    hand = stage.hand
    hand.tap("form.phone.diagnosis")
    hand.wait_page("phone")
    address = shown_code(stage)
    hand.keep("phone")
    with urllib.request.urlopen(address, timeout=20):  # noqa: S310  our own sandbox
        hand.wait_words("手机打开了")
    headers = {"Content-Type": "image/jpeg", "Idempotency-Key": "a-phone-of-the-journey"}
    sent = urllib.request.Request(address, PHOTO, headers, method="POST")  # noqa: S310
    with urllib.request.urlopen(sent, timeout=20):  # noqa: S310
        hand.wait_words("收到 1 个文件")
    hand.keep("arrived")
    hand.go("primaryButton", "form")
    hand.wait_words("手机传好了")


def _later(stage: Stage) -> None:
    """All four are told before anything is signed."""
    hand = stage.hand
    hand.tap("form.later.tests")
    hand.wait_page("promise")
    hand.wait_words("还缺什么", "怎么补", "什么时候补", "到期没补")
    hand.sign("signature.pad")
    hand.keep("later")
    hand.go("primaryButton", "form")
    hand.wait_words("以后补交，已签名")


def _from_before(stage: Stage) -> None:
    """What came from the phone then is there."""
    hand = stage.hand
    hand.tap("form.earlier.diagnosis")
    hand.wait_page("files")
    hand.wait("the earlier paper", lambda: hand.sees("file.0"))
    hand.keep("earlier")
    hand.go("file.0", "form")
    hand.wait_words("用以前交过的")


def _from_the_stick(stage: Stage) -> None:
    """Pulled out as somebody presses: it says so, and nothing is lost; put in again, the paper is taken."""
    hand = stage.hand
    hand.tap("form.stick.tests")
    hand.wait_page("files")
    hand.wait_words("请插上 U 盘")
    stage.stick(do="plug", what="papers")
    hand.wait("what is on it", lambda: hand.sees("file.1"))
    hand.keep("stick")
    stage.stick(do="pull")
    hand.wait_words("请插上 U 盘")
    stage.stick(do="plug", what="hostile")
    hand.wait("the one paper on it, and a broken one", lambda: hand.sees("file.1"))
    hand.keep("hostile")
    hand.tap("file.1")
    hand.wait("how that went", lambda: hand.sees("files.retry") or hand.sees("files.another"))
    hand.tap("files.retry" if hand.sees("files.retry") else "files.another")
    hand.wait("both again", lambda: hand.sees("file.0"))
    stage.stick(do="plug", what="papers")
    hand.wait_words("诊断证明.pdf")
    hand.tap("file.0")
    hand.wait("its first page", lambda: hand.sees("files.another"))
    hand.keep("first-page")
    hand.go("primaryButton", "form")
    hand.wait_words("从 U 盘取好了")
