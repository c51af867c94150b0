"""Journey: a certificate is fetched, its seal checked, and printed once, although the paper ran out in between."""

from __future__ import annotations

import shutil
from pathlib import Path

from devices.transports.control import tell
from kiosk.journeys import acts
from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PRINTER = True
"""The stage is fitted with the virtual page printer."""
KIND = "sbcb"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees("theme-zm"))
    turn_to(stage, "theme-zm")
    hand.go("theme-zm", "category")
    hand.wait("certificates", lambda: bool(hand.ask(do="find", name="certificates.open").get("enabled")))
    hand.keep("offered")
    hand.go("certificates.open", "card")
    acts.place_card(stage, "p01")
    acts.pass_sms(stage)
    hand.wait_page("choose")
    hand.keep("list")
    hand.go(f"choose.{KIND}", "certificate")
    hand.wait_words("看一眼，打印这份吗？", "1 页，打 1 份")
    hand.keep("ready")
    _pages(stage, "empty")
    hand.tap("primaryButton")
    hand.wait_words("打印纸用完了")
    hand.keep("paper-out")
    _pages(stage, "refill")
    _retry_until_printed(stage)
    hand.keep("printed")
    papers = sorted((stage.folder / "twins" / "documents").glob("*.pdf"))
    if len(papers) != 1:
        raise JourneyError(f"{len(papers)} papers came out")
    shutil.copyfile(papers[0], report.folder / "certificate.pdf")
    hand.wait("both told", lambda: len(_told(stage)) > 1)
    report.facts["prints"] = _told(stage)
    acts.finish(stage)


def _retry_until_printed(stage: Stage) -> None:
    """The printer says by itself that it is well again; until then a touch on 再试一次 does nothing."""
    hand = stage.hand

    def printed() -> bool:
        if hand.sees("certificate.out"):
            return True
        if hand.sees("certificate.retry"):
            hand.tap("certificate.retry")
        return False

    hand.wait("the paper", printed)


def _pages(stage: Stage, order: str) -> None:
    socket: Path = stage.folder / "twins" / "pages.sock"
    tell(socket, {"do": order})


def _told(stage: Stage) -> list[str]:
    """The outcomes that the platform was told of."""
    return [str(one["outcome"]) for one in stage.platform("prints").get("prints", [])]
