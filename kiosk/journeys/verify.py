"""Journey: codes are held up to the scanner: genuine, expired, revoked, made up, no text, too long; then no scanner.

The platform is asked about four of them, and nothing of them is left here.
"""

from __future__ import annotations

from kiosk.dock.words import CODES
from kiosk.journeys import acts
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

SCANNER = True
"""The stage is fitted with the virtual scanner."""
EXPIRED = "1.2.156.3005.2.9999000000000000XA903.11990101MB99000017.LICP03DRIVINA8E1C469.001.F"
WORDS = (
    ("genuine", CODES["licence"], "是真的，现在有效", "林*舟"),
    ("expired", EXPIRED, "已经过期", "核验时间"),
    ("revoked", CODES["revoked"], "已经注销，或者已经用过", "核验时间"),
    ("made-up", CODES["forged"], "平台查不到这个码", "只凭这个码看不出来"),
)


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
    hand.go("informButton", "choose")
    hand.wait("the line", lambda: bool(hand.ask(do="find", name="choose.verify").get("enabled")))
    hand.go("choose.verify", "verify")
    hand.wait_words("请把码对准扫码口")
    hand.keep("waiting")
    _not_asked_about(stage, report)
    for name, code, *said in WORDS:
        stage.scanner(do="scan", text=code)
        hand.wait_words(*said)
        hand.keep(name)
        hand.tap("verify.again")
        hand.wait_words("请把码对准扫码口")
    stage.scanner(do="vanish")
    hand.wait_words("请把码放到摄像头下面")
    hand.keep("by-camera")
    report.facts["asked"] = stage.platform("verifications")["states"]
    hand.tap("backButton")
    hand.wait_page("cleared", "home")
    hand.wait_page("home")
    hand.keep("home-again")


def _not_asked_about(stage: Stage, report: Report) -> None:
    """What is no code at all is named and never leaves the terminal."""
    hand = stage.hand
    for order in ({"do": "scan", "hex": "fffe00c3"}, {"do": "too_long"}):
        report.begin_step()
        stage.scanner(**order)
        hand.wait("a word for it", lambda: hand.sees("verify.missed"))
        hand.keep("missed")
    hand.wait_words("这个码太长了")
    if stage.platform("verifications")["states"]:
        raise JourneyError("the platform was asked about something that is no code")
